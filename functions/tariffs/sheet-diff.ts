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
  others.find((other) => other.fromMs < row.fromMs && Number.isFinite(other.toMs) && other.toMs > row.fromMs);

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

interface Noted {
  row: RateRow & { line?: number };
  before: RateRow | undefined;
  /** The price afterwards; the row's own where it is left out. */
  after?: string | null;
}

/** The diff while it is made, prefix by prefix. */
class Diffing {
  readonly rows: RateRow[] = [];
  readonly counts = each(() => 0);
  readonly samples = each((): DiffLine[] => []);
  pastChanges = 0;
  private readonly nowMs: number;

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  /** The sheet's rows of a prefix are laid over what the card has of it. */
  merge(before: readonly RateRow[], placed: readonly Placed[]): void {
    let after = before;
    for (const { closes, ...row } of placed.toSorted((a, b) => a.fromMs - b.fromMs))
      after = closes ? this.end(before, after, row) : this.put(before, after, row, placed);
    this.keep(before, after);
  }

  /** The prefix is not in a full sheet: it ends. */
  close(before: readonly RateRow[], atMs: number): void {
    const open = before.findLast((row) => row.toMs > atMs);
    if (!open) return this.keep(before, before);
    this.note("closed", { row: { ...open, toMs: atMs }, before: open, after: null });
    this.keep(before, closedAt(before, atMs));
  }

  /** What the card has of a prefix afterwards. */
  keep(before: readonly RateRow[], after: readonly RateRow[]): void {
    if (before !== after && changesPast(before, after, this.nowMs)) this.pastChanges++;
    this.rows.push(...after);
  }

  /** The row itself says that its prefix ends; one that has nothing to end is unchanged. */
  private end(before: readonly RateRow[], after: readonly RateRow[], row: RateRow & { line: number }): RateRow[] {
    const open = before.findLast((one) => one.toMs > row.fromMs);
    const ended = { ...row, ...open, line: row.line, toMs: row.fromMs };
    this.note(open ? "closed" : "unchanged", { row: ended, before: open, after: null });
    return closedAt(after, row.fromMs);
  }

  private put(
    before: readonly RateRow[],
    after: readonly RateRow[],
    { line, ...row }: RateRow & { line: number },
    others: readonly RateRow[],
  ): readonly RateRow[] {
    const current = inForce(before, row.fromMs);
    const kind = kindOf(row, current);
    this.note(kind, { row: { ...row, line }, before: current });
    const clash = overlaps(row, others);
    if (clash) this.note("overlapping", { row: { ...row, line }, before: clash });
    return kind === "unchanged" ? after : withRow(after, row);
  }

  private note(kind: DiffKind, { row, before, after = priceOf(row) }: Noted): void {
    this.counts[kind]++;
    if (this.samples[kind].length >= samplesOfKind) return;
    const { line = null, prefix, destination, fromMs, toMs } = row;
    this.samples[kind].push({
      ...{ line, prefix, destination },
      ...{ before: priceOf(before), after },
      ...{ effectiveFrom: instant(fromMs) ?? "", effectiveTo: instant(toMs) },
    });
  }
}

/** The dry run of a sheet against one version of a card. */
export function diffSheet(asked: Asked): SheetDiff {
  const { book, mode, refused, effectiveMs, nowMs } = asked;
  const { byPrefix, rejects } = placeRows(asked);
  const placed = [...byPrefix.values()].flatMap((rows) => rows.filter(({ closes }) => !closes));
  const diff = new Diffing(nowMs);
  for (const before of byPrefixOf(book)) {
    const prefix = before[0]?.prefix ?? "";
    const own = byPrefix.get(prefix);
    byPrefix.delete(prefix);
    if (own) diff.merge(before, own);
    else if (mode === "FULL" && !refused.has(prefix)) diff.close(before, effectiveMs ?? nowMs);
    else diff.keep(before, before);
  }
  for (const own of byPrefix.values()) diff.merge([], own);
  const { rows, counts, samples, pastChanges } = diff;
  return { rows, counts, samples, rejects, pastChanges, placed };
}
