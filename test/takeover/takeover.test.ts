import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { checkAccount } from "../../functions/ledger-checks/check-account.flow.ts";
import { findSipUser } from "../../functions/switch/sip-user.flow.ts";
import { type Caller, staff, uniqueName } from "../support/api.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import { bill, call, invoiced } from "../support/invoicing.ts";

let operator: Operator;
let admin: Caller;
beforeAll(async () => {
  operator = await anOperator();
  admin = operator.admin;
});

const hourAgo = () => Math.floor(Date.now() / 3_600_000) * 3_600_000 - 3_600_000;
const aTakenCall = (id: string, over: object = {}) => ({
  ...{ id, setupAt: "2025-03-30T01:30:00.000Z", answeredAt: "2025-03-30T01:30:05.000Z" },
  ...{ endedAt: "2025-03-30T01:31:05.000Z", cli: "442079460018", cld: "33155501234", prefix: "33" },
  ...{ destination: "France", durationSeconds: 60, billedSeconds: 60, charge: "0.0123", tax: "0.002" },
  ...over,
});

describe("calls of another system", () => {
  it("are history at their old charge, move no balance, and are there once however often they are sent", async () => {
    const account = await operator.newAccount();
    const body = { origin: "ov500", calls: [aTakenCall("a"), aTakenCall("b", { charge: "1" }), aTakenCall("a")] };
    const first = await admin("POST", `/customers/${account}/takeover/calls`, body);
    expect([first.status, first.body]).toEqual([200, { added: 2, known: 1 }]);
    const more = {
      origin: "ov500",
      calls: [aTakenCall("b"), aTakenCall("c", { setupAt: "2025-03-31T01:30:00.000Z" })],
    };
    const again = await admin("POST", `/customers/${account}/takeover/calls`, more);
    expect(again.body).toEqual({ added: 1, known: 1 });
    const { items } = await operator.calls(account, "from=2025-03-01T00:00:00Z&to=2025-04-05T00:00:00Z");
    expect(items.map((one: { callId: string; charge: string }) => [one.callId, one.charge])).toEqual([
      ["c", "0.0123"],
      ...[expect.anything(), expect.anything()],
    ]);
    expect(items.every((one: { takenOver: boolean }) => one.takenOver)).toBe(true);
    const shown = await admin("GET", `/customers/${account}/calls/${items[0].id}`);
    expect(shown.body.trace.at(-1)).toMatchObject({ step: "charge", outcome: "0.0123" });
    expect(await operator.balance(account)).toBe("0");
    const sums = await admin("GET", `/customers/${account}/takeover`);
    expect(sums.body).toMatchObject({ calls: 3, billedSeconds: 180, charge: "1.0246", invoices: 0 });
  });

  it("are on no invoice and in no check of the ledger, beside calls of the same day that are", async () => {
    const account = await operator.newAccount({ billingType: "POSTPAID", creditLimit: "100" });
    await call(operator, account, [60], hourAgo());
    const at = new Date(hourAgo()).toISOString();
    const taken = aTakenCall("d", { setupAt: at, answeredAt: at, endedAt: at, charge: "50", tax: "0" });
    const reply = await admin("POST", `/customers/${account}/takeover/calls`, { origin: "astpp", calls: [taken] });
    expect(reply.body).toEqual({ added: 1, known: 0 });
    expect((await operator.calls(account)).items).toHaveLength(2);
    expect(await checkAccount(account, 0)).toMatchObject({ findings: [], calls: 1 });
    await bill(account, true);
    expect((await invoiced(account)).map(({ calls, body }) => [calls, body.net])).toEqual([[1, 60_000_000n]]);
  });

  it.each([
    ["a future call", { setupAt: "2999-01-01T00:00:00Z" }, "calls.0.setupAt"],
    ["no number", { cld: "home" }, "calls.0.cld"],
    ["a reseller that is not above", { upper: [{ account: "C00000001", charge: "1" }] }, "calls.0.upper"],
    ["a negative charge", { charge: "-1" }, "calls.0.charge"],
  ])("refuse %s and name it", async (_what, over, path) => {
    const account = await operator.newAccount();
    const body = { origin: "ov500", calls: [aTakenCall("e", over)] };
    const reply = await admin("POST", `/customers/${account}/takeover/calls`, body);
    expect(reply.status).toBe(422);
    expect(reply.body.error.fields.map((field: { path: string }) => field.path)).toEqual([path]);
  });
});

