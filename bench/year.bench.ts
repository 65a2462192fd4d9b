import emulators from "../test/support/emulators.ts";
import { type Line, medianLine, type Row } from "./row.ts";
import { inMs, inUnits, type Taken, taken } from "./taken.ts";
import { foldExports } from "./year-exports.ts";
import { dateOf, fillYear, type PostedCall, type Spent, type Year } from "./year-world.ts";

/** What people ask of a year of calls of 1,000 customers, each answer compared with a plain fold over what was posted or exported. */

const dayMs = 86_400_000;

interface Asked {
  year: Year;
  todayMs: number;
  quick: boolean;
}

const idsOf = (calls: readonly PostedCall[]): string => calls.map(({ callId }) => callId).join();

/** Calls of one instant are told apart by their ids here, and by their blocks in the list. */
const inOrder = (calls: readonly PostedCall[]): PostedCall[] =>
  calls.toSorted((a, b) => b.setupMs - a.setupMs || (a.callId < b.callId ? 1 : -1));

/** A page's end may fall between calls of one instant: then it is not known which of them are on it. */
const isSame = (answer: readonly PostedCall[], wanted: readonly PostedCall[]): boolean => {
  const last = wanted.at(-1)?.setupMs;
  const whole = (calls: readonly PostedCall[]) => inOrder(calls.filter(({ setupMs }) => setupMs !== last));
  return answer.length === wanted.length && idsOf(whole(answer)) === idsOf(whole(wanted));
};

/** Of each date its calls and their seconds, added up plainly. */
function foldedByDay(posted: readonly PostedCall[]): string[] {
  const byDay = Map.groupBy(posted, ({ setupMs }) => dateOf(setupMs));
  const seconds = (calls: readonly PostedCall[]) => calls.reduce((sum, call) => sum + call.seconds, 0);
  return [...byDay].map(([date, calls]) => [date, calls.length, seconds(calls)].join()).sort();
}

async function questions(account: string, todayMs: number) {
  const { listCalls } = await import("../functions/cdrs/list-calls.flow.ts");
  const { readTraffic } = await import("../functions/analysis/read-traffic.flow.ts");
  const { groupTraffic } = await import("../functions/analysis/group-traffic.ts");
  const year = { fromMs: todayMs - 365 * dayMs, toMs: todayMs };
  const list = async (filter: { fromMs: number; maxSeconds?: number }, limit: number): Promise<PostedCall[]> => {
    const { calls } = await listCalls(account, { ...year, ...filter }, { limit, after: undefined });
    return calls.map(({ row: { cdr, durationSeconds: seconds } }) => ({ ...cdr, seconds }));
  };
  const analyse = async () => {
    const cells = await readTraffic(account, { ...year, inFull: false, zone: "UTC" });
    const days = [...groupTraffic(cells, "day", "UTC")];
    return days.map(([date, { attempts, seconds }]) => [date, attempts, seconds].join()).sort();
  };
  return { year, list, analyse };
}

/** A year of all customers by day, and in a form in which it can be compared. */
async function overall(todayMs: number) {
  const { analyseAll, operatorsOwn } = await import("../functions/analysis/overall.flow.ts");
  const { OverallQuery } = await import("../functions/analysis/analysis.ts");
  const { nanoOf } = await import("../functions/money/money.ts");
  const range = { from: new Date(todayMs - 365 * dayMs).toISOString(), to: new Date(todayMs).toISOString() };
  const query = OverallQuery.parse({ by: "day", ...range });
  return async () => {
    const { groups } = await analyseAll(operatorsOwn, query, { seesCost: true, at: Date.now() });
    return groups
      .map(({ key, attempts, seconds, billedSeconds, charge }) => ({
        posted: [key, attempts, seconds].join(),
        exported: [key, attempts, seconds, billedSeconds, nanoOf(charge ?? "0")].join(),
      }))
      .filter(({ posted }) => !posted.includes(",0,"));
  };
}

const namesOf = <T extends string>(rows: readonly Record<T, string>[], name: T): string =>
  rows
    .map((row) => row[name])
    .sort()
    .join(" ");

async function askAll({ year, todayMs, quick }: Asked) {
  const everybody = await taken(quick, await overall(todayMs));
  const posted = [...year.byDate].map(([date, { calls, seconds }]) => [date, calls, seconds].join()).sort();
  const exports = await foldExports(year, todayMs);
  const differences = [
    ...(namesOf(everybody.answer, "posted") === posted.join(" ") ? [] : ["all customers' year is not the plain fold"]),
    ...(namesOf(everybody.answer, "exported") === exports.byDate.join(" ")
      ? []
      : ["all customers' year is not what their exported calls come to"]),
  ];
  return { everybody, exports, differences };
}

