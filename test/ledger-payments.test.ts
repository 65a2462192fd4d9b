import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

describe("payments and the statement", () => {
  const admin: Caller = (...call) => operator.admin(...call);
  const newAccount: Operator["newAccount"] = (...asked) => operator.newAccount(...asked);
  const balance: Operator["balance"] = (...asked) => operator.balance(...asked);

  const payment = (over: object = {}) => ({ kind: "PAYMENT", amount: "25.50", reference: "Bank 17", ...over });
  const pay = (account: string, body: object, key: string) =>
    admin("POST", `/customers/${account}/payments`, body, { headers: { "idempotency-key": key } });

  it("books a payment once per key, whatever happens around it", async () => {
    const account = await newAccount();
    const key = uniqueName();
    const replies = await Promise.all(Array.from({ length: 16 }, () => pay(account, payment(), key)));
    const done = replies.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ body }) => body.id)).size).toBe(1);
    expect((await pay(account, payment(), key)).body).toEqual(done[0]?.body);
    expect((await pay(account, payment({ amount: "26" }), key)).status).toBe(409);
    expect(await balance(account)).toBe("25.5");
    expect((await admin("GET", `/customers/${account}/payments`)).body.items).toEqual([done[0]?.body]);
  });

  it.each([
    { over: { amount: "0" }, path: "amount" },
    { over: { amount: "-5" }, path: "amount" },
    { over: { amount: 5 }, path: "amount" },
    { over: { amount: "a lot" }, path: "amount" },
    { over: { amount: "1.0000000001" }, path: "amount" },
    { over: { kind: "TRANSFER" }, path: "kind" },
    { over: { note: "x".repeat(501) }, path: "note" },
    { over: { balance: "9" }, path: "balance" },
  ])("refuses $over by its field", async ({ over, path }) => {
    const account = await newAccount();
    const reply = await pay(account, payment(over), uniqueName());
    expect(reply.status).toBe(422);
    expect(reply.body.error.fields.map((fault: { path: string }) => fault.path)).toEqual([path]);
    expect(await balance(account)).toBe("0");
  });

  it("refuses a payment without an Idempotency-Key", async () => {
    const account = await newAccount();
    expect((await admin("POST", `/customers/${account}/payments`, payment())).status).toBe(422);
    expect((await pay(account, payment(), "")).status).toBe(422);
    expect(await balance(account)).toBe("0");
  });

  it("says in a statement's lines how money came in words, and as somebody wrote it where it was no code", async () => {
    const account = await newAccount();
    await pay(account, payment({ method: "BANK_TRANSFER", note: "for May" }), uniqueName());
    await pay(account, payment({ method: "WIRE_OUT", reference: "" }), uniqueName());
    await pay(account, payment({ method: "PayPal of Una" }), uniqueName());
    const { body } = await admin("GET", `/customers/${account}/statement`);
    const said = body.rows.map(({ detail }: { detail: string }) => detail);
    expect(said).toEqual(["Bank transfer: for May", "Wire out", "PayPal of Una"]);
  });

  it("prints a statement that leads from the opening to the balance", async () => {
    const account = await newAccount();
    await pay(account, payment({ amount: "10" }), uniqueName());
    await rate(aBatch(operator.source, [aCallOf(account, operator.source), aCallOf(account, operator.source)]));
    await pay(account, payment({ kind: "REFUND", amount: "1" }), uniqueName());
    await pay(account, payment({ kind: "CREDIT_ADD", amount: "0.5" }), uniqueName());
    await pay(account, payment({ kind: "CREDIT_REDUCE", amount: "0.25" }), uniqueName());
    const { body } = await admin("GET", `/customers/${account}/statement`);
    expect(body).toMatchObject({ account, currency: "EUR", opening: "0", closing: "9.13" });
    expect(body.totals).toEqual({
      debit: "1.37",
      credit: "10.5",
      usage: "0.12",
      resale: "0",
      payments: "9",
      credits: "0.25",
      numbers: "0",
      taxes: "0",
    });
    expect(
      body.rows.map(({ activity, balance: after }: { activity: string; balance: string }) => [activity, after]),
    ).toEqual([
      ["PAYMENT", "10"],
      ["REFUND", "9"],
      ["CREDIT_ADD", "9.5"],
      ["CREDIT_REDUCE", "9.25"],
      ["USAGE", "9.13"],
    ]);
    expect(await balance(account)).toBe("9.13");
    const old = (await admin("GET", `/customers/${account}/statement?from=2020-01-01&to=2020-01-31`)).body;
    expect(old).toMatchObject({ opening: "0", closing: "0", rows: [] });
    expect((await admin("GET", `/customers/${account}/statement?from=2026-02-01&to=2026-01-01`)).status).toBe(422);
  });

  it("has a memo row without an amount for a new credit limit, wherever it stands", async () => {
    const account = await newAccount();
    const limit = (creditLimit: string) =>
      admin("PATCH", `/customers/${account}`, { creditLimit, maxCreditLimit: "100" });
    await limit("25");
    const quiet = (await admin("GET", `/customers/${account}/statement`)).body;
    expect(quiet).toMatchObject({ opening: "0", closing: "0", rows: [{ activity: "MEMO", debit: "0", credit: "0" }] });
    await pay(account, payment({ amount: "10" }), uniqueName());
    await limit("20");
    await pay(account, payment({ amount: "5" }), uniqueName());
    const { body } = await admin("GET", `/customers/${account}/statement`);
    const told = body.rows.map((row: Record<string, string>) => [row["activity"], row["detail"], row["balance"]]);
    expect(told).toEqual([
      ["MEMO", "Credit limit 0 → 25", "0"],
      ["PAYMENT", expect.anything(), "10"],
      ["MEMO", "Credit limit 25 → 20", "10"],
      ["PAYMENT", expect.anything(), "15"],
    ]);
    expect(body).toMatchObject({ opening: "0", closing: "15", totals: { debit: "0", credit: "15", credits: "0" } });
    expect((await admin("GET", `/customers/${account}/ledger-check`)).body.findings).toEqual([]);
  });
});
