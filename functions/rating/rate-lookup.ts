import * as z from "zod";
import { minuteOfWeek } from "../tariffs/card-window.ts";
import type { LoadedCard, LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { inForce, Rate, type RateRow, rateOfRow } from "../tariffs/rate.ts";
import { rowsOfEntry } from "../tariffs/rate-book.ts";
import { everyPrefix } from "./longest-prefix.ts";
import type { RatedCall } from "./rating-outcome.ts";

/** Every rate that a number meets in a tariff, and why one of them is its price: what the trace says of a call, before there is one. */

export const LookupVerdict = z.enum([
  /** The price. */
  "WINS",
  /** It decides, and refuses: no shorter prefix and no further card is asked. */
  "BLOCKS",
  /** A longer prefix of the same card decides. */
  "SHORTER_PREFIX",
  /** The same prefix has a rate that began later. */
  "SUPERSEDED",
  "NOT_YET",
  "OVER",
  /** Its card does not hold at this hour. */
  "OUTSIDE_HOURS",
  /** A card that is asked earlier has decided. */
  "LATER_CARD",
]);
export type LookupVerdict = z.infer<typeof LookupVerdict>;

export const LookupRow = z
  .object({
    card: z.string(),
    cardName: z.string(),
    /** Set where it is an override card: the customer that sees it. */
    account: z.string().nullable(),
    rate: Rate,
    verdict: LookupVerdict,
    /** The verdict as a sentence. */
    why: z.string(),
  })
  .meta({ id: "RateLookupRow" });
export type LookupRow = z.infer<typeof LookupRow>;

const instant = (ms: number): string => new Date(ms).toISOString();

interface Judged {
  verdict: LookupVerdict;
  why: string;
}

/** Of a card that is asked and holds: what becomes of one row, given the row that decides there. */
function judge(row: RateRow, deciding: RateRow | undefined, atMs: number): Judged {
  if (row === deciding)
    return row.terms.blocked
      ? { verdict: "BLOCKS", why: "The longest prefix in force is blocked: the call is refused." }
      : { verdict: "WINS", why: "The longest prefix in force of the first card that has one." };
  if (row.fromMs > atMs) return { verdict: "NOT_YET", why: `Begins at ${instant(row.fromMs)}.` };
  if (row.toMs <= atMs) return { verdict: "OVER", why: `Ended at ${instant(row.toMs)}.` };
  return row.prefix === deciding?.prefix
    ? { verdict: "SUPERSEDED", why: `A rate of ${row.prefix} began later, at ${instant(deciding.fromMs)}.` }
    : { verdict: "SHORTER_PREFIX", why: `${deciding?.prefix ?? "Another prefix"} is longer than ${row.prefix}.` };
}

function rowsOfCard(card: LoadedCard, number: string): RateRow[] {
  return everyPrefix(card.book, number).flatMap(({ prefix, entry }) =>
    rowsOfEntry(card.book, entry, prefix).toReversed(),
  );
}

/** The row by which a card decides: of the longest prefix that has one in force, the latest. */
function decidingRow(card: LoadedCard, rows: readonly RateRow[], atMs: number): RateRow | undefined {
  for (const { prefix } of everyPrefix(card.book, rows[0]?.prefix ?? "")) {
    const found = inForce(rows.filter((row) => row.prefix === prefix).toReversed(), atMs);
    if (found) return found;
  }
  return undefined;
}

/** All rows whose prefix the number begins with, in the order in which they are asked: cards, then longest prefix, then latest start. */
export function lookUp(call: Pick<RatedCall, "account" | "cld" | "setupMs">, tariff: LoadedTariff): LookupRow[] {
  const found: LookupRow[] = [];
  let decided: string | undefined;
  for (const card of tariff.cards) {
    if (card.account !== undefined && card.account !== call.account) continue;
    const holds = !card.minutes || card.minutes[minuteOfWeek(tariff.timeZone, call.setupMs)] === 1;
    const rows = rowsOfCard(card, call.cld);
    const deciding = holds && decided === undefined ? decidingRow(card, rows, call.setupMs) : undefined;
    for (const row of rows) {
      const judged: Judged = !holds
        ? { verdict: "OUTSIDE_HOURS", why: `${card.name} does not hold at this hour in ${tariff.timeZone}.` }
        : decided !== undefined
          ? { verdict: "LATER_CARD", why: `${decided} is asked earlier and has a rate.` }
          : judge(row, deciding, call.setupMs);
      const account = card.account ?? null;
      found.push({ card: card.cardId, cardName: card.name, account, rate: rateOfRow(row), ...judged });
    }
    if (deciding) decided = card.name;
  }
  return found;
}
