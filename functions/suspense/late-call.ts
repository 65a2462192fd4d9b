import * as z from "zod";
import { Currency } from "../money/currency.ts";
import { Amount } from "../money/money.ts";

/** A call that was too old to be charged by itself and that a person releases: charged once, as an adjustment of the open period. */

export const NewRelease = z
  .strictObject({
    /** Why it is charged after all; it stands in the statement and in the audit. */
    reason: z.string().trim().min(3, "Must say why, in 3 characters or more.").max(300),
    /** The charge that was seen beforehand. It is refused where it would be another one by now. */
    charge: Amount,
  })
  .meta({ id: "NewSuspenseRelease" });
export type NewRelease = z.infer<typeof NewRelease>;

export const LateCall = z
  .object({
    account: z.string(),
    currency: Currency,
    /** What is debited. */
    charge: Amount,
    /** Part of `charge`. */
    tax: Amount,
    /** The call's own date. */
    setupAt: z.iso.datetime(),
    cld: z.string(),
    destination: z.string().nullable(),
    tariffId: z.string().nullable(),
    billedSeconds: z.number().int(),
    /** Whether it stands in the ledger. */
    released: z.boolean(),
  })
  .meta({ id: "SuspenseRelease" });
export type LateCall = z.infer<typeof LateCall>;

/** Stands for a released call, under its identity and for ever: what comes again is known by it. */
export const LateCallMark = z.object({
  /** The record in suspense that was released. */
  record: z.string(),
  /** As in the call's mark: tells a duplicate from a conflict. */
  content: z.string(),
  /** As in the call's mark: tells a redelivery from a duplicate. */
  delivery: z.string().optional(),
  call: LateCall,
});
export type LateCallMark = z.infer<typeof LateCallMark>;
