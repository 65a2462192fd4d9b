import * as z from "zod";
import type { TraceStep } from "../rating/trace.ts";
import { minuteOfWeek } from "../tariffs/card-window.ts";
import type { CompiledRoute, CompiledRow, RouteRow } from "./route-row.ts";

/**
 * Where a call goes: of the rows that hold now those of the longest prefix, the lowest priority first. Rows of one
 * priority share the calls by weight, so the first of them differs from call to call and the others stand behind it.
 */

/** Why a row is passed over. */
export const RowSkip = z.enum([
  "ROW_INACTIVE",
  "OUTSIDE_HOURS",
  "SHORTER_PREFIX",
  "GATEWAY_INACTIVE",
  "VENDOR_INACTIVE",
  "NUMBER_RULE",
  "NO_COST_RATE",
  "COST_RATE_BLOCKED",
  "LOSS",
  "NO_FX",
  "NO_COST_TARIFF",
]);
export type RowSkip = z.infer<typeof RowSkip>;

export interface PassedOver {
  reason: RowSkip;
  detail: string;
}

export interface RouteQuestion {
  /** Translated, before any rewriting towards a carrier. */
  number: string;
  /** Epoch ms. */
  atMs: number;
  /** Any whole number; the same seed and rows give the same turn. */
  seed: number;
  /** How a row is called in the trace. */
  nameOf(row: RouteRow): string;
  /** Why a row that holds cannot be used now; undefined: it can. */
  passOver(row: RouteRow): PassedOver | undefined;
}

export interface RouteChoice {
  /** In the turn in which they are tried. Empty: NO_ROUTE. */
  rows: RouteRow[];
  /** What was skipped and why, then the turn. */
  trace: TraceStep[];
}

/** Whole numbers from 0 to `below` - 1, the same for the same seed (a counter that is mixed as splitmix does it). */
function drawsOf(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return Math.floor((((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296) * below);
  };
}

interface Weighted {
  row: CompiledRow;
  weight: number;
}

/** One after the other is drawn by its weight among those that are left; what has no weight stands behind, as it stood. */
function drawn(rows: readonly Weighted[], draw: (below: number) => number): CompiledRow[] {
  const left = [...rows];
  const turn: CompiledRow[] = [];
  while (left.length > 0) {
    const total = left.reduce((sum, { weight }) => sum + weight, 0);
    let at = 0;
    if (total > 0) for (let mark = draw(total); mark >= (left[at]?.weight ?? 0); at++) mark -= left[at]?.weight ?? 0;
    turn.push(...left.splice(at, 1).map(({ row }) => row));
  }
  return turn;
}

/** Wall clocks of the zones that the rows name, each asked once. */
function clockAt(atMs: number): (zone: string) => number {
  const minutes = new Map<string, number>();
  return (zone) => {
    const known = minutes.get(zone) ?? minuteOfWeek(zone, atMs);
    minutes.set(zone, known);
    return known;
  };
}

/** A step that says of a row why it does not count. */
const skipper =
  ({ nameOf }: RouteQuestion) =>
  (row: RouteRow, { reason, detail }: PassedOver): TraceStep => ({
    step: `${row.prefix || "%"} ${nameOf(row)}`,
    outcome: reason,
    detail,
  });

/** Rows of the longest prefix that has one in force, and what was skipped on the way. */
function holding({ byPrefix, longest }: CompiledRoute, question: RouteQuestion, trace: TraceStep[]): CompiledRow[] {
  const { number, atMs } = question;
  const minuteIn = clockAt(atMs);
  const skipped = skipper(question);
  let found: CompiledRow[] = [];
  for (let size = Math.min(longest, number.length); size >= 0; size--) {
    const rows = byPrefix.get(number.slice(0, size)) ?? [];
    if (found.length > 0) {
      const detail = `${found[0]?.prefix} is longer.`;
      trace.push(...rows.map((row) => skipped(row, { reason: "SHORTER_PREFIX", detail })));
      continue;
    }
    found = rows.filter((row) => {
      const passed = notHolding(row, minuteIn);
      if (passed) trace.push(skipped(row, passed));
      return !passed;
    });
  }
  return found;
}

function notHolding({ status, minutes, timeZone }: CompiledRow, minuteIn: (zone: string) => number) {
  if (status === "INACTIVE") return { reason: "ROW_INACTIVE", detail: "The row is set inactive." } as const;
  if (minutes && minutes[minuteIn(timeZone)] !== 1)
    return { reason: "OUTSIDE_HOURS", detail: `Does not hold at this hour in ${timeZone}.` } as const;
  return undefined;
}

/**
 * Weights of the rows of one priority: their shares where these add up to 100, else all the same. What is passed over
 * afterwards leaves its share to the others in proportion.
 */
function weighted(rows: readonly CompiledRow[], trace: TraceStep[]): Weighted[] {
  const sum = rows.reduce((total, { share }) => total + share, 0);
  if (sum === 100) return rows.map((row) => ({ row, weight: row.share }));
  if (rows.length > 1) {
    const detail = `The shares of priority ${rows[0]?.priority} add up to ${sum}, not 100: all have the same.`;
    trace.push({ step: "shares", outcome: "EQUAL_SPLIT", detail });
  }
  return rows.map((row) => ({ row, weight: 1 }));
}

/** Same rows, question and seed: same turn, for ever. */
export function chooseRoutes(route: CompiledRoute, question: RouteQuestion): RouteChoice {
  const trace: TraceStep[] = [];
  const { number, nameOf, passOver } = question;
  const draw = drawsOf(question.seed);
  const skipped = skipper(question);
  const groups = Map.groupBy(holding(route, question, trace), ({ priority }) => priority);
  const rows: CompiledRow[] = [];
  for (const [, group] of [...groups].sort(([a], [b]) => a - b)) {
    const usable = weighted(group, trace).filter(({ row }) => {
      const passed = passOver(row);
      if (passed) trace.push(skipped(row, passed));
      return !passed;
    });
    rows.push(...drawn(usable, draw));
  }
  if (rows.length === 0)
    trace.push({ step: "route", outcome: "NO_ROUTE", detail: `No row that can be used fits ${number}.` });
  for (const [i, row] of rows.entries()) {
    const detail = `${row.prefix || "%"}, priority ${row.priority}, share ${row.share} %.`;
    trace.push({ step: `turn ${i + 1}`, outcome: nameOf(row), detail });
  }
  return { rows, trace };
}
