import { DialledNumber, type SuspenseReason, type SwitchCdr } from "../cdrs/cdr.ts";
import { billableFrom, type CdrSource } from "./source.ts";

/** What may be billed without a person looking at it. A record that fails is parked whole: never rated, never lost. */

/** A switch's clock may be ahead by this much. */
export const aheadMs = 10 * 60_000;
/** No call is longer. */
const longestMs = 24 * 3_600_000;
/** Stamps that were cut to seconds are off by less than one each; a count in ms and its stamps by what a switch takes between. */
const toleranceMs = { s: 2000, ms: 1000 } as const;

/** Stamps of one instant may be taken this far apart, as a proxy's of the INVITE and of the dialog that it began. */
const apartMs = 1000;

export interface Doubt {
  reason: SuspenseReason;
  detail: string;
}

/** Whether the source bills from the dialling on. FreeSWITCH and Asterisk count `duration` so; elsewhere it is talk time. */
const countsFromSetup = (source: CdrSource): boolean =>
  billableFrom(source) === "duration" && /^(?:freeswitch|asterisk)-/.test(source.format);

function clockFault(cdr: SwitchCdr, atMs: number): string | undefined {
  const { setupMs, answeredMs, endedMs } = cdr;
  if (setupMs > atMs + aheadMs) return "The setup is in the future.";
  if (cdr.billableMs < 0) return "The talk time is negative.";
  if (answeredMs !== null && answeredMs + apartMs < setupMs) return "The answer is before the setup.";
  if (endedMs !== null && endedMs + apartMs < (answeredMs ?? setupMs))
    return "The end is before the answer, and no change of clocks explains it.";
  return undefined;
}

/** The talk time against the stamps: whichever is wrong, a person must say. */
function disagreement(cdr: SwitchCdr, source: CdrSource): string | undefined {
  if (cdr.answeredMs === null || cdr.endedMs === null) return undefined;
  const spanMs = cdr.endedMs - (countsFromSetup(source) ? cdr.setupMs : cdr.answeredMs);
  if (Math.abs(spanMs - cdr.billableMs) <= toleranceMs[cdr.precision]) return undefined;
  return `${cdr.durationSource} says ${cdr.billableMs} ms, the times say ${spanMs} ms.`;
}

/**
 * Why a record must not be billed as it stands, or undefined. The calling number is not looked at: withheld numbers
 * and names are usual there, and it decides no price.
 * @param atMs when it came in.
 */
export function doubtOf(cdr: SwitchCdr, source: CdrSource, atMs: number): Doubt | undefined {
  const clock = clockFault(cdr, atMs);
  if (clock) return { reason: "CLOCK", detail: clock };
  if (cdr.billableMs > longestMs) return { reason: "TOO_LONG", detail: "The call is longer than 24 hours." };
  const odd = disagreement(cdr, source);
  if (odd) return { reason: "CLOCK", detail: odd };
  // A plus before the number is a way to write it; what stands behind it must be a number.
  if (!DialledNumber.safeParse(cdr.cldReceived.replace(/^\+/, "")).success)
    return { reason: "BAD_NUMBER", detail: "The called number is not 1 to 32 of 0-9 * # + A-D." };
  return undefined;
}
