import { beforeAll, describe, expect, it } from "vitest";
import { operator } from "../functions/auth/access.ts";
import { getLogin } from "../functions/auth/login.store.ts";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { listingOf } from "../functions/customers/listing.store.ts";
import { fileExists } from "../functions/platform/files.ts";
import { keys } from "../functions/platform/keys.ts";
import { queryPage } from "../functions/platform/table.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { csvOf, madeSheet, readImport, rowsOf, sheetRow, tellOfSheet, triedSheet } from "./support/customer-imports.ts";
import { aCustomer, aTariff } from "./support/customers.ts";

let admin: Caller;
let tariff = "";
beforeAll(async () => {
  admin = await staff();
  tariff = await aTariff(admin);
});

const aRow = (more: Record<string, string> = {}) => sheetRow(tariff, more);

describe("a sheet of customers", () => {
  it("is tried without changing anything, and made row by row through the form's own flow", async () => {
    const code = uniqueName();
    const good = aRow({ password: goodPassword, "opening balance": "12.5", tags: "gold; north", switchAccounts: code });
    const bare = aRow({ phone: "0201555014", "opening balance": "-3" });
    const bad = aRow({ currency: "XXX", phone: "12", password: "weak", cps: "many" });
    const { id, job, rows } = await triedSheet(admin, csvOf([good, bare, bad]));
    expect(job).toMatchObject({ phase: "trial", status: "done", rows: 3, progress: 100 });
    expect(job.counts).toEqual({ add: 2, change: 0, same: 0, refused: 1, added: 0, changed: 0 });
    expect(rows.map(({ line, outcome, reason }) => [line, outcome, reason])).toEqual([
      [2, "ADD", null],
      [3, "ADD", null],
      [4, "REFUSED", "FAULTY"],
    ]);
    const faulty = rows[2]?.faults.map(({ path }) => path) ?? [];
    expect([...new Set(faulty)].sort()).toEqual(["callSessionsPerSecond", "currency", "password", "phone", "tariffId"]);
    expect(await getLogin(good["username"] ?? "")).toBeUndefined();

    const made = await madeSheet(admin, id);
    expect(made.job).toMatchObject({ phase: "change", status: "done", counts: { added: 2, refused: 1, add: 0 } });
    const [first, second] = made.rows;
    expect(first).toMatchObject({ outcome: "ADDED", balance: "BOOKED", name: good["username"] });
    const customer = await getCustomer(first?.account ?? "");
    expect(customer).toMatchObject({
      username: good["username"],
      tariffId: tariff,
      billingType: "PREPAID",
      paymentTermDays: 14,
      tags: ["gold", "north"],
      switchAccounts: [code],
      reseller: null,
      version: 1,
    });
    expect((await listingOf(operator, customer?.account ?? ""))?.company).toBe("Acme Voice");
    expect((await admin("GET", `/customers/${first?.account}`)).body).toMatchObject({ balance: "12.5" });
    expect((await admin("GET", `/customers/${second?.account}`)).body).toMatchObject({
      balance: "-3",
      phone: "0201555014",
    });
    const audit = (await admin("GET", `/audit?account=${first?.account}`)).body.items;
    expect(audit.map(({ action }: { action: string }) => action)).toContain("customer.create");
    await signInAs(good["username"] ?? "", goodPassword);
    await expect(signInAs(bare["username"] ?? "", goodPassword)).rejects.toThrow("401");
  });

  it("takes the same event, and the same request, any number of times and adds nobody twice", async () => {
    const sheet = csvOf([aRow({ balance: "7" }), aRow({ balance: "8" })]);
    const { id } = await triedSheet(admin, sheet);
    await tellOfSheet(id);
    await admin("POST", `/customer-imports/${id}/apply`);
    await Promise.all([tellOfSheet(id), tellOfSheet(id)]);
    await admin("POST", `/customer-imports/${id}/apply`);
    await tellOfSheet(id);
    const job = await readImport(admin, id);
    // Two runs at once: the later takes over, and one more event finishes what both left.
    expect(job).toMatchObject({ status: "done", counts: { added: 2, refused: 0 } });
    for (const { account } of await rowsOf(admin, id)) {
      const payments = (await admin("GET", `/customers/${account}/payments`)).body.items;
      expect(payments).toHaveLength(1);
    }
    // The sheet is gone: it may have held passwords.
    expect(await fileExists({ bucket: "uploads", key: `customer-sheets/${id}` })).toBe(false);
    const again = await triedSheet(admin, sheet);
    expect(again.rows.map(({ reason }) => reason)).toEqual(["EXISTS", "EXISTS"]);
  });

  it("hands on to the next run when time is up, and stops and goes on as it is told", async () => {
    const sheet = csvOf(Array.from({ length: 90 }, () => aRow()));
    const { id } = await triedSheet(admin, sheet);
    await admin("POST", `/customer-imports/${id}/apply`);
    await tellOfSheet(id, 30_000);
    expect(await readImport(admin, id)).toMatchObject({ status: "running", progress: 0 });
    const cancelled = await admin("POST", `/customer-imports/${id}/cancel`);
    expect(cancelled.body.status).toBe("cancelled");
    await tellOfSheet(id);
    expect((await rowsOf(admin, id)).filter(({ outcome }) => outcome === "ADDED")).toEqual([]);
    const { job } = await madeSheet(admin, id);
    expect(job).toMatchObject({ status: "done", counts: { added: 90 } });
    const day = (await admin("GET", `/audit?limit=200`)).body.items.filter(
      ({ subject }: { subject: string }) => subject === id,
    );
    expect(day.map(({ action }: { action: string }) => action).sort()).toEqual([
      "customer-import.apply",
      "customer-import.apply",
      "customer-import.cancel",
    ]);
  });

  it("names what an earlier line says already, and what is somebody else's", async () => {
    const taken = await aCustomer(admin, tariff, { switchAccounts: [uniqueName()] });
    const [name, code] = [uniqueName(), uniqueName()];
    const staffName = uniqueName();
    await admin("POST", "/users", { username: staffName, password: goodPassword, name: "Staff", permissions: [] });
    const rows = [
      aRow({ username: name, "Account ID": code }),
      aRow({ username: name.toUpperCase() }),
      aRow({ "Account ID": code }),
      aRow({ username: taken.username }),
      aRow({ "Account ID": taken.switchAccounts[0] }),
      aRow({ username: staffName }),
      aRow({ username: "" }),
      aRow({ username: "" }),
    ];
    const tried = await triedSheet(admin, csvOf(rows));
    expect(tried.rows.map(({ reason, faults }) => [reason, faults[0]?.path ?? null])).toEqual([
      [null, null],
      ["DUPLICATE", "username"],
      ["DUPLICATE", "switchAccounts"],
      ["EXISTS", "username"],
      ["TAKEN", "switchAccounts"],
      ["TAKEN", "username"],
      ["FAULTY", "username"],
      ["FAULTY", "username"],
    ]);
    // Taken between trial and change: the row is refused, the others are made.
    await aCustomer(admin, tariff, { username: name });
    const made = await madeSheet(admin, tried.id);
    expect(made.rows[0]).toMatchObject({ outcome: "REFUSED", reason: "EXISTS" });
    expect(made.job.counts).toMatchObject({ added: 0, refused: 8 });
  });

  it("changes customers by their user name only where that was declared, and only what a cell says", async () => {
    const seen = await aCustomer(admin, tariff, { email: "old@example.com", tags: ["kept"] });
    const same = await aCustomer(admin, tariff, {});
    const fresh = aRow();
    const sheet = csvOf([
      { username: seen.username, company: "New Name Ltd", email: "", balance: "5", password: goodPassword },
      { username: same.username, company: same.company },
      { username: seen.username.slice(0, 5), company: "" },
      fresh,
    ]);
    const { id, rows } = await triedSheet(admin, sheet, { mode: "ADD_AND_CHANGE" });
    expect(rows.map(({ outcome }) => outcome)).toEqual(["CHANGE", "SAME", "REFUSED", "ADD"]);
    expect(rows[0]?.note).toContain("password and balance");
    const made = await madeSheet(admin, id);
    expect(made.job.counts).toEqual({ add: 0, change: 0, same: 1, refused: 1, added: 1, changed: 1 });
    expect(await getCustomer(seen.account)).toMatchObject({
      company: "New Name Ltd",
      email: "old@example.com",
      tags: ["kept"],
      version: 2,
    });
    expect((await admin("GET", `/customers/${seen.account}`)).body.balance).toBe("0");
    const faulty = await triedSheet(admin, csvOf([{ username: same.username, company: "x", currency: "USD" }]), {
      mode: "ADD_AND_CHANGE",
    });
    expect(faulty.rows[0]).toMatchObject({ reason: "FAULTY" });
    expect(faulty.rows[0]?.faults.map(({ path }) => path)).toContain("currency");
  });

  it("gives the refused rows back with all their columns and reasons, without the passwords", async () => {
    const secret = "Hidden-Pass-77";
    const rows = [
      aRow({ phone: "+44 7", password: secret, note: "=1+1" }),
      aRow(),
      aRow({ cps: "0", note: "+442079" }),
    ];
    const { id, job } = await triedSheet(admin, `${csvOf(rows)}\n"open`);
    expect(job.counts).toMatchObject({ add: 1, refused: 3 });
    expect(JSON.stringify(job.seen)).not.toContain(secret);
    const text = Buffer.from(await (await fetch(job.rejectUrl)).arrayBuffer()).toString();
    expect(text).not.toContain(secret);
    const lines = text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^\ufeffusername,.*,password,note,Line,Reason,What is wrong$/);
    expect(lines[1]).toContain("+44 7");
    expect(lines[1]).toContain("'=1+1");
    expect(lines[1]).toMatch(/,2,FAULTY,"?phone: /);
    expect(lines[2]).toContain("+442079");
    expect(lines[2]).toMatch(/,4,FAULTY,"?callSessionsPerSecond: /);
    expect(lines[3]).toMatch(/,5,MALFORMED,/);
    // Nothing of a row is kept that could be signed in with.
    const stored = await queryPage({ pk: keys.importRow({ id, reading: 2 }, "").pk });
    expect(stored.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(stored.items)).not.toContain(secret);
  });

  it("reads the sheet again with another layout, and keeps the layout for the next one", async () => {
    const api = await staff();
    const row: Record<string, string> = { ...aRow({ state: "1" }), Wer: uniqueName() };
    const { username: _, "payment term": __, ...rest } = row;
    const first = await triedSheet(api, csvOf([rest]));
    expect(first.job).toMatchObject({ status: "failed", failure: { reason: "COLUMNS" } });
    const layout = {
      columns: { username: "Wer", status: "state" },
      constants: { paymentTermDays: "30" },
      words: { status: { "1": "SUSPENDED" } },
    };
    expect((await api("PATCH", `/customer-imports/${first.id}`, { layout })).status).toBe(202);
    await tellOfSheet(first.id);
    expect(await readImport(api, first.id)).toMatchObject({ status: "done", mapping: { username: "Wer" } });
    const { rows } = await madeSheet(api, first.id);
    expect(await getCustomer(rows[0]?.account ?? "")).toMatchObject({ status: "SUSPENDED", paymentTermDays: 30 });
    expect((await api("PATCH", `/customer-imports/${first.id}`, { layout })).status).toBe(409);
    const next = await triedSheet(api, csvOf([{ ...rest, Wer: uniqueName() }]));
    expect(next.rows[0]?.outcome).toBe("ADD");
    // A column that only the earlier sheet had is not missed; one that was chosen for this sheet is.
    const { state: _state, ...fewer } = rest;
    const other = await triedSheet(api, csvOf([{ ...fewer, Wer: uniqueName() }]));
    expect(other.rows[0]?.outcome).toBe("ADD");
    await api("PATCH", `/customer-imports/${other.id}`, { layout: { columns: layout.columns } });
    await tellOfSheet(other.id);
    expect(await readImport(api, other.id)).toMatchObject({ failure: { reason: "COLUMNS" } });
    const plain = { columns: {}, constants: {}, words: {} };
    await api("PATCH", `/customer-imports/${next.id}`, { layout: plain });
  });

  it("is made only of the file that was tried", async () => {
    const { id, url } = await triedSheet(admin, csvOf([aRow()]));
    const other = aRow();
    await fetch(url, { method: "PUT", body: csvOf([other, aRow()]) });
    await tellOfSheet(id);
    expect((await readImport(admin, id)).rows).toBe(2);
    await admin("POST", `/customer-imports/${id}/apply`);
    await fetch(url, { method: "PUT", body: csvOf([aRow()]) });
    await tellOfSheet(id);
    expect(await readImport(admin, id)).toMatchObject({ status: "failed", failure: { reason: "FILE_CHANGED" } });
    expect(await getLogin(other["username"] ?? "")).toBeUndefined();
  });
});
