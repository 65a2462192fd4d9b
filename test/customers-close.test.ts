import { beforeAll, describe, expect, it, vi } from "vitest";
import { closingReasons, type Standing } from "../functions/customers/closing.ts";
import { getRun } from "../functions/invoices/billing-run.store.ts";
import { keys } from "../functions/platform/keys.ts";
import { write } from "../functions/platform/table.ts";
import { uniqueIp } from "./support/addresses.ts";
import { uniqueName } from "./support/api.ts";
import { anOperator, type Operator } from "./support/charging.ts";
import { faultsOf } from "./support/customers.ts";
import { dyingAt } from "./support/dying.ts";
import { bill, call, carryOut, fileOf, invoiced } from "./support/invoicing.ts";
import { aReseller, itsCustomer, type ResellerWorld } from "./support/resellers.ts";

let operator: Operator;
let reseller: ResellerWorld;
beforeAll(async () => {
  operator = await anOperator();
  reseller = await aReseller(operator.admin, operator.tariff);
});

const postpaid = { billingType: "POSTPAID", creditLimit: "100" };
const hold = (account: string, held: bigint) =>
  write({ kind: "update", key: keys.balance(account), change: "SET #reserved = :held", values: { held } });
const statusOf = async (account: string) => (await operator.admin("GET", `/customers/${account}`)).body.status;

describe("what stands in the way of closing", () => {
  const clear: Standing = { currency: "EUR", balance: 0n, calls: 0, reserved: 0n, openInvoices: [] };
  const many = ["1", "2", "3", "4", "5", "6", "7"];

  it.each([
    { standing: {}, confirmed: {}, paths: [], because: "nothing is left" },
    {
      standing: { calls: 1 },
      confirmed: { balance: 0n, openInvoices: true },
      paths: ["liveCalls"],
      because: "a free call is up",
    },
    { standing: { reserved: 5n }, confirmed: {}, paths: ["liveCalls"], because: "a call holds money" },
    { standing: { balance: 7n }, confirmed: {}, paths: ["confirmBalance"], because: "there is money" },
    {
      standing: { balance: -7n },
      confirmed: { balance: 7n },
      paths: ["confirmBalance"],
      because: "it is another balance",
    },
    { standing: { balance: -7n }, confirmed: { balance: -7n }, paths: [], because: "the debt is known" },
    { standing: { openInvoices: many }, confirmed: {}, paths: ["confirmOpenInvoices"], because: "invoices are open" },
    { standing: { openInvoices: many }, confirmed: { openInvoices: true }, paths: [], because: "that is known" },
    {
      standing: { calls: 1, balance: 7n, openInvoices: many },
      confirmed: {},
      paths: ["liveCalls", "confirmBalance", "confirmOpenInvoices"],
      because: "all of it at once",
    },
  ])("$paths: $because", ({ standing, confirmed, paths }) => {
    expect(closingReasons({ ...clear, ...standing }, confirmed).map(({ path }) => path)).toEqual(paths);
  });

  it("names five open invoices and counts the others", () => {
    expect(closingReasons({ ...clear, openInvoices: many }, {})[0]?.reason).toBe(
      "Invoices are not paid: 1, 2, 3, 4, 5 and 2 more.",
    );
  });
});

describe("closing a customer", () => {
  it("names every reason against it in one answer, and closes once all that can be confirmed is", async () => {
    const account = await operator.newAccount(postpaid);
    const path = `/customers/${account}`;
    await call(operator, account, [60]);
    await bill(account, true);
    const [open] = await invoiced(account);
    await call(operator, account, [60]);
    await hold(account, 1n);
    const refused = await operator.admin("DELETE", path);
    expect([refused.status, faultsOf(refused)]).toEqual([409, ["liveCalls", "confirmBalance", "confirmOpenInvoices"]]);
    const { message } = refused.body.error;
    expect(message).toContain("Calls are still going on.");
    expect(message).toContain("The balance is -0.12 EUR.");
    expect(message).toContain(`Invoices are not paid: ${open?.number}.`);
    await hold(account, 0n);
    const known = await operator.admin("DELETE", `${path}?confirmBalance=-0.12`);
    expect(faultsOf(known)).toEqual(["confirmOpenInvoices"]);
    expect(await statusOf(account)).toBe("ACTIVE");
    expect((await operator.admin("DELETE", `${path}?confirmBalance=-0.12&confirmOpenInvoices=true`)).status).toBe(204);
    expect(await statusOf(account)).toBe("CLOSED");
  });
});

