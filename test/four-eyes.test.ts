import { beforeAll, describe, expect, it, vi } from "vitest";

// Settings hold for a whole deployment: one of its own, so that no other test has to do with them.
vi.hoisted(() => {
  process.env["TABLE_NAME"] = `${process.env["TABLE_NAME"]}-four-eyes`;
});

import { effectOf } from "../functions/ledger/entry.ts";
import { balanceOf, entriesOf } from "../functions/ledger/ledger.store.ts";
import { checkVendor } from "../functions/ledger-checks/check-vendor.flow.ts";
import { decimalOf } from "../functions/money/money.ts";
import { paymentId } from "../functions/payments/payment.ts";
import { getWaiting } from "../functions/payments/waiting-payment.store.ts";
import { keys } from "../functions/platform/keys.ts";
import { type Caller, send, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { aReseller } from "./support/resellers.ts";
import { readOf, withStaleRead } from "./support/stale-reads.ts";
import { createTable } from "./support/table.ts";

let admin: Caller;
let tariff: string;
beforeAll(async () => {
  await createTable(process.env["TABLE_NAME"] ?? "");
  admin = await staff();
  tariff = await aTariff(admin);
});

const newAccount = async (): Promise<string> => (await aCustomer(admin, tariff)).account;
const pay = (account: string, body: object, key: string, who: Caller) =>
  who("POST", `/customers/${account}/payments`, { kind: "PAYMENT", ...body }, { headers: { "idempotency-key": key } });
const balance = async (account: string) => decimalOf((await balanceOf(account))?.bal ?? 0n);

const decide = (who: Caller, id: string, body: object) => who("POST", `/payments/${id}/decision`, body);

async function withFourEyes(fourEyesAbove: string, work: () => Promise<void>): Promise<void> {
  const set = (amount: string | null) => admin("PATCH", "/settings", { fourEyesAbove: amount });
  await set(fourEyesAbove);
  try {
    await work();
  } finally {
    await set(null);
  }
}

async function isSound(account: string): Promise<void> {
  const [row, entries] = [await balanceOf(account), await entriesOf(account, "2000-01-01", "2999-12-31")];
  expect(row?.bal).toBe(entries.reduce((sum, entry) => sum + effectOf(entry), 0n));
}

describe("four eyes", () => {
  it("above the set amount a payment waits for a second person, who books or rejects it", async () => {
    const [first, second] = [await staff(), await staff()];
    const { version } = (await admin("GET", "/settings")).body;
    const set = (fourEyesAbove: string | null, seen: number) =>
      admin("PATCH", "/settings", { fourEyesAbove }, { headers: { "if-match": `"${seen}"` } });
    const changed = await set("1000", version);
    try {
      const account = await newAccount();
      expect((await pay(account, { amount: "1000" }, uniqueName(), first)).status).toBe(201);
      const key = uniqueName();
      const asked = await pay(account, { amount: "1000.01" }, key, first);
      expect(asked).toMatchObject({ status: 202, body: { status: "WAITING", amount: "1000.01" } });
      expect((await pay(account, { amount: "1000.01" }, key, first)).body).toEqual(asked.body);
      expect((await pay(account, { amount: "1000.02" }, key, first)).status).toBe(409);
      expect(await balance(account)).toBe("1000");
      expect((await decide(first, asked.body.id, { approve: true })).status).toBe(403);
      const agreed = await Promise.all([
        decide(second, asked.body.id, { approve: true }),
        decide(second, asked.body.id, { approve: true }),
      ]);
      expect(agreed.some(({ status, body }) => status === 200 && body.status === "BOOKED" && body.approvedBy)).toBe(
        true,
      );
      expect(await balance(account)).toBe("2000.01");
      expect((await pay(account, { amount: "1000.01" }, key, first)).body.status).toBe("BOOKED");
      const other = (await pay(account, { kind: "CREDIT_ADD", amount: "5000" }, uniqueName(), first)).body;
      expect(faultsOf(await decide(second, other.id, { approve: false }))).toEqual(["note"]);
      expect((await decide(second, other.id, { approve: false, note: "Not agreed" })).body.status).toBe("REJECTED");
      expect((await decide(second, other.id, { approve: true })).status).toBe(409);
      expect(await balance(account)).toBe("2000.01");
      // No rate leads from this currency to the base: it cannot be compared, so it takes two.
      const leva = (await aCustomer(admin, await aTariff(admin, "XOF"), { currency: "XOF" })).account;
      expect((await pay(leva, { amount: "1" }, uniqueName(), first)).status).toBe(202);
      await isSound(account);
    } finally {
      await set(null, changed.body.version);
    }
  });

  it("holds for what a vendor is paid too, and for taking that back", async () => {
    const [first, second] = [await staff(), await staff()];
    const named = { name: uniqueName(), currency: "EUR", lowBalanceThreshold: "100" };
    const { id } = (await admin("POST", "/vendors", named)).body;
    const path = `/vendors/${id}/payments`;
    const book = (amount: string, key = uniqueName()) =>
      first("POST", path, { kind: "PAYMENT", amount }, { headers: { "idempotency-key": key } });
    const atVendor = async () => (await admin("GET", `/vendors/${id}/balance`)).body.balance;
    const mine = async () => {
      const { items } = (await second("GET", "/payments/waiting")).body;
      return items.filter(({ account }: { account: string }) => account === id);
    };
    await withFourEyes("1000", async () => {
      expect((await book("1000")).status).toBe(201);
      const key = uniqueName();
      const asked = await book("2000", key);
      expect([asked.status, asked.body.status, await atVendor()]).toEqual([202, "WAITING", "1000"]);
      expect((await book("2000", key)).body).toEqual(asked.body);
      expect(await mine()).toMatchObject([{ isVendor: true, company: named.name, currency: "EUR", amount: "2000" }]);
      expect((await decide(first, asked.body.id, { approve: true })).status).toBe(403);
      const agreed = await Promise.all([1, 2, 3].map(() => decide(second, asked.body.id, { approve: true })));
      expect(agreed.filter(({ status }) => status === 200)).not.toHaveLength(0);
      expect([await atVendor(), await mine()]).toEqual(["3000", []]);
      expect((await book("2000", key)).body).toMatchObject({ status: "BOOKED", approvedBy: expect.any(String) });
      const back = { headers: { "idempotency-key": uniqueName() } };
      const undo = await first("POST", `${path}/${asked.body.id}/reversal`, { note: "Paid twice" }, back);
      expect([undo.status, await atVendor()]).toEqual([202, "3000"]);
      expect((await decide(second, undo.body.id, { approve: true })).status).toBe(200);
      expect(await atVendor()).toBe("1000");
      const no = (await book("5000")).body.id;
      expect((await decide(second, no, { approve: false, note: "Not due yet" })).body.status).toBe("REJECTED");
      expect(await atVendor()).toBe("1000");
      const { items } = (await admin("GET", path)).body;
      expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(["REVERSAL", "PAYMENT", "PAYMENT"]);
    });
    expect(await checkVendor(id)).toEqual([]);
  });

  it("what two agree to reaches the reseller above a reseller that owed it, like what one books alone", async () => {
    const [first, second] = [await staff(), await staff()];
    const top = await aReseller(admin, tariff);
    const sub = await aReseller(top.api, top.tariff);
    const book = (kind: string, amount: string) =>
      first(
        "POST",
        `/resellers/${sub.account}/payments`,
        { kind, amount },
        { headers: { "idempotency-key": uniqueName() } },
      );
    const balances = () => Promise.all([sub.account, top.account].map(balance));
    expect((await book("CREDIT_REDUCE", "200")).status).toBe(201);
    expect(await balances()).toEqual(["-200", "-200"]);
    const { version } = (await admin("GET", "/settings")).body;
    const set = (fourEyesAbove: string | null, seen: number) =>
      admin("PATCH", "/settings", { fourEyesAbove }, { headers: { "if-match": `"${seen}"` } });
    const changed = await set("1000", version);
    try {
      const asked = await book("PAYMENT", "1200");
      expect([asked.status, await balances()]).toEqual([202, ["-200", "-200"]]);
      const { items } = (await second("GET", "/payments/waiting")).body;
      const ours = items.filter((one: { account: string }) => one.account === sub.account);
      expect(ours).toMatchObject([{ isReseller: true, amount: "1200" }]);
      const agreed = await second("POST", `/payments/${asked.body.id}/decision`, { approve: true });
      expect([agreed.status, await balances()]).toEqual([200, ["1000", "0"]]);
    } finally {
      await set(null, changed.body.version);
    }
  });

  it.each([
    { approve: false, meanwhile: { approve: true, note: "Seen" }, because: "it was booked", ends: "5000" },
    { approve: true, meanwhile: { approve: false, note: "Unknown" }, because: "it was rejected", ends: "0" },
  ])("who decides when $because at the same moment is told so, and nothing more moves", async (row) => {
    const [first, second] = [await staff(), await staff()];
    const account = await newAccount();
    await withFourEyes("1000", async () => {
      const { id } = (await pay(account, { amount: "5000" }, uniqueName(), first)).body;
      const read = readOf(keys.waitingPayment(id).pk, "Get");
      const other = () => decide(admin, id, row.meanwhile);
      const told = await withStaleRead(read, other, () => decide(second, id, { approve: row.approve, note: "Late" }));
      expect(told).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining("decided it") } } });
      expect(await getWaiting(id)).toMatchObject({ decision: row.meanwhile.note });
      expect(await balance(account)).toBe(row.ends);
    });
    await isSound(account);
  });

  it("what was asked for waits also when it would take one by now", async () => {
    const [first, account, key] = [await staff(), await newAccount(), uniqueName()];
    let asked = "";
    await withFourEyes("1000", async () => {
      asked = (await pay(account, { amount: "2000" }, key, first)).body.id;
    });
    expect(await pay(account, { amount: "2000" }, key, first)).toMatchObject({ status: 202, body: { id: asked } });
    expect(await balance(account)).toBe("0");
    expect((await decide(await staff(), asked, { approve: true })).status).toBe(200);
    expect(await balance(account)).toBe("2000");
  });

  it("asked for by two under one key it waits once, in the name of whoever came first", async () => {
    const [first, second] = [await staff(), await staff()];
    await withFourEyes("1000", async () => {
      const [account, key] = [await newAccount(), uniqueName()];
      const id = paymentId(account, key);
      const look = readOf(keys.waitingPayment(id).pk, "Get");
      let looks = 0;
      const lastLook: typeof look = (command) => look(command) && ++looks === 2;
      const ask = (who: Caller) => pay(account, { amount: "2000" }, key, who);
      const late = await withStaleRead(
        lastLook,
        () => ask(first),
        () => ask(second),
      );
      expect(late).toMatchObject({ status: 202, body: { id, status: "WAITING" } });
      // So the first one is not the second person.
      expect((await decide(first, id, { approve: true })).status).toBe(403);
      expect((await decide(second, id, { approve: true })).status).toBe(200);
      expect(await balance(account)).toBe("2000");
    });
  });

  it("a key is no second person, and neither is whoever made the key that asked", async () => {
    const [first, second] = [await staff(), await staff()];
    await withFourEyes("1000", async () => {
      const account = await newAccount();
      const key = await first("POST", "/api-keys", { name: "Billing", scopes: ["money:read", "money:write"] });
      const machine: Caller = (method, path, body, call = {}) =>
        send(method, `/api/v1${path}`, body, {
          ...call,
          headers: { authorization: `Bearer ${key.body.secret}`, ...call.headers },
        });
      const asked = await pay(account, { amount: "2000" }, uniqueName(), second);
      expect((await decide(machine, asked.body.id, { approve: true })).status).toBe(403);
      const byKey = await pay(account, { amount: "3000" }, uniqueName(), machine);
      expect(byKey.status).toBe(202);
      expect((await decide(first, byKey.body.id, { approve: true })).status).toBe(403);
      expect(await balance(account)).toBe("0");
      expect((await decide(second, byKey.body.id, { approve: true })).status).toBe(200);
      expect(await balance(account)).toBe("3000");
    });
  });

  it("taking back takes two as well, and happens once", async () => {
    const [first, second] = [await staff(), await staff()];
    const account = await newAccount();
    const paid = (await pay(account, { amount: "5000" }, uniqueName(), first)).body;
    const reverse = (who: Caller, key: string) =>
      who(
        "POST",
        `/customers/${account}/payments/${paid.id}/reversal`,
        { note: "Bounced" },
        { headers: { "idempotency-key": key } },
      );
    await withFourEyes("1000", async () => {
      const [key, otherKey] = [uniqueName(), uniqueName()];
      const asked = await reverse(first, key);
      expect(asked).toMatchObject({
        status: 202,
        body: { status: "WAITING", kind: "REVERSAL", effect: "-5000", reverses: paid.id },
      });
      expect((await reverse(first, key)).body).toEqual(asked.body);
      const other = await reverse(first, otherKey);
      expect([other.status, await balance(account)]).toEqual([202, "5000"]);
      const { items } = (await admin("GET", "/payments/waiting")).body;
      expect(items.map(({ id }: { id: string }) => id)).toContain(asked.body.id);
      expect((await decide(first, asked.body.id, { approve: true })).status).toBe(403);
      const agreed = await decide(second, asked.body.id, { approve: true });
      expect(agreed).toMatchObject({ status: 200, body: { status: "BOOKED", kind: "REVERSAL", reverses: paid.id } });
      expect(await balance(account)).toBe("0");
      expect((await decide(second, other.body.id, { approve: true })).status).toBe(409);
      expect((await decide(second, other.body.id, { approve: false, note: "Twice" })).body.status).toBe("REJECTED");
      expect((await reverse(first, key)).body).toMatchObject({ status: "BOOKED", id: agreed.body.id });
      expect(await balance(account)).toBe("0");
    });
    await isSound(account);
  });
});
