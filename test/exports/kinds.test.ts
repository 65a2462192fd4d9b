import * as XLSX from "@e965/xlsx";
import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it, vi } from "vitest";

/** A table of its own: lists of all are read beside files of all, and nobody else may write between the two. */
vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-kinds` }));

import { env } from "../../functions/platform/env.ts";
import { tried } from "../rerates/world.ts";
import { uniqueIp } from "../support/addresses.ts";
import { staff } from "../support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "../support/charging.ts";
import { bill } from "../support/invoicing.ts";
import { createTable } from "../support/table.ts";
import { aNewTariff, importOf } from "../support/tariffs.ts";
import { pdfText } from "./pdf-text.ts";
import { cellsOf, exported } from "./world.ts";

let operator: Operator;
let account: string;
/** A route with one row, one without, and a DID of the account. */
let route: string;
let bareRoute: string;
/** A job of re-rating that would change a call. */
let rerate: string;
let vendorId: string;
const did = `4930${Math.floor(1e8 + Math.random() * 8e8)}`;

/** A route that leads to a gateway of a vendor. */
async function addNumbers(): Promise<void> {
  const { admin } = operator;
  const made = async (path: string, body: object) => {
    const reply = await admin("POST", path, body);
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return reply.body;
  };
  const name = account.slice(1);
  const vendor = await made("/vendors", { name: `Carrier ${name}`, currency: "EUR" });
  vendorId = vendor.id;
  const paid = { kind: "PAYMENT", amount: "25.5", method: "BANK", reference: "Bank 9" };
  await admin("POST", `/vendors/${vendorId}/payments`, paid, { headers: { "idempotency-key": vendorId } });
  const gateway = { name: `GW ${name}`, host: "198.51.100.9" };
  const { id: gatewayId } = await made(`/vendors/${vendor.id}/gateways`, gateway);
  route = (await made("/routes", { name: `Route ${name}` })).id;
  bareRoute = (await made("/routes", { name: `Bare ${name}` })).id;
  const hours = { windows: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" }] };
  await made(`/routes/${route}/rows`, { prefix: "44", gatewayId, share: 60, ...hours });
  await made("/dids", { numbers: [did], account, description: "=1+1" });
}

beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  operator = await anOperator();
  account = await operator.newAccount();
  const { admin, source } = operator;
  const cdrs = ["441111", "442222", "331111"].map((cldReceived) => aCallOf(account, source, { cldReceived }));
  await rate(aBatch(source, cdrs));
  const path = `/customers/${account}`;
  const common = { maxCallSessions: 2, callSessionsPerSecond: 1 };
  await admin("POST", `${path}/ip-devices`, { ip: uniqueIp(), description: "=1+1", ...common });
  const sip = { login: `x${Date.now()}`, extension: "0101", secret: "Canary-Pass-77" };
  await admin("POST", `${path}/sip-devices`, { ...sip, ...common });
  const payment = { kind: "PAYMENT", amount: "10", method: "CASH", reference: "R1" };
  await admin("POST", `${path}/payments`, payment, { headers: { "idempotency-key": `k${account}` } });
  await addNumbers();
  const cheaper = (await aNewTariff(admin)).id;
  await addRate(admin, cheaper, "44", { pricePerMinute: "0.01" });
  rerate = (await tried(admin, { account, withTariff: cheaper })).id;
  await bill(account, true);
}, 60_000);

/** The export's rows by column title. */
async function rowsOf(kind: string, filter: object) {
  const { job, file } = await exported(operator.admin, { kind, format: "csv", filter });
  expect([job.status, job.failure]).toEqual(["done", null]);
  const [header = [], ...rows] = await cellsOf(file);
  expect(job.rows).toBe(rows.length);
  return rows.map((row) => Object.fromEntries(header.map((title, at) => [title, row[at]])));
}

describe("an export holds the rows of the list with the same filters:", () => {
  it("calls", async () => {
    for (const filters of [
      {},
      { cld: "4411" },
      { prefix: "44" },
      { disposition: "BUSY" },
      { source: operator.source },
      { disposition: "UNANSWERED" },
      { direction: "OUT", minSeconds: "1", maxSeconds: "60", minCharge: "0.06", maxCharge: "0.06", cause: "200/16" },
    ]) {
      const list = (await operator.calls(account, String(new URLSearchParams(filters as Record<string, string>))))
        .items;
      const rows = await rowsOf("calls", { account, ...filters });
      expect(rows.map((row) => [row["Id"], row["Charge"]])).toEqual(
        list.map(({ id, charge }: { id: string; charge: string }) => [id, charge]),
      );
    }
    expect(await rowsOf("calls", { account })).toHaveLength(2);
  });

  it("devices, without their secrets", async () => {
    const rows = await rowsOf("devices", { account });
    expect(rows.map((row) => [row["Type"], row["Description"], row["Extension number"]])).toEqual([
      ["IP", "'=1+1", ""],
      ["SIP", "", "0101"],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Canary|sealed/);
    expect(await rowsOf("devices", { account, type: "SIP" })).toHaveLength(1);
  });

  it("rates", async () => {
    const list = (await operator.admin("GET", `/tariffs/${operator.tariff}/rates`)).body.items;
    const rows = await rowsOf("rates", { tariff: operator.tariff });
    expect(rows.map((row) => row["Prefix"])).toEqual(list.map(({ prefix }: { prefix: string }) => prefix));
    expect(await rowsOf("rates", { tariff: operator.tariff, prefix: "9" })).toEqual([]);
  });

  it("rates, unless there are more than the format is made for", async () => {
    const { id } = await aNewTariff(operator.admin);
    const lines = Array.from({ length: 50_001 }, (_, at) => `${200_000 + at},Land ${at % 100},0.01`);
    const sheet = await importOf(operator.admin, id, `code,destination,rate\n${lines.join("\n")}\n`);
    await operator.admin("POST", `${sheet.path}/apply`, {});
    const { job, file } = await exported(operator.admin, { kind: "rates", format: "pdf", filter: { tariff: id } });
    expect(job).toMatchObject({ status: "failed", rows: 0, failure: { reason: "TOO_MANY_ROWS" } });
    expect([job.failure.message, file]).toEqual([expect.stringContaining("50,000 rows"), undefined]);
    const csv = await exported(operator.admin, { kind: "rates", format: "csv", filter: { tariff: id } });
    expect(csv.job).toMatchObject({ status: "done", rows: 50_001 });
  });

  it("the statement, between its opening and its closing balance", async () => {
    const { opening, closing, rows: lines } = (await operator.admin("GET", `/customers/${account}/statement`)).body;
    const rows = await rowsOf("statement", { account });
    expect(rows.map((row) => row["Balance"])).toEqual([
      opening,
      ...lines.map(({ balance }: { balance: string }) => balance),
      closing,
    ]);
    expect(rows.map((row) => row["Activity"])).toEqual(
      expect.arrayContaining(["OPENING", "PAYMENT", "USAGE", "CLOSING"]),
    );
  });

  it("payments, of one customer and by their filters", async () => {
    expect(await rowsOf("payments", { account })).toMatchObject([{ Kind: "PAYMENT", Amount: "10", Reference: "R1" }]);
    for (const only of ["kind=PAYMENT", "text=r1", "kind=REFUND"]) {
      const list = (await operator.admin("GET", `/payments?account=${account}&${only}`)).body.items;
      const rows = await rowsOf("payments", { account, ...Object.fromEntries(new URLSearchParams(only)) });
      expect(rows.map((row) => row["Id"])).toEqual(list.map(({ id }: { id: string }) => id));
    }
  });

  it("payments of all customers, with whose they are", async () => {
    const list = (await operator.admin("GET", "/payments?limit=200")).body.items;
    const rows = await rowsOf("payments", {});
    expect(rows.map((row) => row["Id"])).toEqual(list.map(({ id }: { id: string }) => id));
    expect(rows.find((row) => row["Account code"] === account)).toMatchObject({ Amount: "10", Currency: "EUR" });
  });

  it("invoices, of all customers and of one, each by its filters", async () => {
    const day = new Date().toISOString().slice(0, 10);
    for (const filters of [
      {},
      { from: day, to: day },
      { status: "PAID" },
      { account },
      { account, to: "2001-01-01" },
    ]) {
      const query = new URLSearchParams({ ...(filters as Record<string, string>), limit: "200" });
      const list = (await operator.admin("GET", `/invoices?${query}`)).body.items;
      const rows = await rowsOf("invoices", filters);
      expect(rows.map((row) => [row["Number"], row["Gross"]])).toEqual(
        list.map(({ number, gross }: { number: string; gross: string }) => [number, gross]),
      );
    }
    expect(await rowsOf("invoices", { account })).toHaveLength(1);
  });

  it("DIDs, by number, by customer and by their beginning", async () => {
    for (const filters of [{}, { account }, { prefix: did.slice(0, 9) }, { account, prefix: "1" }]) {
      const query = new URLSearchParams({ ...(filters as Record<string, string>), limit: "200" });
      const list = (await operator.admin("GET", `/dids?${query}`)).body.items;
      const rows = await rowsOf("dids", filters);
      expect(rows.map((row) => row["Number"])).toEqual(list.map(({ number }: { number: string }) => number));
    }
    expect(await rowsOf("dids", { account })).toMatchObject([{ Number: did, Description: "'=1+1", Status: "ACTIVE" }]);
  });

  it("routes with their rows, one without rows as a line of its own", async () => {
    const all = await rowsOf("routes", {});
    const list = (await operator.admin("GET", "/routes?limit=200")).body.items;
    const ids = new Set(all.map((row) => row["Id of the route"]));
    expect([...ids]).toEqual(list.map(({ id }: { id: string }) => id));
    expect(all.find((row) => row["Id of the route"] === bareRoute)).toMatchObject({ Prefix: "", Gateway: "" });
    expect(await rowsOf("routes", { route })).toMatchObject([
      { Prefix: "44%", "Share in percent": "60", Hours: "Mon-Fri 08:00-18:00", Status: "ACTIVE" },
    ]);
    expect(await rowsOf("routes", { route, prefix: "9" })).toEqual([]);
    const unknown = { kind: "routes", format: "csv", filter: { route: "rte_NONE" } };
    expect((await operator.admin("POST", "/exports", unknown)).status).toBe(404);
  });

  it("the call analysis, however it is told apart, and what calls cost for whoever may see it", async () => {
    for (const filters of [{}, { by: "prefix" }, { by: "destination", prefix: "44" }, { by: "cause" }]) {
      const path = `/customers/${account}/analysis?${new URLSearchParams(filters as Record<string, string>)}`;
      const { groups } = (await operator.admin("GET", path)).body;
      const rows = await rowsOf("analysis", { account, ...filters });
      expect(rows.map((row) => [row["Group"], row["Attempts"], row["ASR %"], row["Charge"], row["Margin"]])).toEqual(
        groups.map(({ key, attempts, asr, charge, margin }: Record<string, string>) =>
          [key, attempts, asr, charge, margin].map((value) => String(value ?? "")),
        ),
      );
    }
    const seller = await staff(["calls:read"]);
    const asked = { kind: "analysis", format: "csv", filter: { account, by: "prefix" } };
    const [header = [], row = []] = await cellsOf((await exported(seller, asked)).file);
    expect([row[header.indexOf("Attempts")], row[header.indexOf("Cost")], row[header.indexOf("Margin")]]).toEqual([
      ...["2", "", ""],
    ]);
    const byVendor = { ...asked, filter: { account, by: "vendor" } };
    expect((await seller("POST", "/exports", byVendor)).status).toBe(403);
    expect((await operator.admin("POST", "/exports", byVendor)).status).toBe(202);
    const year = { account, by: "hour", from: "2025-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" };
    expect((await operator.admin("POST", "/exports", { ...asked, filter: year })).body.error.fields).toEqual([
      { path: "to", message: "At most 100 days, or by day without a filter." },
    ]);
  });

  it("the audit of a customer", async () => {
    const list = (await operator.admin("GET", `/audit?account=${account}`)).body.items;
    const ids = (await rowsOf("audit", { account })).map((row) => row["Id"]);
    expect(ids).toEqual(expect.arrayContaining(list.map(({ id }: { id: string }) => id)));
  });

  it("re-rated calls", async () => {
    const rows = await rowsOf("rerate", { rerate });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      expect(row).toMatchObject({ "Charge before": "0.06", "Charge after": "0.01", Difference: "-0.05" });
  });

  it("a vendor's statement", async () => {
    const { body } = await operator.admin("GET", `/vendors/${vendorId}/statement`);
    const [opening, paid, closing, ...more] = await rowsOf("vendor-statement", { vendor: vendorId });
    expect([opening?.["Balance"], closing?.["Balance"], more]).toEqual([body.opening, body.closing, []]);
    expect(paid).toMatchObject({ Reference: "Bank 9", Credit: body.rows[0].credit, Balance: "25.5" });
  });

  it("suspense", async () => {
    const rows = await rowsOf("suspense", { source: operator.source });
    expect(rows).toMatchObject([{ Reason: "NO_RATE", "CDR source": operator.source, "Can be retried": "yes" }]);
  });
});

/** What another program finds in a file: the lines below the header line. */
async function linesBelow(format: string, file: Buffer): Promise<number | string> {
  if (format === "csv") return (await cellsOf(file)).length - 1;
  if (format === "txt") return (await cellsOf(file)).length;
  if (format === "pdf") return pdfText(file);
  if (format === "xls") {
    const book = XLSX.read(file, { dense: true });
    const [sheet] = book.SheetNames.map((name) => book.Sheets[name] as unknown as { "!data": unknown[] });
    return (sheet?.["!data"].length ?? 0) - 1;
  }
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as never);
  return (book.worksheets[0]?.rowCount ?? 0) - 1;
}

describe("another program opens what is exported in each of the five formats:", () => {
  const kinds: [string, () => object][] = [
    ["customers", () => ({ account })],
    ["devices", () => ({ account })],
    ["dids", () => ({ account })],
    ["routes", () => ({ route })],
    ["rates", () => ({ tariff: operator.tariff })],
    ["calls", () => ({ account })],
    ["analysis", () => ({ account, by: "prefix" })],
    ["statement", () => ({ account })],
    ["vendor-statement", () => ({ vendor: vendorId, from: "2026-01-01", to: "2026-01-31" })],
    ["payments", () => ({ account })],
    ["invoices", () => ({ account })],
    ["audit", () => ({ account })],
    ["suspense", () => ({ source: operator.source })],
    ["rerate", () => ({ rerate })],
    // Nothing at all is a whole file as well.
    ["dids", () => ({ account, prefix: "1" })],
  ];

  it.each(kinds)("%s", async (kind, filter) => {
    for (const format of ["csv", "txt", "xlsx", "xls", "pdf"]) {
      const { job, file, headers } = await exported(operator.admin, { kind, format, filter: filter() });
      expect([format, job.status, job.failure]).toEqual([format, "done", null]);
      expect(headers?.get("content-disposition")).toContain(`${kind}-`);
      const found = await linesBelow(format, file ?? Buffer.alloc(0));
      if (format === "pdf") expect(found).toContain(job.rows === 1 ? "1 row" : `${job.rows} rows`);
      else expect([format, found]).toEqual([format, job.rows]);
    }
  });
});
