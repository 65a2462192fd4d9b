import * as z from "zod";
import { KeptPrincipal } from "../auth/kept-principal.ts";
import { AccountCode } from "../customers/customer.ts";
import { SignedAmount } from "../money/money.ts";

/** A run issues what is due, of every customer or of one. It may stop anywhere: what stands is not done again. */

/** Hours after a period's end in which its last calls may still come, before it is closed. */
export const graceMs = 2 * 3_600_000;

/** Why a customer's invoice was not issued. */
export const BillingFault = z.enum([
  /** The calls that were read are not those of the closed period. */
  "FIGURES_DIFFER",
  /** Invoicing it ended with a fault of ours; the log has it. */
  "INTERNAL",
  /** Its final invoice is issued, and the account could not be closed. */
  "NOT_CLOSED",
  /** Something that is stored of it cannot be read. */
  "NOT_READABLE",
  /** Its invoice is issued, and the files of it could not be written. */
  "FILES_NOT_WRITTEN",
]);
export type BillingFault = z.infer<typeof BillingFault>;

/** Noon of a day, UTC: by then the periods of an invoice that bears the day had ended. */
export const noonOf = (date: string): number => Date.parse(`${date}T12:00Z`);

export const NewBillingRun = z
  .strictObject({
    /** One customer or reseller. Left out: all whose period is over. */
    account: AccountCode.optional(),
    /** End the account's open period now, before its time. */
    closeNow: z.boolean().default(false),
    /**
     * Day that the invoices bear: those of periods which had ended by noon (UTC) of that day, and no others. One of the
     * last 90 days. Left out: today.
     */
    date: z.iso.date("Must be a day such as 2026-10-01.").optional(),
  })
  .refine(({ closeNow, date }) => !closeNow || date === undefined, {
    path: ["date"],
    error: "A period that ends now is invoiced today.",
  })
  .refine(({ account, closeNow }) => !closeNow || account !== undefined, {
    path: ["account"],
    error: "Must name the account whose period is to be closed now.",
  })
  .meta({ id: "NewBillingRun" });
export type NewBillingRun = z.infer<typeof NewBillingRun>;

const shown = {
  id: z.string(),
  status: z.enum(["queued", "running", "done"]),
  /** 0 to 100. */
  progress: z.int(),
  /** One customer; null: all. */
  account: z.string().nullable(),
  closeNow: z.boolean(),
  /** Whether it issues the final invoice of the customer and then closes the account. */
  final: z.boolean().default(false),
  /** Day that its invoices bear; null: the day on which each is issued. */
  date: z.string().nullable(),
  /** Customers that it looked at, and those of them that had something due. */
  customers: z.int(),
  due: z.int(),
  /** Invoices that this run issued. */
  issued: z.int(),
  /** Periods without usage, of which no invoice was wanted. */
  empty: z.int(),
  failed: z.int(),
  /** What was issued, by currency. */
  gross: z.record(z.string(), SignedAmount),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Id of the user or key; `system` for the clock. */
  createdBy: z.string(),
};

export const BillingRun = z.object(shown).meta({ id: "BillingRun" });
export type BillingRun = z.infer<typeof BillingRun>;

export const StoredBillingRun = z.object({
  ...shown,
  /** Epoch ms: the instant by which it is judged what is due, however late a part of it runs. */
  at: z.number().int(),
  /** The account behind which the next run goes on; null: from the first. */
  behind: z.string().nullable(),
  /** In whose name the account is closed behind its final invoice. */
  closer: KeptPrincipal.optional(),
  /** The counts as of `behind`: a part that is done again counts from there. */
  v: z.number().int(),
});
export type StoredBillingRun = z.infer<typeof StoredBillingRun>;

export const BillingFaultRow = z
  .object({
    account: z.string(),
    reason: BillingFault,
    message: z.string(),
    at: z.string(),
  })
  .meta({ id: "BillingFault" });
export type BillingFaultRow = z.infer<typeof BillingFaultRow>;

/** The first thing that is wrong with a stored item, in words for whoever mends it. */
export function unreadableWords({ issues: [issue] }: z.ZodError): string {
  const where = issue?.path.length ? `${issue.path.join(".")}: ` : "";
  return `What is stored of it cannot be read: ${where}${issue?.message ?? "unknown"}`;
}

export const billingRunView = (run: StoredBillingRun): BillingRun => BillingRun.parse(run);
