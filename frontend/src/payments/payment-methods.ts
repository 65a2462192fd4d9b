import { sentence } from "../ui/format.ts";

/** How money comes or goes; the API takes any other word as well. */
const methods = ["BANK_TRANSFER", "DIRECT_DEBIT", "CARD", "CASH", "CHEQUE"];

export const methodChoices = [
  ...methods.map((value) => ({ value, label: sentence(value) })),
  { value: "MANUAL", label: "Other" },
];

export const movesMoney = (kind: string): boolean => kind === "PAYMENT" || kind === "REFUND";

/** What moves no money, as a gift or a correction, came by nothing. */
export const methodOf = ({ kind, method }: { kind: string; method: string }): string =>
  movesMoney(kind) ? method : "MANUAL";
