import { hash } from "node:crypto";
import type { HalfCall, SwitchCdr } from "../cdrs/cdr.ts";

/**
 * A proxy's transaction log knows no calls, only an INVITE that was answered and a BYE. Both name the Call-ID and the two
 * tags, the BYE in the order of whoever hung up.
 */

export const callOfTags = (switchName: string, callId: string, tags: readonly [string, string]): string =>
  hash("sha256", JSON.stringify([switchName, callId, ...[...tags].sort()]), "hex").slice(0, 32);

/** The call that the two halves make, in either order; undefined when they are the same half. */
export function joinedCall(one: HalfCall, other: HalfCall): SwitchCdr | undefined {
  if (one.half === other.half) return undefined;
  const { cdr: begun } = one.half === "INVITE" ? one : other;
  const { cdr: ended } = one.half === "BYE" ? one : other;
  const endedMs = ended.setupMs;
  const answeredMs = begun.answeredMs ?? begun.setupMs;
  const precision = begun.precision === "ms" && ended.precision === "ms" ? "ms" : "s";
  return {
    ...begun,
    answeredMs,
    endedMs,
    // A BYE before its INVITE is a clock that was set; the negative length is what the record is doubted for.
    billableMs: endedMs - answeredMs,
    precision,
    durationSource: "end-answer",
    releasedBy: ended.leg === begun.leg ? "caller" : "callee",
  };
}
