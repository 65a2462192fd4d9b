import { useQuery } from "@tanstack/react-query";
import { sourcesQuery } from "../intake/intake.api.ts";
import { useTariffs } from "../tariffs/use-tariffs.ts";
import { Instant } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import type { AutomaticRetry, ParkedView } from "./suspense.api.ts";

const changes: Record<NonNullable<ParkedView["wait"]["cause"]>["kind"], (name: string) => string> = {
  TARIFF: (name) => `the tariff ${name} changes, or the customer gets another`,
  CODE: (name) => `the account code ${name} is given to a customer`,
  NETWORK: (name) => `an address in ${name} is given to a customer`,
  SIPUSER: (name) => `the SIP user ${name} is given to a customer`,
  SOURCE: (name) => `the settings of the CDR source ${name} change`,
};

/** When one record is tried again by itself. */
export function WaitWords({ wait }: Pick<ParkedView, "wait">) {
  const tariffs = useTariffs();
  const sources = useQuery(sourcesQuery);
  if (wait.by === "TIME")
    return (
      <>
        It is tried again by itself, <Instant at={wait.nextTryAt} />.
      </>
    );
  if (!wait.cause) return <>It is not tried again by itself: someone has to decide.</>;
  const { kind, name } = wait.cause;
  const named = [...(tariffs.data?.items ?? []), ...(sources.data?.items ?? [])].find(({ id }) => id === name)?.name;
  return <>It is tried again by itself within a minute after {changes[kind](named ?? name)}.</>;
}

/** `1 still waits`, `2 still wait`. */
export const stillWait = (parked: number): string => `${countText(parked)} still ${parked === 1 ? "waits" : "wait"}`;

/** When the next run by itself is, and what the last one came to. */
export function AutomaticRetryWords({ automatic }: { automatic: AutomaticRetry | null | undefined }) {
  if (!automatic) return null;
  const { lastRunAt, retried, charged, parked, changes: left } = automatic;
  return (
    <p className="dim">
      What is mended is tried again by itself, every minute; last <Instant at={lastRunAt} relative />:{" "}
      {retried === 0
        ? "nothing had changed"
        : `${countText(retried)} tried, ${countText(charged)} charged, ${stillWait(parked)}`}
      {left > 0 ? `; it goes on with ${countText(left)} more changes` : ""}. Next <Instant at={automatic.nextRunAt} />.
    </p>
  );
}
