import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { effectOf, PaymentEntry } from "../functions/ledger/entry.ts";
import { balanceOf, entriesOf } from "../functions/ledger/ledger.store.ts";
import { getMail } from "../functions/mail/mail.store.ts";
import { mailId } from "../functions/mail/mail.ts";
import { sendDueMails } from "../functions/mail/send-mails.flow.ts";
import { decimalOf } from "../functions/money/money.ts";
import { oldestFirst } from "../functions/payments/allocate.flow.ts";
import { bookPayment } from "../functions/payments/book-payment.flow.ts";
import { reversalOf, reversedMark } from "../functions/payments/payment.store.ts";
import { makeReceipt } from "../functions/payments/receipt.flow.ts";
import { revertCredits } from "../functions/payments/revert-credits.flow.ts";
import { now } from "../functions/platform/clock.ts";
import { keys } from "../functions/platform/keys.ts";
import { write } from "../functions/platform/table.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { later } from "./support/clock.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";
import { aReseller } from "./support/resellers.ts";
import { readOf, withStaleRead } from "./support/stale-reads.ts";

let admin: Caller;
let tariff: string;
beforeAll(async () => {
  admin = await staff();
  tariff = await aTariff(admin);
});

const newAccount = async (over: object = {}): Promise<string> => (await aCustomer(admin, tariff, over)).account;
const keyed = (key = uniqueName()) => ({ headers: { "idempotency-key": key } });
const pay = (account: string, body: object, key = uniqueName(), who = admin) =>
  who("POST", `/customers/${account}/payments`, { kind: "PAYMENT", amount: "25", ...body }, keyed(key));
const reverse = (account: string, id: string, key = uniqueName()) =>
  admin("POST", `/customers/${account}/payments/${id}/reversal`, { note: "Bounced" }, keyed(key));
const balance = async (account: string) => decimalOf((await balanceOf(account))?.bal ?? 0n);
const inDays = (days: number) => new Date(now() + days * 86_400_000).toISOString();

/** The balance is what the ledger's lines add up to. */
async function isSound(account: string): Promise<void> {
  const [row, entries] = [await balanceOf(account), await entriesOf(account, "2000-01-01", "2999-12-31")];
  expect(row?.bal).toBe(entries.reduce((sum, entry) => sum + effectOf(entry), 0n));
  expect(row?.avail).toBe((row?.bal ?? 0n) + (row?.creditLimit ?? 0n) - (row?.reserved ?? 0n));
}

