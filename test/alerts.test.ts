import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is wrong anywhere is told here, and nobody else's customers are looked at. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-alerts` }));

import { openAlerts } from "../functions/alerts/alert.store.ts";
import { changesOf, type Found, type StoredAlert } from "../functions/alerts/alert.ts";
import { watchAlerts } from "../functions/alerts/watch-alerts.flow.ts";
import { watchBalances } from "../functions/balance-alerts/watch-balances.flow.ts";
import { listMails } from "../functions/mail/mail.store.ts";
import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { addStaff } from "../functions/users/add-user.flow.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { bill, call, dayMs } from "./support/invoicing.ts";
import { aReseller, itsCustomer } from "./support/resellers.ts";
import { createTable } from "./support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const noEnd = () => 60_000;
const look = async () => watchAlerts(await openAlerts(), await watchBalances(noEnd), now(), noEnd);
const alertsOf = async (query = "", as: Caller = operator.admin) =>
  (await as("GET", `/alerts?limit=200${query}`)).body.items as (StoredAlert & { text: string })[];
const about = async (account: string, state = "open") => alertsOf(`&account=${account}&state=${state}`);
const pay = (account: string, amount: string) =>
  operator.admin(
    "POST",
    `/customers/${account}/payments`,
    { kind: "PAYMENT", amount },
    { headers: { "idempotency-key": uniqueName() } },
  );

describe("an alert", () => {
  it("is raised once for its cause, stays while that is there, and is closed by itself when it is gone", async () => {
    const account = await operator.newAccount({ company: "Nearly Empty", lowBalanceThreshold: "10" });
    await pay(account, "4");
    await Promise.all([look(), look()]);
    const [first, ...more] = await about(account);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      ...{ kind: "LOW_BALANCE", account, text: "Nearly Empty: 4.00 EUR left, less than 10." },
      ...{ page: `/customers/${account}`, closedAt: null },
    });
    await pay(account, "3");
    await look();
    expect(await about(account)).toEqual([{ ...first, text: "Nearly Empty: 7.00 EUR left, less than 10." }]);
    await pay(account, "30");
    await look();
    expect(await about(account)).toEqual([]);
    expect(await about(account, "closed")).toMatchObject([{ id: first?.id, closedAt: expect.any(String) }]);
  });

  it("tells of credit at 80 and at 95 percent, each once for each crossing", async () => {
    const fields = { billingType: "POSTPAID", creditLimit: "10", maxCreditLimit: "10", creditAlertPercents: [80, 95] };
    const account = await operator.newAccount({ ...fields, email: "pay@acme.example" });
    // A minute costs 0.06.
    await call(operator, account, [8100]);
    await look();
    expect((await about(account)).map(({ text }) => text.replace(/^.*: /, ""))).toEqual([
      "80 % of the credit is used.",
    ]);
    await call(operator, account, [1500]);
    await look();
    await look();
    expect((await about(account)).map(({ text }) => text.replace(/^.*: /, ""))).toEqual([
      "95 % of the credit is used.",
    ]);
    const told = async () =>
      (await listMails(account, { limit: 50, after: undefined })).mails.filter(({ kind }) => kind === "CREDIT_USED");
    expect(await told()).toHaveLength(2);
    // Paid down to 46 %, and crossed anew by the next calls.
    await pay(account, "5");
    await look();
    expect(await about(account)).toEqual([]);
    await call(operator, account, [3500]);
    await look();
    await look();
    expect((await about(account)).map(({ text }) => text.replace(/^.*: /, ""))).toEqual([
      "80 % of the credit is used.",
    ]);
    expect(await told()).toHaveLength(3);
  });

  it("is raised of a customer that has spent 80 percent of its cap of the day", async () => {
    const account = await operator.newAccount({ dailySpendCap: "1" });
    await pay(account, "50");
    await call(operator, account, [780]);
    await look();
    expect((await about(account)).map(({ kind }) => kind)).toEqual([]);
    await call(operator, account, [60]);
    await look();
    expect(await about(account)).toMatchObject([
      { kind: "DAILY_SPEND", text: expect.stringContaining("of 1 EUR a day") },
    ]);
  });

  it("is raised of records that wait, by reason, and closed when none does", async () => {
    const cdr = aCallOf(null, operator.source, { callId: uniqueName() });
    await rate(aBatch(operator.source, [cdr]));
    await look();
    expect(await alertsOf("&kind=UNRATED_CDRS")).toMatchObject([
      { text: expect.stringMatching(/^1 record could not be charged\. [^_]+\.$/), account: null },
    ]);
  });

  it("is raised of invoices that are overdue, one for each customer", async () => {
    const account = await operator.newAccount({
      ...{ billingType: "POSTPAID", creditLimit: "1000", maxCreditLimit: "1000", paymentTermDays: 10 },
    });
    await call(operator, account, [6000]);
    await bill(account, true);
    await look();
    expect(await about(account)).toEqual([]);
    await later(75 * dayMs, look);
    expect(await about(account)).toMatchObject([{ kind: "OVERDUE", page: `/customers/${account}/invoices` }]);
  });

  it("of a kind that was not looked at wholly is not closed for what is missing", () => {
    const open = [{ subject: "a", text: "A" }] as StoredAlert[];
    const found: Found = { kind: "LOW_BALANCE", causes: [], isWhole: false };
    expect(changesOf(open, found).gone).toEqual([]);
    expect(changesOf(open, { ...found, isWhole: true }).gone).toEqual(open);
  });
});

