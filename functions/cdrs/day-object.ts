import * as z from "zod";
import { StoredNano } from "../money/money.ts";
import { encodeBlock } from "./call-block.ts";
import { CallColumns } from "./call-columns.ts";
import { type BlockName, blockName, parseBlockName } from "./call-id.ts";
import type { PlacedCall } from "./call-order.ts";
import { type ColumnSource, valuesOf } from "./column.ts";
import { openColumns } from "./column-reader.ts";
import { ColumnWriter } from "./columns.ts";
import { PackedCalls } from "./packed-calls.ts";

/**
 * A day's calls of one account in one file, the newest first: a head that names every block whose calls are in it and
 * says where each part begins, then the parts, each so many rows as blocks pack them and where each row stood. A call
 * keeps its block and its place there for good, because both are in its id.
 */

/** A change of the head takes the next number and a reader of its own. */
const layout = 1;

/** For so many days a block stays in the table after its calls are in the day's file. */
export const blockDays = 35;

/** What an account's day says of its file. */
export const DayObject = z.object({
  /** Key in the bucket of files; every file has another one. */
  key: z.string(),
  bytes: z.number().int(),
  /** Bytes of the head, with which the file begins. */
  head: z.number().int(),
  /** SHA-256 of the whole file, hex. */
  sha256: z.string(),
  /** Calls in it, what they are billed for in seconds, and what the account was debited for them. */
  n: z.number().int(),
  seconds: z.number().int(),
  charge: StoredNano,
  /** Up to which write of the balance. */
  seq: z.number().int(),
});
export type DayObject = z.infer<typeof DayObject>;

/** What is kept of a block whose calls are in the file. */
export interface FoldedBlock {
  name: string;
  firstSetupMs: number;
  /** Billing period of its calls. */
  period: number;
  /** They came when theirs was closed already. */
  late: boolean;
}

export interface DayPart {
  /** Where it begins and ends in the file; the end is not included. */
  from: number;
  until: number;
  /** Bytes of the rows' places, with which it begins. */
  places: number;
  rows: number;
  /** Earliest and latest setup in it. */
  firstSetupMs: number;
  lastSetupMs: number;
}

export interface DayHead {
  blocks: FoldedBlock[];
  /** The newest calls first. */
  parts: DayPart[];
  /** By name, which of `blocks`. */
  folded: ReadonlyMap<string, number>;
}

/** Small enough that the newest calls cost little to unpack, large enough that a day is looked through in a few pieces. */
export const rowsInPart = 5000;

/** Packs a day. Calls are added the newest first, after the blocks are known. */
export class DayWriter {
  private readonly parts: { bytes: Uint8Array; places: number; calls: number; first: number; last: number }[] = [];
  private waiting: PlacedCall[] = [];

  add(call: PlacedCall): void {
    this.waiting.push(call);
    if (this.waiting.length === rowsInPart) this.pack();
  }

  private pack(): void {
    const calls = this.waiting;
    this.waiting = [];
    const setups = calls.map(({ row }) => row.cdr.setupMs);
    const names = [...new Set(calls.map(({ block }) => block))];
    const numberOf = new Map(names.map((name, i) => [name, i]));
    const places = new ColumnWriter();
    places.numbers([names.length]);
    writeNames(places, names);
    places.deltas(calls.map(({ block }) => numberOf.get(block) ?? 0));
    places.deltas(calls.map(({ index }) => index));
    const head = places.finish();
    const bytes = Buffer.concat([head, encodeBlock(calls.map(({ row }) => row))]);
    const [first = 0, last = 0] = [setups.at(-1), setups[0]];
    this.parts.push({ bytes, places: head.length, calls: calls.length, first, last });
  }

  /** The file. @param blocks all whose calls were added */
  finish(blocks: readonly FoldedBlock[]): { bytes: Uint8Array; head: number } {
    if (this.waiting.length > 0) this.pack();
    const out = new ColumnWriter();
    out.numbers([layout, blocks.length, this.parts.length]);
    const byName = [...blocks].sort((a, b) => (a.name < b.name ? -1 : 1));
    writeNames(
      out,
      byName.map(({ name }) => name),
    );
    out.numbers(byName.map(({ name, firstSetupMs }) => parseBlockName(name).lastSetupMs - firstSetupMs));
    out.deltas(byName.map(({ period }) => period));
    out.numbers(byName.map(({ late }) => Number(late)));
    out.numbers(this.parts.map(({ bytes }) => bytes.length));
    out.numbers(this.parts.map(({ places }) => places));
    out.numbers(this.parts.map(({ calls }) => calls));
    out.deltas(this.parts.map(({ last }) => last));
    out.numbers(this.parts.map(({ first, last }) => last - first));
    const head = out.finish();
    return { bytes: Buffer.concat([head, ...this.parts.map(({ bytes }) => bytes)]), head: head.length };
  }
}

function writeNames(out: ColumnWriter, names: readonly string[]): void {
  const parsed = names.map(parseBlockName);
  out.deltas(parsed.map(({ lastSetupMs }) => lastSetupMs));
  out.deltas(parsed.map(({ seq }) => seq));
  out.numbers(parsed.map(({ ordinal }) => ordinal));
}

function readNames(from: ColumnSource, n: number): BlockName[] {
  const [last, seq, ordinal] = [from.deltas(n), from.deltas(n), from.numbers(n)];
  return Array.from({ length: n }, (_, i) => ({ lastSetupMs: last.at(i), seq: seq.at(i), ordinal: ordinal.at(i) }));
}

/** @param bytes the head alone, or more. @throws Error for bytes that are no head of a known layout */
export function readHead(bytes: Uint8Array, headBytes: number): DayHead {
  const head = openColumns(bytes);
  const [version, n = 0, count = 0] = valuesOf(head.numbers(3), 3);
  if (version !== layout) throw new Error(`a day's file of layout ${version} cannot be read`);
  const names = readNames(head, n);
  const [spans, periods, lates] = [head.numbers(n), head.deltas(n), head.numbers(n)];
  const blocks = names.map((name, i) => ({
    name: blockName(name),
    firstSetupMs: name.lastSetupMs - spans.at(i),
    period: periods.at(i),
    late: lates.at(i) === 1,
  }));
  const [sizes, places, rows] = [valuesOf(head.numbers(count), count), head.numbers(count), head.numbers(count)];
  const [lasts, lengths] = [head.deltas(count), head.numbers(count)];
  let from = headBytes;
  const parts = sizes.map((size, i) => {
    const lastSetupMs = lasts.at(i);
    const of = { places: places.at(i), rows: rows.at(i), firstSetupMs: lastSetupMs - lengths.at(i), lastSetupMs };
    from += size;
    return { ...of, from: from - size, until: from };
  });
  return { blocks, parts, folded: new Map(blocks.map(({ name }, i) => [name, i])) };
}

/** The calls of a part, the newest first. @param bytes of the part alone */
export function openPart(account: string, bytes: Uint8Array, { places, rows }: DayPart): PackedCalls {
  const from = openColumns(bytes.subarray(0, places));
  const names = readNames(from, from.numbers(1).at(0));
  const [blocks, indexes] = [from.deltas(rows), from.deltas(rows)];
  const ofBlocks = names.map((name) => ({ ...name, block: blockName(name) }));
  return new PackedCalls(account, new CallColumns(bytes.subarray(places)), (row) => {
    const of = ofBlocks[blocks.at(row)];
    if (!of) throw new Error("a day's file names a block that it does not hold");
    return { of, index: indexes.at(row) };
  });
}
