import { beforeAll, describe, expect, it } from "vitest";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "../support/charging.ts";
import { aNewTariff, importOf } from "../support/tariffs.ts";
import { cellsOf, exported } from "./world.ts";

let operator: Operator;
let account: string;

beforeAll(async () => {
  operator = await anOperator();
  account = await operator.newAccount();
  const { admin, source } = operator;
  const cdrs = ["441111", "442222", "331111"].map((cldReceived) => aCallOf(account, source, { cldReceived }));
  await rate(aBatch(source, cdrs));
  const path = `/customers/${account}`;
  const common = { maxCallSessions: 2, callSessionsPerSecond: 1 };
  const ip = `198.18.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
  await admin("POST", `${path}/ip-devices`, { ip, description: "=1+1", ...common });
  await admin("POST", `${path}/sip-devices`, {
    login: `x${Date.now()}`,
    extension: "0101",
    secret: "Canary-Pass-77",
    ...common,
  });
  const payment = { kind: "PAYMENT", amount: "10", method: "CASH", reference: "R1" };
  await admin("POST", `${path}/payments`, payment, { headers: { "idempotency-key": `k${account}` } });
});

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

  it("payments", async () => {
    expect(await rowsOf("payments", { account })).toMatchObject([{ Kind: "PAYMENT", Amount: "10", Reference: "R1" }]);
  });

  it("the audit of a customer", async () => {
    const list = (await operator.admin("GET", `/audit?account=${account}`)).body.items;
    const ids = (await rowsOf("audit", { account })).map((row) => row["Id"]);
    expect(ids).toEqual(expect.arrayContaining(list.map(({ id }: { id: string }) => id)));
  });

  it("suspense", async () => {
    const rows = await rowsOf("suspense", { source: operator.source });
    expect(rows).toMatchObject([{ Reason: "NO_RATE", "CDR source": operator.source, "Can be retried": "yes" }]);
  });
});
