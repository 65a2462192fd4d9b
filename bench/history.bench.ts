import type { PlacedCall } from "../functions/cdrs/call-order.ts";
import type { DayObject } from "../functions/cdrs/day-object.ts";
import emulators from "../test/support/emulators.ts";
import { fillDays } from "./filled-days.ts";
import { type Line, medianLine, type Row, ratioLine } from "./row.ts";
import { inMs, inUnits, taken } from "./taken.ts";

/**
 * What a customer's history costs to read: a filter of 10,000 calls of one day, in blocks and in the day's file, beside an
 * item for each call; the newest 50; a year's analysis. Read units are the engine's.
 */

const callsOfDay = 10_000;
const dayMs = 86_400_000;
/** Setup of a peer's item as its key has it. */
const setupKey = (n: number): string => String(n).padStart(8, "0");

/** Every call an item of its own, with what a list shows of it. */
async function peerItems(account: string, calls: readonly { row: object }[]): Promise<void> {
  const { put, transact } = await import("../functions/platform/table.ts");
  const plain = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
  for (let at = 0; at < calls.length; at += 100)
    await transact(
      calls.slice(at, at + 100).map(({ row }, i) => {
        const flat = JSON.parse(JSON.stringify(row, plain)) as object;
        return put({ ...flat, pk: `PEER#${account}`, sk: setupKey(at + i) });
      }),
    );
}

async function filterPeer(account: string, seconds: number): Promise<number> {
  const { queryPages } = await import("../functions/platform/table.ts");
  let found = 0;
  for await (const { items } of queryPages({ pk: `PEER#${account}`, newestFirst: true }))
    found += items.filter((item) => (item["durationSeconds"] as number) <= seconds).length;
  return found;
}

export const row: Row = async ({ quick }) => {
  const stop = await emulators();
  const { staff } = await import("../test/support/api.ts");
  const { aCustomer, aTariff } = await import("../test/support/customers.ts");
  const { listCalls } = await import("../functions/cdrs/list-calls.flow.ts");
  const { passing } = await import("../functions/cdrs/call-filter.ts");
  const { openPostedFile } = await import("../functions/cdrs/day-file.store.ts");
  const { totalCalls } = await import("../functions/cdrs/total-calls.flow.ts");
  const { compactDay } = await import("../functions/cdrs/compact-day.flow.ts");
  const { dayObject } = await import("../functions/cdrs/cdr.store.ts");
  const { foldDays } = await import("../functions/analysis/fold-days.flow.ts");
  const { readTraffic } = await import("../functions/analysis/read-traffic.flow.ts");
  const { dayNumber } = await import("../functions/cdrs/day-set.ts");
  const admin = await staff();
  const { account } = await aCustomer(admin, await aTariff(admin));
  const [perDay, others] = quick ? [10, 30] : [100, 363];
  await fillDays(account, [0, callsOfDay, ...Array.from({ length: others }, () => perDay)]);
  const day = dayNumber(Date.now()) - 2;
  const range = { fromMs: day * dayMs, toMs: (day + 1) * dayMs };
  // A page of at most 200 calls, as the API hands it out, for which all calls of the day are looked at.
  const most = 2;
  const filter = () => listCalls(account, { ...range, maxSeconds: most }, { limit: 200, after: undefined });
  const everyHit = () => listCalls(account, { ...range, maxSeconds: 20 }, { limit: callsOfDay + 1, after: undefined });
  const fileAlone = async () => {
    const object = (await dayObject(account, day)) as DayObject;
    const file = await openPostedFile(account, object);
    return taken(quick, async () => {
      const isWanted = passing({ ...range, maxSeconds: most });
      const found: PlacedCall[] = [];
      for (const part of file.head.parts)
        found.push(...(await file.found(part, isWanted)).map((call) => call.placed()));
      return found.length;
    });
  };
  const totals = () => totalCalls(account, range, undefined);
  const fromBlocks = await taken(quick, filter);
  await foldDays({ account, resellers: [] }, Date.now(), compactDay);
  const fromFile = await taken(quick, filter);
  const unpacked = await fileAlone();
  const manyHits = await taken(quick, everyHit);
  const summed = await taken(quick, totals);
  const all = (await listCalls(account, range, { limit: callsOfDay + 1, after: undefined })).calls;
  await peerItems(account, all);
  const peer = await taken(quick, () => filterPeer(account, most));
  const year = { fromMs: (day - 364) * dayMs, toMs: (day + 2) * dayMs };
  const newest = await taken(quick, () => listCalls(account, year, { limit: 50, after: undefined }));
  const analysis = await taken(quick, () => readTraffic(account, { ...year, inFull: false, zone: "UTC" }));
  const attempts = analysis.answer.reduce((sum, cell) => sum + cell.attempts, 0);
  const { bytes = 0, n = 1 } = (await dayObject(account, day)) ?? {};
  await stop();
  const found = [fromBlocks.answer.calls.length, fromFile.answer.calls.length, unpacked.answer, peer.answer];
  const [inBlocks, inFile] = [
    inMs("filter 10,000: in blocks", fromBlocks.ms),
    inMs("filter 10,000: in a file", fromFile.ms),
  ];
  const items = inMs("peer: an item for each call", peer.ms);
  const lines: Line[] = [
    medianLine(inBlocks, { atMost: 5 }),
    medianLine(inFile, { atMost: 5 }),
    medianLine(inMs("the same without its request", unpacked.ms), { atMost: 5 }),
    ratioLine(items, [items, inFile], { atLeast: 1 }),
    medianLine(inUnits("filter 10,000: in blocks", fromBlocks.units), { atMost: 130 }),
    medianLine(inUnits("filter 10,000: in a file", fromFile.units), { atMost: 130 }),
    { series: inUnits("peer: an item for each call", peer.units) },
    medianLine({ name: "a call in the day's file", unit: "bytes", samples: [bytes / n] }, { atMost: 90 }),
    { series: inMs(`the same, ${manyHits.answer.calls.length} calls that pass`, manyHits.ms) },
    { series: inMs("sums of 10,000: in a file", summed.ms) },
    { series: inMs("the newest 50", newest.ms) },
    { series: inUnits("the newest 50", newest.units) },
    { series: inMs("a year's analysis by day", analysis.ms) },
    { series: inUnits("a year's analysis by day", analysis.units) },
  ];
  const same = new Set(found).size === 1 && newest.answer.calls.length === 50 && summed.answer.calls === callsOfDay;
  return {
    lines,
    notes: [
      `One customer: ${callsOfDay.toLocaleString("en")} calls of one day, ${perDay} on each of ${others} others, no other load.`,
      `${found[0]} calls of the day pass the filter; the year's analysis counts ${attempts.toLocaleString("en")} attempts.`,
      "Processor time of one process: it has table's and bucket's clients in it, not the engines. The file was read before.",
    ],
    differences: same ? [] : [`the filter finds ${found.join(", ")}`],
  };
};