describe("who sees an alert", () => {
  it("is whoever reaches the account and holds the right of its kind, and nobody else", async () => {
    const top = await aReseller(operator.admin, operator.tariff, { creditLimit: "50" });
    await addRate(top.api, top.tariff, "44", { pricePerMinute: "0.09" });
    const own = await itsCustomer(top, { lowBalanceThreshold: "5" });
    const other = await operator.newAccount({ lowBalanceThreshold: "5" });
    await look();
    const seen = (await alertsOf("", top.api)).map(({ account }) => account);
    expect(seen).toContain(own.account);
    expect(seen).not.toContain(other);
    expect(await alertsOf("&kind=UNRATED_CDRS", top.api)).toEqual([]);
    const intake = await staff(["intake:read"]);
    expect(await alertsOf("&kind=LOW_BALANCE", intake)).toEqual([]);
    expect((await alertsOf("&kind=UNRATED_CDRS", intake)).length).toBeGreaterThan(0);
  });
});

describe("mail of alerts", () => {
  it("goes to whoever chose the kind, once for each alert, and to nobody who may not see it", async () => {
    const people = await Promise.all(
      [["money:read"], ["intake:read"]].map(async (permissions, n) => {
        const username = uniqueName();
        const email = `${username}@operator.example`;
        const asked = {
          username,
          email,
          password: goodPassword,
          name: `Person ${n}`,
          permissions: permissions as never,
        };
        await addStaff(asked, undefined, now());
        const api = await signInAs(username, goodPassword);
        const reply = await api("PUT", "/alert-mails", { kinds: ["LOW_BALANCE", "SOURCE_SILENT"] });
        expect(reply).toMatchObject({ status: 200, body: { kinds: ["LOW_BALANCE", "SOURCE_SILENT"] } });
        return { email, api };
      }),
    );
    const account = await operator.newAccount({ company: "Mail Me", lowBalanceThreshold: "5" });
    await look();
    await look();
    const { mails } = await listMails(undefined, { limit: 200, after: undefined });
    const ours = mails.filter(({ kind, text }) => kind === "ALERT" && text.includes("Mail Me"));
    expect(ours.map(({ to }) => to)).toEqual([[people[0]?.email]]);
    expect(ours[0]?.text).toContain(`/customers/${account}`);
    expect(await people[0]?.api("GET", "/alert-mails")).toMatchObject({
      body: { kinds: ["LOW_BALANCE", "SOURCE_SILENT"] },
    });
    expect((await people[0]?.api("PUT", "/alert-mails", { kinds: ["NOTHING"] }))?.status).toBe(422);
  });
});
