import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type AnalysisFilters, noCallFilters } from "../filters.ts";

interface ShowCallsProps {
  account: string;
  /** The days on show. */
  from: string;
  to: string;
  filters: AnalysisFilters;
}

/** The way to the calls behind the figures of one customer. */
export function ShowCalls({ account, from, to, filters }: ShowCallsProps) {
  const { prefix, destination, direction, vendor, gateway, device, cause } = filters;
  const chosen = { prefix, destination, direction, vendor, gateway, device, cause };
  return (
    <Button
      variant="default"
      renderRoot={(props) => (
        <Link
          to="/customers/$account/calls"
          params={{ account }}
          search={{ ...noCallFilters, ...chosen, from, to }}
          {...props}
        />
      )}
    >
      Show calls
    </Button>
  );
}
