import ExcelJS from "exceljs";
import { beforeAll, expect, it, vi } from "vitest";

/** A table of its own: what is kept here would stand in the lists of others. Read before the modules are loaded. */
vi.hoisted(() =>
  Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-hostile`, LOG_LEVEL: "error" }),
);

import { type ApiDocument, apiDocument } from "../bin/openapi-document.ts";
import { app } from "../functions/handlers/admin-api.ts";
import { app as switchApp } from "../functions/handlers/switch-api.ts";
import { env } from "../functions/platform/env.ts";
import { operationsOf, resolverOf } from "./api-fuzz/requests.ts";
import { cellsOf, exported } from "./exports/world.ts";
import { type Answer, type PutEverywhere, putEverywhere } from "./hostile/put-everywhere.ts";
import { asText, beyondText, unwritable } from "./hostile/texts.ts";
import { uniqueIp } from "./support/addresses.ts";
import { type Caller, staff } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, rate } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { afterMonthMs, bill, fileOf, invoiced } from "./support/invoicing.ts";
import { insidePdf } from "./support/pdf.ts";
import { createTable } from "./support/table.ts";

const [formula = ""] = asText;

/** Operations that change or end the session which asks. */
const ofOneself = /\/(session|own-|second-factor|password-resets|preferences)/;

let admin: Caller;
let oneself: Caller;
let switchKey: string;
let document: ApiDocument;
let told: PutEverywhere;

async function askSwitch(method: string, path: string, body: unknown): Promise<Answer> {
  const headers = { authorization: switchKey, "content-type": "application/json" };
  const event = { requestContext: { http: { sourceIp: uniqueIp() } } };
  const reply = await switchApp.request(path, { method, headers, body: JSON.stringify(body) }, { event });
  const text = await reply.text();
  return { status: reply.status, type: reply.headers.get("content-type") ?? "", body: text ? JSON.parse(text) : {} };
}

async function ask(method: string, path: string, sent?: unknown): Promise<Answer> {
  if (path.startsWith("/switch/")) return askSwitch(method, path, sent);
  const caller = ofOneself.test(path) ? oneself : admin;
  const call = { ip: uniqueIp(), headers: { "idempotency-key": crypto.randomUUID() } };
  const { status, body, headers } = await caller(method, path.replace("/api/v1", ""), sent, call);
  return { status, type: headers.get("content-type") ?? "", body: body || {} };
}

beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  [admin, oneself] = [await staff(), await staff()];
  const { body } = await admin("POST", "/api-keys", { name: "Switch", scopes: ["switch"] });
  switchKey = `Bearer ${body.secret}`;
  document = await apiDocument([app, switchApp]);
  told = await putEverywhere({ document, ask, first: () => asText, also: beyondText });
}, 600_000);

it("a text in any field of any body is kept as it is or refused in the field's name, and never makes an error of ours", () => {
  expect(told.faults).toEqual([]);
  expect(told.unreached).toEqual([]);
  expect(told.asked).toBeGreaterThan(2000);
  expect(told.kept.length).toBeGreaterThan(50);
});

it("what no text may hold is kept in no field", () => {
  expect(told.kept.filter(({ text }) => unwritable.test(text)).map(({ field }) => field)).toEqual([]);
});

/** Fields that hold money or a part of it. */
const isAmount = (place: readonly string[]): boolean =>
  /(price|fee|charge|rent|limit|amount|cost|rate|cap|net|tax|paid|threshold|above|credit)(PerMinute|Amount)?$/i.test(
    place.filter((step) => step !== "0").at(-1) ?? "",
  );

it("no amount of any body may be below zero", async () => {
  const below = await putEverywhere({ document, ask, first: () => ["-7.7531"], also: [], only: isAmount });
  expect(below.asked).toBeGreaterThan(30);
  expect(below.kept).toEqual([]);
}, 120_000);

it("an address for a file is one of ours, whatever the file is called, and good for ten minutes at most", () => {
  const urls = [...told.signed].map((url) => new URL(url));
  expect(urls.length).toBeGreaterThan(5);
  expect(urls.map(({ pathname }) => pathname).filter((path) => !/^(\/[\w-]+){3,}$/.test(path))).toEqual([]);
  const seconds = urls.map(({ searchParams }) => Number(searchParams.get("X-Amz-Expires")));
  expect(seconds.filter((one) => !(one > 0 && one <= 600))).toEqual([]);
});

/** What a spreadsheet would compute: not a number, nor a telephone number. */
const runs = (cell: string): boolean => /^[\s\p{Cc}\p{Cf}]*[=+\-@]/u.test(cell) && !/^[+-]?\d+([.,]\d+)?$/.test(cell);

/** The kinds of exports that the document knows, with what each has to be asked with. */
function askedOf(kind: string): object | undefined {
  const id = (list: string): unknown => told.made.get(list)?.["id"];
  const days = { from: "2026-01-01", to: "2026-01-31" };
  const account = told.made.get("customers")?.["account"];
  const ofAccount = { account, ...days };
  const needs: Record<string, object | undefined> = {
    ...{ rates: { tariff: id("tariffs") }, calls: { account }, analysis: { account }, prices: { account } },
    ...{ statement: ofAccount, "vendor-statement": { vendor: id("vendors"), ...days } },
    // Of a job: their rows are calls, which the customer's own list has too.
    ...{ rerate: undefined, comparison: undefined, differences: undefined },
  };
  return kind in needs ? needs[kind] : {};
}

function kinds(): string[] {
  const resolve = resolverOf(document);
  const body = operationsOf(document).find(({ name }) => name === "POST /api/v1/exports")?.body ?? {};
  const { oneOf = [], anyOf = [] } = resolve(body);
  return [...oneOf, ...anyOf].map((one) => String(resolve(resolve(one).properties?.["kind"] ?? {}).const));
}

const activePdf = /\/(JavaScript|JS|Launch|OpenAction|URI|SubmitForm|EmbeddedFile)\b/;

async function activeCells(file: Buffer): Promise<string[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as never);
  const found: string[] = [];
  for (const sheet of book.worksheets)
    sheet.eachRow((row) => row.eachCell((cell) => (cell.formula || cell.hyperlink ? found.push(cell.text) : 0)));
  return found;
}

it("no export of any kind holds a formula, a link or an action, whatever was kept", async () => {
  expect(kinds().length).toBeGreaterThan(15);
  const all: string[] = [];
  const active: string[] = [];
  for (const kind of kinds()) {
    const filter = askedOf(kind);
    if (!filter) continue;
    const file = async (format: string) => (await exported(admin, { kind, filter, format })).file ?? Buffer.alloc(0);
    const cells = (await cellsOf(await file("csv"))).flat();
    all.push(...cells);
    active.push(...cells.filter(runs));
    active.push(...(await activeCells(await file("xlsx"))));
    if (activePdf.test(insidePdf(await file("pdf")))) active.push(`a PDF of ${kind}`);
  }
  expect(active).toEqual([]);
  // They are there, made harmless.
  expect(all.filter((cell) => cell.startsWith(`'${formula.slice(0, 30)}`)).length).toBeGreaterThan(5);
}, 300_000);

