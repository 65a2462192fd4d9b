import * as z from "zod";
import { StoredNano } from "../money/money.ts";

/** Money and sessions that a call in progress holds, made when the switch asks and gone with the posting of its CDR. */
export const Reservation = z.object({
  /** Nano held at each account of the chain. */
  amt: z.record(z.string(), StoredNano),
  /** Epoch second after which the sweep may give it back. */
  exp: z.number().int(),
  /** Whether it still holds its sessions; the end of a call gives them back before the CDR comes. */
  live: z.boolean(),
  device: z.string().nullable(),
  callId: z.string(),
});
export type Reservation = z.infer<typeof Reservation>;
