import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod";

/** A table of its own: whom an alert is about, and which numbers nobody may call, is of the whole deployment. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-test-numbers` }));

import { openAlerts } from "../../functions/alerts/alert.store.ts";
import { watchAlerts } from "../../functions/alerts/watch-alerts.flow.ts";
import { isoDay, now } from "../../functions/platform/clock.ts";
import { env } from "../../functions/platform/env.ts";
import { keys } from "../../functions/platform/keys.ts";
import { get } from "../../functions/platform/table.ts";
import { testNumberOf } from "../../functions/settings/test-numbers.ts";
import type { Verdict } from "../../functions/switch/call-request.ts";
import { testCallsSince } from "../../functions/switch/test-call.store.ts";
import { uniqueName } from "../support/api.ts";
import { later } from "../support/clock.ts";
import { faultsOf } from "../support/customers.ts";
import { aReseller, itsCustomer } from "../support/resellers.ts";
import { createTable } from "../support/table.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

const dayMs = 86_400_000;
const listed = "447700900999";
const free = "447700900123";

let board: Switchboard;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  board = await aSwitchboard();
});

const setNumbers = (testNumbers: unknown) => board.admin("PATCH", "/settings", { testNumbers });
beforeEach(async () => {
  expect((await setNumbers([listed, "4477009008"])).status).toBe(200);
});

const reasonOf = (verdict: Verdict): string => (verdict.verdict === "deny" ? verdict.reject.reason : "ALLOWED");
const call = async (ip: string, cld: string, more: object = {}) =>
  reasonOf(await board.ask({ source_ip: ip, cld, ...more }));

describe("the list of test numbers", () => {
  it("is what was pasted, without plus signs and each once, and lies in the settings as one text", async () => {
    const reply = await setNumbers([`+${listed}`, " 4477009008 ", listed, "88213"]);
    expect([reply.status, reply.body.testNumbers]).toEqual([200, [listed, "4477009008", "88213"]]);
    expect((await board.admin("GET", "/settings")).body.testNumbers).toEqual([listed, "4477009008", "88213"]);
    const row = await get(z.object({ testNumbers: z.string() }), keys.settings());
    expect(row?.testNumbers).toBe(`${listed} 4477009008 88213`);
  });

  it("has a thousand numbers at most, of 3 to 15 digits", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => String(447_700_900_000 + n));
    expect((await setNumbers(many(1000))).status).toBe(200);
    for (const [bad, path] of [
      [many(1001), "testNumbers"],
      [["44"], "testNumbers.0"],
      [[listed, "premium"], "testNumbers.1"],
      [["4477009009990000"], "testNumbers.0"],
    ] as const) {
      const reply = await setNumbers(bad);
      expect([reply.status, faultsOf(reply)]).toEqual([422, [path]]);
    }
    expect((await setNumbers([])).body.testNumbers).toEqual([]);
  });

  it("holds a number exactly when one of its own is the number's beginning", () => {
    const digits = fc.stringMatching(/^[0-3]{3,6}$/);
    fc.assert(
      fc.property(fc.array(digits, { maxLength: 20 }), fc.stringMatching(/^[0-3]{1,15}$/), (numbers, number) => {
        const found = testNumberOf(new Set(numbers), number);
        expect(found !== undefined).toBe(numbers.some((one) => number.startsWith(one)));
        if (found !== undefined) expect([numbers.includes(found), number.startsWith(found)]).toEqual([true, true]);
      }),
    );
  });
});

describe("a call to a test number", () => {
  it("is refused to everybody, at once and by the beginning of a number too; others go", async () => {
    const own = await board.caller({}, { pay: "10" });
    const { account } = await itsCustomer(await aReseller(board.admin, board.tariff, { creditLimit: "50" }));
    for (const ip of [own.ip, await board.equip(account)]) {
      expect(await call(ip, listed)).toBe("TEST_NUMBER");
      expect(await call(ip, `+${listed}`)).toBe("TEST_NUMBER");
      expect(await call(ip, "447700900817")).toBe("TEST_NUMBER");
    }
    expect(await call(own.ip, free)).toBe("ALLOWED");
    await setNumbers([free]);
    expect([await call(own.ip, listed), await call(own.ip, free)]).toEqual(["ALLOWED", "TEST_NUMBER"]);
  });

  it("is refused by the number as the customer's rules leave it", async () => {
    const { account, ip } = await board.caller({}, { pay: "10" });
    const path = `/customers/${account}/translation-rules/destination`;
    expect((await board.admin("PUT", path, { text: "0|%=>44%" })).status).toBe(200);
    expect(await call(ip, "07700900999")).toBe("TEST_NUMBER");
    expect(await call(ip, "07700900123")).toBe("ALLOWED");
  });

  it("is said where a call is tried, and counted for the alert only where a switch asked, a repeated question once", async () => {
    const { account, ip } = await board.caller({}, { pay: "10" });
    const tried = await board.admin("POST", `/customers/${account}/simulate`, { cld: listed });
    expect(tried.body.verdict).toMatchObject({ verdict: "deny", reject: { reason: "TEST_NUMBER", sip_code: 403 } });
    const counted = async () => (await testCallsSince(isoDay(now()))).filter((one) => one.account === account);
    expect(await counted()).toEqual([]);
    const same = { call_id: uniqueName() };
    for (const _ of [1, 2]) expect(await call(ip, listed, same)).toBe("TEST_NUMBER");
    expect(await counted()).toMatchObject([{ n: 1, last: `${listed} is a test number.` }]);
  });

  it("raises one alert for a customer and day, whose figure follows, and which is closed when the next day is over", async () => {
    const { account, ip } = await board.caller({ company: "Stolen Voice" }, { pay: "10" });
    const look = async () => watchAlerts(await openAlerts(), { standings: [], isWhole: true }, now(), () => 60_000);
    const open = async () => (await openAlerts("TEST_NUMBER")).filter((alert) => alert.account === account);
    await look();
    expect(await open()).toEqual([]);
    await call(ip, listed);
    await look();
    const [first, ...more] = await open();
    const day = isoDay(now());
    expect([first, ...more]).toMatchObject([
      {
        subject: `${account}#${day}`,
        text: `Stolen Voice: 1 call to test numbers on ${day} refused. ${listed} is a test number.`,
        page: `/customers/${account}`,
      },
    ]);
    await call(ip, "447700900811");
    await look();
    expect(await open()).toMatchObject([{ id: first?.id, text: expect.stringContaining("2 calls to test numbers") }]);
    await later(dayMs, look);
    expect(await open()).toMatchObject([{ id: first?.id }]);
    await later(2 * dayMs, look);
    expect(await open()).toEqual([]);
  });
});
