import { hash } from "node:crypto";
import * as z from "zod";
import { type HalfCall, SwitchCdr } from "../cdrs/cdr.ts";

/**
 * A proxy's transaction log knows no calls, only an INVITE that was answered and a BYE. Both name the Call-ID and the two
 * tags, the BYE in the order of whoever hung up.
 */

export const callOfTags = (switchName: string, callId: string, tags: readonly [string, string]): string =>
  hash("sha256", JSON.stringify([switchName, callId, ...[...tags].sort()]), "hex").slice(0, 32);

/** The line that brought a half. */
const Origin = z.object({
  source: z.string(),
  delivery: z.string(),
  upload: z.string().optional(),
  line: z.number().int(),
});
export type Origin = z.infer<typeof Origin>;

/** What has come of one call. */
export const KeptCall = z.object({
  call: z.string(),
  /** The call as far as it was known at its answer. */
  begun: z.object({ by: Origin, cdr: SwitchCdr }).optional(),
  /** Its end, and the tag of whoever sent the BYE. */
  ended: z
    .object({ by: Origin, endedMs: z.number().int(), leg: z.string(), precision: z.enum(["ms", "s"]) })
    .optional(),
  /** Lines that were counted as waiting. */
  waited: z.array(Origin.pick({ delivery: true, line: true, upload: true })),
  /** The row in suspense that stands, or stood, for what has come. */
  suspendedId: z.string().optional(),
  /** Optimistic lock; 0 = not stored yet. */
  v: z.number().int(),
});
export type KeptCall = z.infer<typeof KeptCall>;
type Begun = NonNullable<KeptCall["begun"]>;
type Ended = NonNullable<KeptCall["ended"]>;
export type WholeCall = KeptCall & { begun: Begun; ended: Ended };

/** A half that comes, and with which line. */
export interface Arrival {
  half: HalfCall;
  by: Origin;
}

export const nothingOf = (call: string): KeptCall => ({ call, waited: [], v: 0 });

const answerOf = ({ answeredMs, setupMs }: SwitchCdr): number => answeredMs ?? setupMs;

export const hasBoth = (kept: KeptCall): kept is WholeCall => kept.begun !== undefined && kept.ended !== undefined;

/** Both halves have come, and in an order in which a call can be. From then on nothing changes it any more. */
export const isWhole = (kept: KeptCall): kept is WholeCall =>
  hasBoth(kept) && kept.ended.endedMs >= answerOf(kept.begun.cdr);

const endOf = ({ half: { cdr }, by }: Arrival): Ended => {
  const { setupMs: endedMs, leg, precision } = cdr;
  return { by, endedMs, leg, precision };
};

/** The first of the smallest. */
const least = <T>(all: readonly T[], size: (one: T) => number): T | undefined =>
  all.reduce<T | undefined>((best, one) => (best === undefined || size(one) < size(best) ? one : best), undefined);

const isThere = <T>(value: T | undefined): value is T => value !== undefined;

/**
 * What is kept after these halves have come; the same object where they change nothing. The earliest INVITE began the
 * call, later ones changed it. The earliest BYE ended it, except one from before the answer while another is known:
 * both sides may hang up at once, and a clock that was set may be corrected.
 */
export function withHalves(kept: KeptCall, arrivals: readonly Arrival[]): KeptCall {
  if (isWhole(kept)) return kept;
  const those = (name: HalfCall["half"]) => arrivals.filter(({ half }) => half.half === name);
  const invites = those("INVITE").map(({ half, by }): Begun => ({ by, cdr: half.cdr }));
  const begun = least([kept.begun, ...invites].filter(isThere), ({ cdr }) => answerOf(cdr));
  const answeredMs = begun ? answerOf(begun.cdr) : Number.NEGATIVE_INFINITY;
  const byes = [kept.ended, ...those("BYE").map(endOf)].filter(isThere);
  const possible = byes.filter(({ endedMs }) => endedMs >= answeredMs);
  const ended = least(possible.length > 0 ? possible : byes, ({ endedMs }) => endedMs);
  if (begun === kept.begun && ended === kept.ended) return kept;
  return { ...kept, ...(begun ? { begun } : {}), ...(ended ? { ended } : {}) };
}

/** The call that both halves make. Its talk time is negative where the BYE is before the answer. */
export function callOf({ begun: { cdr }, ended }: Pick<WholeCall, "begun" | "ended">): SwitchCdr {
  const answeredMs = answerOf(cdr);
  const precision = cdr.precision === "ms" && ended.precision === "ms" ? "ms" : "s";
  return {
    ...cdr,
    answeredMs,
    endedMs: ended.endedMs,
    billableMs: ended.endedMs - answeredMs,
    precision,
    durationSource: "end-answer",
    releasedBy: ended.leg === cdr.leg ? "caller" : "callee",
  };
}

/** What a line is to the call that it belongs to: which of them is counted as the call, and which as something else. */
export type Part =
  /** The line that is counted as the call: the INVITE's, or the BYE's where the INVITE was counted as waiting. */
  | "call"
  /** It was counted as waiting. */
  | "waited"
  /** The call's INVITE in another delivery. */
  | "again"
  /** The call was charged from a later INVITE, with too short a talk time. */
  | "too late"
  /** Any other line of the call: its BYE, a change of it, a repetition. */
  | "other";

/** The line that stands for the call in all counts: its INVITE's, or while there is none that of the BYE that waits. */
export const standsFor = ({ begun, ended }: KeptCall): Origin | undefined => begun?.by ?? ended?.by;

/** Lines that were counted as waiting and do not stand for the call any more. */
export const joinedLines = (kept: KeptCall): KeptCall["waited"] => {
  const stands = standsFor(kept);
  return kept.waited.filter((line) => !stands || !isSame(line, stands));
};

export const isSame = (a: Pick<Origin, "delivery" | "line">, b: Pick<Origin, "delivery" | "line">): boolean =>
  a.delivery === b.delivery && a.line === b.line;

export function partOf(kept: KeptCall, { half, by }: Arrival): Part {
  const { begun, ended, waited } = kept;
  if (waited.some((line) => isSame(line, by))) return "waited";
  if (half.half === "BYE") {
    const counts = begun !== undefined && waited.some((line) => isSame(line, begun.by));
    return counts && ended !== undefined && isSame(ended.by, by) ? "call" : "other";
  }
  if (begun && isSame(begun.by, by)) return "call";
  if (isWhole(kept) && answerOf(half.cdr) < answerOf(kept.begun.cdr)) return "too late";
  return begun && begun.by.delivery !== by.delivery ? "again" : "other";
}
