import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { decodeBlock } from "../functions/cdrs/call-block.ts";
import type { CallRow } from "../functions/cdrs/call-row.ts";
import type { CdrBatch, SwitchCdr } from "../functions/cdrs/cdr.ts";
import { decimalOf } from "../functions/money/money.ts";
import { isoDay, replaceClock } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { queryAll, replaceSend } from "../functions/platform/table.ts";
import { uploadSums } from "../functions/reconcile/figures.store.ts";
import { type FiguresView, figuresOf } from "../functions/reconcile/figures.ts";
import { dateIn } from "../functions/time/zone.ts";
import { addedSource } from "./intake/world.ts";
import { uniqueName } from "./support/api.ts";
import { aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";

const zone = "America/New_York";
const dayMs = 86_400_000;

/** The instant of everything here: no midnight passes meanwhile. */
const at = Date.now();

let operator: Operator;
let account: string;
let back: () => void;
beforeAll(async () => {
  back = replaceClock(() => at);
  operator = await anOperator();
  account = await operator.newAccount();
});
afterAll(() => back());

const aCall = fc.record({
  kind: fc.constantFrom("rated", "unanswered", "other leg", "unrated", "unknown" as const),
  hoursAgo: fc.integer({ min: 1, max: 60 }),
  billableMs: fc.integer({ min: 1, max: 200_000 }),
});
type SomeCall = typeof aCall extends fc.Arbitrary<infer C> ? C : never;

/** What one delivery brings, line by line: one of the calls, or a line that is no record. */
const aDelivery = fc.record({
  isFile: fc.boolean(),
  lines: fc.array(
    fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 7 }) }, { weight: 1, arbitrary: fc.constant("junk" as const) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  ),
});

/** A run of the rating function: deliveries cut into batches anew, and at which command it dies. */
const aRun = fc.record({
  deliveries: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3 }),
  size: fc.integer({ min: 1, max: 4 }),
  diesAt: fc.nat({ max: 25 }),
});

/** The process is gone after the nth command from now, which was carried out. */
function die(nth: number): () => void {
  let commands = 0;
  return replaceSend((inner) => async (command) => {
    if (nth > 0 && commands >= nth) throw new Error("the process is gone");
    const reply = await inner(command);
    commands++;
    if (commands === nth) throw new Error("the process is gone");
    return reply;
  });
}

interface World {
  source: string;
  prefix: string;
  calls: SwitchCdr[];
}

async function worldOf(some: readonly SomeCall[]): Promise<World> {
  const source = (await addedSource({ format: "freeswitch-json", customerBy: "account", timeZone: zone })).id;
  const prefix = `9${uniqueName().replace(/\D/g, "").slice(-8).padStart(8, "1")}`;
  const calls = some.map(({ kind, hoursAgo, billableMs }) =>
    aCallOf(kind === "unknown" ? "NOBODY" : account, source, {
      setupMs: at - hoursAgo * 3_600_000,
      billableMs: kind === "unanswered" ? 0 : billableMs,
      ...(kind === "unanswered" ? { answeredMs: null, endedMs: null } : {}),
      ...(kind === "other leg" ? { billed: false, leg: "b" } : {}),
      ...(kind === "unrated" ? { cldReceived: `${prefix}1` } : {}),
    }),
  );
  return { source, prefix, calls };
}

interface Delivery {
  id: string;
  isFile: boolean;
  lines: readonly (number | "junk")[];
}

const junk = (line: number) => ({ line, reason: "MALFORMED" as const, detail: "no record", raw: "junk" });

function batchesOf({ source, calls }: World, { id, isFile, lines }: Delivery, size: number): CdrBatch[] {
  const named = { source, delivery: id, ...(isFile ? { upload: id } : {}) };
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, part) => {
    const own = lines.slice(part * size, (part + 1) * size).map((what, i) => ({ what, line: part * size + i + 1 }));
    return {
      ...named,
      part: part + size * 100,
      cdrs: own.flatMap(({ what, line }) =>
        what === "junk" ? [] : [{ ...(calls[what % calls.length] as SwitchCdr), line }],
      ),
      parked: own.flatMap(({ what, line }) => (what === "junk" ? [junk(line)] : [])),
    };
  });
}

const Block = z.looseObject({ block: z.instanceof(Uint8Array) });

async function postedRows(source: string): Promise<CallRow[]> {
  const rows: CallRow[] = [];
  for (let ago = 0; ago < 5; ago++) {
    const { pk } = keys.callBlock(account, isoDay(at - ago * dayMs), "");
    for (const { block } of await queryAll(Block, { pk })) rows.push(...decodeBlock(block));
  }
  return rows.filter((row) => row.source === source);
}

