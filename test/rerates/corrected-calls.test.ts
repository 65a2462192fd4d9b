import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countDay } from "../../functions/analysis/fold-days.flow.ts";
import { callOf } from "../../functions/cdrs/call.ts";
import { parseCallId } from "../../functions/cdrs/call-id.ts";
import type { PlacedCall } from "../../functions/cdrs/call-order.ts";
import { daysWithCalls } from "../../functions/cdrs/cdr.store.ts";
import { correctionsOf, correctionsWrite } from "../../functions/cdrs/correction.store.ts";
import { type BlockCorrections, noCorrections, partOf } from "../../functions/cdrs/correction.ts";
import { listCalls } from "../../functions/cdrs/list-calls.flow.ts";
import { postedCalls } from "../../functions/cdrs/posted-call.flow.ts";
import { getCall, postedOfDay } from "../../functions/cdrs/read-day.flow.ts";
import { totalCalls } from "../../functions/cdrs/total-calls.flow.ts";
import { openBalance } from "../../functions/ledger/ledger.store.ts";
import { postCalls } from "../../functions/ledger/post-calls.flow.ts";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import { transact } from "../../functions/platform/table.ts";
import { WriteRefused } from "../../functions/platform/write-refused.ts";
import { aCdr, rated } from "../sim/calls.ts";
import { uniqueName } from "../support/api.ts";
import { engines } from "../support/engines.ts";

const at = Date.UTC(2026, 9, 13, 9);
const filter = { fromMs: at - 3_600_000, toMs: at };