describe("closing that is asked for more than once", () => {
  const limits = { maxCallSessions: 5, callSessionsPerSecond: 5 };
  const withDevices = async (): Promise<string> => {
    const account = await operator.newAccount();
    await operator.admin("POST", `/customers/${account}/ip-devices`, { ip: uniqueIp(), dialPrefix: "", ...limits });
    const login = uniqueName().toLowerCase();
    await operator.admin("POST", `/customers/${account}/sip-devices`, { login, extension: "100", ...limits });
    return account;
  };
  const devicesOf = async (account: string): Promise<number[]> =>
    Promise.all(
      ["ip-devices", "sip-devices"].map(
        async (kind) => (await operator.admin("GET", `/customers/${account}/${kind}`)).body.items.length,
      ),
    );
  const closings = async (account: string): Promise<number> => {
    const { items } = (await operator.admin("GET", `/audit?account=${account}`)).body;
    return items.filter(({ action }: { action: string }) => action === "customer.close").length;
  };

  it("by two at once is done once, without its devices, and neither is told of a fault", async () => {
    const account = await withDevices();
    expect(await devicesOf(account)).toEqual([1, 1]);
    const both = await Promise.all([1, 2].map(() => operator.admin("DELETE", `/customers/${account}`)));
    expect(both.map(({ status }) => status)).toEqual([204, 204]);
    expect([await statusOf(account), await devicesOf(account), await closings(account)]).toEqual(["CLOSED", [0, 0], 1]);
  });

  it("by somebody who heard nothing, of the version of before, frees the devices that were left", async () => {
    const account = await withDevices();
    const ofBefore = { headers: { "if-match": '"1"' } };
    const path = `/customers/${account}`;
    const quiet = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    // The transaction stands, and nothing comes after it.
    await dyingAt(0, false, async () => void (await operator.admin("DELETE", path, undefined, ofBefore)));
    quiet.mockRestore();
    expect([await statusOf(account), await devicesOf(account)]).toEqual(["CLOSED", [1, 1]]);
    expect((await operator.admin("DELETE", path, undefined, ofBefore)).status).toBe(204);
    expect([await devicesOf(account), await closings(account)]).toEqual([[0, 0], 1]);
  });
});

