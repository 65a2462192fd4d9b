import * as z from "zod";

/** A call that was let go, and of which no CDR came in time. What it held is free again; if its CDR comes late, it is charged. */
export const MissingCdr = z
  .object({
    /** The authorization. */
    id: z.string(),
    account: z.string(),
    /** As the switch named the call. */
    callId: z.string(),
    cld: z.string(),
    askedAt: z.string(),
    sweptAt: z.string(),
    /** Whether the switch said that the call was over. */
    ended: z.boolean(),
  })
  .meta({ id: "MissingCdr" });
export type MissingCdr = z.infer<typeof MissingCdr>;
