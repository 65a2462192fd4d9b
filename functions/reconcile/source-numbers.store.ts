import * as z from "zod";
import { DayNumbers, type NumberSpan } from "../cdrs/number-span.ts";
import { keys } from "../platform/keys.ts";
import { absent, get, put, queryAll, unchanged, type Write } from "../platform/table.ts";

/** A day's numbers as they are stored. */
const StoredNumbers = DayNumbers.extend({
  /** Optimistic lock; 0 = not stored yet. */
  v: z.number().int(),
});
export type StoredNumbers = z.infer<typeof StoredNumbers>;

export const numbersOf = async (source: string, day: string): Promise<StoredNumbers> =>
  (await get(StoredNumbers, keys.sourceNumbers(source, day))) ?? { day, spans: [], v: 0 };

/** @throws WriteRefused of kind `condition`, when it is written, where another one wrote since it was read. */
export const keepNumbers = (source: string, seen: StoredNumbers, spans: readonly NumberSpan[]): Write =>
  put(
    { ...keys.sourceNumbers(source, seen.day), day: seen.day, spans, v: seen.v + 1 },
    seen.v === 0 ? absent : unchanged("v", seen.v),
  );

/** The numbers of the days from `from` to `to`, both included, by day. */
export async function numbersBetween(source: string, from: string, to: string): Promise<Map<string, NumberSpan[]>> {
  const { pk } = keys.sourceNumbers(source, from);
  const days = await queryAll(StoredNumbers, { pk, from, to });
  return new Map(days.map(({ day, spans }) => [day, spans]));
}
