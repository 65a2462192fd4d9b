import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocksBefore, callsIn, daysWithCalls } from "../functions/cdrs/cdr.store.ts";
import { noneCorrected } from "../functions/cdrs/correction.store.ts";
import { getCall } from "../functions/cdrs/read-day.flow.ts";
import { marksPerItem, readMarks, windowOf } from "../functions/cdrs/seen.ts";
import { limitWrites } from "../functions/ledger/change-limits.flow.ts";
import { closePeriodsBefore } from "../functions/ledger/close-period.flow.ts";
import { type BalanceOpening, balanceOf, balancesOf, openBalance } from "../functions/ledger/ledger.store.ts";
import { postCalls } from "../functions/ledger/post-calls.flow.ts";
import { readStatement } from "../functions/ledger/read-statement.flow.ts";
import { nanoOf } from "../functions/money/money.ts";
import { bookPayment } from "../functions/payments/book-payment.flow.ts";
import { now, replaceClock } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { getMany, put, queryPage, transact, write } from "../functions/platform/table.ts";
import { WriteRefused } from "../functions/platform/write-refused.ts";
import { aCdr, rated } from "./sim/calls.ts";
import { uniqueName } from "./support/api.ts";
import { engines } from "./support/engines.ts";

const at = Date.UTC(2026, 9, 13, 9);
const inAMinute = () => ({ deadline: now() + 60_000 });

