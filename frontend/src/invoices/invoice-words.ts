import type { InvoiceLine } from "./invoice.api.ts";

type Status = InvoiceLine["status"];

const tones = {
  DRAFT: "neutral",
  ISSUED: "warn",
  PART_PAID: "warn",
  PAID: "ok",
  OVERDUE: "bad",
  VOID: "neutral",
} as const;

export const toneOf = (status: Status): (typeof tones)[Status] => tones[status];

export const statuses: { value: Status; label: string }[] = [
  { value: "ISSUED", label: "Issued" },
  { value: "PART_PAID", label: "Part paid" },
  { value: "PAID", label: "Paid" },
  { value: "OVERDUE", label: "Overdue" },
  { value: "VOID", label: "Void" },
];

/** What a line is of, where it is not plain calls. */
export const kindText = {
  ...{ CALLS: "", LATE_CALLS: "previous period", RELEASED_CALL: "charged by hand" },
  ...{ DID_SETUP: "DID", DID_RENT: "DID", DID_CANCELLATION: "DID", TAKEN_OVER: "" },
} as const;
