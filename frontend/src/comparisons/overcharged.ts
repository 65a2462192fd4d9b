import { decimalOf, nanoOf } from "../../../functions/money/money.ts";
import type { DestinationView } from "./comparison.api.ts";

/** Where we have less than they say, there is nothing to give back. */
const isTheirs = (kind: string): boolean => kind === "ONLY_THEIRS" || kind === "TWICE";

/**
 * What we asked more than they say, by destination: of calls that only we have or that differ; of totals, of all. What
 * they have and we do not is not taken off.
 */
export function overchargedIn(lines: readonly DestinationView[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { destination, ours, theirs, matched, classes } of lines) {
    const told = Object.entries(classes);
    const isTotal = matched === 0 && told.length === 0;
    const less = isTotal
      ? nanoOf(theirs.amount) - nanoOf(ours.amount)
      : told.reduce((sum, [kind, { amount }]) => (isTheirs(kind) ? sum : sum + nanoOf(amount)), 0n);
    if (less < 0n) found.set(destination, decimalOf(-less));
  }
  return found;
}
