import * as z from "zod";
import { Call, callOf } from "../cdrs/call.ts";
import type { CallRow } from "../cdrs/call-row.ts";
import type { SwitchCdr } from "../cdrs/cdr.ts";
import { isoInstant } from "../platform/clock.ts";

/** The call that was charged beside the record that came later with other content. */

/** What a switch says of a call, under the names that a call has. */
const Reported = Call.pick({
  callId: true,
  direction: true,
  setupAt: true,
  answeredAt: true,
  endedAt: true,
  cliReceived: true,
  cldReceived: true,
  gatewayId: true,
  sipCode: true,
  disconnectCause: true,
}).extend({
  /** Talk time in milliseconds, before it is rounded. */
  billableMs: z.number().int(),
  accountCode: z.string().nullable(),
  sourceIp: z.string().nullable(),
  sipUser: z.string().nullable(),
});
type Reported = z.infer<typeof Reported>;

export const Conflict = z
  .object({
    /** The call that was charged. Null where it is not found: its customer was known otherwise then. */
    posted: Call.extend({
      ...Reported.shape,
      /** Of `charge` and `tax`. */
      currency: z.string(),
    })
      .meta({ id: "PostedCall" })
      .nullable(),
    /** The record that waits. */
    waiting: Reported.meta({ id: "ReportedCall" }),
    /** Members of `waiting` that are not the same in `posted`. */
    differs: z.array(z.string()),
  })
  .meta({ id: "SuspenseConflict" });
export type Conflict = z.infer<typeof Conflict>;

const reportedOf = (cdr: Omit<SwitchCdr, "source" | "line">): Reported => ({
  callId: cdr.callId,
  direction: cdr.direction,
  setupAt: isoInstant(cdr.setupMs),
  answeredAt: isoInstant(cdr.answeredMs),
  endedAt: isoInstant(cdr.endedMs),
  cliReceived: cdr.cliReceived,
  cldReceived: cdr.cldReceived,
  billableMs: cdr.billableMs,
  accountCode: cdr.accountCode,
  sourceIp: cdr.sourceIp,
  sipUser: cdr.sipUser,
  gatewayId: cdr.gateway,
  sipCode: cdr.sipCode,
  disconnectCause: cdr.q850,
});

/** The call of the same identity, and the customer who was charged for it. */
interface Posted {
  id: string;
  row: CallRow;
  account: string;
  currency: string;
}

/** @param call undefined where it is not found */
export function compareWithPosted(cdr: SwitchCdr, call: Posted | undefined): Conflict {
  const waiting = reportedOf(cdr);
  if (!call) return { posted: null, waiting, differs: [] };
  const was = reportedOf(call.row.cdr);
  const differs = (Object.keys(waiting) as (keyof Reported)[]).filter((name) => waiting[name] !== was[name]);
  return {
    posted: { ...callOf(call.row, call.account, call.id), ...was, currency: call.currency },
    waiting,
    differs,
  };
}
