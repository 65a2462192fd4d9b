import * as z from "zod";
import { Amount } from "../money/money.ts";

/** A call that was let go, and of which no CDR came in time. What it held is free again; if its CDR comes late, it is charged. */
export const MissingCdr = z
  .object({
    /** The authorization. */
    id: z.string(),
    account: z.string(),
    /** Name of the switch that asked. */
    switch: z.string(),
    /** As the switch named the call. */
    callId: z.string(),
    /** The called number after translation. */
    cld: z.string(),
    askedAt: z.string(),
    /** When what it held was given back. */
    sweptAt: z.string(),
    /** Whether the switch said that the call was over. */
    ended: z.boolean(),
    /** What was held of the account: the price of the longest talk that was granted, and so the most that is lost. */
    held: Amount,
    currency: z.string(),
  })
  .meta({ id: "MissingCdr" });
export type MissingCdr = z.infer<typeof MissingCdr>;

/** It is listed as long as its CDR could still be posted by itself, in seconds. */
export const missingLifeSeconds = 90 * 86_400;