/** The figures as the records themselves tell them. */
function told(rows: readonly CallRow[], waiting: readonly { reason: string }[], lines: number) {
  const charge = rows.reduce((sum, row) => sum + row.charge, 0n);
  const answered = rows.filter(({ cdr }) => cdr.billed && cdr.answeredMs !== null);
  const reasons: Record<string, number> = {};
  for (const { reason } of waiting) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return {
    records: lines,
    calls: rows.filter(({ cdr }) => cdr.billed).length,
    answered: answered.length,
    talkMs: answered.reduce((sum, { cdr }) => sum + cdr.billableMs, 0),
    billedSeconds: rows.reduce((sum, row) => sum + row.billedSeconds, 0),
    charge: charge > 0n ? [{ currency: "EUR", amount: decimalOf(charge) }] : [],
    charged: rows.filter((row) => row.charge > 0n).length,
    zeroRated: rows.filter((row) => row.charge === 0n).length,
    otherLegs: rows.filter(({ cdr }) => !cdr.billed).length,
    duplicates: lines - rows.length - waiting.length,
    writtenOff: 0,
    parked: waiting.length,
    reasons,
  };
}

const daysOf = async (source: string): Promise<(FiguresView & { day: string })[]> =>
  (await operator.admin("GET", `/cdr-sources/${source}/days`)).body.items.map(
    ({ missing: _missing, ...day }: { missing: unknown }) => day,
  );

interface Waiting {
  id: string;
  reason: string;
  upload: string | null;
  raw: string;
  parkedAt: string;
}

const waitingOf = async (source: string): Promise<Waiting[]> =>
  (await operator.admin("GET", `/suspense?source=${source}&limit=200`)).body.items;

/** Where a waiting record is counted: by its call's setup, or by when a line came that is none. */
const dayOf = ({ raw, parkedAt }: Waiting): string =>
  dateIn(zone, raw === "junk" ? Date.parse(parkedAt) : (JSON.parse(raw) as SwitchCdr).setupMs);

async function compare(world: World, deliveries: readonly Delivery[]): Promise<void> {
  const [rows, waiting] = [await postedRows(world.source), await waitingOf(world.source)];
  for (const { id, isFile, lines } of deliveries) {
    const own = isFile ? rows.filter(({ deliveryId }) => deliveryId === id) : [];
    const wanted = told(
      own,
      waiting.filter(({ upload }) => upload === id),
      isFile ? lines.length : 0,
    );
    expect(figuresOf(await uploadSums(id))).toEqual(wanted);
  }
  const lineDays = deliveries.flatMap(({ lines }) =>
    lines.map((what) => dateIn(zone, what === "junk" ? at : (world.calls[what % world.calls.length]?.setupMs ?? 0))),
  );
  const days = await daysOf(world.source);
  expect(days.map(({ day }) => day)).toEqual([...new Set(lineDays)].sort().reverse());
  for (const { day, ...figures } of days) {
    const isOn = (ms: number) => dateIn(zone, ms) === day;
    const wanted = told(
      rows.filter(({ cdr }) => isOn(cdr.setupMs)),
      waiting.filter((one) => dayOf(one) === day),
      lineDays.filter((one) => one === day).length,
    );
    expect(figures).toEqual(wanted);
    expect(figures.records).toBe(figures.charged + figures.zeroRated + figures.duplicates + figures.parked);
  }
}

describe("the figures of a source's days and of its files", () => {
  it("P8: are those of the records, however often they come, are cut into batches, are cut off and are retried", async () => {
    const story = fc.record({
      calls: fc.array(aCall, { minLength: 2, maxLength: 8 }),
      deliveries: fc.array(aDelivery, { minLength: 3, maxLength: 3 }),
      runs: fc.array(aRun, { maxLength: 4 }),
      isPriced: fc.boolean(),
      retryDiesAt: fc.nat({ max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ calls, deliveries: some, runs, isPriced, retryDiesAt }) => {
        const world = await worldOf(calls);
        const deliveries = some.map((one) => ({ ...one, id: `upl_${uniqueName()}` }));
        for (const { deliveries: which, size, diesAt } of runs) {
          const batches = which.flatMap((n) => batchesOf(world, deliveries[n] as Delivery, size));
          const undo = die(diesAt);
          await rate(...batches)
            .catch(() => undefined)
            .finally(undo);
        }
        await rate(...deliveries.flatMap((one) => batchesOf(world, one, 3)));
        await compare(world, deliveries);
        if (isPriced) await addRate(operator.admin, operator.tariff, world.prefix);
        const undo = die(retryDiesAt);
        await operator.admin("POST", "/suspense/retry", { source: world.source }).finally(undo);
        await operator.admin("POST", "/suspense/retry", { source: world.source });
        await compare(world, deliveries);
        await rate(...deliveries.flatMap((one) => batchesOf(world, one, 2)));
        await compare(world, deliveries);
      }),
      { numRuns: 12 },
    );
  });
});
