import { Readable } from "node:stream";
import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: blocks are taken out of it as if their time were up. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-day-files` }));

import type { FoldedDay } from "../../functions/analysis/folded-days.ts";
import type { PlacedCall } from "../../functions/cdrs/call-order.ts";
import { dayObject } from "../../functions/cdrs/cdr.store.ts";
import { compactDay } from "../../functions/cdrs/compact-day.flow.ts";
import { correctionsWrite } from "../../functions/cdrs/correction.store.ts";
import { partOf } from "../../functions/cdrs/correction.ts";
import { removeOldDayFiles } from "../../functions/cdrs/day-file.store.ts";
import { dayName, dayNumber, hasDay } from "../../functions/cdrs/day-set.ts";
import { listCalls } from "../../functions/cdrs/list-calls.flow.ts";
import { postedCalls } from "../../functions/cdrs/posted-call.flow.ts";
import { getCall } from "../../functions/cdrs/read-day.flow.ts";
import { balanceOf } from "../../functions/ledger/ledger.store.ts";
import { checkAccount } from "../../functions/ledger-checks/check-account.flow.ts";
import { env } from "../../functions/platform/env.ts";
import { fileExists, removeFile, s3 } from "../../functions/platform/files.ts";
import { transact } from "../../functions/platform/table.ts";
import { addTakenCalls } from "../../functions/takeover/taken-day.store.ts";
import { dayMs } from "../../functions/time/day.ts";
import { uniqueName } from "../support/api.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import {
  blocksIn,
  dropExpired,
  fold,
  folded,
  killedAt,
  moment,
  type Posted,
  post,
  told,
  wide,
  withFigures,
} from "../support/day-files.ts";
import { consumed } from "../support/listings.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

/** Ago by days; the last one is so long ago that the blocks of its calls can be gone. */
const days = [2, 3, 50];
const dayOf = (daysAgo: number) => dayNumber(moment(daysAgo, 0));
const date = (daysAgo: number) => dayName(dayOf(daysAgo));
let made = 0;
/** Never two in one moment, whatever is asked for. */
const aCall = (daysAgo: number, ms: number): Posted => ({
  callId: uniqueName(),
  setupMs: moment(daysAgo, Math.floor((ms % dayMs) / 10_000) * 10_000 + (made++ % 10_000)),
  seconds: 1 + (ms % 97),
});

const lot = fc.array(fc.record({ day: fc.constantFrom(...days), ms: fc.nat(dayMs - 1) }), {
  minLength: 1,
  maxLength: 12,
});
const step = fc.oneof(
  fc.record({ kind: fc.constant("post" as const), calls: lot }),
  fc.record({ kind: fc.constant("fold" as const) }),
  fc.record({ kind: fc.constant("die" as const), at: fc.nat(14), sent: fc.boolean() }),
  fc.record({ kind: fc.constant("expire" as const), day: fc.constantFrom(...days) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Calls of a day that overlap however they are posted. */
const lotOf = (daysAgo: number, count: number): Posted[] =>
  Array.from({ length: count }, (_, i) => aCall(daysAgo, ((i * 7_919) % count) * Math.floor(dayMs / count)));

async function anAccountWith(...lots: readonly Posted[][]) {
  const account = await operator.newAccount();
  for (const calls of lots) await post(account, operator.source, calls);
  return { account, posted: lots.flat() };
}

/** Has every file of a day's calls read otherwise than it was written. */
async function misreading<T>(work: () => Promise<T>): Promise<T> {
  const send = s3.send.bind(s3) as (command: object) => Promise<{ Body?: AsyncIterable<Uint8Array> }>;
  async function* spoiled(body: AsyncIterable<Uint8Array>) {
    for await (const chunk of body) yield Uint8Array.from(chunk, (byte, i) => (i === 0 ? byte ^ 1 : byte));
  }
  const misread = async (command: object) => {
    const reply = await send(command);
    return reply.Body ? { ...reply, Body: Readable.from(spoiled(reply.Body)) } : reply;
  };
  Object.assign(s3, { send: misread });
  return work().finally(() => Object.assign(s3, { send }));
}

describe("the calls of days that are over", () => {
  it("are the same in list, sums, one by one and counted, whatever is posted late, put into files, killed, repeated and expired", async () => {
    const play = async (steps: readonly Step[], limit: number) => {
      const account = await operator.newAccount();
      const posted: Posted[] = [];
      for (const one of steps) {
        if (one.kind === "post") {
          const calls = one.calls.map(({ day, ms }) => aCall(day, ms));
          await post(account, operator.source, calls);
          posted.push(...calls);
        } else if (one.kind === "fold") await fold(account);
        else if (one.kind === "die") await killedAt(one.at, one.sent, () => fold(account));
        else await dropExpired(account, one.day);
      }
      expect(await told(account, limit, () => fold(account))).toEqual(folded(posted));
      await fold(account);
      for (const day of days) await dropExpired(account, day);
      expect(await told(account, limit)).toEqual(folded(posted));
      expect((await balanceOf(account))?.dirty).toBe("");
      expect((await checkAccount(account, 0))?.findings).toEqual([]);
      for (const day of days) expect(await blocksIn(account, day)).toEqual([]);
    };
    const world = fc.array(step, { minLength: 3, maxLength: 9 });
    await fc.assert(fc.asyncProperty(world, fc.integer({ min: 1, max: 9 }), play), { numRuns: 6 });
  });

  it.each([false, true])("are all there when their run dies at any write, the write done: %s", async (isSent) => {
    const { account, posted } = await anAccountWith(lotOf(2, 9));
    await fold(account);
    let deaths = 0;
    for (let isDead = true; isDead; ) {
      const late = lotOf(2, 2);
      await post(account, operator.source, late);
      posted.push(...late);
      isDead = await killedAt(deaths, isSent, () => fold(account));
      if (isDead) deaths++;
      expect(await told(account, 5)).toEqual(folded(posted));
    }
    // The count, the file in two steps and its pointer, a block or more, and the balance.
    expect(deaths).toBeGreaterThanOrEqual(6);
    expect((await balanceOf(account))?.dirty).toBe("");
    await dropExpired(account, 2);
    expect(await blocksIn(account, 2)).toEqual([]);
    expect(await told(account, 5)).toEqual(folded(posted));
  });

  it("are listed on from a page of before, when meanwhile they are put into a file and their blocks go", async () => {
    const { account, posted } = await anAccountWith(lotOf(3, 8), lotOf(3, 8), lotOf(2, 8));
    let pages = 0;
    const between = async () => {
      if (++pages === 1) await fold(account);
      for (const day of days) await dropExpired(account, day);
    };
    expect((await told(account, 5, between)).listed).toEqual(folded(posted).listed);
    // And the other way round: a late call between two pages of a file.
    const late = lotOf(2, 1);
    const first = await listCalls(account, wide, { limit: 12, after: undefined });
    await post(account, operator.source, late);
    const rest = await listCalls(account, wide, { limit: 200, after: first.after });
    const found = [...first.calls, ...rest.calls].map(({ row }) => row.cdr.callId);
    expect(found.filter((id) => id !== late[0]?.callId)).toEqual(folded(posted).listed);
  });

  it("are read with what was corrected of them after their blocks are gone", async () => {
    const { account } = await anAccountWith(lotOf(50, 3));
    await fold(account);
    await dropExpired(account, 50);
    const [call] = (await listCalls(account, wide, { limit: 1, after: undefined })).calls as [PlacedCall];
    const part = { ...partOf(call.row), charge: 5n };
    const corrections = {
      ...{ v: 0, jobs: [{ id: "rrt_1", at: Date.now(), reason: "The rate was wrong." }] },
      rows: [{ row: call.index, part, steps: [{ job: 0, charge: 5n, tax: 0n, cost: null }] }],
    };
    await transact([correctionsWrite({ account, day: dayOf(50), block: call.block }, corrections)]);
    expect((await getCall(account, call.id))?.row).toMatchObject({ charge: 5n, corrected: { first: call.row } });
    const { identity, cdr } = call.row;
    const found = await postedCalls([{ account, identity, setupMs: cdr.setupMs }]);
    expect(found.get(identity)).toMatchObject({ id: call.id, row: { charge: 5n } });
    expect((await checkAccount(account, 0))?.findings).toEqual([]);
  });

  it("are listed beside those that were taken over from another system, before and after", async () => {
    const { account, posted } = await anAccountWith(lotOf(2, 3));
    await fold(account);
    const [call] = (await listCalls(account, wide, { limit: 1, after: undefined })).calls as [PlacedCall];
    const row = { ...call.row, kind: "TAKEN_OVER" as const, cdr: { ...call.row.cdr, callId: "of before" } };
    await transact(addTakenCalls(account, dayOf(2), [row], undefined));
    const names = [...posted.map(({ callId }) => callId), "of before"].sort();
    expect((await told(account, 2)).listed.sort()).toEqual(names);
    await post(account, operator.source, lotOf(3, 1));
    expect(await compactDay(account, dayOf(2))).toMatchObject({ kind: "FILED", object: { n: 3 } });
    await dropExpired(account, 2);
    const { listed, byId } = await told(account, 9);
    expect(listed.filter((id) => names.includes(id)).sort()).toEqual(names);
    expect(byId).toEqual(listed);
  });

  it("keep their blocks when the file reads back otherwise, and the day stays with the balance", async () => {
    const { account, posted } = await anAccountWith(lotOf(2, 5));
    await misreading(() => fold(account));
    const again = await withFigures(() => misreading(() => compactDay(account, dayOf(2))));
    expect(again).toEqual({ answer: { kind: "DIFFERS" }, figures: expect.stringContaining('"CallDaysDamaged":1') });
    expect(await dayObject(account, dayOf(2))).toBeUndefined();
    expect(await dropExpired(account, 2)).toBe(0);
    expect(hasDay((await balanceOf(account))?.dirty ?? "", dayOf(2))).toBe(true);
    expect(await told(account, 9)).toEqual(folded(posted));
  });

  it("are put into a new file out of their blocks when it is lost, and not when blocks are gone too", async () => {
    const { account, posted } = await anAccountWith(lotOf(2, 5), lotOf(2, 2));
    const again = () => operator.admin("POST", `/customers/${account}/call-days/fold`, { from: date(2), to: date(2) });
    await fold(account);
    const lose = async () => removeFile({ bucket: "files", key: (await dayObject(account, dayOf(2)))?.key ?? "" });
    await lose();
    const mended = await withFigures(again);
    expect(mended.answer.body).toMatchObject({ days: [{ date: date(2), outcome: "FILED", calls: 7 }], next: null });
    expect(mended.figures).not.toContain("CallDaysDamaged");
    await dropExpired(account, 2);
    expect(await told(account, 9)).toEqual(folded(posted));
    await lose();
    const lost = await withFigures(again);
    expect(lost.answer.body.days).toEqual([{ date: date(2), outcome: "LOST", calls: null, bytes: null }]);
    expect(lost.figures).toContain('"CallDaysDamaged":1');
  });

  it("leave no file behind that no day names, once nothing can be restored to it", async () => {
    const { account, posted } = await anAccountWith(lotOf(2, 5));
    await fold(account);
    const first = (await dayObject(account, dayOf(2)))?.key ?? "";
    await post(account, operator.source, lotOf(2, 1));
    await fold(account);
    const second = (await dayObject(account, dayOf(2)))?.key ?? "";
    const there = () => Promise.all([first, second].map((key) => fileExists({ bucket: "files", key })));
    await removeOldDayFiles(Date.now() + 39 * dayMs);
    expect(await there()).toEqual([true, true]);
    for (let runs = 0; runs < 5; runs++) await removeOldDayFiles(Date.now() + 41 * dayMs);
    expect(await there()).toEqual([false, true]);
    expect((await told(account, 9)).listed).toHaveLength(posted.length + 1);
  });

  it("cost little to filter: at most 130 read units for 10,000 calls of a day, and 90 bytes a call", async () => {
    const account = await operator.newAccount();
    for (let at = 0; at < 10; at++) await post(account, operator.source, lotOf(2, 1000));
    const filter = { ...wide, fromMs: moment(2, 0), toMs: moment(1, 0), maxSeconds: 5 };
    const filtered = () => listCalls(account, filter, { limit: 2000, after: undefined });
    const before = await consumed(filtered);
    const blocks = (await blocksIn(account, 2)).reduce((sum, { block }) => sum + (block as Uint8Array).length, 0);
    await fold(account);
    const after = await consumed(filtered);
    const file = await dayObject(account, dayOf(2));
    expect(after.answer.calls).toEqual(before.answer.calls);
    expect(after.answer.calls.length).toBeGreaterThan(100);
    for (const { units } of [before, after]) expect(units).toBeLessThanOrEqual(130);
    expect(file).toMatchObject({ n: 10_000 });
    for (const bytes of [blocks, file?.bytes]) expect(bytes).toBeLessThanOrEqual(900_000);
  });
});

describe("the operation that folds days again", () => {
  it("does the days of a range that have calls, and leaves today open", async () => {
    const { account, posted } = await anAccountWith(lotOf(3, 2), lotOf(2, 2));
    const at = Date.now();
    const now = dayName(dayNumber(at));
    await post(account, operator.source, [{ callId: uniqueName(), setupMs: at, seconds: 1 }]);
    const asked = { from: date(3), to: now };
    const { body } = await operator.admin("POST", `/customers/${account}/call-days/fold`, asked);
    const outcomes = body.days.map(({ date: of, outcome, calls }: FoldedDay) => [of, outcome, calls]);
    expect(outcomes).toEqual([
      [date(3), "FILED", 2],
      [date(2), "FILED", 2],
      [now, "OPEN", null],
    ]);
    expect(body.next).toBeNull();
    expect((await told(account, 9)).listed.slice(1)).toEqual(folded(posted).listed);
    expect((await operator.admin("POST", `/customers/${account}/call-days/fold`, asked)).body).toEqual(body);
  });

  it("refuses a range that is backwards, and accounts that are not there", async () => {
    const account = await operator.newAccount();
    const backwards = await operator.admin("POST", `/customers/${account}/call-days/fold`, {
      from: date(1),
      to: date(2),
    });
    expect(backwards).toMatchObject({ status: 422, body: { error: { fields: [{ path: "to" }] } } });
    const unknown = await operator.admin("POST", "/customers/C00000000/call-days/fold", { from: date(1), to: date(1) });
    expect(unknown.status).toBe(404);
  });
});

describe("a call in a file", () => {
  it("is nobody else's: another account's id is not found, whoever asks", async () => {
    const { account } = await anAccountWith(lotOf(2, 1));
    const other = await operator.newAccount();
    await fold(account);
    await dropExpired(account, 2);
    const [{ id }] = (await operator.calls(account, "limit=1")).items;
    expect((await operator.admin("GET", `/customers/${account}/calls/${id}`)).body).toMatchObject({ id });
    expect((await operator.admin("GET", `/customers/${other}/calls/${id}`)).status).toBe(404);
    const forged = (id as string).replace(account, other);
    expect((await operator.admin("GET", `/customers/${other}/calls/${forged}`)).status).toBe(404);
    expect((await operator.admin("GET", `/customers/${account}/calls/${id}9`)).status).toBe(404);
  });
});