describe("a payment", () => {
  it("asked for 64 times at once under one key is one credit", async () => {
    const account = await newAccount();
    const key = uniqueName();
    const replies = await Promise.all(Array.from({ length: 64 }, () => pay(account, {}, key)));
    const ids = replies.filter(({ status }) => status === 201).map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(1);
    expect(replies.every(({ status }) => status === 201 || status === 503)).toBe(true);
    expect(await balance(account)).toBe("25");
    expect((await entriesOf(account, "2000-01-01", "2999-12-31")).length).toBe(1);
    await isSound(account);
  });

  it("is booked and taken back by whoever may write money, and the list of all of them is the office's", async () => {
    const { account, username } = await aCustomer(admin, tariff);
    const { id } = (await pay(account, {})).body;
    const itself = await signInAs(username, goodPassword);
    for (const who of [await staff(["money:read", "customers:write"]), itself]) {
      expect((await pay(account, {}, uniqueName(), who)).status).toBe(403);
      const path = `/customers/${account}/payments/${id}`;
      expect((await who("GET", path)).status).toBe(200);
      expect((await who("POST", `${path}/reversal`, { note: "Bounced" }, keyed())).status).toBe(403);
      expect((await who("POST", `/payments/${id}/decision`, { approve: true })).status).toBe(403);
    }
    const reseller = await aReseller(admin, tariff);
    for (const path of ["/payments", "/payments/waiting"])
      for (const who of [reseller.api, itself]) expect((await who("GET", path)).status).toBe(403);
    expect(await balance(account)).toBe("25");
  });

  it("that is overtaken by itself between the look for it and the write is one credit", async () => {
    const account = await newAccount();
    // Of a kind without a receipt, whose mail would refuse the second booking too.
    const request = { kind: "CREDIT_ADD" as const, amount: "25", method: "CASH", reference: "", note: "" };
    const asked = { account, request, idempotencyKey: uniqueName(), by: "usr_x" };
    const look = readOf(keys.payment(account, "").pk, "Get");
    const book = () => bookPayment(asked);
    const late = await withStaleRead(look, book, book);
    expect((await book()).id).toBe(late.id);
    expect(await balance(account)).toBe("25");
    expect(await entriesOf(account, "2000-01-01", "2999-12-31")).toHaveLength(1);
    await isSound(account);
  });

  it.each([
    { over: { amount: "-5" }, says: { amount: /greater than 0/ } },
    { over: { amount: "NaN" }, says: { amount: /greater than 0/ } },
    { over: { amount: "1e3" }, says: { amount: /greater than 0/ } },
    { over: { amount: "0.00" }, says: { amount: /greater than 0/ } },
    { over: { amount: "1.0000000001" }, says: { amount: /at most 9 decimals/ } },
    { over: { amount: "1.005" }, says: { amount: /at most 2 decimals in EUR/ } },
    { over: { amount: "1000000000000" }, says: { amount: /at most 999999999999/ } },
    { over: { amount: "1".repeat(29) }, says: { amount: /at most 999999999999/ } },
    { over: { kind: "REVERSAL" }, says: { kind: /./ } },
    { over: { kind: "TEMP_CREDIT", note: "waits" }, says: { expiresAt: /when it reverts/ } },
    { over: { kind: "TEMP_CREDIT", note: "waits", expiresAt: inDays(61) }, says: { expiresAt: /next 60 days/ } },
    { over: { kind: "TEMP_CREDIT", note: "waits", expiresAt: inDays(-1) }, says: { expiresAt: /next 60 days/ } },
    { over: { expiresAt: inDays(1) }, says: { expiresAt: /Only a temporary credit/ } },
    { over: { kind: "WRITE_OFF" }, says: { note: /why/ } },
    {
      over: { kind: "REFUND", allocations: [{ invoice: "1", amount: "1" }] },
      says: { allocations: /settles invoices/ },
    },
    { over: { allocations: [{ invoice: "1", amount: "26" }] }, says: { allocations: /not be more together/ } },
    { over: { allocations: [{ invoice: "no", amount: "1" }] }, says: { "allocations.0.invoice": /has no invoice/ } },
    {
      over: { allocations: ["1", "2"].map((amount) => ({ invoice: "1", amount })) },
      says: { allocations: /not name an invoice twice/ },
    },
  ])("is refused by the name of what is wrong: $over", async ({ over, says }) => {
    const account = await newAccount();
    const reply = await pay(account, over);
    expect(reply.status).toBe(422);
    for (const [path, words] of Object.entries(says))
      expect(reply.body.error.fields.find((fault: { path: string }) => fault.path === path)?.message).toMatch(words);
    expect(await balance(account)).toBe("0");
  });

  it("takes the coins of its currency: none of yen, three decimals of dinars", async () => {
    const yen = (await aCustomer(admin, await aTariff(admin, "JPY"), { currency: "JPY" })).account;
    const dinars = (await aCustomer(admin, await aTariff(admin, "KWD"), { currency: "KWD" })).account;
    expect(faultsOf(await pay(yen, { amount: "10.5" }))).toEqual(["amount"]);
    expect((await pay(dinars, { amount: "10.125" })).status).toBe(201);
  });

  it("and a change of the currency do not go together, before or after the first one", async () => {
    const account = await newAccount();
    const inDollars = { currency: "USD", tariffId: await aTariff(admin, "USD") };
    expect(faultsOf(await admin("PATCH", `/customers/${account}`, inDollars))).toContain("currency");
    await pay(account, {});
    expect(faultsOf(await admin("PATCH", `/customers/${account}`, inDollars))).toContain("currency");
  });

  it("has a receipt as PDF, which its mail carries; other entries have none", async () => {
    const account = await newAccount({ email: "pay@example.net" });
    const { id } = (await pay(account, { method: "BANK_TRANSFER", reference: "Bank 17" })).body;
    await sendDueMails(now() + 3_600_000, { RECEIPT: makeReceipt });
    const mail = await getMail(mailId("RECEIPT", id));
    expect(mail).toMatchObject({
      status: "SENT",
      to: ["pay@example.net"],
      account,
      subject: "Payment of 25.00 EUR received",
      text: expect.stringContaining("25.00 EUR (Bank transfer, Bank 17)"),
    });
    const { body } = await admin("GET", `/customers/${account}/payments/${id}/receipt`);
    const file = Buffer.from(await (await fetch(body.url)).arrayBuffer());
    expect(file.subarray(0, 5).toString()).toBe("%PDF-");
    const credit = (await pay(account, { kind: "CREDIT_ADD" })).body;
    expect((await admin("GET", `/customers/${account}/payments/${credit.id}/receipt`)).status).toBe(404);
    const other = await newAccount();
    expect((await admin("GET", `/customers/${other}/payments/${id}`)).status).toBe(404);
    // Nor does a path through another account lead to its file.
    for (const path of [id, `..%2F${account}%2F${id}`, `%2E%2E%2F${account}%2F${id}`])
      expect((await admin("GET", `/customers/${other}/payments/${path}/receipt`)).status).toBe(404);
  });
});

