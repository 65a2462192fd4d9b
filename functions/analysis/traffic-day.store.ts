import * as z from "zod";
import { DayObject } from "../cdrs/day-object.ts";
import { dayName, dayNamed } from "../cdrs/day-set.ts";
import { keys } from "../platform/keys.ts";
import { type Condition, get, getMany, put, queryAll, type Write } from "../platform/table.ts";

/** What a day's calls of one account come to. */
export const TrafficDay = z.object({
  /** UTC day, `2026-01-31`. */
  date: z.string(),
  /** Zone by whose dates `cells` are put together. */
  zone: z.string(),
  /** Up to which write of the balance the calls are in it. */
  seq: z.number().int(),
  /** How many parts the day has in full. */
  parts: z.number().int(),
  /** Packed cells, one place a date. */
  cells: z.instanceof(Uint8Array),
  /** Writes of corrections that the count has in it; not known of days that were counted before this was kept. */
  corrections: z.number().int().optional(),
  /** The file with the day's calls. */
  object: DayObject.optional(),
});
export type TrafficDay = z.infer<typeof TrafficDay>;

/** An item may have 400 KB; the keys need little. */
const partBytes = 300_000;
/** A transaction may have 4 MB. */
export const mostDayBytes = 3_500_000;

/** Whoever read the balance earlier does not overwrite what came of it later. */
const notOlder = (seq: number): Condition => ({
  expression: "attribute_not_exists(#pk) OR #seq <= :written",
  values: { written: seq },
});

interface CountedDay extends Omit<TrafficDay, "parts" | "cells" | "object"> {
  cells: Uint8Array;
}

export const inParts = (full: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.max(1, Math.ceil(full.length / partBytes)) }, (_, i) =>
    full.subarray(i * partBytes, (i + 1) * partBytes),
  );

/** A day in short and in full, all or nothing; which file it names stays. @param full packed cells, at most `mostDayBytes` */
export function dayWrites(account: string, day: CountedDay, full: Uint8Array): Write[] {
  const parts = inParts(full);
  const values = { ...day, parts: parts.length };
  return [
    {
      kind: "update",
      key: keys.trafficDay(account, day.date),
      change: `SET ${Object.keys(values)
        .map((name) => `#${name} = :${name}`)
        .join(", ")}`,
      values,
      when: notOlder(day.seq),
    },
    ...parts.map((bytes, i) => put({ ...keys.trafficCells(account, day.date, i), bytes })),
  ];
}

export const trafficDay = (account: string, day: number): Promise<TrafficDay | undefined> =>
  get(TrafficDay, keys.trafficDay(account, dayName(day)));

/** Days by their numbers, those that are counted. */
export async function trafficDaysNamed(account: string, days: readonly number[]): Promise<Map<number, TrafficDay>> {
  const items = await getMany(days.map((day) => keys.trafficDay(account, dayName(day))));
  const counted = items.map((item) => TrafficDay.parse(item));
  return new Map(counted.map((one) => [dayNamed(one.date), one]));
}

/** Days in short from `first` to `last` (`2026-01-31`), both included. */
export function trafficDays(account: string, first: string, last: string): Promise<TrafficDay[]> {
  const from = keys.trafficDay(account, first);
  return queryAll(TrafficDay, { ...from, from: from.sk, to: keys.trafficDay(account, last).sk });
}

const Part = z.object({ sk: z.string(), bytes: z.instanceof(Uint8Array) });
const numberOf = ({ sk }: { sk: string }): number => Number(sk.slice(sk.lastIndexOf("#") + 1));

/** A day in full: its packed cells. */
export async function dayInFull(account: string, { date, parts }: TrafficDay): Promise<Uint8Array> {
  const { pk, sk } = keys.trafficCells(account, date, 0);
  const found = await queryAll(Part, { pk, from: sk, to: keys.trafficCells(account, date, "~").sk });
  // Their keys sort the tenth before the second.
  const inOrder = found.sort((a, b) => numberOf(a) - numberOf(b));
  return Buffer.concat(inOrder.slice(0, parts).map(({ bytes }) => bytes));
}

/** A day of several accounts in full: packed cells by account, of those with whom it is counted. */
export async function daysInFull(accounts: readonly string[], date: string): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const wanted = accounts.map(
    (account) => [keys.trafficDay(account, date), keys.trafficCells(account, date, 0)] as const,
  );
  const items = new Map((await getMany(wanted.flat())).map((item) => [item.pk, item]));
  for (const [i, account] of accounts.entries()) {
    const [day, cells] = (wanted[i] ?? []).map(({ pk }) => items.get(pk));
    if (!day || !cells) continue;
    const counted = TrafficDay.parse(day);
    found.set(account, counted.parts === 1 ? Part.parse(cells).bytes : await dayInFull(account, counted));
  }
  return found;
}

const FoldRun = z.object({
  /** The account behind which the last run stopped, whose time was up; empty: it came to the end. */
  after: z.string(),
  /** When the pass over all accounts that is under way was begun, epoch ms. */
  begunAt: z.number().int().default(0),
  /** When the last pass was begun of which all is added up, for everybody: what was posted before is counted. */
  through: z.number().int().default(0),
});

export const lastFold = () => get(FoldRun, keys.foldRun());

/** @param begunAt of the pass, epoch ms */
export const noteStop = (after: string | undefined, begunAt: number): Write => ({
  kind: "update",
  key: keys.foldRun(),
  change: "SET #after = :after, #begunAt = :begunAt",
  values: { after: after ?? "", begunAt },
});

export const noteThrough = (through: number): Write => ({
  kind: "update",
  key: keys.foldRun(),
  change: "SET #through = :through",
  values: { through },
  when: { expression: "attribute_not_exists(#through) OR #through <= :through" },
});
