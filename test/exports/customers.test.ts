import { beforeAll, describe, expect, it } from "vitest";
import { uniqueNet } from "../support/addresses.ts";
import { type Caller, staff, uniqueName } from "../support/api.ts";
import { aCustomer, aTariff } from "../support/customers.ts";
import { begun, cellsOf, exported, tellOfExport } from "./world.ts";

let api: Caller;
/** A word that only the customers of this file have in their company's name. */
const word = `Exp${uniqueName()}`;
const accounts: string[] = [];
const codeDigits = String(Math.floor(Math.random() * 1e9)).padStart(9, "0");

beforeAll(async () => {
  api = await staff();
  const tariff = await aTariff(api);
  for (const [company, phone] of [
    [`${word} Żółw, Ltd`, "0207946001"],
    [`${word} Beta`, "0044207946"],
    [`${word} Gamma`, "2125550142"],
  ] as const) {
    const fields = { company, phone, address: '=cmd|"/c calc"!A1', switchAccounts: [`+44${phone}${codeDigits}`] };
    accounts.push((await aCustomer(api, tariff, fields)).account);
  }
});

/** Account codes of the list and of the export with the same filters. */
async function listedAndExported(filter: Record<string, string>): Promise<[string[], unknown[]]> {
  const { items } = (await api("GET", `/customers?${new URLSearchParams({ ...filter, limit: "200" })}`)).body;
  const { file } = await exported(api, { kind: "customers", format: "csv", filter, columns: ["account"] });
  const [, ...rows] = await cellsOf(file);
  return [items.map(({ account }: { account: string }) => account), rows.map(([account]) => account)];
}

