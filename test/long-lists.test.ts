import { beforeAll, expect, it, vi } from "vitest";

/** A table of its own: a day of the operator's traffic is put into it as no calls made it. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-long-lists` }));

import { asrFallen } from "../functions/alerts/traffic-causes.flow.ts";
import { encodeCells } from "../functions/analysis/cell-block.ts";
import { oweDay, putOwnerDay } from "../functions/analysis/owner-day.store.ts";
import { readTraffic } from "../functions/analysis/read-traffic.flow.ts";
import { quarterMs, type TrafficCell } from "../functions/analysis/traffic-cell.ts";
import { dayWrites, noteStop, noteThrough } from "../functions/analysis/traffic-day.store.ts";
import { operator } from "../functions/auth/access.ts";
import { compareCalls } from "../functions/comparisons/compare-theirs.flow.ts";
import { getComparison } from "../functions/comparisons/comparison.store.ts";
import { env } from "../functions/platform/env.ts";
import { transact, write } from "../functions/platform/table.ts";
import { begun, period } from "./comparisons/world.ts";
import { anOperator, type Operator } from "./support/charging.ts";
import { createTable } from "./support/table.ts";

/** V8 takes some 120,000 arguments, so that no list that grows with the traffic may be handed on as them. */
const many = 140_000;

let charging: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  charging = await anOperator();
}, 60_000);

const dayMs = 86_400_000;
const date = "2026-01-31";
const dayAt = Date.parse(date);

/** Calls of the first hour of the day, each in a cell of its own. @param account how those that they are of begin */
const manyCells = (account: string | null): TrafficCell[] =>
  Array.from({ length: many }, (_, i) => ({
    ...{ quarter: dayAt / quarterMs, direction: "OUT", prefix: null, destination: null, vendorId: null },
    ...{ gatewayId: null, deviceId: null, disposition: "ANSWERED", sipCode: 200, q850: 16, pddBucket: null },
    ...{ refusal: null, account: account && `${account}${i}`, currency: account && "EUR" },
    ...{ attempts: 1, seconds: i, billedSeconds: i, costUnknown: 0, pddSumMs: 0, lossCalls: 0 },
    ...{ charge: 0n, tax: 0n, revenue: 0n, margin: 0n, net: 0n, loss: 0n },
  }));

it("a day with more cells of a customer than a call takes arguments is read", async () => {
  const account = await charging.newAccount();
  const cells = encodeCells(manyCells(null));
  const day = { date, zone: "UTC", seq: 1, cells: encodeCells([]), corrections: 0 };
  await transact(dayWrites(account, day, cells));
  const wanted = { fromMs: dayAt, toMs: dayAt + dayMs, inFull: true, zone: "UTC" };
  expect(await readTraffic(account, wanted)).toHaveLength(many);
});

it("alerts look at a day of as many busy accounts", async () => {
  const [full, nothing] = [encodeCells(manyCells("C")), encodeCells([])];
  const owed = { owner: operator, date, mark: "m1" };
  await transact(oweDay([operator], { account: "C00000001", currency: "EUR" }, date, owed.mark));
  await putOwnerDay(owed, { zone: "UTC", cells: nothing, full: nothing, quarters: nothing, hours: full });
  await write(noteStop(undefined, 0));
  await write(noteThrough(dayAt + 3 * 3_600_000));
  expect(await asrFallen()).toMatchObject([{ kind: "ASR_DROP" }, { kind: "VENDOR_ASR_DROP" }]);
});

it("a file of as many calls that we have none of is compared", async () => {
  const account = await charging.newAccount();
  const { id } = await begun(charging.admin, { account, ...period });
  const job = await getComparison(id);
  if (!job) throw new Error("no comparison");
  const atSeconds = Date.parse(period.from) / 1000 + 60;
  const calls = Array.from({ length: many }, (_, line) => ({
    ...{ line, number: `44${line}`, key: `44${line}`, destination: "" },
    ...{ atSeconds, seconds: 60, billedSeconds: 60, amount: null },
  }));
  const theirs = { calls, faulty: [], rows: many, isBilledOnly: false, seen: null, mapping: {} };
  const clock = { minutes: 0, sureness: "SURE", tried: 0, matched: 0, matchedByNext: 0 } as const;
  const told = compareCalls(job, theirs, { accounts: new Map(), clock, progress: async () => {} });
  expect((await told).totals.rows()[0]?.theirs.calls).toBe(many);
});
