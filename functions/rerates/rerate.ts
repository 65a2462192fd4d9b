import * as z from "zod";
import { mostRangeDays } from "../cdrs/call-filter.ts";
import { AccountCode } from "../customers/customer.ts";
import { SignedAmount, StoredNano } from "../money/money.ts";
import { dayMs } from "../time/day.ts";

/**
 * Re-rating: calls that were charged by prices that were wrong are charged by those that hold now for their setup. First
 * it is tried, and nothing is changed; then, when somebody has agreed to what was seen, each account gets the difference
 * as a line of its ledger. No call is deleted, no block, entry, period or invoice is edited.
 */

const instant = z.iso.datetime({ offset: true, error: "Must be an instant such as 2026-10-13T00:00:00Z." });
const name = z.string().min(1).max(128);

export const NewRerate = z
  .strictObject({
    /** Calls of this customer. */
    account: AccountCode.optional().meta({ title: "Customer" }),
    /** Calls that were charged, at any level, or whose cost was rated by this tariff: of all customers, or of `account`. */
    tariffId: z.string().min(1).max(64).optional().meta({ title: "Calls of this tariff" }),
    /** Setup from this instant on. */
    from: instant.meta({ title: "From" }),
    /** Setup before this instant. */
    to: instant.meta({ title: "To" }),
    /** The prefix by which they are rated now, whole. */
    prefix: z
      .string()
      .regex(/^[0-9*#+A-Da-d]{1,32}$/, "Must be a prefix.")
      .optional()
      .meta({ title: "Rated prefix" }),
    /** The destination's name, whole. */
    destination: name.optional().meta({ title: "Destination" }),
    /** Rated by this version of their tariff. */
    tariffVersion: z.int().positive().optional().meta({ title: "Tariff version" }),
    /** Id of the vendor that terminated them. */
    vendor: name.optional().meta({ title: "Vendor" }),
    /**
     * By which tariff customers are charged now. Left out: by the one that charged the call, as it is now for the setup.
     * Resellers above are charged by the one that charged them either way.
     */
    withTariff: z.string().min(1).max(64).optional().meta({ title: "Charge by" }),
    /** What is rated again: what accounts pay, what vendors take, or both. */
    what: z.enum(["CHARGES", "COSTS", "BOTH"]).default("CHARGES").meta({ title: "What is rated again" }),
    /** Why: stands on the statement, on the invoice and with each call, so customers read it. */
    reason: z.string().trim().min(3, "Must say why, in 3 characters or more.").max(200).meta({ title: "Reason" }),
  })
  .refine(({ account, tariffId }) => account !== undefined || tariffId !== undefined, {
    path: ["account"],
    error: "Must name a customer or a tariff.",
  })
  .refine(({ from, to }) => !(Date.parse(from) >= Date.parse(to)), { path: ["to"], error: "Must be after `from`." })
  .refine(({ from, to }) => !(Date.parse(to) - Date.parse(from) > mostRangeDays * dayMs), {
    path: ["from"],
    error: `At most ${mostRangeDays} days.`,
  })
  .meta({ id: "NewRerate" });
export type NewRerate = z.infer<typeof NewRerate>;

/**
 * TRYING: nothing is changed, it is counted what would be. TRIED: waits for somebody to agree. CHECKING: agreed; it is
 * looked whether the calls are still as they were tried. RUNNING: calls are corrected. DONE. OUTDATED: calls, prices or
 * customers have changed since the trial; nothing was corrected. CANCELLED: what was corrected by then stays. FAILED: it
 * broke off.
 */
export const RerateStatus = z.enum([
  ...(["TRYING", "TRIED", "CHECKING", "RUNNING", "DONE"] as const),
  ...(["OUTDATED", "CANCELLED", "FAILED"] as const),
]);
export type RerateStatus = z.infer<typeof RerateStatus>;

/** Why a call keeps what it was charged: there is no price to put in its place. */
export const LostReason = z.enum([
  /** The tariff has no rate for the number any more. */
  "NO_RATE",
  /** Its rate is blocked. */
  "RATE_BLOCKED",
  /** There is no such tariff any more. */
  "NO_TARIFF",
  /** The tariff is in another currency than the account. */
  "TARIFF_INVALID",
]);
export type LostReason = z.infer<typeof LostReason>;

const nano = StoredNano;
const count = z.int().nonnegative();

/** Calls that were looked at, and what they come to before and after. Nano. */
const figures = {
  looked: count,
  /** Of them, calls whose charge, tax or cost becomes another one, at any level. */
  changed: count,
  /** Of them, calls without a price now: they keep what they were charged. */
  lost: count,
  chargeBefore: nano,
  chargeAfter: nano,
  taxBefore: nano,
  taxAfter: nano,
};

/** Of one currency. */
export const StoredTotal = z.object({
  currency: z.string(),
  accounts: count,
  ...figures,
  /** The differences of the accounts, each without its sign: what two people may have to agree to. */
  moved: nano,
});
export type StoredTotal = z.infer<typeof StoredTotal>;

export const BeforeAfter = z.object({ name: z.string(), before: nano, after: nano });
export type BeforeAfter = z.infer<typeof BeforeAfter>;

/** A call as an example of what changes, or of what has no price. */
export const StoredExample = z.object({
  id: z.string(),
  setupAt: z.string(),
  cld: z.string(),
  destination: z.string().nullable(),
  before: nano,
  after: nano,
  lost: LostReason.nullable(),
});
export type StoredExample = z.infer<typeof StoredExample>;

export const StoredRerateAccount = z.object({
  account: z.string(),
  company: z.string(),
  currency: z.string(),
  ...figures,
  /** What the resellers above pay for these calls, by reseller. */
  above: z.array(BeforeAfter),
  /** What vendors take for them, by currency. */
  costs: z.array(BeforeAfter),
  /** A few calls that change, and a few without a price. */
  examples: z.array(StoredExample),
  /** Hash of all that would be changed: the same calls from the same to the same. */
  print: z.string(),
  /** Calls that are corrected by now, and what that moved. Added to in the transactions that correct. */
  done: count.default(0),
  booked: nano.default(0n),
  /** A sentence where its calls could not be corrected. */
  fault: z.string().nullable().default(null),
  ttl: z.int(),
});
export type StoredRerateAccount = z.infer<typeof StoredRerateAccount>;

/** A job as it is stored. */
export const StoredRerate = z.object({
  id: z.string(),
  status: RerateStatus,
  progress: z.int(),
  asked: z.object(NewRerate.shape),
  /** Id of the user or key that asked. */
  by: z.string(),
  createdAt: z.string(),
  totals: z.array(StoredTotal),
  costs: z.array(BeforeAfter),
  takesTwo: z.boolean().nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** At the end: calls that were corrected, and accounts whose calls could not be. */
  done: z.int(),
  faults: z.int(),
  message: z.string().nullable(),
  /** The version of each tariff that the trial rated by, and so does the run; 0: there was none. */
  versions: z.record(z.string(), z.int()),
  /** The account behind which the trial goes on. */
  after: z.string().nullable(),
  /** Counts the changes of the status. */
  v: z.int(),
  /** Epoch seconds after which it may be gone. */
  ttl: z.int(),
});
export type StoredRerate = z.infer<typeof StoredRerate>;

const signed = SignedAmount;
const shownFigures = {
  looked: count.meta({ description: "Calls that were looked at." }),
  changed: count.meta({ description: "Calls whose charge, tax or cost becomes another one." }),
  lost: count.meta({ description: "Calls without a price now: they keep what they were charged." }),
  chargeBefore: signed,
  chargeAfter: signed,
  taxBefore: signed,
  taxAfter: signed,
  /** chargeAfter less chargeBefore: above 0 = debited more. */
  difference: signed,
};
const shownBeforeAfter = z.object({ name: z.string(), before: signed, after: signed, difference: signed });

export const RerateTotal = z.object({ currency: z.string(), accounts: count, ...shownFigures });

export const Rerate = z
  .object({
    id: z.string(),
    status: RerateStatus,
    /** Whole percent of the step that runs. */
    progress: z.int().min(0).max(100),
    asked: NewRerate,
    /** Id of the user or key that asked. */
    by: z.string(),
    /** What whoever asked is called; null where there is no such user or key any more. */
    byName: z.string().nullable(),
    createdAt: z.iso.datetime(),
    /** Sums by the currency of the accounts. Empty until it is tried. */
    totals: z.array(RerateTotal),
    /** What vendors take, by currency; empty for whoever may not see vendors. */
    costs: z.array(shownBeforeAfter),
    /** Whether somebody else than who asked must agree. Null until it is tried. */
    takesTwo: z.boolean().nullable(),
    approvedBy: z.string().nullable(),
    /** As `byName`; null until somebody has agreed. */
    approvedByName: z.string().nullable(),
    approvedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    /** Calls corrected by now, and accounts whose calls could not be. */
    done: count,
    faults: count,
    /** A sentence on why it is OUTDATED, CANCELLED or FAILED. */
    message: z.string().nullable(),
  })
  .meta({ id: "Rerate" });
export type Rerate = z.infer<typeof Rerate>;

export const RerateAccount = z
  .object({
    account: z.string(),
    company: z.string(),
    currency: z.string(),
    ...shownFigures,
    /** What the resellers above pay, by reseller. */
    above: z.array(shownBeforeAfter),
    costs: z.array(shownBeforeAfter),
    /** A few calls that change, and a few without a price; all are in the export of the kind `rerate`. */
    examples: z.array(StoredExample.extend({ before: signed, after: signed })),
    done: count,
    /** What was debited more by now. */
    booked: signed,
    fault: z.string().nullable(),
  })
  .meta({ id: "RerateAccount" });
export type RerateAccount = z.infer<typeof RerateAccount>;
