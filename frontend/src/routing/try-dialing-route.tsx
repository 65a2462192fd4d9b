import { TextInput } from "@mantine/core";
import { dialingRouteFor } from "../../../functions/routing/dialing-route.ts";
import type { DialingRouteView } from "./routing.api.ts";

interface TryDialingRouteProps {
  routes: readonly DialingRouteView[];
  number: string;
  change(number: string): void;
}

/** Which of the patterns takes a number, by the rule that calls are decided by. */
export function TryDialingRoute({ routes, number, change }: TryDialingRouteProps) {
  const found = number === "" ? undefined : dialingRouteFor(number, routes);
  return (
    <search className="toolbar">
      <TextInput
        label="Try a translated number"
        placeholder="442071234567"
        inputMode="tel"
        maxLength={40}
        value={number}
        onChange={(event) => change(event.currentTarget.value.replace(/[^0-9*#]/g, ""))}
      />
      <p role="status" className="try-dialing">
        {number === "" ? null : found ? (
          <>
            <span className="mono">{found.route.pattern}</span> wins; its route is asked for{" "}
            <span className="mono">{found.number}</span>.
          </>
        ) : (
          "No pattern fits: the call would be refused with NO_ROUTE."
        )}
      </p>
    </search>
  );
}
