import { Problem } from "./problem.ts";

/** A part of one partition, of the table or of an index, and where to go on in it. */

export interface Range {
  pk: string;
  /** Sort keys that begin so. */
  beginsWith?: string;
  /** Sort keys from here on, included. */
  from?: string;
  /** Sort keys up to here, included. */
  to?: string;
  /** Query the index instead of the table; `pk` and the bounds then speak of the index's keys. */
  index?: "gsi1" | "gsi2";
  newestFirst?: boolean;
  limit?: number;
  /** Attributes that are wanted; left out: all. */
  only?: readonly string[];
  /** Continue after this key, as an earlier page gave it. */
  after?: Record<string, unknown> | undefined;
}

/** What a range asks of the sort key, as a condition behind that of the partition. */
export function sortCondition(range: Range, sk: string): { text: string; values: Record<string, unknown> } {
  if (range.beginsWith !== undefined)
    return { text: ` AND begins_with(${sk}, :begin)`, values: { begin: range.beginsWith } };
  if (range.from !== undefined && range.to !== undefined)
    return { text: ` AND ${sk} BETWEEN :from AND :to`, values: { from: range.from, to: range.to } };
  if (range.from !== undefined) return { text: ` AND ${sk} >= :from`, values: { from: range.from } };
  if (range.to !== undefined) return { text: ` AND ${sk} <= :to`, values: { to: range.to } };
  return { text: "", values: {} };
}

/**
 * Where to go on. It comes out of a cursor, thus from outside: only the key names of this range, and its own partition.
 * @throws Problem bad_request
 */
export function startKey(range: Range): Record<string, unknown> | undefined {
  if (!range.after) return undefined;
  const names = range.index ? [`${range.index}pk`, `${range.index}sk`, "pk", "sk"] : ["pk", "sk"];
  const given = Object.entries(range.after);
  const wellFormed = given.every(([, value]) => typeof value === "string" && value !== "" && value.length <= 1000);
  const named = given.map(([name]) => name).sort();
  const isOfRange =
    range.after[`${range.index ?? ""}pk`] === range.pk &&
    String(range.after[`${range.index ?? ""}sk`]).startsWith(range.beginsWith ?? "");
  if (!wellFormed || named.join() !== names.join() || !isOfRange)
    throw new Problem("bad_request", "The cursor is not one that this list gave out.");
  return range.after;
}