async function askOne({ year: { largest, posted }, todayMs, quick }: Asked) {
  const { year, list, analyse } = await questions(largest, todayMs);
  const yesterdayMs = todayMs - dayMs;
  const day = posted.filter(({ setupMs }) => setupMs >= yesterdayMs);
  const span = posted.slice(0, day.length + 10_000);
  const spanMs = span.at(-1)?.setupMs ?? 0;
  const newest = await taken(quick, () => list(year, 50));
  const ofDay = await taken(quick, () => list({ fromMs: yesterdayMs, maxSeconds: 2 }, 200));
  const ofSpan = await taken(quick, () => list({ fromMs: spanMs, maxSeconds: 2 }, 200));
  const analysis = await taken(quick, analyse);
  const short = (calls: readonly PostedCall[]) => inOrder(calls.filter(({ seconds }) => seconds <= 2)).slice(0, 200);
  const differences = [
    ...(isSame(newest.answer, posted.slice(0, 50)) ? [] : ["the newest 50 are others"]),
    ...(isSame(ofDay.answer, short(day)) ? [] : ["a day's filter finds others"]),
    ...(isSame(ofSpan.answer, short(span)) ? [] : ["a filter of many days finds others"]),
    ...(analysis.answer.join(" ") === foldedByDay(posted).join(" ") ? [] : ["the analysis is not the plain fold"]),
  ];
  const spanDays = new Set(span.map(({ setupMs }) => Math.floor(setupMs / dayMs))).size;
  return { newest, ofDay, ofSpan, analysis, differences, day: day.length, span: span.length, spanDays };
}

const linesOf = (name: string, { ms, units }: Taken<unknown>): Line[] => [
  { series: inMs(name, ms) },
  { series: inUnits(name, units) },
];
const perSecond = (name: string, unit: string, n: number, seconds: number): Line => ({
  series: { name, unit: `${unit}/s`, samples: [n / seconds] },
});

const eachTakes = (name: string, n: number, { processor }: Spent): Line => ({
  series: { name, unit: "ms", samples: [(processor * 1000) / n] },
});

export const row: Row = async ({ quick, calls: wanted }) => {
  const stop = await emulators();
  const calls = wanted ?? (quick ? 2_000 : 20_000);
  const days = quick ? 7 : 364;
  const todayMs = Math.floor(Date.now() / dayMs) * dayMs;
  const year = await fillYear({ calls, days }, todayMs);
  const asked = await askOne({ year, todayMs, quick });
  const all = await askAll({ year, todayMs, quick });
  await stop();
  const { newest, ofDay, ofSpan, analysis } = asked;
  const count = (n: number) => n.toLocaleString("en");
  return {
    lines: [
      perSecond("rated and charged", "calls", calls, year.posting.wall),
      eachTakes("the same, a call", calls, year.posting),
      perSecond("counted, put into files and added up", "days", year.filed, year.filing.wall),
      eachTakes("the same, a day of a customer", year.filed, year.filing),
      ...linesOf("the newest 50", newest),
      medianLine(inMs(`filter ${count(asked.day)} of one day`, ofDay.ms), { atMost: 5 }),
      { series: inUnits(`filter ${count(asked.day)} of one day`, ofDay.units) },
      ...linesOf(`filter ${count(asked.span)} of ${asked.spanDays} days`, ofSpan),
      ...linesOf("a year's analysis by day", analysis),
      ...linesOf("the same of all customers", all.everybody),
      perSecond("exported, all customers", "calls", all.exports.rows, all.exports.seconds),
    ],
    notes: [
      `${count(calls)} calls of ${count(year.accounts.length)} customers by Zipf's law on ${days} days, each day's posted on that day.`,
      `${count(year.filed)} days of customers are in files, each customer with as many calls as were made up for it.`,
      `Asked of the one with the most, ${count(year.posted.length)} calls, ${count(asked.day)} of them on the last day.`,
      `${count(all.exports.rows)} calls were exported, a file for each customer, and folded: charge and seconds by date are the analysis's.`,
      "Processor time of questions is one process's: it has table's and bucket's clients in it, not the engines. That of posting and filing has the engines in it.",
    ],
    differences: [...year.differences.slice(0, 5), ...asked.differences, ...all.differences],
  };
};