const anInvoice = {
  ...{ origin: "ov500", number: "OLD-INV_77", issuedOn: "2025-03-01", dueOn: "2025-03-15" },
  ...{ periodFrom: "2025-02-01", periodTo: "2025-02-28", net: "100", tax: "20", paid: "15.5" },
};

describe("an unpaid invoice of another system", () => {
  it("is open with its number, moves no balance, is settled before younger ones, and is there once", async () => {
    const account = await operator.newAccount({ billingType: "POSTPAID", creditLimit: "500" });
    const at = `/customers/${account}/takeover/invoices`;
    const reply = await admin("POST", at, anInvoice);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ number: "OLD-INV_77", status: "OVERDUE", open: "104.5", takenOver: true });
    expect(await operator.balance(account)).toBe("0");
    await admin("POST", at, { ...anInvoice, number: "OLD-INV_78", dueOn: "2025-04-15", paid: "0" });
    expect((await admin("GET", `/customers/${account}/takeover`)).body).toMatchObject({ openInvoices: "224.5" });
    const keyed = { headers: { "idempotency-key": "one" } };
    const payment = { kind: "PAYMENT", amount: "110", method: "CASH" };
    const paid = await admin("POST", `/customers/${account}/payments`, payment, keyed);
    expect(paid.body.allocations).toEqual([
      { invoice: "OLD-INV_77", amount: "104.5" },
      { invoice: "OLD-INV_78", amount: "5.5" },
    ]);
    expect((await admin("POST", at, anInvoice)).body).toMatchObject({ status: "PAID", open: "0" });
    expect((await admin("POST", at, { ...anInvoice, net: "99" })).status).toBe(409);
    expect((await admin("GET", `/customers/${account}/invoices/OLD-INV_77/pdf`)).status).toBe(404);
  });

  it.each([
    ["a number that our own series comes to", { number: "2025-000001" }, "number"],
    ["a number that is a path", { number: "draft" }, "number"],
    ["one that is paid", { paid: "120" }, "paid"],
    ["one that is due before it is issued", { dueOn: "2025-02-27" }, "dueOn"],
  ])("refuses %s", async (_what, over, path) => {
    const account = await operator.newAccount();
    const reply = await admin("POST", `/customers/${account}/takeover/invoices`, { ...anInvoice, ...over });
    expect(reply.status).toBe(422);
    expect(reply.body.error.fields.map((field: { path: string }) => field.path)).toEqual([path]);
  });
});

describe("a SIP user of another system", () => {
  it("keeps the hashes of its phone, which the switch gets as they are", async () => {
    const account = await operator.newAccount();
    const login = uniqueName();
    const md5 = createHash("md5").update(`${login}:old.example:1234`).digest("hex");
    const asked = { login, extension: "101", maxCallSessions: 1, callSessionsPerSecond: 1, realm: "old.example", md5 };
    const reply = await admin("POST", `/customers/${account}/takeover/sip-devices`, asked);
    expect(reply.status).toBe(201);
    expect(JSON.stringify(reply.body)).not.toContain(md5);
    expect(await findSipUser(login)).toMatchObject({ realm: "old.example", ha1: md5, ha1_sha256: null });
    const audit = await admin("GET", `/audit?account=${account}`);
    expect(JSON.stringify(audit.body)).not.toContain(md5);
    const wrong = await admin("POST", `/customers/${account}/takeover/sip-devices`, { ...asked, md5: "1234" });
    expect(wrong.body.error.fields.map((field: { path: string }) => field.path)).toContain("md5");
  });
});

it("only those who may change the settings take anything over", async () => {
  const account = await operator.newAccount();
  const clerk = await staff(["customers:read", "customers:write", "devices:write", "money:write", "calls:read"]);
  for (const what of ["calls", "invoices", "sip-devices"])
    expect((await clerk("POST", `/customers/${account}/takeover/${what}`, {})).status).toBe(403);
});
