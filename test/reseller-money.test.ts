import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { entriesOf } from "../functions/ledger/ledger.store.ts";
import { holdOnBalance } from "../functions/ledger/reservation.store.ts";
import { nanoOf } from "../functions/money/money.ts";
import { replaceSend, write } from "../functions/platform/table.ts";
import { type Caller, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";
import { faultsOf } from "./support/customers.ts";
import { aReseller, itsCustomer, type ResellerWorld } from "./support/resellers.ts";

let operator: Operator;
/** Of the operator: 0.06 a minute. */
let wholesale: string;

beforeAll(async () => {
  operator = await anOperator();
  wholesale = operator.tariff;
});

const admin: Caller = (...call) => operator.admin(...call);
const balances = (...accounts: string[]) => Promise.all(accounts.map((account) => operator.balance(account)));
const charge = (account: string, over: Parameters<typeof aCallOf>[2] = {}) =>
  rate(aBatch(operator.source, [aCallOf(account, operator.source, over)]));

const book = (api: Caller, path: string, amount: string, over: { kind?: string; key?: string } = {}) => {
  const { kind = "PAYMENT", key = uniqueName() } = over;
  return api("POST", `${path}/payments`, { kind, amount }, { headers: { "idempotency-key": key } });
};
const bigText = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
const fund = (account: string, amount: string) => book(admin, `/resellers/${account}`, amount);

/** A reseller and one below it, each selling at a price of its own, and a customer of the lower one. */
async function aChain(fields: { top?: object; sub?: object; customer?: object } = {}) {
  const top = await aReseller(admin, wholesale, { creditLimit: "0", ...fields.top });
  await addRate(top.api, top.tariff, "44", { pricePerMinute: "0.09" });
  const sub = await aReseller(top.api, top.tariff, { creditLimit: "0", ...fields.sub });
  await addRate(sub.api, sub.tariff, "44", { pricePerMinute: "0.15" });
  const { account } = await itsCustomer(sub, fields.customer);
  return { top, sub, account, all: [account, sub.account, top.account] as const };
}

describe("one call", () => {
  it("is one entry per level, each by its own tariff and tax, and once whatever comes again", async () => {
    const vat = { taxFlag: "VAT", taxes: [{ name: "VAT", percent: "20" }], taxNumber: "DE123456789" };
    const { top, sub, account, all } = await aChain({ top: vat });
    await fund(top.account, "100");
    const cdr = aCallOf(account, operator.source);
    const batch = aBatch(operator.source, [cdr]);
    await rate(batch);
    await rate(batch, aBatch(operator.source, [cdr]));
    // The customer and the reseller above it had no money that could be used up: both owe now.
    expect(await balances(...all)).toEqual(["-0.15", "-0.09", "99.928"]);
    const [call] = (await operator.calls(account)).items;
    expect(call).toMatchObject({ charge: "0.15", tax: "0" });
    expect(call.levels).toMatchObject([
      { account: sub.account, charge: "0.09", tax: "0", margin: "0.06", tariffId: top.tariff },
      { account: top.account, charge: "0.072", tax: "0.012", margin: "0.03", tariffId: wholesale },
    ]);
  });

  it("gives a reseller back what it had put on its customer's balance, and takes its own price", async () => {
    const { top, sub, account, all } = await aChain();
    await fund(top.account, "100");
    expect((await book(top.api, `/resellers/${sub.account}`, "50")).status).toBe(201);
    expect((await book(sub.api, `/customers/${account}`, "20")).status).toBe(201);
    expect(await balances(...all)).toEqual(["20", "30", "50"]);
    await charge(account);
    expect(await balances(...all)).toEqual(["19.85", "30.06", "50.03"]);
    const statement = (await sub.api("GET", `/resellers/${sub.account}/statement`)).body;
    expect(statement).toMatchObject({ opening: "0", closing: "30.06" });
    expect(statement.rows.map(({ activity, balance }: Record<string, string>) => [activity, balance])).toEqual([
      ["PAYMENT", "50"],
      ["RESALE", "30"],
      ["USAGE", "29.91"],
      ["RESALE", "30.06"],
    ]);
    expect(statement.totals).toMatchObject({ usage: "0.09", resale: "-19.85", payments: "50" });
  });

  it("is shown to a reseller with what those below it and itself pay, and to nobody with what is above", async () => {
    const { top, sub, account } = await aChain();
    await charge(account);
    const levelsFor = async (api: Caller) => {
      const [call] = (await api("GET", `/customers/${account}/calls`)).body.items;
      const page = (await api("GET", `/customers/${account}/calls/${call.id}`)).body;
      expect(page.levels.map(({ trace: _trace, ...level }: { trace: unknown }) => level)).toEqual(call.levels);
      for (const { trace } of page.levels) expect(trace.at(-1).step).toBe("charge");
      return call.levels.map((level: { account: string }) => level.account);
    };
    expect(await levelsFor(admin)).toEqual([sub.account, top.account]);
    expect(await levelsFor(top.api)).toEqual([sub.account, top.account]);
    expect(await levelsFor(sub.api)).toEqual([sub.account]);
  });

  it("of a demo with play money brings its reseller none, and costs it its own price", async () => {
    const one = await aReseller(admin, wholesale, { creditLimit: "10" });
    await addRate(one.api, one.tariff, "44", { pricePerMinute: "0.1" });
    const demo = { customerType: "DEMO", maxCreditLimit: "0", maxCallSessions: 1, callSessionsPerSecond: 1 };
    const { account } = await itsCustomer(one, { ...demo, maxCallMinutes: 2 });
    const given = await book(one.api, `/customers/${account}`, "3", { kind: "CREDIT_ADD" });
    expect([given.status, given.body.payer]).toEqual([201, null]);
    const before = Number(await operator.balance(account));
    await charge(account);
    expect(Number(await operator.balance(account))).toBeCloseTo(before - 0.1, 9);
    expect(await operator.balance(one.account)).toBe("-0.06");
  });

  it("of nobody's answer costs no level anything", async () => {
    const { account, all } = await aChain();
    await charge(account, { answeredMs: null, billableMs: 0, sipCode: 486 });
    expect(await balances(...all)).toEqual(["0", "0", "0"]);
    expect((await operator.calls(account)).items[0].levels.map(({ charge: of }: { charge: string }) => of)).toEqual([
      "0",
      "0",
    ]);
  });
});

describe("a level without a price", () => {
  it("stops the whole call under the name of the level, and its own tariff's rate lets it be charged everywhere", async () => {
    const { top, account, all } = await aChain();
    await addRate(admin, operator.tariff, "33");
    const { api, tariff } = top;
    await charge(account, { cldReceived: "33155501234" });
    const [waiting] = await operator.waiting(account);
    expect(waiting).toMatchObject({ reason: "NO_RATE" });
    expect(await balances(...all)).toEqual(["0", "0", "0"]);
    await addRate(api, tariff, "33", { pricePerMinute: "0.2" });
    const sub = await admin("GET", `/customers/${account}`);
    await admin("POST", `/tariffs/${sub.body.tariffId}/rates`, {
      ...{ prefix: "33", destination: "France", pricePerMinute: "0.3", effectiveFrom: "2020-01-01T00:00:00Z" },
      confirmPastChange: true,
    });
    await admin("POST", `/suspense/${waiting.id}/retry`);
    expect(await balances(...all)).toEqual(["-0.3", "-0.2", "-0.06"]);
  });

  it("is named with its account where the level above the customer lacks it", async () => {
    const { top, sub, account } = await aChain();
    await addRate(sub.api, sub.tariff, "33", { pricePerMinute: "0.3" });
    await charge(account, { cldReceived: "33155501234" });
    const [waiting] = await operator.waiting(account);
    expect(waiting).toMatchObject({ reason: "NO_RATE" });
    expect(waiting.detail).toContain(top.tariff);
    expect(waiting.detail).toContain(sub.account);
  });
});

describe("a payment that a reseller books", () => {
  const world = async (): Promise<{ one: ResellerWorld; account: string }> => {
    const one = await aReseller(admin, wholesale, { creditLimit: "10" });
    return { one, account: (await itsCustomer(one)).account };
  };

  it("is money of its own, taken once per key however often it is sent", async () => {
    const { one, account } = await world();
    await fund(one.account, "40");
    const key = uniqueName();
    const replies = await Promise.all(
      Array.from({ length: 16 }, () => book(one.api, `/customers/${account}`, "25", { key })),
    );
    const done = replies.filter(({ status }) => status === 201);
    expect(new Set(done.map(({ body }) => body.id)).size).toBe(1);
    expect(done[0]?.body).toMatchObject({ payer: one.account });
    expect((await book(one.api, `/customers/${account}`, "25", { key })).body).toEqual(done[0]?.body);
    expect(await balances(account, one.account)).toEqual(["25", "15"]);
    const lines = await entriesOf(one.account, "2000-01-01", "2100-01-01");
    expect(lines.filter(({ kind }) => kind === "BELOW")).toMatchObject([{ account, amount: -25_000_000_000n }]);
  });

  it("is refused beyond its balance and credit, by the field, and nothing moves", async () => {
    const { one, account } = await world();
    const reply = await book(one.api, `/customers/${account}`, "10.01");
    expect([reply.status, faultsOf(reply)]).toEqual([409, ["amount"]]);
    expect(await balances(account, one.account)).toEqual(["0", "0"]);
    expect((await book(one.api, `/customers/${account}`, "10")).status).toBe(201);
    expect(await balances(account, one.account)).toEqual(["10", "-10"]);
  });

  it("never takes more than there is when many are booked at once", async () => {
    const { one, account } = await world();
    const other = (await itsCustomer(one)).account;
    const replies = await Promise.all(
      [account, other, account, other, account].map((each) => book(one.api, `/customers/${each}`, "4")),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(replies.filter(({ status }) => status !== 201).every(({ status }) => status === 409)).toBe(true);
    expect(await operator.balance(one.account)).toBe("-8");
  });

  it("does not take what a call begins to hold at the same moment", async () => {
    const { one, account } = await world();
    const hold = holdOnBalance({
      ...{ account: one.account, amount: nanoOf("9"), seen: { second: 0, begun: 0 }, second: 1, mostBegun: 10 },
    });
    let isHeld = false;
    const undo = replaceSend((inner) => async (command) => {
      const text = command instanceof TransactWriteCommand ? JSON.stringify(command.input, bigText) : "";
      if (!isHeld && text.includes("BELOW")) {
        isHeld = true;
        await write(hold);
      }
      return inner(command);
    });
    const reply = await book(one.api, `/customers/${account}`, "5").finally(undo);
    expect([isHeld, reply.status, faultsOf(reply)]).toEqual([true, 409, ["amount"]]);
    expect(await balances(account, one.account)).toEqual(["0", "0"]);
  });

  it.each(["PAYMENT", "CREDIT_ADD"])("moves money as %s too: no kind makes any", async (kind) => {
    const { one, account } = await world();
    await fund(one.account, "5");
    expect((await book(one.api, `/customers/${account}`, "5", { kind })).status).toBe(201);
    expect(await balances(account, one.account)).toEqual(["5", "0"]);
  });

  it.each(["REFUND", "CREDIT_REDUCE"])("comes back to it as %s", async (kind) => {
    const { one, account } = await world();
    await fund(one.account, "5");
    await book(one.api, `/customers/${account}`, "5");
    expect((await book(one.api, `/customers/${account}`, "2", { kind })).status).toBe(201);
    expect(await balances(account, one.account)).toEqual(["3", "2"]);
  });

  it("settles what the customer owes it without costing it anything", async () => {
    const one = await aReseller(admin, wholesale, { creditLimit: "10" });
    await addRate(one.api, one.tariff, "44", { pricePerMinute: "0.1" });
    const { account } = await itsCustomer(one, { maxCreditLimit: "5", creditLimit: "5" });
    await charge(account);
    expect(await balances(account, one.account)).toEqual(["-0.1", "-0.06"]);
    await book(one.api, `/customers/${account}`, "0.1");
    expect(await balances(account, one.account)).toEqual(["0", "-0.06"]);
  });

  it("is never its own: whoever stands above it books that", async () => {
    const { one } = await world();
    expect((await book(one.api, `/resellers/${one.account}`, "5")).status).toBe(403);
    const foreign = await aReseller(admin, wholesale);
    expect((await book(one.api, `/resellers/${foreign.account}`, "5")).status).toBe(404);
    expect((await book(one.api, `/customers/${(await itsCustomer(foreign)).account}`, "5")).status).toBe(404);
    expect(await balances(one.account, foreign.account)).toEqual(["0", "0"]);
  });

  it("is taken back by whoever paid it: the reseller gets its own again, and nothing that came from elsewhere", async () => {
    const { one, account } = await world();
    await fund(one.account, "5");
    const own = (await book(one.api, `/customers/${account}`, "5")).body.id;
    const outside = (await book(admin, `/customers/${account}`, "7")).body.id;
    const undo = (id: string) => {
      const keyed = { headers: { "idempotency-key": uniqueName() } };
      return one.api("POST", `/customers/${account}/payments/${id}/reversal`, { note: "By mistake" }, keyed);
    };
    expect((await undo(outside)).status).toBe(403);
    expect(await balances(account, one.account)).toEqual(["12", "0"]);
    expect((await undo(own)).status).toBe(201);
    expect((await undo(own)).status).toBe(409);
    expect(await balances(account, one.account)).toEqual(["7", "5"]);
  });

  it("is in coins of its currency, as is what the reseller itself pays", async () => {
    const { one, account } = await world();
    for (const path of [`/resellers/${one.account}`, `/customers/${account}`])
      expect(faultsOf(await book(admin, path, "1.005"))).toEqual(["amount"]);
    expect(await balances(account, one.account)).toEqual(["0", "0"]);
  });

  it("is the reseller's own money also in a session that staff switched to", async () => {
    const { one, account } = await world();
    const paid = await book(admin, `/customers/${account}`, "7");
    expect(paid.body.payer).toBeNull();
    // Of the operator's people: from outside, so the reseller has nothing to do with it until it is used.
    expect(await balances(account, one.account)).toEqual(["7", "0"]);
  });
});

describe("a reseller's balance", () => {
  it("stands in the answer with its credit, and is never the reseller's to limit", async () => {
    const one = await aReseller(admin, wholesale, { creditLimit: "10" });
    await fund(one.account, "2.5");
    const shown = (await one.api("GET", `/resellers/${one.account}`)).body;
    expect(shown).toMatchObject({ balance: "2.5", available: "12.5", reserved: "0", creditGranted: "0" });
    await admin("PATCH", `/resellers/${one.account}`, { creditLimit: "4", maxCallSessions: 7 });
    expect((await admin("GET", `/resellers/${one.account}`)).body).toMatchObject({ available: "6.5" });
    expect((await one.api("PATCH", `/resellers/${one.account}`, { creditLimit: "1000" })).status).toBe(403);
  });

  it("is taxed by rules that name every fault of its terms at once", async () => {
    const one = await aReseller(admin, wholesale);
    const wrong = { taxFlag: "VAT", taxes: [], billingDecimals: 9, billingDay: 29 };
    const reply = await admin("PATCH", `/resellers/${one.account}`, wrong);
    expect(reply.status).toBe(422);
    expect(faultsOf(reply).sort()).toEqual(["billingDay", "billingDecimals", "taxNumber", "taxes"]);
  });
});
