import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: blocks are taken out of it as if their time were up. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-rerate-files` }));

import { checkAccount } from "../../functions/ledger-checks/check-account.flow.ts";
import { isoInstant } from "../../functions/platform/clock.ts";
import { uniqueName } from "../support/api.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import { blocksIn, dropExpired, fold, moment, post, told } from "../support/day-files.ts";
import { dyingAt } from "../support/dying.ts";
import { createTable } from "../support/table.ts";
import { aWorld, reprice, tellOfRerate, tried } from "./world.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(process.env["TABLE_NAME"] ?? "");
  operator = await anOperator();
});

/** Longer ago than blocks are kept once their day is in a file. */
const daysAgo = 50;
const wholeDay = { from: isoInstant(moment(daysAgo, 0)), to: isoInstant(moment(daysAgo - 1, 0)) };
/** A minute each, an hour apart from the one before. */
const minutesFrom = (hour: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    callId: uniqueName(),
    setupMs: moment(daysAgo, (hour + i) * 3_600_000),
    seconds: 60,
  }));

describe("calls whose day is in a file", () => {
  it("are corrected once, whether their blocks are there or gone, and through kills at every write", {
    timeout: 240_000,
  }, async () => {
    const { admin } = operator;
    const { tariff, account } = await aWorld(operator);
    // Two blocks go, one stays, because it came after the file, and overlaps both.
    await post(account, operator.source, minutesFrom(1, 3));
    await post(account, operator.source, minutesFrom(2, 3));
    await fold(account);
    expect(await dropExpired(account, daysAgo)).toBe(2);
    await post(account, operator.source, minutesFrom(3, 2));
    expect(await operator.balance(account)).toBe("-0.48");

    await reprice(admin, tariff, "0.04");
    const { id, totals } = await tried(admin, { account, ...wholeDay });
    expect(totals).toMatchObject([{ looked: 8, changed: 8, chargeBefore: "0.48", chargeAfter: "0.32" }]);
    // Between the trial and the run the day gets another file, and its last block goes.
    await fold(account);
    expect(await dropExpired(account, daysAgo)).toBe(1);
    await admin("POST", `/rerates/${id}/approve`);
    for (let write = 0; write < 8; write++)
      for (const before of [true, false]) await dyingAt(write, before, () => tellOfRerate(id));
    await tellOfRerate(id);
    expect((await admin("GET", `/rerates/${id}`)).body).toMatchObject({ status: "DONE", done: 8, faults: 0 });

    expect(await operator.balance(account)).toBe("-0.32");
    await fold(account);
    expect(await blocksIn(account, daysAgo)).toHaveLength(3); // What is left are the corrections.
    const { listed, byId, totals: sums, days } = await told(account, 3);
    expect([listed.length, byId.length, sums.charge]).toEqual([8, 8, "0.32"]);
    expect(days).toMatchObject([{ attempts: 8, charge: "0.32" }]);
    expect((await checkAccount(account, 0))?.findings).toEqual([]);

    const again = await tried(admin, { account, ...wholeDay });
    expect(again.totals).toMatchObject([{ looked: 8, changed: 0, chargeBefore: "0.32" }]);
  });
});
