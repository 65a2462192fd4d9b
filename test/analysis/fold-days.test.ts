import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-fold-days` }));

import type { Analysis } from "../../functions/analysis/analysis.ts";
import { encodeCells } from "../../functions/analysis/cell-block.ts";
import { foldAccounts } from "../../functions/analysis/fold-accounts.flow.ts";
import { foldDays } from "../../functions/analysis/fold-days.flow.ts";
import { dayWrites, trafficDay } from "../../functions/analysis/traffic-day.store.ts";
import { daysWithCalls } from "../../functions/cdrs/cdr.store.ts";
import { compactDay } from "../../functions/cdrs/compact-day.flow.ts";
import { correctionsWrite } from "../../functions/cdrs/correction.store.ts";
import { partOf } from "../../functions/cdrs/correction.ts";
import { dayName, dayNumber, hasDay } from "../../functions/cdrs/day-set.ts";
import { listCalls } from "../../functions/cdrs/list-calls.flow.ts";
import { balanceOf } from "../../functions/ledger/ledger.store.ts";
import { checkAccount } from "../../functions/ledger-checks/check-account.flow.ts";
import { decimalOf, nanoOf } from "../../functions/money/money.ts";
import { env } from "../../functions/platform/env.ts";
import { replaceSend, transact } from "../../functions/platform/table.ts";
import { dayMs } from "../../functions/time/day.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "../support/charging.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const busy = { answeredMs: null, billableMs: 0, sipCode: 486, q850: 17, causeText: "USER_BUSY" };
/** At noon of that day; of today, a little ago. */
const noon = (daysAgo: number) =>
  daysAgo === 0 ? Date.now() - 900_000 : (dayNumber(Date.now()) - daysAgo) * dayMs + dayMs / 2;

/** Calls of the last days, some busy, of several lengths and numbers. */
const calls = (account: string, count: number, daysAgo: number) =>
  Array.from({ length: count }, (_, i) =>
    aCallOf(account, operator.source, {
      setupMs: noon(daysAgo) + i * 1_300_000 * (daysAgo === 0 ? -1 : 1),
      cldReceived: `44${20 + (i % 3)}7123456`,
      ...(i % 4 === 3 ? busy : { billableMs: 10_000 * (i + 1) }),
    }),
  );

const post = (account: string, count: number, daysAgo: number) =>
  rate(aBatch(operator.source, calls(account, count, daysAgo)));

const ofDay = (day: number) => ({ fromMs: day * dayMs, toMs: (day + 1) * dayMs });

/** Each call of a day, newest first, page by page, with what it costs. */
async function charges(account: string, day: number, limit = 200): Promise<bigint[]> {
  const found: bigint[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const page = await listCalls(account, ofDay(day), { limit, after });
    found.push(...page.calls.map(({ row }) => row.charge));
    after = page.after;
  } while (after);
  return found;
}

/** Has every call of a day cost 5 nano, as a re-rating does but for its money. */
async function correct(account: string, day: number): Promise<void> {
  const { calls: posted } = await listCalls(account, ofDay(day), { limit: 200, after: undefined });
  const jobs = [{ id: "rrt_1", at: Date.now(), reason: "The rate was wrong." }];
  const steps = [{ job: 0, charge: 5n, tax: 0n, cost: null }];
  for (const [block, some] of Map.groupBy(posted, (call) => call.block)) {
    const rows = some.map(({ row, index }) => ({ row: index, part: { ...partOf(row), charge: 5n }, steps }));
    await transact([correctionsWrite({ account, day, block }, { v: 0, jobs, rows })]);
  }
}

async function analysisOf(account: string, query = "by=day"): Promise<Analysis> {
  const reply = await operator.admin("GET", `/customers/${account}/analysis?${query}`);
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body as Analysis;
}

/** The same, by a plain fold of the calls as the API lists them. */
async function plainly(account: string) {
  const { items } = await operator.calls(account, "limit=200");
  const by = new Map<string, { attempts: number; answered: number; seconds: number; charge: bigint }>();
  for (const call of items) {
    const date = call.setupAt.slice(0, 10);
    const sum = by.get(date) ?? { attempts: 0, answered: 0, seconds: 0, charge: 0n };
    sum.attempts++;
    sum.answered += call.disposition === "ANSWERED" ? 1 : 0;
    sum.seconds += call.durationSeconds;
    sum.charge += nanoOf(call.charge);
    by.set(date, sum);
  }
  return [...by]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, sum]) => ({ key, ...sum, charge: decimalOf(sum.charge) }));
}

const shown = ({ groups }: Analysis) =>
  groups.map(({ key, attempts, answered, seconds, charge }) => ({ key, attempts, answered, seconds, charge }));

const utc = "by=day&timeZone=UTC";

describe("the traffic of days that are over", () => {
  it("is the same before it is counted, after, and by a plain fold of the calls", async () => {
    const account = await operator.newAccount();
    for (const daysAgo of [0, 1, 2, 4]) await post(account, 9, daysAgo);
    const wanted = await plainly(account);
    expect(shown(await analysisOf(account, utc))).toEqual(wanted);
    expect(await foldDays({ account, resellers: [] }, Date.now(), compactDay)).toBe(wanted.length);
    const after = await balanceOf(account);
    expect(hasDay(after?.dirty ?? "", dayNumber(Date.now()) - 2)).toBe(false);
    expect(await trafficDay(account, dayNumber(Date.now()) - 2)).toMatchObject({ seq: after?.seq });
    expect(shown(await analysisOf(account, utc))).toEqual(wanted);
    expect(shown(await analysisOf(account, `${utc}&direction=OUT`))).toEqual(wanted);
    // Whoever lists, invoices or checks calls still knows the days.
    expect((await operator.calls(account, "limit=200")).items).toHaveLength(36);
    expect(await daysWithCalls(account)).toHaveLength(wanted.length);
    expect(await checkAccount(account, 0)).toMatchObject({ findings: [], calls: 36 });
  });

  it("is counted again, whole, when a late call comes", async () => {
    const account = await operator.newAccount();
    await post(account, 6, 3);
    await foldDays({ account, resellers: [] }, Date.now(), compactDay);
    await rate(aBatch(operator.source, [aCallOf(account, operator.source, { setupMs: noon(3) - 5_000_000 })]));
    const wanted = await plainly(account);
    expect(shown(await analysisOf(account, utc))).toEqual(wanted);
    await foldDays({ account, resellers: [] }, Date.now(), compactDay);
    await foldDays({ account, resellers: [] }, Date.now(), compactDay);
    expect((await balanceOf(account))?.dirty).toBe("");
    expect(shown(await analysisOf(account, utc))).toEqual(wanted);
  });

  it("stays right while calls come and six runs count at once", async () => {
    const account = await operator.newAccount();
    const rounds = Array.from({ length: 4 }, async (_, n) => {
      await rate(
        aBatch(
          operator.source,
          calls(account, 5, 2).map((call) => ({ ...call, callId: `${call.callId}-${n}` })),
        ),
      );
    });
    await Promise.all([
      ...rounds,
      ...Array.from({ length: 6 }, () => foldDays({ account, resellers: [] }, Date.now(), compactDay)),
    ]);
    await foldDays({ account, resellers: [] }, Date.now(), compactDay);
    expect((await balanceOf(account))?.dirty).toBe("");
    expect(shown(await analysisOf(account, utc))).toEqual(await plainly(account));
  });

  it("stays with the balance when it is corrected after it is counted, though calls come all the time", async () => {
    const account = await operator.newAccount();
    const day = dayNumber(noon(2));
    await post(account, 3, 2);
    await foldDays({ account, resellers: [] }, Date.now(), async (of, one) => {
      const done = await compactDay(of, one);
      await correct(account, one);
      await post(account, 1, 0);
      return done;
    });
    expect(hasDay((await balanceOf(account))?.dirty ?? "", day)).toBe(true);
    await foldDays({ account, resellers: [] }, Date.now(), compactDay);
    expect(hasDay((await balanceOf(account))?.dirty ?? "", day)).toBe(false);
    const counted = (await analysisOf(account, utc)).groups.find(({ key }) => key === dayName(day));
    expect(counted).toMatchObject({ attempts: 3, charge: decimalOf(15n) });
    expect(await charges(account, day)).toEqual([5n, 5n, 5n]);
  });

  it("is read in one request once it is over, and one by one while somebody writes there", async () => {
    const account = await operator.newAccount();
    const day = dayNumber(noon(2));
    await post(account, 3, 2);
    await foldDays({ account, resellers: [] }, Date.now(), compactDay);
    const asked: string[] = [];
    const watched = (isTaken: boolean) =>
      replaceSend((inner) => async (command) => {
        asked.push(command.constructor.name);
        if (isTaken && command.constructor.name === "TransactGetCommand")
          throw new TransactionCanceledException({ $metadata: {}, message: "TransactionConflict" });
        return inner(command);
      });
    const stop = watched(false);
    const alone = await charges(account, day).finally(stop);
    expect(asked).toEqual(["TransactGetCommand"]);
    expect(alone).toHaveLength(3);
    const stopAgain = watched(true);
    expect(await charges(account, day).finally(stopAgain)).toEqual(alone);
  });

  it("shows what was corrected of more blocks than are read at once, page by page", async () => {
    const account = await operator.newAccount();
    const day = dayNumber(noon(2));
    for (let block = 0; block < 7; block++) await post(account, 1, 2);
    await correct(account, day);
    for (const limit of [2, 200]) expect(await charges(account, day, limit)).toEqual(Array(7).fill(5n));
  });

  it("is not written over by a run that saw less", async () => {
    const account = await operator.newAccount();
    await post(account, 3, 2);
    await foldDays({ account, resellers: [] }, Date.now(), compactDay);
    const day = dayNumber(noon(2));
    const stored = await trafficDay(account, day);
    const older = { date: dayName(day), zone: "UTC", seq: (stored?.seq ?? 0) - 1, cells: encodeCells([]) };
    await expect(transact(dayWrites(account, older, encodeCells([])))).rejects.toThrow("condition");
    expect(await trafficDay(account, day)).toEqual(stored);
  });

  it("is counted for every customer by the clock, a run going on where one without time stopped", async () => {
    const accounts = await Promise.all([operator.newAccount(), operator.newAccount()]);
    for (const account of accounts) await post(account, 2, 2);
    await foldAccounts(Date.now() - 1);
    for (let tries = 0; tries < 50 && (await foldAccounts(Date.now() + 5000)).days > 0; tries++);
    for (const account of accounts) expect((await balanceOf(account))?.dirty).toBe("");
  });
});

describe("call analysis", () => {
  it("tells calls apart by destination, cause, hour and weekday, and filters by each", async () => {
    const account = await operator.newAccount();
    await post(account, 8, 2);
    const causes = await analysisOf(account, "by=cause");
    expect(causes.groups.map(({ key, label, attempts }) => [key, label, attempts])).toEqual([
      ["200/16", "Somebody hung up: the normal end of a call.", 6],
      ["486/17", "The called party is busy.", 2],
    ]);
    expect(causes.totals).toMatchObject({ attempts: 8, answered: 6, asr: "75.0", ner: "100.0", pddMs: 1200 });
    expect(causes.before).toMatchObject({ attempts: 0, asr: null });
    const filtered = await analysisOf(account, "by=destination&cause=486%2F17");
    expect(filtered.groups.map(({ key, attempts }) => [key, attempts])).toEqual([["to 44", 2]]);
    const hours = await analysisOf(account, "by=hour&timeZone=Asia/Kolkata");
    expect(hours.groups[0]?.key).toMatch(/:30:00.000Z$/);
    const week = await analysisOf(account, "by=weekdayHour&timeZone=UTC");
    expect(week.groups[0]?.key).toBe(`${new Date(noon(2)).getUTCDay() || 7}-12`);
  });

  it("refuses ranges that are backwards, off the quarter or too long, naming the field", async () => {
    const account = await operator.newAccount();
    for (const [query, message] of [
      ["from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z", "Must be after `from`."],
      ["from=2026-11-02T00:07:00Z", "Must be on a quarter of an hour."],
      ["from=2024-01-01T00:00:00Z&to=2026-11-01T00:00:00Z", "At most 400 days."],
      ["by=cause&from=2026-01-01T00:00:00Z&to=2026-11-01T00:00:00Z", "At most 100 days, or by day without a filter."],
      ["timeZone=Mars/Base", "Must be a time zone such as Europe/Berlin."],
    ]) {
      const { status, body } = await operator.admin("GET", `/customers/${account}/analysis?${query}`);
      expect([status, body.error.fields[0].message]).toEqual([422, message]);
    }
    expect((await analysisOf(account, "from=2030-01-01T00:00:00Z&to=2030-01-02T00:00:00Z")).groups).toEqual([]);
  });
});
