import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: a run over all customers need not pass by those of every other test. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-documents` }));

import { gunzipSync } from "node:zlib";
import PDFDocument from "pdfkit";
import embedded from "../../functions/exports/formats/dejavu-font.json" with { type: "json" };
import type { FontMeasure } from "../../functions/exports/formats/pdf-text.ts";
import { documentPdf } from "../../functions/invoices/document-pdf.store.ts";
import { printableInvoice } from "../../functions/invoices/printable.ts";
import { writeFilesOf } from "../../functions/invoices/write-documents.flow.ts";
import { now } from "../../functions/platform/clock.ts";
import { env } from "../../functions/platform/env.ts";
import { send, staff, uniqueName } from "../support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "../support/charging.ts";
import { later } from "../support/clock.ts";
import { afterMonthMs, bill, call, fileOf, hourMs, invoiced } from "../support/invoicing.ts";
import { insidePdf } from "../support/pdf.ts";
import { createTable } from "../support/table.ts";

let operator: Operator;
beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
});

const vat = { taxFlag: "VAT", taxNumber: "DE123456789", taxes: [{ name: "VAT", percent: "19" }] };
const postpaid = { billingType: "POSTPAID", creditLimit: "100", ...vat, company: "Müller Ąćę Фонд" };

async function anInvoice(fields: object = postpaid) {
  const account = await operator.newAccount(fields);
  await call(operator, account, [61, 7, 133]);
  await rate(
    aBatch(operator.source, [
      aCallOf(account, operator.source, { answeredMs: null, billableMs: 0, setupMs: now() - hourMs }),
    ]),
  );
  await later(afterMonthMs, () => bill(account));
  const [invoice] = await invoiced(account);
  if (!invoice) throw new Error("no invoice");
  return { account, invoice, path: `/customers/${account}/invoices/${invoice.number}` };
}

describe("an invoice's PDF file", () => {
  it("is tagged, has its language and title, and carries its font", async () => {
    const { invoice } = await anInvoice();
    const text = insidePdf(await fileOf(invoice, "pdf"));
    expect(text.startsWith("%PDF-1.7")).toBe(true);
    for (const sign of ["/MarkInfo", "/Marked true", "/StructTreeRoot", "/FontFile2", "/S /Table", "/S /TH", "/S /H1"])
      expect(text).toContain(sign);
    expect(text).toContain("/Lang (en)");
    expect(text).not.toContain("/BaseFont /Helvetica");
  });

  it.each([
    { invoicePaper: "A4", box: "595.28 841.89" },
    { invoicePaper: "LETTER", box: "612 792" },
  ])("is $invoicePaper where the settings say so", async ({ invoicePaper, box }) => {
    const { invoice } = await anInvoice();
    const pdf = await documentPdf(printableInvoice({ ...invoice, paper: invoicePaper as "A4" }), undefined);
    expect(Buffer.from(pdf).toString("latin1")).toContain(`/MediaBox [0 0 ${box}]`);
  });

  it("prints no line over another, however long names, facts and taxes are", async () => {
    const { invoice } = await anInvoice();
    const long =
      "Telekommunikationsgesellschaft Süd-Ost-Mitteleuropa mit beschränkter Haftung & Co. KG, Filiale Калининград";
    const party = { name: long, lines: [long, "10115 Berlin"], taxNumber: "DE123456789" };
    const named = (name: string) => ({
      ...invoice.body,
      classes: invoice.body.classes.map((one) => ({ ...one, taxes: one.taxes.map((tax) => ({ ...tax, name })) })),
    });
    const much = {
      ...invoice,
      sellerBlock: party,
      buyerBlock: party,
      number: "C00000001-2026-A-VERY-LONG-SERIES-0000000001",
      body: named(long),
    };
    const printed = printableInvoice(much);
    printed.facts.push(["Reference", `${long} ${long}`], ["Behind it", "1"]);
    const pdf = Buffer.from(await documentPdf(printed, undefined));
    // Of each place where a text begins the next one below is at least its own height away.
    const places = [...insidePdf(pdf).matchAll(/1 0 0 1 (\S+) (\S+) Tm/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as const,
    );
    expect(places.length).toBeGreaterThan(30);
    for (const left of new Set(places.map(([x]) => x))) {
      const ys = places.flatMap(([x, y]) => (x === left ? [y] : [])).sort((a, b) => b - a);
      for (const [n, y] of ys.entries()) if (n > 0) expect((ys[n - 1] ?? 0) - y).toBeGreaterThanOrEqual(9);
    }
  });

  it("has every letter of its texts in its font", () => {
    const doc = new PDFDocument({ font: gunzipSync(Buffer.from(embedded.font, "base64")) as unknown as string });
    const { font } = (doc as unknown as { _font: { font: FontMeasure } })._font;
    const letters = "₹€£$¥₽₺₴ÄßéñçøåŁąćŞığÐþЖщыЇђΩλ–—·";
    expect([...letters].filter((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))).toEqual([]);
  });
});

describe("the files of an invoice", () => {
  it("are downloaded under the invoice's number by an address that holds for a while", async () => {
    const { invoice, path } = await anInvoice();
    for (const [of, name, begin] of [
      ["pdf", `invoice-${invoice.number}.pdf`, "%PDF"],
      ["calls", `invoice-${invoice.number}-calls.csv`, "\ufeffSetup"],
    ] as const) {
      const reply = await operator.admin("GET", `${path}/${of}`);
      expect(reply.status).toBe(302);
      const file = await fetch(reply.headers.get("location") ?? "");
      expect(file.headers.get("content-disposition")).toBe(`attachment; filename="${name}"`);
      expect(
        Buffer.from(await file.arrayBuffer())
          .toString("utf8")
          .startsWith(begin),
      ).toBe(true);
    }
  });

  it("list every call of the period, and their charges add up to the net", async () => {
    const { invoice } = await anInvoice();
    const [, ...lines] = (await fileOf(invoice, "csv")).toString("utf8").trimEnd().split("\r\n");
    expect(lines).toHaveLength(4);
    const charges = lines.map((line) => BigInt(Math.round(Number(line.split(",")[8]) * 1e9)));
    expect(charges.reduce((sum, one) => sum + one, 0n)).toBe(invoice.body.net);
  });

  it("are for whoever reaches the customer and for nobody else", async () => {
    const { invoice, path, account } = await anInvoice();
    const other = await operator.newAccount();
    expect((await operator.admin("GET", `/customers/${other}/invoices/${invoice.number}`)).status).toBe(404);
    expect((await operator.admin("GET", `/customers/${other}/invoices/${invoice.number}/pdf`)).status).toBe(404);
    const noc = await staff(["customers:read", "calls:read"]);
    expect((await noc("GET", `${path}/pdf`)).status).toBe(403);
    expect((await noc("POST", `/customers/${account}/invoices`)).status).toBe(403);
    expect((await send("GET", `/api/v1${path}/pdf`)).status).toBe(401);
  });

  it("say that they are being written until they are there", async () => {
    const { account, invoice } = await anInvoice();
    const note = await operator.admin("POST", `/customers/${account}/invoices/${invoice.number}/credit-notes`, {
      reason: uniqueName(),
    });
    const path = `/customers/${account}/credit-notes/${note.body.number}/pdf`;
    expect((await operator.admin("GET", path)).status).toBe(409);
    await writeFilesOf(account, "credit-note", note.body.number);
    const reply = await operator.admin("GET", path);
    const file = await fetch(reply.headers.get("location") ?? "");
    expect(file.headers.get("content-disposition")).toContain(`credit-note-${note.body.number}.pdf`);
  });
});
