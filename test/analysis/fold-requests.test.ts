import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-fold-requests` }));

import { encodeCells } from "../../functions/analysis/cell-block.ts";
import { foldAccounts } from "../../functions/analysis/fold-accounts.flow.ts";
import { foldDays } from "../../functions/analysis/fold-days.flow.ts";
import { daysInFull, dayWrites } from "../../functions/analysis/traffic-day.store.ts";
import { compactDay } from "../../functions/cdrs/compact-day.flow.ts";
import { dayName, dayNumber } from "../../functions/cdrs/day-set.ts";
import { balanceOf } from "../../functions/ledger/ledger.store.ts";
import { env } from "../../functions/platform/env.ts";
import { keys } from "../../functions/platform/keys.ts";
import { replaceSend, transact } from "../../functions/platform/table.ts";
import { dayMs } from "../../functions/time/day.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "../support/charging.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const today = dayNumber(Date.now());
const noon = (daysAgo: number) => (today - daysAgo) * dayMs + dayMs / 2;

const post = (account: string, daysAgo: number) =>
  rate(
    aBatch(
      operator.source,
      [0, 1].map((i) => aCallOf(account, operator.source, { setupMs: noon(daysAgo) + i * 1_300_000 })),
    ),
  );

/** The commands that some work says to the table, by their names. */
async function said(work: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = [];
  const stop = replaceSend((inner) => async (command) => {
    names.push(command.constructor.name);
    return inner(command);
  });
  await work().finally(stop);
  return names;
}

describe("a day of a customer that is over", () => {
  it("is read once to be counted and put into its file, however many days are counted", async () => {
    const account = await operator.newAccount();
    for (const daysAgo of [2, 3, 4]) await post(account, daysAgo);
    const names = await said(() => foldDays({ account, resellers: [] }, Date.now(), compactDay));
    expect(Map.groupBy(names, (name) => name).get("QueryCommand")).toHaveLength(3);
    expect(names.filter((name) => name === "BatchGetCommand")).toHaveLength(1);
    expect(names.filter((name) => name === "GetCommand")).toHaveLength(1);
    expect((await balanceOf(account))?.dirty).toBe("");
  });

  it("is read of many customers in one request, also where a day has several parts", async () => {
    const day = dayName(dayNumber(noon(2)));
    const written = new Map(
      [10, 700_000].map((length, i) => [`C9999999${i}`, Buffer.alloc(length, 7).fill(i + 1, length >> 1)]),
    );
    for (const [account, full] of written)
      await transact(dayWrites(account, { date: day, zone: "UTC", seq: 1, cells: encodeCells([]) }, full));
    const read = await daysInFull([...written.keys(), "C99999998"], day);
    expect([...read.keys()].sort()).toEqual([...written.keys()]);
    for (const [account, full] of written) expect(full.equals(read.get(account) ?? Buffer.alloc(0))).toBe(true);
  });

  it("is not looked for one by one where no call came: a hundred customers are asked about in one request", async () => {
    const idle = keys.balance(await operator.newAccount()).pk;
    const [alone, together]: [unknown[], unknown[]] = [[], []];
    const stop = replaceSend((inner) => async (command) => {
      if (command instanceof GetCommand) alone.push(command.input.Key?.["pk"]);
      if (command instanceof BatchGetCommand)
        together.push(...(command.input.RequestItems?.[env.TABLE_NAME]?.Keys ?? []).map(({ pk }) => pk));
      return inner(command);
    });
    await foldAccounts(Date.now() + 60_000).finally(stop);
    expect(together).toContain(idle);
    expect(alone).not.toContain(idle);
  });
});