describe.each(engines)("the ledger on $engine", ({ use }) => {
  let undo: (() => void)[] = [];
  let clock = at;
  beforeAll(() => {
    undo = [use(), replaceClock(() => clock)];
  });
  afterAll(() => {
    for (const one of undo) one();
  });

  const opening = (account: string): BalanceOpening => ({
    ...{ account, currency: "EUR", creditLimit: "10", maxCallSessions: 5, timeZone: "Europe/Berlin" },
    ...{ billingCycle: "DAILY", billingDay: 1 },
  });
  const newAccount = async () => {
    const account = `T${uniqueName()}`.slice(0, 20);
    clock = at;
    await write(openBalance(opening(account), at));
    return account;
  };
  const aCall = (chain: string[], callId: string, over: object = {}) =>
    rated({ chain, cdr: aCdr({ callId, setupMs: at - 60_000, ...over }), authorizationId: null }, "dlv", 1);

  it("opens a balance once", async () => {
    const account = await newAccount();
    await expect(write(openBalance(opening(account), at))).rejects.toBeInstanceOf(WriteRefused);
    expect((await balancesOf([account])).get(account)).toEqual({
      ...{ currency: "EUR", balance: 0n, creditLimit: nanoOf("10"), reserved: 0n, available: nanoOf("10") },
    });
  });

  it("charges every level of a chain in one transaction, and the call can be read by its id", async () => {
    const [customer, reseller] = [await newAccount(), await newAccount()];
    const call = aCall([customer, reseller], uniqueName());
    expect(await postCalls([call], inAMinute())).toEqual(["posted"]);
    expect(await postCalls([call], inAMinute())).toEqual(["redelivered"]);
    const balances = await balancesOf([customer, reseller]);
    expect(balances.get(customer)?.balance).toBe(-nanoOf("0.06"));
    expect(balances.get(reseller)?.balance).toBe(-54_000_001n);
    const [day = 0] = await daysWithCalls(customer);
    const { blocks } = await blocksBefore(customer, day, { after: undefined, limit: 5, corrections: noneCorrected });
    const [placed] = blocks.flatMap((block) => callsIn(customer, block));
    expect(placed?.row).toEqual(call.row);
    expect(await getCall(customer, placed?.id ?? "")).toEqual(placed);
    expect(await getCall(reseller, placed?.id ?? "")).toBeUndefined();
  });

  it("splits the marks of ten busy minutes and still knows every call", { timeout: 60_000 }, async () => {
    const account = await newAccount();
    const many = Array.from({ length: marksPerItem + 904 }, (_, i) => aCall([account], `busy-${i}`));
    const outcomes = await postCalls(many, inAMinute());
    expect(new Set(outcomes)).toEqual(new Set(["posted"]));
    expect(new Set(await postCalls(many, inAMinute()))).toEqual(new Set(["redelivered"]));
    const window = windowOf(at - 60_000);
    const sets = await getMany(["", "0", "1"].map((bits) => keys.seen(account, window, bits)));
    // A batch comes back in any order.
    const root = sets.find(({ sk }) => sk === keys.seen(account, window, "").sk);
    const halves = sets.filter((set) => set !== root);
    expect(root?.["split"]).toBe(true);
    const marked = halves.reduce((sum, set) => sum + readMarks(set["marks"] as Uint8Array).size, 0);
    expect(marked).toBe(many.length);
    expect((await balancesOf([account])).get(account)?.balance).toBe(-nanoOf("0.06") * BigInt(many.length));
  });

  it("gives back what a call held with the posting of its CDR, and only once", async () => {
    const account = await newAccount();
    const held = nanoOf("0.5");
    const authorizationId = uniqueName();
    const key = keys.reservation(account, authorizationId);
    const device = uniqueName();
    await transact([
      put({ ...key, amt: { [account]: held }, exp: 1, live: true, device, callId: "c" }),
      put({ ...keys.deviceSessions(device), n: 1 }),
      {
        kind: "update",
        key: keys.balance(account),
        change: "SET #avail = #avail - :held, #reserved = #reserved + :held, #sessions = #sessions + :one",
        values: { held, one: 1 },
      },
    ]);
    const a = aCall([account], uniqueName(), { authorizationId });
    const b = aCall([account], uniqueName(), { authorizationId });
    expect(await postCalls([a, b], inAMinute())).toEqual(["posted", "posted"]);
    const row = await balanceOf(account);
    expect(row).toMatchObject({ reserved: 0n, sessions: 0, bal: -nanoOf("0.12"), avail: nanoOf("9.88") });
    expect(await getMany([key])).toEqual([]);
    expect((await getMany([keys.deviceSessions(device)]))[0]?.["n"]).toBe(0);
  });

  it("puts calls into the period of their setup and late ones into the open one, marked", async () => {
    const account = await newAccount();
    const day = 86_400_000;
    await postCalls([aCall([account], "today"), aCall([account], "tomorrow", { setupMs: at + day })], inAMinute());
    expect(await balanceOf(account)).toMatchObject({ openPeriod: 1, roll: { n: 1 }, next: { n: 1 } });
    clock = at + 2 * day;
    await Promise.all([closePeriodsBefore(account, clock), closePeriodsBefore(account, clock)]);
    await postCalls([aCall([account], "late", { setupMs: at - 1000 })], inAMinute());
    const row = await balanceOf(account);
    expect(row).toMatchObject({ openPeriod: 3, opening: -nanoOf("0.12"), roll: { n: 1, lateDays: "20739:1" } });
    const frozen = await queryPage({ pk: keys.frozenPeriod(account, 1).pk, beginsWith: "PERIOD#" });
    expect(frozen.items).toMatchObject([
      { period: 1, totals: { n: 1 }, closing: Number(-nanoOf("0.06")) },
      { period: 2, totals: { n: 1 }, opening: Number(-nanoOf("0.06")), closing: Number(-nanoOf("0.12")) },
    ]);
    const statement = await readStatement(account, "2026-10-01", "2026-10-31");
    expect(statement).toMatchObject({ opening: "0", closing: "-0.18" });
    expect(statement.rows.map(({ reference }) => reference)).toEqual(["2026-10-13", "2026-10-15"]);
  });

  it("books one of sixteen payments that come at once with one key", async () => {
    const account = await newAccount();
    const request = { kind: "PAYMENT" as const, amount: "5", method: "CASH", reference: "", note: "" };
    const order = { account, request, idempotencyKey: uniqueName(), by: "usr_1" };
    const entries = await Promise.all(Array.from({ length: 16 }, () => bookPayment(order)));
    expect(new Set(entries.map(({ seq }) => seq)).size).toBe(1);
    expect((await balanceOf(account))?.bal).toBe(nanoOf("5"));
  });

  it("changes limits without touching money, and ends the period when the cycle changes", async () => {
    const account = await newAccount();
    const before = opening(account);
    const richer = { ...before, creditLimit: "25", maxCallSessions: 9 };
    await transact(await limitWrites(before, richer, "usr_1", at));
    expect(await balanceOf(account)).toMatchObject({ avail: nanoOf("25"), maxSessions: 9, seq: 0, openPeriod: 1 });
    await postCalls([aCall([account], "before")], inAMinute());
    const weekly = { ...richer, billingCycle: "WEEKLY" as const, billingDay: 4, creditLimit: "20" };
    await transact(await limitWrites(richer, weekly, "usr_1", at + 3_600_000));
    const row = await balanceOf(account);
    expect(row).toMatchObject({ openPeriod: 2, periodFrom: at + 3_600_000, cycle: "WEEKLY", avail: nanoOf("19.94") });
    // Thursday 15 October, midnight in Berlin.
    expect(new Date(row?.periodUntil ?? 0).toISOString()).toBe("2026-10-14T22:00:00.000Z");
    expect(await limitWrites(weekly, weekly, "usr_1", at)).toEqual([]);
  });
});
