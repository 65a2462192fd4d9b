import * as z from "zod";
import { decimalOf } from "../money/money.ts";
import type { LoadedTariff } from "./loaded-tariff.ts";
import { rowFor, rowOfTariff } from "./price-at.ts";
import type { RateRow } from "./rate.ts";
import { listRows, type RateBook } from "./rate-book.ts";

/** What a person should know before applying a sheet. Nothing is refused for it. */

/** SHORT_NOTICE: dearer earlier than the notice that customers are given. BELOW_COST: sold for less than the tariff that is taken as cost. */
export const WarningKind = z.enum(["SHORT_NOTICE", "BELOW_COST"]);
export type WarningKind = z.infer<typeof WarningKind>;

export const WarningLine = z.object({
  kind: WarningKind,
  line: z.number().int(),
  prefix: z.string(),
  destination: z.string(),
  /** Price per minute of the sheet. */
  price: z.string(),
  /** Price that numbers of the prefix have without the sheet, or their cost. */
  against: z.string(),
  /** Prefix that has this price or cost. */
  againstPrefix: z.string(),
  effectiveFrom: z.string(),
});
export type WarningLine = z.infer<typeof WarningLine>;

export interface Warnings {
  counts: Record<WarningKind, number>;
  /** The first few of each kind. */
  samples: WarningLine[];
}

export interface Warned {
  /** Rows of the sheet with their start settled, without those that close. */
  placed: readonly (RateRow & { line: number })[];
  /** The card before and after. */
  before: RateBook;
  after: RateBook;
  /** First instant at which a dearer price keeps the notice. */
  noticeMs: number;
  cost: LoadedTariff | undefined;
  nowMs: number;
}

const samplesOfKind = 25;
const perMinute = ({ terms }: RateRow): string => decimalOf(BigInt(terms.pricePerMinute));

/** Also by the fee: a call's price rises either way. */
const isDearer = (row: RateRow, than: RateRow): boolean =>
  !row.terms.blocked &&
  !than.terms.blocked &&
  (row.terms.pricePerMinute > than.terms.pricePerMinute ||
    (row.terms.pricePerMinute === than.terms.pricePerMinute && row.terms.connectFee > than.terms.connectFee));

/**
 * What the numbers of a prefix cost at most, of those for which the row is the price: the cost of the prefix itself and
 * of each longer one that the card does not price apart.
 */
function highestCost(row: RateRow, { cost, after }: Warned, atMs: number): RateRow | undefined {
  if (!cost) return undefined;
  const own = rowOfTariff(cost, row.prefix, atMs);
  let highest = own && !own.terms.blocked ? own : undefined;
  for (const { account, book } of cost.cards) {
    if (account !== undefined) continue;
    for (const { prefix } of listRows(book, { under: row.prefix, at: atMs })) {
      const longer = rowOfTariff(cost, prefix, atMs);
      if (!longer || longer.terms.blocked || longer.terms.pricePerMinute <= (highest?.terms.pricePerMinute ?? -1))
        continue;
      if (rowFor(after, prefix, atMs)?.prefix === row.prefix) highest = longer;
    }
  }
  return highest;
}

/** @returns warnings of the rows of a sheet, in their order */
export function warningsOf(asked: Warned): Warnings {
  const counts = { SHORT_NOTICE: 0, BELOW_COST: 0 };
  const samples: WarningLine[] = [];
  const warn = (kind: WarningKind, row: RateRow & { line: number }, against: RateRow) => {
    counts[kind]++;
    if (counts[kind] > samplesOfKind) return;
    const { line, prefix, destination } = row;
    const effectiveFrom = new Date(row.fromMs).toISOString();
    const compared = { price: perMinute(row), against: perMinute(against), againstPrefix: against.prefix };
    samples.push({ kind, line, prefix, destination, ...compared, effectiveFrom });
  };
  for (const row of asked.placed) {
    if (row.terms.blocked) continue;
    const atMs = Math.max(row.fromMs, asked.nowMs);
    const was = rowFor(asked.before, row.prefix, atMs);
    if (row.fromMs < asked.noticeMs && was && isDearer(row, was)) warn("SHORT_NOTICE", row, was);
    const cost = highestCost(row, asked, atMs);
    if (cost && cost.terms.pricePerMinute > row.terms.pricePerMinute) warn("BELOW_COST", row, cost);
  }
  return { counts, samples };
}
