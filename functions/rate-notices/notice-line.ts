import * as z from "zod";
import { decimalOf } from "../money/money.ts";
import { inForce, type RateRow, type RateTerms, termsKey } from "../tariffs/rate.ts";
import { dayMs } from "../time/day.ts";

/**
 * What a customer is told of a change of its prices: of every prefix what was charged, what will be, and from when. A
 * change is an increase as soon as any part of it is dearer, so that nobody is told of a decrease that costs more.
 */

export const changeKinds = ["new", "increase", "decrease", "unchanged", "closed"] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Which prices of a customer are asked for. */
export const PriceFilters = z.strictObject({
  /** Destinations that hold this, or codes that begin so. */
  q: z.string().max(60).default(""),
  /** Without those that hold already. */
  only: z.literal("announced").optional(),
});
export type PriceFilters = z.infer<typeof PriceFilters>;

type Place = Pick<NoticeLine, "card" | "destination" | "prefix">;

/** Of every card the longest prefix by which calls to the number are charged. */
function chargedBy<L extends Place>(lines: readonly L[], number: string): L[] {
  const longest = new Map<string, number>();
  const fitting = lines.filter(({ prefix }) => number.startsWith(prefix));
  for (const { card, prefix } of fitting) longest.set(card, Math.max(longest.get(card) ?? 0, prefix.length));
  return fitting.filter(({ card, prefix }) => prefix.length === longest.get(card));
}

const isNumber = /^\+?[\d ()-]*\d[\d ()-]*$/;

/**
 * The prices that are asked for. Of a number that is longer than every code those by which calls to it are charged.
 * @param at now, epoch ms
 */
export function fittingPrices<L extends Place & Pick<NoticeLine, "fromMs">>(
  all: readonly L[],
  { q, only }: PriceFilters,
  at: number,
): L[] {
  const lines = only === "announced" ? all.filter(({ fromMs }) => fromMs > at) : all;
  const asked = q.trim().toLowerCase();
  const number = isNumber.test(asked) ? asked.replace(/\D/g, "").replace(/^00/, "") : undefined;
  const code = number ?? asked;
  const found = lines.filter(
    ({ destination, prefix }) => destination.toLowerCase().includes(asked) || prefix.startsWith(code),
  );
  return found.length === 0 && number ? chargedBy(lines, number) : found;
}

export interface NoticeLine {
  card: string;
  /** The one customer whose card it is; null: everybody's. */
  account: string | null;
  prefix: string;
  destination: string;
  kind: ChangeKind;
  /** Price per minute, decimal; `blocked`; null for none. */
  oldPrice: string | null;
  newPrice: string | null;
  connectFee: string | null;
  /** `30/6`. */
  increments: string | null;
  /** Epoch ms from which it holds. */
  fromMs: number;
}

/** Parts of the terms, the larger the dearer. */
const dearness = (terms: RateTerms): number[] => [
  terms.pricePerMinute,
  terms.connectFee,
  terms.firstIncrement,
  terms.nextIncrement,
  -terms.graceSeconds,
  -terms.freeSeconds,
];

const isOpen = (terms: RateTerms | undefined): terms is RateTerms => terms !== undefined && !terms.blocked;

function kindOf(was: RateTerms | undefined, is: RateTerms | undefined): ChangeKind {
  if (!isOpen(is)) return isOpen(was) ? "closed" : "unchanged";
  if (!isOpen(was)) return "new";
  const [before, after] = [dearness(was), dearness(is)];
  if (after.some((part, n) => part > (before[n] ?? 0))) return "increase";
  return after.some((part, n) => part < (before[n] ?? 0)) ? "decrease" : "unchanged";
}

const priceOf = (terms: RateTerms | undefined): string | null =>
  terms ? (terms.blocked ? "blocked" : decimalOf(BigInt(terms.pricePerMinute))) : null;

interface Side {
  before: readonly RateRow[];
  after: readonly RateRow[];
}

type Line = Omit<NoticeLine, "card" | "account">;

