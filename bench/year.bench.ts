import { Random } from "../test/sim/random.ts";
import emulators from "../test/support/emulators.ts";
import { openWorld, type World } from "./full-path-world.ts";
import { numbersOfTraffic, ratesFor, realPrefixes } from "./real-prefixes.ts";
import { type Line, medianLine, type Row } from "./row.ts";
import { inMs, inUnits, type Taken, taken } from "./taken.ts";

/**
 * A year of calls of 1,000 customers, posted day by day to the HTTP API and through stream and rating into their blocks
 * and files; then what people ask of it. Everything is compared with a plain fold over what was posted.
 */

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const days = 364;
/** Calls of the customer with the most, on the last day: a day to filter. */
const busyDay = (calls: number) => Math.min(10_000, Math.floor(calls / 10));
const bodyCalls = 10_000;

/** A call as it was posted. */
interface Posted {
  callId: string;
  setupMs: number;
  seconds: number;
}

const postedIn = (body: string, account: string): Posted[] =>
  body.split("\n").flatMap((line) => {
    if (!line.includes(account)) return [];
    const call = JSON.parse(line) as Record<string, string>;
    const ms = (name: string) => Math.round(Number(call[name]) * 1000);
    return [{ callId: call["call_id"] ?? "", setupMs: ms("setup_time"), seconds: Math.ceil(ms("duration") / 1000) }];
  });

/** Posts the calls of all days, each when it was. @returns those of the customer with the most, and how long it took */
async function load(world: World, calls: number, clock: { at: number }) {
  const [largest = ""] = world.accounts;
  const posted: Posted[] = [];
  const begun = performance.now();
  const first = clock.at;
  for (let day = 0; day < days; day++) {
    clock.at = first + day * dayMs;
    const perDay = Math.round((calls - busyDay(calls)) / days);
    const bodies = [world.invent(`d${day}`, perDay, { endMs: clock.at, windowMs: hourMs })];
    const last = day === days - 1 ? busyDay(calls) : 0;
    for (let at = 0; at < last; at += bodyCalls)
      bodies.push(
        world.invent(`busy${at}`, Math.min(bodyCalls, last - at), {
          ...{ endMs: clock.at, windowMs: 16 * hourMs, account: largest },
        }),
      );
    await world.charge(bodies);
    for (const body of bodies) posted.push(...postedIn(body, largest));
  }
  posted.sort((a, b) => b.setupMs - a.setupMs);
  return { largest, posted, seconds: (performance.now() - begun) / 1000 };
}

const idsOf = (calls: readonly { callId: string }[]): string => calls.map(({ callId }) => callId).join();

interface Asked {
  account: string;
  posted: readonly Posted[];
  todayMs: number;
  quick: boolean;
}

/** Ids in the order of the list are told apart only where no two calls have one setup. */
const inOrder = (calls: readonly Posted[]): Posted[] =>
  calls.toSorted((a, b) => b.setupMs - a.setupMs || (a.callId < b.callId ? 1 : -1));

