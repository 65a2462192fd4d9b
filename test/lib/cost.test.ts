import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { talkMs, zipf } from "../../bench/model.ts";
import { inventoryOf } from "../../bin/cost/inventory.ts";
import { billOf, sumOf } from "../../bin/cost/model.ts";
import { prices } from "../../bin/cost/prices.ts";
import { readUnitsOf, writeUnitsOf } from "../../bin/cost/units.ts";
import { openBalance } from "../../functions/ledger/ledger.store.ts";
import { postCalls } from "../../functions/ledger/post-calls.flow.ts";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import { replaceSend, type Send, transact } from "../../functions/platform/table.ts";
import { stageSettings } from "../../lib/stage.ts";
import { aCdr, rated } from "../sim/calls.ts";
import { Random } from "../sim/random.ts";

const accounts = Array.from({ length: 20 }, (_, n) => `C${71_000_001 + n}`);
const calls = 60;
const windowSeconds = 30;
/** Marks are kept by ten minutes and written anew, so one such window passes uncounted and the next is counted whole. */
const rounds = 20;
const counted = { writes: 0, reads: 0 };

/** Adds up what the engine says that each command consumed. */
const counting =
  (inner: Send): Send =>
  async (command) => {
    Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
    const reply = (await inner(command)) as { ConsumedCapacity?: unknown };
    const consumed = [reply.ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[];
    const sum = consumed.reduce((total, { CapacityUnits = 0 }) => total + CapacityUnits, 0);
    if (/^(Get|BatchGet|Query)/.test(command.constructor.name)) counted.reads += sum;
    else counted.writes += sum;
    return reply;
  };

beforeAll(async () => {
  const random = new Random(5);
  const pick = zipf(accounts.length);
  const opening = { currency: "USD", creditLimit: "0", maxCallSessions: 30, timeZone: "UTC", billingDay: 1 };
  for (const account of accounts)
    await transact([openBalance({ account, ...opening, billingCycle: "MONTHLY" }, now())]);
  let clockMs = Date.now();
  const restore = [replaceClock(() => clockMs), replaceSend(counting)];
  for (let round = 0; round < 2 * rounds; round++, clockMs += windowSeconds * 1000) {
    if (round === rounds) Object.assign(counted, { writes: 0, reads: 0 });
    const batch = Array.from({ length: calls }, (_, line) => {
      const billableMs = talkMs(random);
      const setupMs = clockMs - random.int(0, windowSeconds * 1000) - billableMs - 4000;
      const times = { setupMs, answeredMs: setupMs + 4000, endedMs: setupMs + 4000 + billableMs, billableMs };
      const cdr = aCdr({ callId: `cost-${round}-${line}`, ...times });
      return rated(
        { chain: [accounts[pick(random)] as string], cdr, authorizationId: null },
        `cost-${round}`,
        line + 1,
      );
    });
    await postCalls(batch, { deadline: clockMs + 600_000 });
  }
  for (const put of restore) put();
});

describe("the cost model", () => {
  const stage = stageSettings("small");
  const inventory = inventoryOf(stage);
  const batch = { calls, accounts: accounts.length, windowSeconds };

  it("says as many write units as the engine counts, within 15 %", () => {
    expect(Math.abs(counted.writes / rounds / writeUnitsOf(batch) - 1)).toBeLessThan(0.15);
  });

  it("says as many read units as the engine counts, within 15 %", () => {
    expect(Math.abs(counted.reads / rounds / readUnitsOf(batch) - 1)).toBeLessThan(0.15);
  });

  const nothing = { callsPerMonth: 0, accounts: 100, authorized: 0, single: 0 };

  it("an idle small deployment, as its example is, stays under 15 dollars a month in all", () => {
    expect(sumOf(billOf(stage, inventory, nothing))).toBeLessThanOrEqual(15);
  });

  it("adds an idle month up as one does by hand", () => {
    const bill = billOf(stage, inventory, nothing);
    const dollars = (name: string) => bill.find(({ what }) => what === name)?.dollars ?? Number.NaN;
    expect(dollars("stream: shards")).toBeCloseTo(730 * 0.015, 9);
    expect(dollars("alarms")).toBeCloseTo((inventory.alarmMetrics - 10) * 0.1, 9);
    expect(dollars("secrets")).toBeCloseTo(0.4, 9);
    expect(dollars("jobs by the clock: table")).toBeCloseTo((inventory.scheduledRuns * 12 * 0.125) / 1e6, 9);
    for (const { what, count, price, dollars: is } of bill) expect(is, what).toBeCloseTo(count * price.dollars, 12);
    expect(sumOf(bill)).toBeCloseTo(
      bill.reduce((sum, one) => sum + one.dollars, 0),
      12,
    );
  });

  it("counts nothing for what lies within an allowance that lasts", () => {
    const bill = billOf(stage, { ...inventory, alarmMetrics: 10, ownMetrics: 10, dashboards: 3 }, nothing);
    for (const name of ["alarms", "metrics of our own", "dashboards", "jobs by the clock: runs"])
      expect(bill.find(({ what }) => what === name)?.dollars, name).toBe(0);
  });

  it("has a line for each option, and none of them where it is off", () => {
    const all = { ...stage, ownKeys: true, firewall: true, switchProvisioned: 1 };
    const options = billOf(all, inventoryOf(all), nothing).filter(({ group }) => group === "options");
    const dollars = Object.fromEntries(options.map((one) => [one.what, one.dollars]));
    expect(dollars).toMatchObject({ "own keys": 1, firewall: 5, "firewall: rules": 4, "firewall: requests": 0 });
    expect(dollars["warm switch API"]).toBeCloseTo(730 * 3600 * 0.0000033334, 6);
    expect(sumOf(billOf(stage, inventory, nothing), "options")).toBe(0);
  });

  it("says of each price where it was seen, and the manual names those that were seen nowhere", () => {
    const manual = readFileSync(join(import.meta.dirname, "../../docs/cost.md"), "utf8");
    for (const { unit, seen, page } of Object.values(prices)) {
      expect(page).toMatch(/^aws\.amazon\.com\//);
      if (seen === undefined) expect(manual).toContain(`| ${unit} | not confirmed`);
    }
  });

  it("a million calls cost what was aimed at: 1.80 dollars at 30 s, 1 dollar at 120 s", () => {
    const load = { callsPerMonth: 1e8, accounts: 1000, authorized: 0, single: 0 };
    const perMillion = (ratingWindowSeconds: number) =>
      sumOf(billOf({ ...stage, ratingWindowSeconds }, inventory, load), "calls") / 100;
    expect(perMillion(30)).toBeLessThan(1.8);
    expect(perMillion(120)).toBeLessThan(1);
  });

  it("the command prints every line, and refuses what is no number with every fault", () => {
    const run = (...args: string[]) =>
      execFileSync(process.execPath, ["bin/cost.ts", ...args], { encoding: "utf8", stdio: "pipe" });
    const bill = run("--calls-per-month", "100000000", "--accounts", "1000", "--authorized", "0.5", "--single", "0.1");
    for (const words of ["posting: write units", "reservations", "single posts", "edge", "target at most $15.00: met"])
      expect(bill).toContain(words);
    expect(() => run("--calls-per-month=many", "--accounts=-1")).toThrow(
      /--calls-per-month must be a number.*\n--accounts must be a number/,
    );
  });
});
