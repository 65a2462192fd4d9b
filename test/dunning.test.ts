import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: its settings and its jobs are about nobody else's customers. */
vi.hoisted(() => {
  process.env["TABLE_NAME"] = `${process.env["TABLE_NAME"]}-dunning`;
});

import { alertsOf, nothingTold, percentUsed } from "../functions/balance-alerts/balance-alert.ts";
import { watchBalances } from "../functions/balance-alerts/watch-balances.flow.ts";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { dunInvoices } from "../functions/dunning/dun.flow.ts";
import { reminderDue } from "../functions/dunning/reminder.ts";
import { creditInvoice } from "../functions/invoices/credit.flow.ts";
import { writeFilesOf } from "../functions/invoices/write-documents.flow.ts";
import { listMails } from "../functions/mail/mail.store.ts";
import { sendDueMails } from "../functions/mail/send-mails.flow.ts";
import { makeReceipt } from "../functions/payments/receipt.flow.ts";
import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { staff, uniqueName } from "./support/api.ts";
import { anOperator, type Operator } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { bill, call, dayMs, fileOf, invoiced } from "./support/invoicing.ts";
import { createTable } from "./support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const noEnd = () => 60_000;
const postpaid = { billingType: "POSTPAID", creditLimit: "1000", email: "pay@acme.example", paymentTermDays: 10 };

const mailsOf = async (account: string, kind: string) =>
  (await listMails(account, { limit: 100, after: undefined })).mails.filter((mail) => mail.kind === kind);
const subjects = async (account: string, kind: string) =>
  (await mailsOf(account, kind)).map(({ subject }) => subject).reverse();

async function settings(change: object): Promise<void> {
  const reply = await operator.admin("PATCH", "/settings", change);
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
}

/** A customer with one invoice, and that. */
async function aDebtor(fields: object = {}) {
  const account = await operator.newAccount({ ...postpaid, ...fields });
  await call(operator, account, [6000]);
  await bill(account, true);
  const [invoice] = await invoiced(account);
  if (!invoice) throw new Error("no invoice");
  return { account, invoice };
}
const pay = (account: string, amount: string, admin = operator.admin) =>
  admin(
    "POST",
    `/customers/${account}/payments`,
    { kind: "PAYMENT", amount },
    { headers: { "idempotency-key": uniqueName() } },
  );
const dun = (days: number, jobs = 1) =>
  later(days * dayMs, () => Promise.all(Array.from({ length: jobs }, () => dunInvoices(now(), noEnd))));
const statusOf = async (account: string) => (await getCustomer(account))?.status;

describe("an invoice by e-mail", () => {
  it("is written once with its PDF, to whom wants it, and to nobody else", async () => {
    const { account, invoice } = await aDebtor({ invoiceByEmail: true });
    const other = await aDebtor();
    const [mail, ...more] = await mailsOf(account, "INVOICE");
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: ["pay@acme.example"], status: "QUEUED" });
    expect(mail?.text).toContain(`It is due on ${invoice.dueOn}.`);
    expect(mail?.attachments.map(({ fileName }) => fileName)).toEqual([`invoice-${invoice.number}.pdf`]);
    expect((await fileOf(invoice, "pdf")).subarray(0, 5).toString()).toBe("%PDF-");
    await Promise.all([1, 2, 3].map(() => writeFilesOf(account, "invoice", invoice.number)));
    await sendDueMails(now() + 3_600_000, { RECEIPT: makeReceipt });
    expect((await mailsOf(account, "INVOICE")).map(({ status }) => status)).toEqual(["SENT"]);
    expect(await mailsOf(other.account, "INVOICE")).toEqual([]);
  });

  it("is followed by the credit note's, once", async () => {
    const { account, invoice } = await aDebtor({ invoiceByEmail: true });
    const customer = await getCustomer(account);
    if (!customer) throw new Error("no customer");
    const request = { reason: "Agreed price", lines: undefined } as never;
    const principal = { kind: "admin", id: "usr_x", permissions: [] } as never;
    const note = await creditInvoice({ customer, invoice: invoice.number, request, voids: false, principal });
    await Promise.all([1, 2].map(() => writeFilesOf(account, "credit-note", note.number)));
    await writeFilesOf(account, "credit-note", note.number);
    const mails = await mailsOf(account, "CREDIT_NOTE");
    expect(mails.map(({ attachments }) => attachments[0]?.fileName)).toEqual([`credit-note-${note.number}.pdf`]);
    expect(mails[0]?.text).toContain("Agreed price");
  });
});

