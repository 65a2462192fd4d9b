import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import * as z from "zod";
import { keys } from "../platform/keys.ts";
import { absent, type Item, put, queryAll, unchanged, type Write } from "../platform/table.ts";
import { type BlockCorrections, CorrectingJob, Correction } from "./correction.ts";
import { dayName } from "./day-set.ts";

/** What re-rating changed, one item beside each block of which it changed anything. */

const Stored = z.object({
  sk: z.string(),
  v: z.number().int(),
  jobs: z.array(CorrectingJob),
  /** JSON, compressed by zstd. */
  rows: z.instanceof(Uint8Array),
});
type Stored = z.infer<typeof Stored>;

const mark = keys.callCorrections("", "", "").sk;
const Rows = z.array(Correction);

const read = ({ v, jobs, rows }: Stored): BlockCorrections => ({
  ...{ v, jobs },
  rows: Rows.parse(JSON.parse(Buffer.from(zstdDecompressSync(rows)).toString("utf8"))),
});

/** Corrections by the name of their block. */
export type Corrections = ReadonlyMap<string, BlockCorrections>;
export const noneCorrected: Corrections = new Map();

/** Grows with whatever is corrected of these blocks. */
export const writesIn = (corrections: Corrections): number =>
  [...corrections.values()].reduce((sum, { v }) => sum + v, 0);

const named = (items: readonly Stored[]): Corrections =>
  new Map(items.map((item) => [item.sk.slice(mark.length), read(item)]));

/** Whether an item of a day is a block's corrections and no block. */
export const isCorrections = ({ sk }: Item): boolean => sk.startsWith(mark);
export const correctionsIn = (items: readonly Item[]): Corrections => named(items.map((item) => Stored.parse(item)));

/** Corrections of a day's blocks that were read together, none between them left out. One query, whatever there is. */
export async function correctionsOf(account: string, day: number, names: readonly string[]): Promise<Corrections> {
  if (names.length === 0) return new Map();
  const inOrder = [...names].sort();
  const keyOf = (name: string | undefined) => keys.callCorrections(account, dayName(day), name ?? "");
  const { pk, sk: from } = keyOf(inOrder[0]);
  return named(await queryAll(Stored, { pk, from, to: keyOf(inOrder.at(-1)).sk }));
}

/** All corrections of a day. */
export async function correctionsOfDay(account: string, day: number): Promise<Corrections> {
  const { pk } = keys.callCorrections(account, dayName(day), "");
  return named(await queryAll(Stored, { pk, beginsWith: mark }));
}

/** Writes a block's corrections over those that were read. Fails its condition where another job was there since. */
export function correctionsWrite(
  of: { account: string; day: number; block: string },
  { v, jobs, rows }: BlockCorrections,
): Write {
  const key = keys.callCorrections(of.account, dayName(of.day), of.block);
  const packed = zstdCompressSync(JSON.stringify(Rows.encode(rows)));
  return put({ ...key, v: v + 1, jobs, rows: packed }, v === 0 ? absent : unchanged("v", v));
}