describe("the final invoice", () => {
  it("takes what was not invoiced, says that it is final, and the account is closed behind it in the asker's name", async () => {
    const account = await operator.newAccount(postpaid);
    await call(operator, account, [60]);
    const begun = await operator.admin("POST", `/customers/${account}/final-invoice`);
    expect(begun).toMatchObject({ status: 202, body: { account, final: true, status: "queued" } });
    expect(await statusOf(account)).toBe("ACTIVE");
    await carryOut(begun.body.id);
    const [invoice, ...others] = await invoiced(account);
    if (!invoice) throw new Error("there is no invoice");
    expect(others).toEqual([]);
    const shown = (await operator.admin("GET", `/customers/${account}/invoices/${invoice.number}`)).body;
    expect(shown).toMatchObject({ final: true, usage: "0.06", open: "0.06", closing: "-0.06" });
    expect((await fileOf(invoice, "pdf")).length).toBeGreaterThan(1000);
    expect(await statusOf(account)).toBe("CLOSED");
    const { items } = (await operator.admin("GET", `/audit?account=${account}`)).body;
    const closing = items.find(({ action }: { action: string }) => action === "customer.close");
    expect(closing).toMatchObject({ actor: expect.stringMatching(/^usr_/), after: { closedWithBalance: "-0.06" } });
    const run = (await operator.admin("GET", `/billing-runs/${begun.body.id}`)).body;
    expect(run).toMatchObject({ status: "done", issued: 1, failed: 0, faults: [] });
  });

  it("is issued once and closes once, however often its run is carried out", async () => {
    const account = await operator.newAccount(postpaid);
    await call(operator, account, [60]);
    const { body } = await operator.admin("POST", `/customers/${account}/final-invoice`);
    await Promise.all([carryOut(body.id), carryOut(body.id)]);
    await carryOut(body.id);
    expect(await invoiced(account)).toHaveLength(1);
    expect(await operator.balance(account)).toBe("-0.06");
    expect(await statusOf(account)).toBe("CLOSED");
  });

  it("is none where nothing was used; the account is closed all the same", async () => {
    const account = await operator.newAccount();
    const headers = { "idempotency-key": uniqueName() };
    await operator.admin("POST", `/customers/${account}/payments`, { kind: "PAYMENT", amount: "3" }, { headers });
    const { body } = await operator.admin("POST", `/customers/${account}/final-invoice`);
    await carryOut(body.id);
    expect(await invoiced(account)).toEqual([]);
    expect([await statusOf(account), await operator.balance(account)]).toEqual(["CLOSED", "3"]);
  });

  it("leaves the account open and says why, when a call begins before it is closed", async () => {
    const account = await operator.newAccount(postpaid);
    await call(operator, account, [60]);
    const { body } = await operator.admin("POST", `/customers/${account}/final-invoice`);
    await hold(account, 1n);
    await carryOut(body.id);
    const { faults, failed } = (await operator.admin("GET", `/billing-runs/${body.id}`)).body;
    expect([failed, faults]).toMatchObject([1, [{ reason: "NOT_CLOSED", message: "Calls are still going on." }]]);
    expect(await statusOf(account)).toBe("ACTIVE");
  });

  it("is refused at once for a demo, a closed customer, while calls go on, and to who may not close it", async () => {
    const live = await operator.newAccount();
    await hold(live, 1n);
    expect(faultsOf(await operator.admin("POST", `/customers/${live}/final-invoice`))).toEqual(["liveCalls"]);
    const gone = await operator.newAccount();
    await operator.admin("DELETE", `/customers/${gone}`);
    expect((await operator.admin("POST", `/customers/${gone}/final-invoice`)).status).toBe(409);
    const demo = await operator.newAccount({ customerType: "DEMO", maxCallSessions: 1, callSessionsPerSecond: 1 });
    expect((await operator.admin("POST", `/customers/${demo}/final-invoice`)).status).toBe(409);
    const stale = { headers: { "if-match": '"7"' } };
    const open = await operator.newAccount();
    expect((await operator.admin("POST", `/customers/${open}/final-invoice`, undefined, stale)).status).toBe(409);
  });

  it("can be asked for by a reseller for its own customer, who then follows the run; others' runs are not there", async () => {
    const { account } = await itsCustomer(reseller);
    const begun = await reseller.api("POST", `/customers/${account}/final-invoice`);
    expect(begun.status).toBe(202);
    await carryOut(begun.body.id);
    expect((await reseller.api("GET", `/billing-runs/${begun.body.id}`)).body).toMatchObject({ status: "done" });
    expect(await statusOf(account)).toBe("CLOSED");
    const other = await operator.newAccount();
    const { body } = await operator.admin("POST", `/customers/${other}/final-invoice`);
    expect((await reseller.api("GET", `/billing-runs/${body.id}`)).status).toBe(404);
    expect((await getRun(body.id))?.closer?.kind).toBe("admin");
  });
});