describe("customers as CSV", () => {
  it("are those of the list under each of the seven filters, the quick search, and all of them together", async () => {
    const net = uniqueNet();
    const [own, username, login] = [uniqueName(), uniqueName(), uniqueName()];
    const tariff = await aTariff(api);
    const fields = { company: `${own} Delta`, username, name: `Ona ${username}` };
    const { account } = await aCustomer(api, tariff, fields);
    const limits = { maxCallSessions: 1, callSessionsPerSecond: 1 };
    await api("POST", `/customers/${account}/ip-devices`, { ip: `${net}.16/28`, ...limits });
    await api("POST", `/customers/${account}/sip-devices`, { login, extension: "100", ...limits });
    const filters = {
      ...{ company: `${own} del`, username, name: username, ip: `${net}.20`, account, sipUser: login },
      ...{ status: "ACTIVE", q: username },
    };
    const each = Object.entries(filters).map(([name, value]) => ({
      [name]: value,
      ...(name === "status" ? { company: own } : {}),
    }));
    for (const filter of [...each, filters] as Record<string, string>[]) {
      const [listed, written] = await listedAndExported(filter);
      expect(listed, JSON.stringify(filter)).toContain(account);
      expect(written, JSON.stringify(filter)).toEqual(listed);
    }
  });

  it("are exactly the rows of the list with the same filters, in its order", async () => {
    for (const filter of [
      { company: word },
      { company: `${word} bet` },
      { company: word, sort: "-account" },
      { company: word, status: "ACTIVE", account: accounts[2] },
    ]) {
      const list = (await api("GET", `/customers?${new URLSearchParams(filter as Record<string, string>)}`)).body.items;
      const { job, file } = await exported(api, { kind: "customers", format: "csv", filter });
      expect(job).toMatchObject({ status: "done", progress: 100, rows: list.length, failure: null });
      const [, ...rows] = await cellsOf(file);
      expect(rows.map(([account]) => account)).toEqual(list.map((row: { account: string }) => row.account));
    }
  });

  it("are those that were chosen, and of them those that fit, in the list's order", async () => {
    const chosen = [accounts[2], accounts[0], "C00000000"];
    const asked = { kind: "customers", format: "csv", columns: ["account"] };
    const written = async (filter: object) =>
      (await cellsOf((await exported(api, { ...asked, filter })).file)).slice(1).map(([account]) => account);
    expect(await written({ accounts: chosen })).toEqual([accounts[0], accounts[2]].sort());
    expect(await written({ accounts: chosen, company: `${word} gam` })).toEqual([accounts[2]]);
    const preview = await api("POST", "/exports/preview", { kind: "customers", filter: { accounts: chosen } });
    expect(preview.body).toMatchObject({ rows: 2, criteria: ["chosen customers: 3", "sorted by account"] });
    const many = Array.from({ length: 1001 }, (_, at) => `C${String(at).padStart(8, "0")}`);
    expect((await api("POST", "/exports", { ...asked, filter: { accounts: many } })).status).toBe(422);
  });

  it("come under their own name and type, from an address that is made anew on every ask", async () => {
    const { job, headers } = await exported(api, { kind: "customers", format: "csv", filter: { company: word } });
    expect(job.fileName).toMatch(/^customers-\d{4}-\d{2}-\d{2}-\d{4}\.csv$/);
    expect(headers?.get("content-disposition")).toBe(`attachment; filename="${job.fileName}"`);
    expect(headers?.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(new URL(job.url).searchParams.get("X-Amz-Expires")).toBe("300");
    expect(Date.parse(job.expiresAt) - Date.parse(job.finishedAt)).toBe(7 * 86_400_000);
    expect((await fetch(job.url)).status).toBe(200);
  });

  it("carry every field of the form but the password, and TXT is the same without the header line", async () => {
    const asked = { kind: "customers", filter: { company: word } };
    const [header, first] = await cellsOf((await exported(api, { ...asked, format: "csv" })).file);
    expect(header).toEqual(
      expect.arrayContaining(["Account code", "Company", "Max credit limit", "Codec list", "PIN"]),
    );
    expect(header?.join()).not.toMatch(/password|hash|secret/i);
    const [txt] = await cellsOf((await exported(api, { ...asked, format: "txt" })).file);
    expect(txt).toEqual(first);
    expect(first).toContain("G729, PCMU, PCMA, G722");
  });

  it("keep telephone numbers and leading zeros, and run nothing", async () => {
    const columns = ["phone", "switchAccounts", "address", "company"];
    const { file } = await exported(api, { kind: "customers", format: "csv", filter: { company: word }, columns });
    const [, ...rows] = await cellsOf(file);
    expect(rows.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1))).toEqual([
      ["0044207946", `+440044207946${codeDigits}`, `'=cmd|"/c calc"!A1`, `${word} Beta`],
      ["0207946001", `+440207946001${codeDigits}`, `'=cmd|"/c calc"!A1`, `${word} Żółw, Ltd`],
      ["2125550142", `+442125550142${codeDigits}`, `'=cmd|"/c calc"!A1`, `${word} Gamma`],
    ]);
  });

  it("write a decimal comma and a wall clock where that is asked for", async () => {
    const { file } = await exported(api, {
      ...{ kind: "customers", format: "txt", filter: { account: accounts[0] } },
      ...{ columns: ["maxCreditLimit", "lowBalanceThreshold", "createdAt"], decimalSeparator: "," },
      ...{ dateFormat: "DD.MM.YYYY HH:mm:ss", timeZone: "Asia/Tokyo" },
    });
    expect(file?.toString("utf8")).toMatch(/^1000;;\d{2}\.\d{2}\.\d{4} \d{2}:\d{2}:\d{2}\r\n$/);
  });

  it("of a filter that matches nobody are a header line and no row", async () => {
    const { job, file } = await exported(api, { kind: "customers", format: "csv", filter: { company: `${word}none` } });
    expect(job).toMatchObject({ status: "done", rows: 0 });
    expect(await cellsOf(file)).toHaveLength(1);
  });
});

