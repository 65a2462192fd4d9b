import { decimalOf } from "../money/money.ts";
import { inForce, type RateRow, termsKey } from "./rate.ts";
import { listRows, type RateBook } from "./rate-book.ts";
import { changesPast, defaultStart, withRow } from "./rate-change.ts";
import type { DiffKind, DiffLine } from "./rate-import.ts";
import type { SheetRow } from "./rate-sheet.ts";
import type { Reject } from "./sheet-refusal.ts";

/**
 * What a sheet would do to a card, before anyone agrees to it. Rates of other starts stay: a new price supersedes the
 * old one from its start on, and calls from before it keep theirs.
 */
export interface SheetDiff {
  /** The card's rows afterwards. */
  rows: RateRow[];
  counts: Record<DiffKind, number>;
  /** The first few of each kind. */
  samples: Record<DiffKind, DiffLine[]>;
  rejects: Reject[];
  /** How many prefixes would change a price of the past. */
  pastChanges: number;
  /** The sheet's own rows with their starts settled, without those that end a rate. */
  placed: (RateRow & { line: number })[];
}

interface Asked {
  book: RateBook;
  rows: readonly SheetRow[];
  /** FULL: prefixes that the sheet does not name end at the effective date. UPDATE: they stay. */
  mode: "FULL" | "UPDATE";
  /** Prefixes of refused lines: they are not absent, so that a slip in one cell does not end a price. */
  refused: ReadonlySet<string>;
  /** Start of rows that give none; undefined: as for a single rate. */
  effectiveMs: number | undefined;
  nowMs: number;
}

const samplesOfKind = 25;
const kinds: DiffKind[] = ["new", "up", "down", "changed", "unchanged", "closed", "overlapping"];
const each = <T>(make: () => T) => Object.fromEntries(kinds.map((kind) => [kind, make()])) as Record<DiffKind, T>;

const priceOf = (row: RateRow | undefined): string | null =>
  row ? (row.terms.blocked ? "blocked" : decimalOf(BigInt(row.terms.pricePerMinute))) : null;
const instant = (ms: number): string | null => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);

type Placed = RateRow & { line: number; closes: boolean };

/** Rows with their start settled, by prefix; a second row of the same prefix and start is refused. */
function placeRows({ book, rows, effectiveMs, nowMs }: Asked): { byPrefix: Map<string, Placed[]>; rejects: Reject[] } {
  const byPrefix = new Map<string, Placed[]>();
  const rejects: Reject[] = [];
  for (const { line, prefix, destination, terms, fromMs, toMs, closes } of rows) {
    const from = fromMs ?? effectiveMs ?? (closes ? nowMs : defaultStart(book, prefix, nowMs));
    const others = byPrefix.get(prefix) ?? [];
    const twin = others.find((other) => other.fromMs === from);
    const fault = twin
      ? { reason: "DUPLICATE" as const, detail: `the same prefix and start as line ${twin.line}, which is kept` }
      : toMs <= from && !closes
        ? { reason: "BAD_PERIOD" as const, detail: "it ends before it begins" }
        : undefined;
    if (fault) rejects.push({ line, ...fault, raw: `${prefix},${destination}` });
    else {
      others.push({ line, prefix, destination, terms, fromMs: from, toMs, closes });
      byPrefix.set(prefix, others);
    }
  }
  return { byPrefix, rejects };
}

function kindOf(row: RateRow, current: RateRow | undefined): DiffKind {
  if (!current) return "new";
  const [was, is] = [current.terms, row.terms];
  if (was.blocked === is.blocked && was.pricePerMinute !== is.pricePerMinute)
    return is.pricePerMinute > was.pricePerMinute ? "up" : "down";
  const same = termsKey(was) === termsKey(is) && current.destination === row.destination && current.toMs === row.toMs;
  return same ? "unchanged" : "changed";
}

/** Ends what is in force and drops what is yet to come. */
const closedAt = (rows: readonly RateRow[], atMs: number): RateRow[] =>
  rows.filter((row) => row.fromMs < atMs).map((row) => (row.toMs > atMs ? { ...row, toMs: atMs } : row));

const overlaps = (row: RateRow, others: readonly RateRow[]): RateRow | undefined =>
  others.find(
    (other) => other !== row && other.fromMs < row.fromMs && Number.isFinite(other.toMs) && other.toMs > row.fromMs,
  );

/** Groups a card's rows by prefix; they come sorted. */
function* byPrefixOf(book: RateBook): Generator<RateRow[]> {
  let group: RateRow[] = [];
  for (const row of listRows(book)) {
    if (group[0] && group[0].prefix !== row.prefix) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) yield group;
}

/** The dry run of a sheet against one version of a card. */
export function diffSheet(asked: Asked): SheetDiff {
  const { byPrefix, rejects } = placeRows(asked);
  const placed = [...byPrefix.values()].flatMap((rows) => rows.filter(({ closes }) => !closes));
  const [counts, samples] = [each(() => 0), each((): DiffLine[] => [])];
  const rows: RateRow[] = [];
  let pastChanges = 0;
  const note = (kind: DiffKind, row: Placed | RateRow, before: RateRow | undefined, after = priceOf(row)) => {
    counts[kind]++;
    if (samples[kind].length >= samplesOfKind) return;
    const { prefix, destination, fromMs, toMs } = row;
    const effective = { effectiveFrom: instant(fromMs) ?? "", effectiveTo: instant(toMs) };
    samples[kind].push({
      line: "line" in row ? row.line : null,
      prefix,
      destination,
      before: priceOf(before),
      after,
      ...effective,
    });
  };
  const settle = (before: readonly RateRow[], after: readonly RateRow[]) => {
    if (before !== after && changesPast(before, after, asked.nowMs)) pastChanges++;
    rows.push(...after);
  };
  /** The row says so itself; a prefix that has nothing to end is unchanged. */
  const end = (before: readonly RateRow[], after: readonly RateRow[], row: RateRow & { line: number }) => {
    const open = before.findLast((one) => one.toMs > row.fromMs);
    note(open ? "closed" : "unchanged", { ...row, ...open, line: row.line, toMs: row.fromMs }, open, null);
    return closedAt(after, row.fromMs);
  };
  const merge = (before: readonly RateRow[], placed: readonly Placed[]) => {
    let after = before;
    for (const { line, closes, ...row } of placed.toSorted((a, b) => a.fromMs - b.fromMs)) {
      const current = inForce(before, row.fromMs);
      if (closes) {
        after = end(before, after, { ...row, line });
        continue;
      }
      const kind = kindOf(row, current);
      note(kind, { ...row, line }, current);
      const clash = overlaps(row, placed);
      if (clash) note("overlapping", { ...row, line }, clash);
      if (kind !== "unchanged") after = withRow(after, row);
    }
    settle(before, after);
  };
  const close = (before: RateRow[]) => {
    const atMs = asked.effectiveMs ?? asked.nowMs;
    const open = before.findLast((row) => row.toMs > atMs);
    if (!open) return settle(before, before);
    note("closed", { ...open, toMs: atMs }, open, null);
    settle(before, closedAt(before, atMs));
  };
  for (const before of byPrefixOf(asked.book)) {
    const prefix = before[0]?.prefix ?? "";
    const own = byPrefix.get(prefix);
    byPrefix.delete(prefix);
    if (own) merge(before, own);
    else if (asked.mode === "FULL" && !asked.refused.has(prefix)) close(before);
    else settle(before, before);
  }
  for (const own of byPrefix.values()) merge([], own);
  return { rows, counts, samples, rejects, pastChanges, placed };
}
