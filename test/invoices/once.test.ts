import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-once` }));

import { auditPage } from "../../functions/audit/audit.store.ts";
import { operator as ownOperator } from "../../functions/auth/access.ts";
import { numberAt } from "../../functions/invoices/document-number.ts";
import { lastNumberOf, listedInvoices } from "../../functions/invoices/invoice.store.ts";
import { writeInvoiceFiles } from "../../functions/invoices/write-documents.flow.ts";
import { listMails } from "../../functions/mail/mail.store.ts";
import { env } from "../../functions/platform/env.ts";
import { s3 } from "../../functions/platform/files.ts";
import { replaceSend } from "../../functions/platform/table.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { afterMonthMs, aRun, bill, call, carryOut, fileOf, invoiced } from "../support/invoicing.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const postpaid = {
  ...{ invoiceByEmail: true, email: "pay@acme.example" },
  ...{ billingType: "POSTPAID", creditLimit: "100", taxFlag: "TAX", taxNumber: "27AAACM1234A1Z5" },
  taxes: [
    { name: "CGST", percent: "9" },
    { name: "SGST", percent: "9" },
  ],
};

async function anAccount(): Promise<string> {
  const account = await operator.newAccount(postpaid);
  await call(operator, account, [61, 7, 133]);
  return account;
}

/** Everything that invoicing left of an account, but for what counts its attempts. */
async function whatIsLeft(account: string) {
  const all = await invoiced(account);
  const files = await Promise.all(all.flatMap((one) => [fileOf(one, "pdf"), fileOf(one, "csv")]));
  const { mails } = await listMails(account, { limit: 50, after: undefined });
  const subjects = mails.filter(({ kind }) => kind === "INVOICE").map(({ subject }) => subject);
  return { subjects, numbers: all.map(({ number }) => number), files: files.map((one) => one.toString("base64")) };
}

describe("an invoice is issued once", () => {
  it("by six closers at once, with one line of the ledger and one number", async () => {
    const account = await anAccount();
    await later(afterMonthMs, async () => {
      const ids = await Promise.all(Array.from({ length: 6 }, () => aRun(account)));
      await Promise.all(ids.map(carryOut));
    });
    expect(await invoiced(account)).toHaveLength(1);
    expect(await operator.balance(account)).toBe("-0.24");
    const { items } = await auditPage({ account } as never, "2026-01-01", { limit: 200, after: undefined });
    expect(items.filter(({ action }) => action === "invoice.issue")).toHaveLength(1);
  });

  it("leaves no gap and no number twice where many customers are invoiced at once", async () => {
    const accounts = await Promise.all(Array.from({ length: 8 }, anAccount));
    await later(afterMonthMs, () => Promise.all(accounts.map((account) => bill(account))));
    const numbers = (await Promise.all(accounts.map(invoiced))).flat().map(({ number }) => number);
    expect(new Set(numbers).size).toBe(accounts.length);
    // Other tests issue at the same time into the same series: every number up to the last has its one invoice.
    const series = numbers[0]?.replace(/\d{6}$/, "{SEQ:6}") ?? "";
    const last = await lastNumberOf(series);
    const all: string[] = [];
    for (let after: Record<string, unknown> | undefined, isFirst = true; isFirst || after; isFirst = false) {
      const page = await listedInvoices(ownOperator, { from: "0", to: "9" }, { limit: 100, after });
      all.push(...page.invoices.map(({ number }) => number));
      after = page.after;
    }
    for (let count = 1; count <= last; count++)
      expect(all.filter((number) => number === numberAt(series, count))).toHaveLength(1);
  });
});

/** What a dying run says is not the test's to show. */
class Killed extends Error {}

/** Dies at the n-th write to table or bucket: before it, or when it stands and before the answer. Nothing comes after. */
async function dyingAt(step: number, before: boolean, work: () => Promise<void>): Promise<boolean> {
  let writes = 0;
  let isDead = false;
  const passes = async (isWrite: boolean, go: () => Promise<unknown>) => {
    if (isDead) throw new Killed();
    if (!isWrite || writes++ !== step) return go();
    isDead = true;
    if (!before) await go();
    throw new Killed();
  };
  const writing = /^(Put|Update|Delete|TransactWrite|CreateMultipart|Complete|UploadPart)/;
  const back = replaceSend(
    (inner) => (command) => passes(writing.test(command.constructor.name), () => inner(command)),
  );
  const send = s3.send.bind(s3) as (command: unknown) => Promise<unknown>;
  s3.send = ((command: object) => passes(writing.test(command.constructor.name), () => send(command))) as never;
  try {
    await work();
    return isDead;
  } catch (error) {
    if (!isDead) throw error;
    return true;
  } finally {
    back();
    s3.send = send as never;
  }
}

describe("a run that is killed", () => {
  it.each([
    { when: "before", before: true },
    { when: "behind", before: false },
  ])("$when any of its writes leaves what the next run makes whole, with the same documents", async ({ before }) => {
    let killed = 0;
    for (let step = 0; ; step++) {
      const account = await anAccount();
      const isDead = await later(afterMonthMs, async () => {
        const id = await aRun(account);
        const died = await dyingAt(step, before, () => carryOut(id));
        const afterDeath = await invoiced(account);
        await carryOut(id);
        await bill(account);
        const whole = await whatIsLeft(account);
        if (afterDeath[0]) expect(whole.numbers).toEqual([afterDeath[0].number]);
        expect(whole.numbers).toHaveLength(1);
        expect(whole.files).toHaveLength(2);
        expect(whole.subjects).toEqual([expect.stringContaining(whole.numbers[0] ?? "?")]);
        const [again] = await invoiced(account);
        expect(again?.filesReady).toBe(true);
        return died;
      });
      expect(await operator.balance(account)).toBe("-0.24");
      if (!isDead) break;
      killed++;
    }
    // Run, close, issue, two files, the mark that they are there, the run's end.
    expect(killed).toBeGreaterThanOrEqual(6);
  });

  it("writes the same bytes again", async () => {
    const account = await anAccount();
    await later(afterMonthMs, () => bill(account));
    const first = await whatIsLeft(account);
    const [invoice] = await invoiced(account);
    if (!invoice) throw new Error("no invoice");
    await writeInvoiceFiles({ ...invoice, filesReady: false });
    expect(await whatIsLeft(account)).toEqual(first);
  });
});
