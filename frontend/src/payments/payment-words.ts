import type { PaymentView } from "./payment.api.ts";

export const kindWords: Record<PaymentView["kind"], string> = {
  PAYMENT: "Payment",
  REFUND: "Refund",
  CREDIT_ADD: "Credit added",
  CREDIT_REDUCE: "Credit reduced",
  TEMP_CREDIT: "Temporary credit",
  WRITE_OFF: "Write-off",
  REVERSAL: "Reversal",
};

/** What each does, for whoever chooses. */
export const kindHints: Record<Exclude<PaymentView["kind"], "REVERSAL">, string> = {
  PAYMENT: "Money came in. Raises the balance and settles the oldest invoices first.",
  REFUND: "Money was paid back. Lowers the balance.",
  CREDIT_ADD: "A gift or correction. Raises the balance; no money came.",
  CREDIT_REDUCE: "A correction. Lowers the balance; no money went.",
  TEMP_CREDIT: "Raises the balance until the instant below and is then taken back by itself.",
  WRITE_OFF: "Money that will not come. Raises the balance and settles the oldest invoices first.",
};
