import * as z from "zod";
import { dayMs } from "../time/day.ts";
import type { Fingerprint } from "./identity.ts";

/**
 * Marks of posted calls, written in the transaction that charges them. One set holds the calls of one account that were
 * set up within the same ten minutes; a set that would grow past 4,096 marks is split in two by the next bit of the identity.
 */

/** 16 bytes each: 8 of identity, 4 of content, 4 of delivery. */
export const markBytes = 16;
export const marksPerItem = 4096;
const windowMs = 600_000;

/** A CDR older than this when it is to be posted is never posted by itself. */
export const maxAgeMs = 90 * dayMs;
/** A mark outlives every posting that it could have to stop: 90 days of age, and ten more for the last attempt. */
export const markLifeMs = 100 * dayMs;

/** The ten minutes of the setup, so that a call always meets its own mark, whatever its duration says. */
export const windowOf = (setupMs: number): number => Math.floor(setupMs / windowMs);
/** Epoch second after which the table may drop the marks of a window. */
export const marksExpire = (window: number): number => Math.ceil(((window + 1) * windowMs + markLifeMs) / 1000);

/** One item of marks as stored. `bits` are the leading identity bits that lead to it; the first of a window has none. */
export interface MarkSet {
  bits: string;
  marks: Uint8Array;
  /** Optimistic lock; 0 = not stored yet. */
  v: number;
  /** Its marks are in its two children. Never undone. */
  split: boolean;
}

export const emptyMarkSet = (bits: string): MarkSet => ({ bits, marks: new Uint8Array(0), v: 0, split: false });

const StoredMarks = z.object({
  marks: z.instanceof(Uint8Array),
  v: z.number().int(),
  split: z.boolean().default(false),
});

/** A set as an item has it, or the empty one where there is no item. */
export const markSetOf = (bits: string, item: object | undefined): MarkSet =>
  item ? { bits, ...StoredMarks.parse(item) } : emptyMarkSet(bits);

/** Bit n of an identity, the highest first, as the character that `bits` is made of. */
const bitOf = (identity: string, n: number): "0" | "1" => {
  const nibble = Number.parseInt(identity[n >> 2] as string, 16);
  return (nibble >> (3 - (n & 3))) & 1 ? "1" : "0";
};

/** Follows splits from the root down. Undefined when the next set on the way is not loaded. */
export function leafFor(sets: ReadonlyMap<string, MarkSet>, identity: string): MarkSet | { missing: string } {
  let bits = "";
  for (;;) {
    const set = sets.get(bits);
    if (!set) return { missing: bits };
    if (!set.split) return set;
    bits += bitOf(identity, bits.length);
  }
}

export const packMark = (print: Fingerprint): Buffer =>
  Buffer.from(print.identity + print.content + print.delivery, "hex");

/** The marks of a set by identity. */
export function readMarks(marks: Uint8Array): Map<string, Fingerprint> {
  const hex = Buffer.from(marks.buffer, marks.byteOffset, marks.byteLength).toString("hex");
  const found = new Map<string, Fingerprint>();
  for (let at = 0; at < hex.length; at += markBytes * 2) {
    const identity = hex.slice(at, at + 16);
    found.set(identity, { identity, content: hex.slice(at + 16, at + 24), delivery: hex.slice(at + 24, at + 32) });
  }
  return found;
}

/**
 * The sets that must be written so that `added` is marked: the leaf itself, or, where it would overflow, the leaf as
 * split and its descendants. `v` of each is the version that was read; the writer stores `v + 1`.
 */
export function addMarks(leaf: MarkSet, added: readonly Fingerprint[], limit = marksPerItem): MarkSet[] {
  const marks = Buffer.concat([leaf.marks, ...added.map(packMark)]);
  if (marks.length <= limit * markBytes) return [{ ...leaf, marks }];
  const halves = { "0": [] as Fingerprint[], "1": [] as Fingerprint[] };
  for (const mark of readMarks(marks).values()) halves[bitOf(mark.identity, leaf.bits.length)].push(mark);
  return [
    { ...leaf, marks: new Uint8Array(0), split: true },
    ...addMarks(emptyMarkSet(`${leaf.bits}0`), halves["0"], limit),
    ...addMarks(emptyMarkSet(`${leaf.bits}1`), halves["1"], limit),
  ];
}

/** What a record is to the mark that already stands for its identity. */
export type Sighting = "redelivered" | "duplicate" | "conflict";

export function compareWithMark(mark: Fingerprint, print: Fingerprint): Sighting {
  if (mark.content !== print.content) return "conflict";
  return mark.delivery === print.delivery ? "redelivered" : "duplicate";
}
