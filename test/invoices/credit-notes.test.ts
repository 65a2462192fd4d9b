import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-credit-notes` }));

import { writeFilesOf } from "../../functions/invoices/write-documents.flow.ts";
import { decimalOf } from "../../functions/money/money.ts";
import { now } from "../../functions/platform/clock.ts";
import { env } from "../../functions/platform/env.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { faultsOf } from "../support/customers.ts";
import { afterMonthMs, bill, call, hourMs, invoiced } from "../support/invoicing.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
  await addRate(operator.admin, operator.tariff, "33", { pricePerMinute: "0.0123" });
});

const vat = { taxFlag: "VAT", taxNumber: "DE123456789", taxes: [{ name: "VAT", percent: "19" }] };
const postpaid = { billingType: "POSTPAID", creditLimit: "1000", ...vat };

async function anInvoice(fields: object = postpaid) {
  const account = await operator.newAccount(fields);
  await call(operator, account, [61, 7, 133, 3001]);
  const french = [77, 1234].map((seconds, n) =>
    aCallOf(account, operator.source, {
      cldReceived: "33155501234",
      setupMs: now() - hourMs + n,
      billableMs: seconds * 1000,
    }),
  );
  await rate(aBatch(operator.source, french));
  await later(afterMonthMs, () => bill(account));
  const [invoice] = await invoiced(account);
  if (!invoice) throw new Error("no invoice");
  const path = `/customers/${account}/invoices/${invoice.number}`;
  const credit = (body: object) => operator.admin("POST", `${path}/credit-notes`, body);
  const read = async () => (await operator.admin("GET", path)).body;
  return { account, invoice, path, credit, read };
}

describe("credit notes", () => {
  it.each([
    { of: "postpaid", fields: postpaid },
    { of: "prepaid", fields: vat },
    { of: "untaxed", fields: { billingType: "POSTPAID", creditLimit: "1000" } },
  ])("line by line and then the rest give back exactly what a $of invoice asked for", async ({ fields }) => {
    const { account, invoice, credit, read } = await anInvoice(fields);
    const before = await operator.balance(account);
    const one = await credit({ reason: "Wrong rate", lines: [{ line: 1, net: "0.05" }] });
    expect([one.status, one.body.lines[0].net]).toEqual([201, "0.05"]);
    const two = await credit({
      reason: "Wrong again",
      lines: [
        { line: 2, net: "1.0007" },
        { line: 1, net: "0.1" },
      ],
    });
    const rest = await credit({ reason: "All of it" });
    expect([two.status, rest.status]).toEqual([201, 201]);
    const back = [one, two, rest].map(({ body }) => body.gross);
    const sum = back.reduce((total, gross) => total + BigInt(Math.round(Number(gross) * 1e9)), 0n);
    expect(decimalOf(sum)).toBe(decimalOf(invoice.body.gross));
    for (const { body } of [one, two, rest])
      expect(Number(body.net) + Number(body.tax) + Number(body.rounding)).toBeCloseTo(Number(body.gross), 9);
    expect(await read()).toMatchObject({ status: "PAID", credited: decimalOf(invoice.body.gross), open: "0" });
    const after = await operator.balance(account);
    expect(Number(after) - Number(before)).toBeCloseTo(Number(decimalOf(invoice.body.gross)), 9);
    expect((await credit({ reason: "Once more" })).status).toBe(409);
    const list = (await operator.admin("GET", `/customers/${account}/credit-notes`)).body.items;
    expect(list.map(({ number }: { number: string }) => number)).toEqual(
      [one, two, rest].map(({ body }) => body.number),
    );
    const { rows } = (await operator.admin("GET", `/customers/${account}/statement`)).body;
    expect(rows.filter(({ activity }: { activity: string }) => activity === "CREDIT_NOTE")).toHaveLength(3);
  });

  it("leave the invoice's own figures as they were", async () => {
    const { credit, read } = await anInvoice();
    const before = await read();
    await credit({ reason: "Wrong rate", lines: [{ line: 1, net: "0.05" }] });
    const after = await read();
    const { items } = (await operator.admin("GET", "/credit-notes?limit=200")).body;
    const listed = items.find((one: { invoice: string }) => one.invoice === before.number);
    expect(listed).toMatchObject({ gross: "0.06", filesReady: false });
    await writeFilesOf(listed.account, "credit-note", listed.number);
    const again = (await operator.admin("GET", "/credit-notes?limit=200")).body.items;
    expect(again.find((one: { number: string }) => one.number === listed.number)).toMatchObject({ filesReady: true });
    for (const field of ["number", "net", "tax", "gross", "taxes", "opening", "closing", "issuedAt", "dueOn"])
      expect(after[field]).toEqual(before[field]);
    expect(after).toMatchObject({ status: "PART_PAID", credited: "0.06" });
  });

  it.each([
    { body: { reason: "", lines: [{ line: 1, net: "0.05" }] }, faults: ["reason"] },
    { body: { reason: "x", lines: [{ line: 9, net: "0.05" }] }, faults: ["lines.0.line"] },
    { body: { reason: "x", lines: [{ line: 1, net: "500" }] }, faults: ["lines.0.net"] },
    {
      body: {
        reason: "x",
        lines: [
          { line: 1, net: "0.1" },
          { line: 1, net: "0.1" },
          { line: 7, net: "1" },
        ],
      },
      faults: ["lines.1.line", "lines.2.line"],
    },
    { body: { reason: "x", lines: [{ line: 1, net: "-1" }] }, faults: ["lines.0.net"] },
    { body: { reason: "x", lines: [{ line: 1, net: "0.0000000001" }] }, faults: ["lines.0.net"] },
    { body: { reason: "x", lines: [] }, faults: ["lines"] },
  ])("that ask for $body are refused by $faults", async ({ body, faults }) => {
    const { account, credit } = await anInvoice();
    const before = await operator.balance(account);
    const reply = await credit(body);
    expect([reply.status, faultsOf(reply)]).toEqual([422, faults]);
    expect(await operator.balance(account)).toBe(before);
  });

  it("at once from many people never give back more than there is", async () => {
    const { account, invoice, credit, read } = await anInvoice();
    const replies = await Promise.all(Array.from({ length: 6 }, () => credit({ reason: "All of it" })));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await read()).credited).toBe(decimalOf(invoice.body.gross));
    expect(await operator.balance(account)).toBe("0");
  });

  it("make an invoice void, which is then neither open nor to be credited", async () => {
    const { account, path, credit, read } = await anInvoice();
    const reply = await operator.admin("POST", `${path}/void`, { reason: "Wrong customer" });
    expect([reply.status, reply.body.voids]).toEqual([201, true]);
    expect(await read()).toMatchObject({ status: "VOID", open: "0" });
    expect(await operator.balance(account)).toBe("0");
    expect((await operator.admin("POST", `${path}/void`, { reason: "Again" })).status).toBe(409);
    expect((await credit({ reason: "Again" })).status).toBe(409);
    const list = (await operator.admin("GET", `/invoices?account=${account}&status=VOID`)).body.items;
    expect(list).toHaveLength(1);
  });

  it("count on the next invoice as what they are", async () => {
    const { account, credit } = await anInvoice();
    const plain = await credit({ reason: "Wrong rate", lines: [{ line: 2, net: "0.5" }] });
    await later(afterMonthMs, () => call(operator, account, [60], now() - hourMs));
    await later(2 * afterMonthMs, () => bill(account));
    const all = await invoiced(account);
    const last = all.at(-1);
    expect(decimalOf(all.reduce((sum, one) => sum + one.body.account.creditNotes, 0n))).toBe(plain.body.gross);
    expect(await operator.balance(account)).toBe(decimalOf(last?.body.account.closing ?? 1n));
  });
});
