import type { CustomerImportView, ImportKind, Outcome } from "./customer-import.api.ts";

export const kindWords: Record<ImportKind, string> = {
  customers: "Customers",
  "ip-devices": "IP devices",
  "sip-devices": "SIP devices",
};

export const kinds = Object.keys(kindWords) as ImportKind[];
export const kindOf = (text: string): ImportKind => kinds.find((kind) => kind === text) ?? "customers";

/** What the name of a row is. */
export const nameWords: Record<ImportKind, string> = {
  customers: "User name",
  "ip-devices": "IP address",
  "sip-devices": "SIP login",
};

export const outcomes: readonly [Outcome, label: string, meaning: string][] = [
  ["ADD", "To add", "Will be added when the import is applied."],
  ["CHANGE", "To change", "Is there already; will be changed as the row says."],
  ["ADDED", "Added", "Was added by this import."],
  ["CHANGED", "Changed", "Was changed by this import."],
  ["SAME", "Same", "Is there already, just as the row says."],
  ["REFUSED", "Refused", "Is not taken; all that is wrong is named."],
];

export const countOfOutcome = ({ counts }: CustomerImportView, outcome: Outcome): number =>
  counts[outcome.toLowerCase() as keyof CustomerImportView["counts"]];

export function stateText({ phase, status }: CustomerImportView): string {
  if (status === "failed") return "Failed";
  if (status === "cancelled") return "Stopped";
  if (phase === "trial")
    return { queued: "Waits for its trial", running: "Is being tried", done: "Tried, nothing is changed yet" }[status];
  return { queued: "Waits to be applied", running: "Is being applied", done: "Applied" }[status];
}
