import * as z from "zod";

/** What a receiver of `calls.delivered` is told: which file of calls is there, and where it is fetched. */
export const CallsDelivered = z
  .object({
    account: z.string(),
    /** Of the file: by it, it is read, made again and sent again. The same for every revision. */
    id: z.string(),
    /** Date, in the file's zone, of the day whose calls it holds. */
    day: z.string(),
    /** Calls set up from this instant on, included. */
    from: z.string(),
    /** Calls set up before this instant. */
    to: z.string(),
    /** IANA name. */
    timeZone: z.string(),
    /** From 1. A higher one replaces the whole file of a lower one. */
    revision: z.int(),
    /** Calls in it. */
    rows: z.int(),
    /** What they were charged, tax included: a decimal in the customer's currency. */
    charge: z.string(),
    currency: z.string(),
    fileName: z.string(),
    /** Size in bytes. */
    bytes: z.int(),
    /** Until when it is kept. */
    expiresAt: z.string(),
    /** Answers a key of the customer (`Authorization: Bearer sbk_…`, scope `calls:read`) by a redirect to the file. */
    link: z.string(),
  })
  .meta({ id: "CallsDelivered" });
export type CallsDelivered = z.infer<typeof CallsDelivered>;