it("no mail has a line of a header that somebody wrote into a field, nor any markup of its own", async () => {
  const paid = { kind: "PAYMENT", amount: "1", reference: formula, note: formula };
  const account = told.made.get("customers")?.["account"];
  const sent = { headers: { "idempotency-key": crypto.randomUUID() } };
  await admin("POST", `/customers/${account}/payments`, paid, sent);
  const mails: { subject: string; to: string[]; text: string }[] = [];
  for (let cursor = ""; ; ) {
    const { body } = await admin("GET", `/mails?limit=200${cursor}`);
    for (const { id } of body.items) mails.push((await admin("GET", `/mails/${id}`)).body);
    if (!body.nextCursor) break;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
  expect(mails.some(({ text }) => text.includes(formula))).toBe(true);
  expect(mails.map(({ subject }) => subject).filter((subject) => /\p{Cc}/u.test(subject))).toEqual([]);
  expect(mails.flatMap(({ to }) => to).filter((to) => !/^[^\s<>,;:"]+@[^\s<>,;:"]+$/.test(to))).toEqual([]);
}, 120_000);

it("an invoice shows what was kept as text: its PDF has no action, its table no formula", async () => {
  const operator = await anOperator();
  await addRate(operator.admin, operator.tariff, "4499", { destination: formula.slice(0, 60) });
  const account = await operator.newAccount({ billingType: "POSTPAID", creditLimit: "100", address: formula });
  await rate(aBatch(operator.source, [aCallOf(account, operator.source, { cldReceived: "4499123456" })]));
  await later(afterMonthMs, () => bill(account));
  const [invoice] = await invoiced(account);
  if (!invoice) throw new Error("there is no invoice");
  expect(activePdf.test(insidePdf(await fileOf(invoice, "pdf")))).toBe(false);
  const cells = (await cellsOf(await fileOf(invoice, "csv"))).flat();
  expect(cells.some((cell) => cell.includes("HYPERLINK"))).toBe(true);
  expect(cells.filter(runs)).toEqual([]);
}, 120_000);