describe("a reminder", () => {
  const invoice = { dueOn: "2026-02-10", issuedOn: "2026-01-31", timeZone: "Asia/Kolkata", reminded: null } as const;
  const owing = { ...invoice, state: "ISSUED", paid: 0n, credited: 0n, body: { gross: 5n } } as never;
  const at = (text: string) => Date.parse(text);
  it.each([
    {
      days: [-3, 1, 7],
      now: "2026-02-06T18:00Z",
      reminded: null,
      due: undefined,
      because: "it is still the 6th there",
    },
    { days: [-3, 1, 7], now: "2026-02-06T18:30Z", reminded: null, due: -3, because: "the 7th has begun in Kolkata" },
    { days: [-3, 1, 7], now: "2026-02-08T12:00Z", reminded: -3, due: undefined, because: "it was sent" },
    {
      days: [-3, 1, 7],
      now: "2026-02-20T12:00Z",
      reminded: -3,
      due: 7,
      because: "of several that were missed one is sent",
    },
    {
      days: [-30],
      now: "2026-02-01T12:00Z",
      reminded: null,
      due: undefined,
      because: "its day was before the invoice",
    },
    { days: [], now: "2026-03-01T12:00Z", reminded: null, due: undefined, because: "nobody is to be reminded" },
  ])("is due for day $due at $now of $days: $because", ({ days, now: text, reminded, due }) => {
    expect(reminderDue({ ...(owing as object), reminded } as never, { reminderDays: days }, at(text))).toBe(due);
  });

  it("is written once for its day, also by jobs that run at once, and not after the payment", async () => {
    await settings({ reminderDays: [-2, 3, 8] });
    const { account, invoice: issued } = await aDebtor();
    await dun(7);
    expect(await subjects(account, "REMINDER")).toEqual([]);
    await dun(9, 3);
    await dun(9);
    expect(await subjects(account, "REMINDER")).toEqual([`Reminder: ${issued.number}, 6.00 EUR open`]);
    await pay(account, "2");
    await dun(14);
    expect(await subjects(account, "REMINDER")).toEqual([
      `Reminder: ${issued.number}, 6.00 EUR open`,
      `Reminder: ${issued.number}, 4.00 EUR open`,
    ]);
    await pay(account, "4");
    await dun(30);
    expect(await subjects(account, "REMINDER")).toHaveLength(2);
    await settings({ reminderDays: [] });
  });
});

describe("who does not pay", () => {
  it("is suspended on the day of the settings, told of it, and may call again when it has paid", async () => {
    await settings({ suspendAfterDays: 5 });
    const { account, invoice } = await aDebtor();
    await dun(14);
    expect(await statusOf(account)).toBe("ACTIVE");
    await dun(15, 2);
    await dun(16);
    expect(await statusOf(account)).toBe("SUSPENDED");
    expect(await subjects(account, "SUSPENDED")).toEqual([
      `Account ${account} is suspended: ${invoice.number} is unpaid`,
    ]);
    await pay(account, "6");
    await dun(17);
    expect(await statusOf(account)).toBe("ACTIVE");
    const { body } = await operator.admin("GET", `/audit?account=${account}&limit=50`);
    const unpaid = body.items.filter(({ action }: { action: string }) => action === "customer.unpaid");
    expect(unpaid.map(({ actor }: { actor: string }) => actor)).toEqual(["system", "system"]);
    await settings({ suspendAfterDays: null });
  });

  it("is left alone once a person has let it call again, until it has paid", async () => {
    await settings({ suspendAfterDays: 0 });
    const { account } = await aDebtor();
    await dun(10);
    expect(await statusOf(account)).toBe("ACTIVE");
    await dun(11);
    expect(await statusOf(account)).toBe("SUSPENDED");
    await operator.admin("PATCH", `/customers/${account}`, { status: "ACTIVE" });
    await dun(12);
    expect(await statusOf(account)).toBe("ACTIVE");
    await settings({ suspendAfterDays: null });
  });
});

