import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: what is set here holds for nobody else's test. */
vi.hoisted(() => {
  process.env["TABLE_NAME"] = `${process.env["TABLE_NAME"]}-invoice-settings`;
});

import { env } from "../../functions/platform/env.ts";
import { pdfText } from "../exports/pdf-text.ts";
import { anOperator, type Operator } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { faultsOf } from "../support/customers.ts";
import { afterMonthMs, bill, call, fileOf, invoiced } from "../support/invoicing.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const vat = { taxFlag: "VAT", taxNumber: "DE123456789", taxes: [{ name: "VAT", percent: "19" }] };
const set = async (change: object) => {
  const reply = await operator.admin("PATCH", "/settings", change);
  expect(reply.status).toBe(200);
};

/** The invoice of a customer who made calls of so many seconds. */
async function anInvoice(fields: object = vat, seconds: readonly number[] = [61, 7]) {
  const account = await operator.newAccount({ billingType: "POSTPAID", creditLimit: "100", ...fields });
  if (seconds.length > 0) await call(operator, account, seconds);
  await later(afterMonthMs, () => bill(account));
  const [invoice] = await invoiced(account);
  return invoice;
}

async function printed(fields?: object) {
  const invoice = await anInvoice(fields);
  if (!invoice) throw new Error("no invoice");
  const pdf = await fileOf(invoice, "pdf");
  return { text: pdfText(pdf), raw: pdf.toString("latin1") };
}

describe("the numbers", () => {
  it("of invoices and of credit notes are written by their patterns, from the next document on", async () => {
    const first = await anInvoice();
    expect(first?.number).toMatch(/^20\d\d-000001$/);
    await set({ invoiceNumbers: "INV{SEQ:4}", creditNoteNumbers: "BACK{SEQ:3}" });
    const second = await anInvoice();
    expect(second?.number).toBe("INV0001");
    const path = `/customers/${second?.account}/invoices/${second?.number}/credit-notes`;
    expect((await operator.admin("POST", path, { reason: "Wrong rate" })).body.number).toBe("BACK001");
    expect((await invoiced(first?.account ?? ""))[0]?.number).toBe(first?.number);
  });

  it.each(["no counter", "{SEQ:6}{SEQ:6}", "{SEQ:6}/x", "{DAY}{SEQ:3}"])("are refused as %s", async (pattern) => {
    const reply = await operator.admin("PATCH", "/settings", { invoiceNumbers: pattern });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["invoiceNumbers"]]);
  });
});

describe("an invoice's file", () => {
  it("has the seller, the texts and the paper of the settings, and its calls where they are wanted", async () => {
    await set({ sellerName: "Harbour Voice Ltd", invoiceNote: "Pay to GB33 BUKB", untaxedNote: "Reverse charge" });
    const taxed = await printed();
    expect(taxed.raw).toContain("/MediaBox [0 0 595.28 841.89]");
    for (const words of ["Harbour Voice Ltd", "Pay to GB33 BUKB"]) expect(taxed.text).toContain(words);
    expect(taxed.text).not.toContain("Reverse charge");
    const called = "442071234567";
    expect(taxed.text).toContain(called);
    await set({ invoicePaper: "LETTER", invoiceItemised: false });
    const untaxed = await printed({ taxFlag: "NONE" });
    expect(untaxed.raw).toContain("/MediaBox [0 0 612 792]");
    expect(untaxed.text).toContain("Reverse charge");
    expect(untaxed.text).not.toContain(called);
  });
});

describe("a period in which nothing was used", () => {
  it("has an invoice only where that is wanted", async () => {
    expect(await anInvoice(vat, [])).toBeUndefined();
    await set({ emptyInvoices: true });
    expect((await anInvoice(vat, []))?.body.lines).toEqual([]);
  });
});
