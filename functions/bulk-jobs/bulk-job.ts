import * as z from "zod";
import { AccountCode, type Customer, customerFields } from "../customers/customer.ts";
import type { CustomerChange } from "../customers/customer-request.ts";
import { CustomerFilters } from "../customers/listing.ts";

/**
 * One change to many customers. First it is tried on all of them and nothing is changed; then, when a person has seen
 * what would be refused, it is made customer by customer, each as if edited alone.
 */

const tag = customerFields.tags.element;

/** At least one of them. Tags are added and taken away, never replaced. */
export const BulkChange = z
  .strictObject({
    status: customerFields.status.optional(),
    tariffId: customerFields.tariffId.optional(),
    addTag: tag.optional(),
    removeTag: tag.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), "Must name a change.")
  .meta({ id: "BulkChange" });
export type BulkChange = z.infer<typeof BulkChange>;

const mostNamed = 1000;

/** Customers by name, or all that fit the filters, also those that no page has shown. */
export const NewBulkJob = z
  .strictObject({
    accounts: z.array(AccountCode).min(1).max(mostNamed, `Must be at most ${mostNamed} accounts.`).optional(),
    filters: z.strictObject(CustomerFilters.shape).optional(),
    change: BulkChange,
  })
  .refine(({ accounts, filters }) => (accounts === undefined) !== (filters === undefined), {
    path: ["accounts"],
    error: "Must name either accounts or filters.",
  })
  .meta({ id: "NewBulkJob" });
export type NewBulkJob = z.infer<typeof NewBulkJob>;

/** Why a customer is left as it is. */
export const BulkReason = z.enum(["CLOSED", "NOT_ALLOWED", "CHANGED_MEANWHILE", "GONE"]);
export type BulkReason = z.infer<typeof BulkReason>;

/** What becomes of one customer: `READY` after the trial; `SAME` has nothing to change. */
export const BulkRow = z
  .object({
    account: z.string(),
    company: z.string(),
    outcome: z.enum(["READY", "CHANGED", "SAME", "REFUSED"]),
    reason: BulkReason.nullable(),
    /** A sentence fit for a person. */
    message: z.string().nullable(),
  })
  .meta({ id: "BulkRow" });
export type BulkRow = z.infer<typeof BulkRow>;

const Counts = z.object({ ready: z.int(), changed: z.int(), same: z.int(), refused: z.int() });
export type Counts = z.infer<typeof Counts>;
export const noCounts: Counts = { ready: 0, changed: 0, same: 0, refused: 0 };

export const BulkJob = z
  .object({
    id: z.string(),
    /** `trial` changes nothing; `change` follows when it is asked for. */
    phase: z.enum(["trial", "change"]),
    status: z.enum(["queued", "running", "done"]),
    progress: z.int().min(0).max(100),
    change: BulkChange,
    /** All customers of the job; of them, how many with which outcome. */
    customers: z.int(),
    counts: Counts,
    /** The sentences of the refusals, the most frequent first, ten at most. */
    refusals: z.array(z.object({ message: z.string(), customers: z.int() })),
    createdAt: z.string(),
  })
  .meta({ id: "BulkJob" });
export type BulkJob = z.infer<typeof BulkJob>;

/** The fields of a customer that the change sets. */
export function editFor(customer: Pick<Customer, "tags">, change: BulkChange): CustomerChange {
  const { status, tariffId, addTag, removeTag } = change;
  const kept = customer.tags.filter((each) => each !== removeTag);
  const tags = addTag === undefined || kept.includes(addTag) ? kept : [...kept, addTag];
  return {
    ...(status === undefined ? {} : { status }),
    ...(tariffId === undefined ? {} : { tariffId }),
    ...(addTag === undefined && removeTag === undefined ? {} : { tags }),
  };
}

export const isSame = (customer: Customer, edit: CustomerChange): boolean =>
  Object.entries(edit).every(
    ([name, value]) => JSON.stringify(customer[name as keyof Customer]) === JSON.stringify(value),
  );

/** Counts and the most frequent refusals of a job's rows. */
export function summed(rows: readonly Pick<BulkRow, "outcome" | "message">[]): Pick<BulkJob, "counts" | "refusals"> {
  const counts = { ...noCounts };
  const refused = new Map<string, number>();
  for (const { outcome, message } of rows) {
    counts[outcome.toLowerCase() as keyof Counts]++;
    if (outcome === "REFUSED" && message) refused.set(message, (refused.get(message) ?? 0) + 1);
  }
  const refusals = [...refused].map(([message, customers]) => ({ message, customers }));
  return { counts, refusals: refusals.sort((a, b) => b.customers - a.customers).slice(0, 10) };
}