describe("a low balance", () => {
  const prepaid = { lowBalanceThreshold: "5", email: "pay@acme.example" };

  it("is told once when it falls below the threshold, and again only after it was above", async () => {
    const account = await operator.newAccount(prepaid);
    await pay(account, "6");
    await watchBalances(noEnd);
    expect(await subjects(account, "LOW_BALANCE")).toEqual([]);
    await call(operator, account, [1200]);
    await Promise.all([watchBalances(noEnd), watchBalances(noEnd)]);
    await watchBalances(noEnd);
    expect(await subjects(account, "LOW_BALANCE")).toEqual([`Account ${account}: 4.80 EUR left`]);
    await pay(account, "10");
    await watchBalances(noEnd);
    await call(operator, account, [12_000]);
    await watchBalances(noEnd);
    expect(await subjects(account, "LOW_BALANCE")).toHaveLength(2);
  });

  it("is told of a share of the credit once for each percentage, the highest where several are crossed at once", async () => {
    const account = await operator.newAccount({ ...postpaid, creditLimit: "10", creditAlertPercents: [50, 80, 95] });
    for (const seconds of [3000, 2500, 3500, 100]) {
      await call(operator, account, [seconds]);
      await watchBalances(noEnd);
    }
    expect((await subjects(account, "CREDIT_USED")).map((text) => text.match(/\d+ %/)?.[0])).toEqual(["50 %", "80 %"]);
  });

  it("is kept from whoever is spared this kind of mail, and the log says so", async () => {
    const account = await operator.newAccount(prepaid);
    await operator.admin("PUT", `/customers/${account}/mail-switches`, { off: ["LOW_BALANCE"] });
    await watchBalances(noEnd);
    expect(await mailsOf(account, "LOW_BALANCE")).toMatchObject([{ status: "NOT_SENT", reason: "SWITCHED_OFF" }]);
  });

  it.each([
    { bal: 49n, limit: 100n, used: 0, because: "the customer has money" },
    { bal: -50n, limit: 100n, used: 50, because: "exactly half" },
    { bal: -94n, limit: 100n, used: 80, because: "less than 95" },
    { bal: -300n, limit: 100n, used: 95, because: "more than all of it" },
    { bal: -300n, limit: 0n, used: 0, because: "there is no credit" },
  ])("of $bal with a credit of $limit counts as $used percent: $because", ({ bal, limit, used }) => {
    const watched = { balance: bal, creditLimit: limit, threshold: undefined, percents: [50, 80, 95] };
    expect(percentUsed(watched)).toBe(used);
    expect(alertsOf(nothingTold, watched).percent).toBe(used === 0 ? undefined : used);
  });
});

it("the settings of unpaid invoices are refused by name", async () => {
  const admin = await staff();
  const reply = await admin("PATCH", "/settings", { reminderDays: [1, 1, -90], suspendAfterDays: -1 });
  expect(reply.status).toBe(422);
  const paths = reply.body.error.fields.map(({ path }: { path: string }) => path.split(".")[0]);
  expect([...new Set(paths)].sort()).toEqual(["reminderDays", "suspendAfterDays"]);
});
