import type { Context } from "aws-lambda";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: these jobs are about all that is in one. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-stale-reads` }));

import { openAlerts } from "../functions/alerts/alert.store.ts";
import { watchAlerts } from "../functions/alerts/watch-alerts.flow.ts";
import { watchBalances } from "../functions/balance-alerts/watch-balances.flow.ts";
import { newCallFileSecret } from "../functions/call-files/call-file-settings.flow.ts";
import { closeCustomer } from "../functions/customers/close-customer.flow.ts";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { dunInvoices } from "../functions/dunning/dun.flow.ts";
import { handler as runBulkJob } from "../functions/handlers/run-bulk-job.ts";
import { addReservation, changeReservation, removeReservation } from "../functions/ledger/reservation.store.ts";
import { listMails } from "../functions/mail/mail.store.ts";
import { bookPayment } from "../functions/payments/book-payment.flow.ts";
import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { keys } from "../functions/platform/keys.ts";
import { transact, write } from "../functions/platform/table.ts";
import { bookCosts } from "../functions/vendor-money/book-costs.flow.ts";
import { tellLowBalance } from "../functions/vendor-money/low-balance.flow.ts";
import { getVendor } from "../functions/vendors/vendor.store.ts";
import { getWebhook } from "../functions/webhooks/webhook.store.ts";
import { set } from "./call-files/world.ts";
import { uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { aTariff } from "./support/customers.ts";
import { bill, call, dayMs, invoiced } from "./support/invoicing.ts";
import { readOf, withStaleRead } from "./support/stale-reads.ts";
import { createTable } from "./support/table.ts";

/** What a decision rests on was read, and is another by the time it is written. */

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const noEnd = () => 60_000;
const admin = { kind: "admin", id: "usr_x", permissions: [] } as never;
const customerOf = async (account: string) => {
  const customer = await getCustomer(account);
  if (!customer) throw new Error("no customer");
  return customer;
};
type Booked = "PAYMENT" | "CREDIT_ADD" | "CREDIT_REDUCE";
const book = (account: string, kind: Booked, amount: string) =>
  bookPayment({
    ...{ account, idempotencyKey: uniqueName(), by: "usr_x" },
    request: { kind, amount, method: "CASH", reference: "", note: "" },
  });
const mailsOf = async (account: string, kind: string) =>
  (await listMails(account, { limit: 100, after: undefined })).mails.filter((mail) => mail.kind === kind);

describe("a run that read a balance before it fell", () => {
  const watched = { lowBalanceThreshold: "5", email: "pay@acme.example" };

  it("does not forget that the customer was told of it since", async () => {
    const account = await operator.newAccount(watched);
    await book(account, "PAYMENT", "6");
    const falls = async () => {
      await book(account, "CREDIT_REDUCE", "2");
      await watchBalances(noEnd);
    };
    await withStaleRead(readOf(keys.balance(account).pk, "BatchGet"), falls, () => watchBalances(noEnd));
    await watchBalances(noEnd);
    expect(await mailsOf(account, "LOW_BALANCE")).toHaveLength(1);
  });

  it("leaves the alert that another one has raised for it", async () => {
    const account = await operator.newAccount(watched);
    await book(account, "PAYMENT", "6");
    const [open, money] = [await openAlerts(), await watchBalances(noEnd)];
    await book(account, "CREDIT_REDUCE", "2");
    await watchAlerts(await openAlerts(), await watchBalances(noEnd), now(), noEnd);
    const raised = (await openAlerts("LOW_BALANCE")).filter((alert) => alert.account === account);
    expect(raised).toHaveLength(1);
    await watchAlerts(open, money, now(), noEnd);
    expect((await openAlerts("LOW_BALANCE")).filter((alert) => alert.account === account)).toEqual(raised);
  });
});

describe("who does not pay", () => {
  const postpaid = { billingType: "POSTPAID", creditLimit: "1000", paymentTermDays: 10 };
  const dun = (days: number, work = () => dunInvoices(now(), noEnd)) => later(days * dayMs, work);
  async function aDebtor(): Promise<string> {
    const account = await operator.newAccount(postpaid);
    await call(operator, account, [6000]);
    await bill(account, true);
    return account;
  }
  beforeAll(async () => {
    expect((await operator.admin("PATCH", "/settings", { suspendAfterDays: 0 })).status).toBe(200);
  });

  it("is not suspended for an invoice that was paid after the list of what is open was read", async () => {
    const account = await aDebtor();
    const list = readOf(keys.openInvoices().pk, "Query");
    await dun(11, () =>
      withStaleRead(
        list,
        () => book(account, "PAYMENT", "6"),
        () => dunInvoices(now(), noEnd),
      ),
    );
    expect(await getCustomer(account)).toMatchObject({ status: "ACTIVE" });
    expect(await mailsOf(account, "SUSPENDED")).toEqual([]);
  });

  it("is let in by no payment once a person has let it in and suspended it again", async () => {
    const account = await aDebtor();
    await dun(11);
    for (const status of ["ACTIVE", "SUSPENDED"])
      expect((await operator.admin("PATCH", `/customers/${account}`, { status })).status).toBe(200);
    await book(account, "PAYMENT", "6");
    await dun(12);
    expect(await getCustomer(account)).toMatchObject({ status: "SUSPENDED" });
    // It is a new day: what is suspended from now on for not paying is let in by paying.
    await operator.admin("PATCH", `/customers/${account}`, { status: "ACTIVE" });
    await call(operator, account, [6000]);
    await bill(account, true);
    await dun(13);
    expect(await getCustomer(account)).toMatchObject({ status: "SUSPENDED" });
    await book(account, "PAYMENT", "6");
    await dun(14);
    expect(await getCustomer(account)).toMatchObject({ status: "ACTIVE" });
  });
});

describe("a vendor", () => {
  it("is booked no cost back by a run that read less than another has booked", async () => {
    const tariffId = await aTariff(operator.admin, "EUR");
    await addRate(operator.admin, tariffId, "44", { pricePerMinute: "0.03", firstIncrement: 60, nextIncrement: 60 });
    const { body } = await operator.admin("POST", "/vendors", { name: uniqueName(), currency: "EUR", tariffId });
    const gateway = uniqueName();
    const named = { name: uniqueName(), host: "192.0.2.1", aliases: [gateway] };
    expect((await operator.admin("POST", `/vendors/${body.id}/gateways`, named)).status).toBe(201);
    const account = await operator.newAccount();
    const aCall = () => rate(aBatch(operator.source, [aCallOf(account, operator.source, { gateway })]));
    const vendor = await getVendor(body.id);
    if (!vendor) throw new Error("no vendor");
    await aCall();
    const another = async () => {
      await aCall();
      await bookCosts(vendor);
    };
    await withStaleRead(readOf(keys.vendorCosts(vendor.id, "", 0).pk, "Query"), another, () => bookCosts(vendor));
    const { rows } = (await operator.admin("GET", `/vendors/${vendor.id}/statement`)).body;
    expect(rows.map(({ debit, credit }: { debit: string; credit: string }) => [debit, credit])).toEqual([
      ["0.06", "0"],
    ]);
  });

  it("is told of as low once, whatever a run had read before", async () => {
    const alertEmail = `${uniqueName()}@example.net`.toLowerCase();
    const asked = { name: uniqueName(), currency: "EUR", lowBalanceThreshold: "50", alertEmail };
    const { body } = await operator.admin("POST", "/vendors", asked);
    const pay = (kind: string, amount: string) =>
      operator.admin(
        "POST",
        `/vendors/${body.id}/payments`,
        { kind, amount },
        {
          headers: { "idempotency-key": uniqueName() },
        },
      );
    await pay("PAYMENT", "60");
    const vendor = await getVendor(body.id);
    if (!vendor) throw new Error("no vendor");
    const balance = readOf(keys.balance(vendor.id).pk, "Get");
    await withStaleRead(
      balance,
      () => pay("REFUND", "20"),
      () => tellLowBalance(vendor, now()),
    );
    await tellLowBalance(vendor, now() + 1);
    const { items } = (await operator.admin("GET", "/mails?kind=VENDOR_LOW_BALANCE&limit=200")).body;
    expect(items.filter(({ to }: { to: string[] }) => to.includes(alertEmail))).toHaveLength(1);
  });
});

describe("a second run of a change to many customers", () => {
  const run = (id: string): Promise<void> =>
    runBulkJob(
      { detail: { object: { key: `bulk-jobs/${id}` } } } as Parameters<typeof runBulkJob>[0],
      { awsRequestId: crypto.randomUUID(), getRemainingTimeInMillis: () => 900_000 } as Context,
    );
  const begun = async () => {
    const accounts = [await operator.newAccount(), await operator.newAccount()];
    const { body } = await operator.admin("POST", "/bulk-jobs", { accounts, change: { addTag: "late" } });
    return { id: body.id as string, apply: () => operator.admin("POST", `/bulk-jobs/${body.id}/apply`) };
  };
  const isDone = async (id: string) => {
    const job = (await operator.admin("GET", `/bulk-jobs/${id}`)).body;
    const { items } = (await operator.admin("GET", `/bulk-jobs/${id}/rows`)).body;
    expect(job).toMatchObject({ phase: "change", status: "done", progress: 100, counts: { changed: 2 } });
    expect(items.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["CHANGED", "CHANGED"]);
  };

  it("does not say of one that is over that it is under way", async () => {
    const { id, apply } = await begun();
    await run(id);
    await apply();
    const rows = readOf(keys.bulkRow(id, "").pk, "Query");
    await withStaleRead(
      rows,
      () => run(id),
      () => run(id),
    );
    await isDone(id);
  });

  it("does not put its trial over what was changed since", async () => {
    const { id, apply } = await begun();
    const job = readOf(keys.bulkJob(id).pk, "Get");
    const whole = async () => {
      await run(id);
      await apply();
      await run(id);
    };
    await withStaleRead(job, whole, () => run(id));
    await isDone(id);
  });
});

describe("of two things that change at once", () => {
  it("a new secret of a customer's webhook does not bring its former address back", async () => {
    const account = await operator.newAccount();
    await set(operator, account, { webhookUrl: "https://one.example/calls" });
    const customer = await customerOf(account);
    const renewed = withStaleRead(
      readOf(keys.customerWebhook(account).pk, "Get"),
      () => set(operator, account, { webhookUrl: "https://two.example/calls" }),
      () => newCallFileSecret(customer, admin, now()),
    );
    await expect(renewed).rejects.toMatchObject({ code: "conflict" });
    expect(await getWebhook(account)).toMatchObject({ url: "https://two.example/calls" });
  });

  it("an account is not closed over an invoice that was issued when its invoices had been looked at", async () => {
    const account = await operator.newAccount({ billingType: "POSTPAID", creditLimit: "1000" });
    await call(operator, account, [6000]);
    const customer = await customerOf(account);
    const confirmed = { balance: -6_000_000_000n };
    const closed = withStaleRead(
      readOf(keys.invoice(account, 0).pk, "Query"),
      () => bill(account, true),
      () => closeCustomer(customer, confirmed, admin, now()),
    );
    await expect(closed).rejects.toMatchObject({ code: "conflict" });
    expect(await getCustomer(account)).toMatchObject({ status: "ACTIVE" });
    expect(await invoiced(account)).toHaveLength(1);
  });

  it("a demo does not become live with money that came when its balance had been looked at", async () => {
    const account = await operator.newAccount({ customerType: "DEMO", maxCallSessions: 2, callSessionsPerSecond: 1 });
    const credit = (await operator.admin("GET", "/settings")).body.demoCredit;
    if (Number(credit) > 0) await book(account, "CREDIT_REDUCE", credit);
    const reply = await withStaleRead(
      readOf(keys.balance(account).pk, "BatchGet"),
      () => book(account, "CREDIT_ADD", "5"),
      () => operator.admin("PATCH", `/customers/${account}`, { customerType: "LIVE" }),
    );
    expect(reply.status).toBe(409);
    expect(await getCustomer(account)).toMatchObject({ customerType: "DEMO" });
  });

  it("a call that was given more time for nothing is not swept by the list of before", async () => {
    const [account, id] = ["C00000000", "az-C00000000-0123456789abcdef0123"];
    const seen = { amt: {}, exp: 10, live: true, device: null, counters: [], callId: "1" };
    await write(addReservation(account, id, seen));
    await write(changeReservation(account, id, seen, { ...seen, exp: 20 }));
    await expect(transact([removeReservation(account, id, seen)])).rejects.toMatchObject({
      cancellation: { kind: "condition" },
    });
  });
});