/** What is charged from the instant on, and what was or would have been. One of them is there. */
function lineOf(is: RateRow | undefined, was: RateRow | undefined, fromMs: number): Line {
  const { prefix = "", destination = "" } = is ?? was ?? {};
  return {
    ...{ prefix, destination, fromMs },
    kind: kindOf(was?.terms, is?.terms),
    oldPrice: priceOf(was?.terms),
    newPrice: priceOf(is?.terms),
    connectFee: is ? decimalOf(BigInt(is.terms.connectFee)) : null,
    increments: is ? `${is.terms.firstIncrement}/${is.terms.nextIncrement}` : null,
  };
}

/** Instants from `atMs` on at which something begins or ends. */
function turnsOf({ before, after }: Side, atMs: number): number[] {
  const turns = [...before, ...after].flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
  const later = turns.filter((turn) => turn > atMs && Number.isFinite(turn));
  return [...new Set([atMs, ...later])].sort((a, b) => a - b);
}

const keyOf = (row: RateRow | undefined): string => (row ? termsKey(row.terms) : "");

/**
 * What changes of one prefix from the instant on: wherever a call would cost other than by the version before, once for
 * as long as its price stays. What is over is nobody's news.
 */
export function changesOf(side: Side, atMs: number): Line[] {
  const lines: Line[] = [];
  let told: string | undefined;
  for (const turn of turnsOf(side, atMs)) {
    const [was, is] = [inForce(side.before, turn), inForce(side.after, turn)];
    const line = lineOf(is, was, turn);
    if (line.kind !== "unchanged" && told !== keyOf(is)) lines.push(line);
    told = line.kind === "unchanged" ? undefined : keyOf(is);
  }
  return lines;
}

/** What holds of one prefix now and what is announced: for a whole list of prices. */
export function listOf({ before, after }: Side, atMs: number): Line[] {
  const changed = changesOf({ before, after }, atMs);
  const holds = changed.some(({ fromMs }) => fromMs <= atMs) ? undefined : inForce(after, atMs);
  const later = after.filter((row) => row.fromMs > atMs && !changed.some(({ fromMs }) => fromMs === row.fromMs));
  return [
    ...(holds ? [lineOf(holds, holds, holds.fromMs)] : []),
    ...changed,
    ...later.map((row) => lineOf(row, inForce(after, row.fromMs - 1), row.fromMs)),
  ];
}

const byPrefix = (rows: Iterable<RateRow>): Map<string, RateRow[]> => Map.groupBy(rows, ({ prefix }) => prefix);

/** All prefixes of a card, by destination and then prefix: from A to Z. */
export function cardLines(
  rows: { before: Iterable<RateRow>; after: Iterable<RateRow> },
  atMs: number,
  linesOf: (side: Side, atMs: number) => Line[] = changesOf,
): Line[] {
  const [before, after] = [byPrefix(rows.before), byPrefix(rows.after)];
  const prefixes = new Set([...before.keys(), ...after.keys()]);
  const lines = [...prefixes].flatMap((prefix) =>
    linesOf({ before: before.get(prefix) ?? [], after: after.get(prefix) ?? [] }, atMs),
  );
  const key = ({ destination, prefix, fromMs }: Line) =>
    `${destination}\t${prefix}\t${String(fromMs).padStart(16, "0")}`;
  return lines
    .map((line) => ({ line, of: key(line) }))
    .sort((a, b) => (a.of < b.of ? -1 : 1))
    .map(({ line }) => line);
}

/** Increases that begin before the notice is over. */
export const tooEarly = <L extends Pick<NoticeLine, "kind" | "fromMs">>(
  lines: readonly L[],
  noticeDays: number,
  atMs: number,
): L[] => lines.filter(({ kind, fromMs }) => kind === "increase" && fromMs < atMs + noticeDays * dayMs);

export function countsOf(lines: readonly Pick<NoticeLine, "kind">[]): Record<ChangeKind, number> {
  const counts = Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as Record<ChangeKind, number>;
  for (const { kind } of lines) counts[kind]++;
  return counts;
}

/** When the first of the lines begins to hold, epoch ms. There is one at least; there may be a million. */
export const firstStart = (lines: readonly Pick<NoticeLine, "fromMs">[]): number =>
  lines.reduce((first, { fromMs }) => Math.min(first, fromMs), Number.POSITIVE_INFINITY);