describe("a reversal", () => {
  it("takes a payment back once, whoever asks how often", async () => {
    const account = await newAccount();
    const { id } = (await pay(account, {})).body;
    const key = uniqueName();
    const replies = await Promise.all([reverse(account, id, key), reverse(account, id, key), reverse(account, id)]);
    expect(replies.some(({ status }) => status === 201)).toBe(true);
    expect((await reverse(account, id)).status).toBe(409);
    expect(await balance(account)).toBe("0");
    const { items } = (await admin("GET", `/customers/${account}/payments`)).body;
    expect(items).toMatchObject([
      { kind: "REVERSAL", reverses: id, note: "Bounced" },
      { id, kind: "PAYMENT", reversedBy: items[0].id },
    ]);
    expect((await reverse(account, items[0].id)).status).toBe(409);
    await isSound(account);
  });

  it("stands beside no other of the same payment, whoever looked for one when", async () => {
    const account = await newAccount();
    const { id } = (await pay(account, {})).body;
    await write(reversedMark(account, id, "pay_first"));
    await expect(write(reversedMark(account, id, "pay_second"))).rejects.toMatchObject({
      cancellation: { kind: "condition" },
    });
    expect(await reversalOf(account, id)).toBe("pay_first");
    const refused = await reverse(account, id);
    expect([refused.status, refused.body.error.message]).toEqual([409, "It was taken back already, by pay_first."]);
    expect(await balance(account)).toBe("25");
  });

  it("is the opposite of every kind", async () => {
    const account = await newAccount();
    const kinds = [
      { kind: "REFUND" },
      { kind: "CREDIT_ADD" },
      { kind: "CREDIT_REDUCE" },
      { kind: "WRITE_OFF", note: "bankrupt" },
      { kind: "TEMP_CREDIT", note: "over the weekend", expiresAt: inDays(2) },
    ];
    for (const asked of kinds) {
      const { id } = (await pay(account, asked)).body;
      expect((await reverse(account, id)).status).toBe(201);
      expect(await balance(account)).toBe("0");
    }
    await isSound(account);
    expect((await reverse(account, "pay_none")).status).toBe(404);
  });
});

describe("a temporary credit", () => {
  it("reverts by itself when its time has come, once however many runs look, and not before", async () => {
    const account = await newAccount();
    await pay(account, { kind: "TEMP_CREDIT", note: "over the weekend", expiresAt: inDays(2) });
    await revertCredits(now() + 60_000);
    expect(await balance(account)).toBe("25");
    await later(3 * 86_400_000, async () => {
      await Promise.all([revertCredits(now() + 60_000), revertCredits(now() + 60_000)]);
      await revertCredits(now() + 60_000);
    });
    expect(await balance(account)).toBe("0");
    const entries = await entriesOf(account, "2000-01-01", "2999-12-31");
    expect(entries.map(({ kind }) => kind)).toEqual(["TEMP_CREDIT", "REVERSAL"]);
    expect(PaymentEntry.parse(entries[1])).toMatchObject({ by: "system", note: "A temporary credit has run out" });
    await isSound(account);
  });
});

describe("allocation", () => {
  it("sets money against the oldest first, never more than is open or than there is", () => {
    const opens = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 13n }), opens, (amount, amounts) => {
        const open = amounts.map((one, n) => ({ number: String(n), open: one }));
        const set = oldestFirst(amount, open);
        const sum = set.reduce((total, one) => total + one.amount, 0n);
        const reach = open.slice(0, 40).reduce((total, one) => total + one.open, 0n);
        expect(sum + (amount > reach ? amount - reach : 0n)).toBe(amount);
        for (const one of set.slice(0, -1)) expect(one.amount).toBe(open[Number(one.invoice)]?.open);
        expect(set.map(({ invoice }) => Number(invoice))).toEqual(
          [...set].map(({ invoice }) => Number(invoice)).sort((a, b) => a - b),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the ledger under any order of payments", () => {
  const kind = fc.constantFrom("PAYMENT", "REFUND", "CREDIT_ADD", "CREDIT_REDUCE", "WRITE_OFF");
  const step = fc.record({
    kind,
    cents: fc.integer({ min: 1, max: 100_000 }),
    again: fc.boolean(),
    back: fc.boolean(),
  });

  it("adds up to the balance, repeats and reversals included", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
        const account = await newAccount();
        for (const { kind: of, cents, again, back } of steps) {
          const body = { kind: of, amount: decimalOf(BigInt(cents) * 10_000_000n), note: "property" };
          const key = uniqueName();
          const { id } = (await pay(account, body, key)).body;
          if (again) expect((await pay(account, body, key)).body.id).toBe(id);
          if (back) expect((await reverse(account, id)).status).toBe(201);
        }
        await isSound(account);
        const { body } = await admin("GET", `/customers/${account}/statement`);
        expect(body.closing).toBe(await balance(account));
      }),
      { numRuns: 12 },
    );
  });
});