describe("an export", () => {
  it("is counted and put into words before it begins", async () => {
    const reply = await api("POST", "/exports/preview", { kind: "customers", filter: { company: word } });
    expect(reply.body).toMatchObject({ rows: 3, criteria: [`company contains ${word}`, "sorted by account"] });
  });

  it("says its filters in the same words and order before it begins and ever after", async () => {
    const filter = { sort: "-company", status: "ACTIVE", q: word, name: "a", company: word };
    const asked = { kind: "customers", filter };
    const { criteria } = (await api("POST", "/exports/preview", asked)).body;
    expect(criteria).toEqual([
      `company contains ${word}`,
      "name contains a",
      `any of these columns begins with ${word}`,
      "status is ACTIVE",
      "sorted by company, last first",
    ]);
    const id = await begun(api, { ...asked, format: "csv" });
    expect((await api("GET", `/exports/${id}`)).body.criteria).toEqual(criteria);
    await tellOfExport(id);
  });

  it("is refused for what the list does not know", async () => {
    const base = { kind: "customers", format: "csv", filter: {} };
    expect((await api("POST", "/exports", { ...base, filter: { compnay: "x" } })).status).toBe(422);
    expect(
      (await api("POST", "/exports", { ...base, columns: ["account", "passwordHash"] })).body.error.fields,
    ).toEqual([{ path: "columns.1", message: "There is no column passwordHash." }]);
    expect(
      (await api("POST", "/exports", { kind: "calls", format: "csv", filter: { account: "C00000000" } })).status,
    ).toBe(404);
  });

  it("is for whoever may read the list, and seen by nobody else", async () => {
    const asked = { kind: "customers", format: "csv", filter: { company: word } };
    const blind = await staff(["devices:read"]);
    expect((await blind("POST", "/exports", asked)).status).toBe(403);
    expect((await blind("POST", "/exports/preview", { kind: "customers", filter: {} })).status).toBe(403);
    const id = await begun(api, asked);
    const other = await staff();
    for (const [method, path] of [
      ["GET", ""],
      ["POST", "/cancel"],
    ] as const)
      expect((await other(method, `/exports/${id}${path}`, method === "POST" ? {} : undefined)).status).toBe(404);
    expect((await other("GET", "/exports")).body.items).toEqual([]);
    expect((await api("GET", "/exports")).body.items[0].id).toBe(id);
  });

  it("leaves an audit line with its filters", async () => {
    const id = await begun(api, { kind: "customers", format: "csv", filter: { company: word } });
    const day = new Date().toISOString().slice(0, 10);
    const { items } = (await api("GET", `/audit?day=${day}&limit=200`)).body;
    expect(items.find((entry: { subject: string }) => entry.subject === id)).toMatchObject({
      action: "export.create",
      after: { kind: "customers", format: "csv", filter: { company: word } },
    });
  });

  it("that was cancelled has no file, however often it is started", async () => {
    const id = await begun(api, { kind: "customers", format: "csv", filter: { company: word } });
    expect((await api("POST", `/exports/${id}/cancel`, {})).body.status).toBe("cancelled");
    await tellOfExport(id);
    expect((await api("GET", `/exports/${id}`)).body).toMatchObject({ status: "cancelled", url: null, rows: 0 });
  });

  it("that is started twice at once is written once", async () => {
    const id = await begun(api, { kind: "customers", format: "csv", filter: { company: word } });
    await Promise.all([tellOfExport(id), tellOfExport(id)]);
    expect((await api("GET", `/exports/${id}`)).body).toMatchObject({ status: "done", rows: 3 });
  });

  it("whose time is up says so and has no file", async () => {
    const id = await begun(api, { kind: "customers", format: "csv", filter: { company: word } });
    await tellOfExport(id, 20_000);
    expect((await api("GET", `/exports/${id}`)).body).toMatchObject({
      ...{ status: "failed", url: null },
      failure: { reason: "OUT_OF_TIME" },
    });
  });
});
