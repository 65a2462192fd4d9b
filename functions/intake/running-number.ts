import type { SwitchCdr } from "../cdrs/cdr.ts";
import type { DayNumbers } from "../cdrs/number-span.ts";
import { type Counting, joinedSpans } from "../reconcile/number-gaps.ts";
import { dateIn } from "../time/zone.ts";
import type { Outcome } from "./checked.ts";
import { isParked } from "./formats/format.ts";
import type { CdrSource, SourceFormat } from "./source.ts";

/** Running numbers, by which a switch shows that a record is missing. */

interface Numbering {
  of(cdr: SwitchCdr): string;
  restarts: boolean;
  /** Unless the source says otherwise. */
  smallestGap: number;
}

/**
 * Asterisk numbers every channel and writes no record of those that it dials, so single numbers are missing by nature:
 * only many in a row tell of a loss. VOS numbers its records.
 */
const asterisk: Numbering = { of: ({ leg }) => leg, restarts: true, smallestGap: 20 };
const numberings: Partial<Record<SourceFormat, Numbering>> = {
  "asterisk-csv": asterisk,
  "asterisk-custom": asterisk,
  "asterisk-json": asterisk,
  "vos-json": { of: ({ callId }) => callId, restarts: false, smallestGap: 1 },
};

/** How the source's switch counts; undefined where its layout has no running number. */
export function countingOf({ format, smallestGap }: CdrSource): Counting | undefined {
  const numbering = numberings[format];
  return numbering && { restarts: numbering.restarts, smallestGap: smallestGap ?? numbering.smallestGap };
}

/** The numbers of what was read at once, by the day of the setups; nothing for a layout without them. */
export function numbersIn(outcomes: readonly Outcome[], source: CdrSource): DayNumbers[] {
  const numbering = numberings[source.format];
  const counting = countingOf(source);
  if (!numbering || !counting) return [];
  const records = outcomes.flatMap((outcome) => {
    const cdr = isParked(outcome) ? outcome.cdr : outcome;
    const text = cdr ? numbering.of(cdr) : "";
    const from = Number(text);
    if (!cdr || !/^\d{1,15}$/.test(text)) return [];
    return [{ day: dateIn(source.timeZone, cdr.setupMs), from, to: from, fromMs: cdr.setupMs, toMs: cdr.setupMs }];
  });
  return [...Map.groupBy(records, ({ day }) => day)].map(([day, those]) => ({
    day,
    spans: joinedSpans(
      those.map(({ day: _day, ...span }) => span),
      counting,
    ),
  }));
}