describe.each(engines)("a call that was corrected, on $engine", ({ use }) => {
  let undo: (() => void)[] = [];
  beforeAll(() => {
    undo = [use(), replaceClock(() => at)];
  });
  afterAll(() => {
    for (const one of undo) one();
  });

  const reseller = "R_above";
  /** An account with three calls of a minute in three blocks, at 0.06 each, and the day of them. */
  async function anAccount() {
    const account = `T${uniqueName()}`.slice(0, 20);
    const opening = { currency: "EUR", creditLimit: "10", maxCallSessions: 5, timeZone: "Europe/Berlin" };
    const terms = { billingCycle: "DAILY" as const, billingDay: 1 };
    for (const one of [account, `${reseller}${account}`])
      await transact([openBalance({ account: one, ...opening, ...terms }, at)]);
    for (const minutes of [30, 20, 10]) {
      const cdr = aCdr({ callId: `${account}-${minutes}`, setupMs: at - minutes * 60_000 });
      const call = rated({ chain: [account, `${reseller}${account}`], cdr, authorizationId: null }, "dlv", 1);
      expect(await postCalls([call], { deadline: now() + 60_000 })).toEqual(["posted"]);
    }
    const [day = 0] = await daysWithCalls(account);
    return { account, day, calls: (await listCalls(account, filter, { limit: 10, after: undefined })).calls };
  }

  /** The call at half its price, and its reseller at a third. */
  function halved({ row, index }: PlacedCall, job: string): BlockCorrections {
    const part = partOf(row);
    const upper = part.upper.map((level) => ({ ...level, charge: 20_000_000n }));
    const vendor = { ...part.vendor, cost: 5_000_000n, margin: 1n, currency: "EUR", marginCurrency: "EUR" };
    return {
      v: 0,
      jobs: [{ id: job, at, reason: "The rate was wrong." }],
      rows: [
        {
          row: index,
          part: { ...part, charge: 30_000_000n, tax: 1n, billedSeconds: 61, tariffVersion: 7, upper, vendor },
          steps: [{ job: 0, charge: 30_000_000n, tax: 1n, cost: 5_000_000n }],
        },
      ],
    };
  }

  it("is shown, added up, found and counted as corrected, and says what it was; the others as they were", async () => {
    const { account, day, calls } = await anAccount();
    const [, middle] = calls as [PlacedCall, PlacedCall, PlacedCall];
    await transact([correctionsWrite({ account, day, block: middle.block }, halved(middle, "rrt_1"))]);
    const corrected = { charge: 30_000_000n, tariffVersion: 7, terms: middle.row.terms, cdr: middle.row.cdr };
    const after = await listCalls(account, filter, { limit: 10, after: undefined });
    expect(after.calls.map(({ row, id }) => [id, row.charge])).toEqual(
      calls.map(({ id, row }) => [id, id === middle.id ? 30_000_000n : row.charge]),
    );
    // Page by page, block by block, and by each other way to a call.
    const pages: bigint[] = [];
    let next: Record<string, unknown> | undefined;
    do {
      const page = await listCalls(account, filter, { limit: 1, after: next });
      pages.push(...page.calls.map(({ row }) => row.charge));
      next = page.after;
    } while (next);
    expect(pages).toEqual([60_000_000n, 30_000_000n, 60_000_000n]);
    expect((await getCall(account, middle.id))?.row).toMatchObject(corrected);
    const { identity } = middle.row;
    const found = await postedCalls([{ account, identity, setupMs: middle.row.cdr.setupMs }]);
    expect(found.get(identity)?.row).toMatchObject(corrected);
    expect(await totalCalls(account, filter, undefined)).toMatchObject({
      calls: 3,
      charge: "0.15",
      billedSeconds: 181,
    });
    expect((await countDay(account, { day, object: undefined })).reduce((sum, { charge }) => sum + charge, 0n)).toBe(
      150_000_000n,
    );
    expect(after.calls[1]?.row.upper).toEqual([{ ...middle.row.upper[0], charge: 20_000_000n }]);
    expect(after.calls[1]?.row.vendor.cost).toBe(5_000_000n);
    const shown = callOf(after.calls[1]?.row ?? middle.row, account, middle.id);
    const changes = [{ job: "rrt_1", at: "2026-10-13T09:00:00.000Z", reason: "The rate was wrong.", charge: "0.03" }];
    expect(shown.corrected).toMatchObject({ firstCharge: "0.06", firstTax: "0", changes });
    expect(callOf(calls[0]?.row ?? middle.row, account, "").corrected).toBeNull();
  });

  it("belongs to its period as it was posted: the correction is a line of the ledger", async () => {
    const { account, day, calls } = await anAccount();
    const [first] = calls as [PlacedCall];
    await transact([correctionsWrite({ account, day, block: first.block }, halved(first, "rrt_1"))]);
    const charges: bigint[] = [];
    for await (const { calls: of } of postedOfDay(account, { day, hasBlocks: true, object: undefined }, 1))
      charges.push(...of.map(({ row }) => row.charge));
    expect(charges).toEqual([60_000_000n, 60_000_000n, 60_000_000n]);
  });

  it("is written over what was read only, and a second change tells of both", async () => {
    const { account, day, calls } = await anAccount();
    const [first] = calls as [PlacedCall];
    const of = { account, day, block: first.block };
    const once = halved(first, "rrt_1");
    await transact([correctionsWrite(of, once)]);
    const refused = transact([correctionsWrite(of, { ...noCorrections, rows: once.rows, jobs: once.jobs })]);
    await expect(refused).rejects.toBeInstanceOf(WriteRefused);
    const read = (await correctionsOf(account, day, [first.block])).get(first.block) ?? noCorrections;
    expect(read).toEqual({ ...once, v: 1 });
    const [row] = read.rows as [BlockCorrections["rows"][number]];
    const steps = [...row.steps, { job: 1, charge: 10n, tax: 0n, cost: null }];
    const next = { ...read, jobs: [...read.jobs, { id: "rrt_2", at: at + 1, reason: "Again." }] };
    await transact([correctionsWrite(of, { ...next, rows: [{ ...row, steps, part: { ...row.part, charge: 10n } }] })]);
    const call = await getCall(account, first.id);
    expect(call?.row.charge).toBe(10n);
    expect(call?.row.corrected?.first).toEqual(first.row);
    expect(call?.row.corrected?.steps.map(({ id, charge }) => [id, charge])).toEqual([
      ["rrt_1", 30_000_000n],
      ["rrt_2", 10n],
    ]);
    expect(parseCallId(call?.id ?? "")?.account).toBe(account);
  });
});
