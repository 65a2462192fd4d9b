import { countText, sentence } from "../ui/format.ts";
import type { RetryResult } from "./suspense.api.ts";

type Result = Pick<RetryResult, "charged" | "duplicates" | "parked" | "reasons" | "more">;

/** What became of the records that were tried again. What was not decided in time is no outcome: it waits as it did. */
export function retryWords({ charged, duplicates, parked, reasons, more }: Result): string {
  const parts: [number, string][] = [
    [charged, "charged"],
    [duplicates, "known already"],
    [parked, "still wait"],
  ];
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${countText(count)} ${word}`);
  const why = Object.entries(reasons).map(([reason, count]) => `${sentence(reason).toLowerCase()} ${countText(count)}`);
  const because = why.length > 0 ? ` (${why.join(", ")})` : "";
  if (told.length === 0) return more ? "It was not decided in time. Retry once more." : "Nothing could be tried again.";
  const open = more ? " Not all of it was decided in time: retry once more." : "";
  return `Tried again: ${told.join(", ")}${because}.${open}`;
}