async function ask({ account, posted, todayMs, quick }: Asked) {
  const { listCalls } = await import("../functions/cdrs/list-calls.flow.ts");
  const { readTraffic } = await import("../functions/analysis/read-traffic.flow.ts");
  const { groupTraffic } = await import("../functions/analysis/group-traffic.ts");
  const year = { fromMs: todayMs - 365 * dayMs, toMs: todayMs };
  const listed = async (filter: { fromMs: number; maxSeconds?: number }, limit: number) =>
    (await listCalls(account, { ...year, ...filter }, { limit, after: undefined })).calls.map(({ row }) => ({
      ...{ callId: row.cdr.callId, setupMs: row.cdr.setupMs, seconds: row.durationSeconds },
    }));
  const day = posted.filter(({ setupMs }) => setupMs >= todayMs - dayMs);
  const span = posted.slice(0, Math.min(posted.length, day.length + 10_000));
  const spanMs = span.at(-1)?.setupMs ?? 0;
  const newest = await taken(quick, () => listed(year, 50));
  const ofDay = await taken(quick, () => listed({ fromMs: todayMs - dayMs, maxSeconds: 2 }, 200));
  const ofSpan = await taken(quick, () => listed({ fromMs: spanMs, maxSeconds: 2 }, 200));
  const analysis = await taken(quick, async () => {
    const cells = await readTraffic(account, { ...year, inFull: false, zone: "UTC" });
    return [...groupTraffic(cells, "day", "UTC")].map(([date, sums]) => [date, sums.attempts, sums.seconds].join());
  });
  const short = (calls: readonly Posted[]) => inOrder(calls.filter(({ seconds }) => seconds <= 2)).slice(0, 200);
  const byDay = Map.groupBy(posted, ({ setupMs }) => new Date(setupMs).toISOString().slice(0, 10));
  const seconds = (calls: readonly Posted[]) => calls.reduce((sum, call) => sum + call.seconds, 0);
  const folded = [...byDay].map(([date, calls]) => [date, calls.length, seconds(calls)].join());
  const differences = [
    ...(idsOf(inOrder(newest.answer)) === idsOf(inOrder(posted.slice(0, 50))) ? [] : ["the newest 50 are others"]),
    ...(idsOf(inOrder(ofDay.answer)) === idsOf(short(day)) ? [] : ["a day's filter finds others"]),
    ...(idsOf(inOrder(ofSpan.answer)) === idsOf(short(span)) ? [] : ["a filter of many days finds others"]),
    ...(analysis.answer.sort().join(" ") === folded.sort().join(" ") ? [] : ["the analysis is not the plain fold"]),
  ];
  const spanDays = new Set(span.map(({ setupMs }) => Math.floor(setupMs / dayMs))).size;
  return { newest, ofDay, ofSpan, analysis, differences, day: day.length, span: span.length, spanDays };
}

const linesOf = (name: string, { ms, units }: Taken<unknown>): Line[] => [
  { series: inMs(name, ms) },
  { series: inUnits(name, units) },
];

export const row: Row = async ({ quick }) => {
  const stop = await emulators();
  const { replaceClock } = await import("../functions/platform/clock.ts");
  const { foldDays } = await import("../functions/analysis/fold-days.flow.ts");
  const { compactDay } = await import("../functions/cdrs/compact-day.flow.ts");
  const calls = Number(process.env["BENCH_CALLS"] ?? (quick ? 20_000 : 1_000_000));
  const todayMs = Math.floor(Date.now() / dayMs) * dayMs;
  const clock = { at: todayMs - days * dayMs + 20 * hourMs };
  const restore = replaceClock(() => clock.at);
  const deck = realPrefixes();
  const world = await openWorld(ratesFor(deck), numbersOfTraffic(deck, 50_000, 3), new Random(9));
  const { largest, posted, seconds } = await load(world, calls, clock);
  restore();
  await foldDays({ account: largest, resellers: [] }, Date.now(), compactDay);
  const asked = await ask({ account: largest, posted, todayMs, quick });
  await stop();
  const { newest, ofDay, ofSpan, analysis } = asked;
  const count = (n: number) => n.toLocaleString("en");
  return {
    lines: [
      { series: { name: "posted, rated, charged", unit: "calls/s", samples: [calls / seconds] } },
      ...linesOf("the newest 50", newest),
      medianLine(inMs(`filter ${count(asked.day)} of one day`, ofDay.ms), { atMost: 5 }),
      { series: inUnits(`filter ${count(asked.day)} of one day`, ofDay.units) },
      ...linesOf(`filter ${count(asked.span)} of ${asked.spanDays} days`, ofSpan),
      ...linesOf("a year's analysis by day", analysis),
    ],
    notes: [
      `${count(calls)} calls of ${count(world.accounts.length)} customers by Zipf's law on ${days} days, each day's posted on that day.`,
      `Asked of the one with the most, ${count(posted.length)} calls, ${count(asked.day)} of them on the last day.`,
      "Processor time of one process: it has table's and bucket's clients in it, not the engines.",
    ],
    differences: asked.differences,
  };
};
