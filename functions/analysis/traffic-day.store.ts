import * as z from "zod";
import { dayName } from "../cdrs/day-set.ts";
import { keys } from "../platform/keys.ts";
import { type Condition, get, put, queryAll, type Write } from "../platform/table.ts";

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

interface CountedDay extends Omit<TrafficDay, "parts" | "cells"> {
  cells: Uint8Array;
}

/** A day in short and in full, all or nothing. @param full packed cells, at most `mostDayBytes` */
export function dayWrites(account: string, day: CountedDay, full: Uint8Array): Write[] {
  const count = Math.max(1, Math.ceil(full.length / partBytes));
  const parts = Array.from({ length: count }, (_, i) => full.subarray(i * partBytes, (i + 1) * partBytes));
  return [
    put({ ...keys.trafficDay(account, day.date), ...day, parts: count }, notOlder(day.seq)),
    ...parts.map((bytes, i) => put({ ...keys.trafficCells(account, day.date, i), bytes })),
  ];
}

export const trafficDay = (account: string, day: number): Promise<TrafficDay | undefined> =>
  get(TrafficDay, keys.trafficDay(account, dayName(day)));

/** Days in short from `first` to `last`, both included. */
export function trafficDays(account: string, first: number, last: number): Promise<TrafficDay[]> {
  const from = keys.trafficDay(account, dayName(first));
  return queryAll(TrafficDay, { ...from, from: from.sk, to: keys.trafficDay(account, dayName(last)).sk });
}

const Part = z.object({ bytes: z.instanceof(Uint8Array) });

/** A day in full: its packed cells. */
export async function dayInFull(account: string, { date, parts }: TrafficDay): Promise<Uint8Array> {
  const { pk, sk } = keys.trafficCells(account, date, 0);
  const found = await queryAll(Part, { pk, from: sk, to: keys.trafficCells(account, date, "~").sk });
  return Buffer.concat(found.slice(0, parts).map(({ bytes }) => bytes));
}

const FoldRun = z.object({ after: z.string() });

/** The account behind which the last run stopped, whose time was up; undefined: it came to the end. */
export const stoppedBehind = async (): Promise<string | undefined> =>
  (await get(FoldRun, keys.foldRun()))?.after || undefined;
export const noteStop = (after: string | undefined): Write => put({ ...keys.foldRun(), after: after ?? "" });
