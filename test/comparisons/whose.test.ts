import { beforeAll, describe, expect, it } from "vitest";
import { rerateSearch } from "../../frontend/src/comparisons/rerate-search.ts";
import { cellsOf, exported } from "../exports/world.ts";
import { reprice, tried } from "../rerates/world.ts";
import { staff, uniqueName } from "../support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "../support/charging.ts";
import { aTariff, faultsOf } from "../support/customers.ts";
import { aReseller, itsCustomer } from "../support/resellers.ts";
import {
  base,
  begun,
  callsTo,
  comparedFile,
  differencesOf,
  iso,
  linesOf,
  numbers,
  period,
  readComparison,
  stamp,
  tellOfFile,
} from "./world.ts";

let operator: Operator;
beforeAll(async () => {
  operator = await anOperator();
});

const withCalls = (account: string, called: readonly string[], over: object = {}) =>
  callsTo(operator, account, called, over);

it("totals that are typed are compared by destination", async () => {
  const { admin } = operator;
  const account = await operator.newAccount();
  await withCalls(account, numbers.slice(0, 3));
  const totals = [
    { destination: "TO 44", calls: 4, seconds: 240, amount: "0.24" },
    { destination: "Mars", calls: 1, seconds: 1, amount: "-0.5" },
  ];
  const { id, url } = await begun(admin, { account, ...period, fileName: undefined, totals });
  expect(url).toBeNull();
  await tellOfFile(id);
  expect(await readComparison(admin, id)).toMatchObject({ status: "done", clock: null, fileName: null });
  expect(await linesOf(admin, id)).toMatchObject([
    { destination: "Mars", ours: { calls: 0 }, theirs: { calls: 1, amount: "-0.5" }, classes: {} },
    { destination: "to 44", ours: { calls: 3, seconds: 180, amount: "0.18" }, theirs: { calls: 4, seconds: 240 } },
  ]);
  expect(await differencesOf(admin, id)).toEqual([]);
});

it("a vendor's file is compared with what its calls cost, whoever made them, by who may see vendors", async () => {
  const { admin, source } = operator;
  const tariffId = await aTariff(admin, "EUR");
  await addRate(admin, tariffId, "44", { pricePerMinute: "0.03" });
  const made = async (path: string, body: object) => (await admin("POST", path, body)).body;
  const vendor = (await made("/vendors", { name: uniqueName(), currency: "EUR", tariffId })).id;
  const gateway = uniqueName();
  await made(`/vendors/${vendor}/gateways`, { name: uniqueName(), host: "192.0.2.1", aliases: [gateway] });
  const accounts = [await operator.newAccount(), await operator.newAccount()];
  const at = await Promise.all(accounts.map((account, i) => withCalls(account, numbers.slice(i, i + 1), { gateway })));
  // Another vendor's, or nobody's, is not compared.
  await rate(aBatch(source, [aCallOf(accounts[0] ?? "", source, { setupMs: base })]));
  const file = ["time,number,seconds,cost", `${stamp(at[0]?.[0] ?? 0)},${numbers[0]},60,0.03`].join("\n");
  const { id, job } = await comparedFile(admin, { vendor, ...period }, file);
  expect(job.total).toMatchObject({
    ours: { calls: 2, seconds: 120, amount: "0.06" },
    theirs: { calls: 1, amount: "0.03" },
    classes: { ONLY_OURS: { calls: 1, amount: "-0.03" } },
  });
  expect(await differencesOf(admin, id)).toMatchObject([
    { class: "ONLY_OURS", account: accounts[1], number: numbers[1] },
  ]);
  // Where the page leads from here: what this vendor took in the compared time, by its own tariff as it is now.
  await reprice(admin, tariffId, "0.05");
  const asked = rerateSearch(job, [(await admin("GET", `/vendors/${vendor}`)).body], "to 44");
  expect(asked).toMatchObject({ vendor, tariffId, what: "COSTS" });
  const rerate = await tried(admin, asked);
  expect(rerate.totals).toMatchObject([{ changed: 2, difference: "0" }]);
  expect(rerate.costs).toMatchObject([{ before: "0.06", after: "0.1" }]);
  const noVendors = await staff(["calls:read", "customers:read"]);
  expect((await noVendors("GET", `/comparisons/${id}`)).status).toBe(404);
  expect((await noVendors("POST", "/comparisons", { vendor, ...period, fileName: "a.csv" })).status).toBe(403);
  expect((await admin("POST", "/comparisons", { vendor: "ven_0", ...period, fileName: "a.csv" })).status).toBe(404);
});

it("both tables go out as files in every format", async () => {
  const { admin } = operator;
  const account = await operator.newAccount();
  await withCalls(account, numbers.slice(0, 2));
  const { id } = await comparedFile(
    admin,
    { account, ...period },
    `time,number,seconds\n${stamp(base)},${numbers[0]},70`,
  );
  for (const format of ["csv", "txt", "xlsx", "xls", "pdf"])
    for (const kind of ["comparison", "differences"]) {
      const { job } = await exported(admin, { kind, format, filter: { comparison: id } });
      expect(job, `${kind} ${format}`).toMatchObject({ status: "done", rows: kind === "comparison" ? 1 : 2 });
    }
  const one = await exported(admin, {
    kind: "differences",
    format: "csv",
    filter: { comparison: id, class: "DURATION" },
  });
  const [head, row, ...rest] = await cellsOf(one.file);
  expect([head?.[0], row?.[0], row?.[2], rest.length]).toEqual(["Difference", "Duration", numbers[0], 0]);
  const other = await staff(["customers:read"]);
  expect(
    (await other("POST", "/exports", { kind: "differences", format: "csv", filter: { comparison: id } })).status,
  ).toBe(403);
});

describe("who may compare", () => {
  it("is whoever reads the customer's calls: a reseller its own customers', and nobody reads another's comparison", async () => {
    const { admin, tariff } = operator;
    const reseller = await aReseller(admin, tariff);
    const { account } = await itsCustomer(reseller);
    const foreign = await operator.newAccount();
    const asked = { ...period, fileName: "a.csv" };
    const { id, job } = await comparedFile(
      reseller.api,
      { account, ...period },
      `time,number,seconds\n${stamp(base)},4420,60`,
    );
    expect(job.total.classes).toEqual({ ONLY_THEIRS: { calls: 1, amount: "0" } });
    expect((await reseller.api("POST", "/comparisons", { account: foreign, ...asked })).status).toBe(404);
    expect((await reseller.api("POST", "/comparisons", { vendor: "ven_1", ...asked })).status).toBe(403);
    const sibling = await aReseller(admin, tariff);
    for (const path of ["", "/destinations", "/calls"])
      expect((await sibling.api("GET", `/comparisons/${id}${path}`)).status, path).toBe(404);
    expect((await sibling.api("POST", `/comparisons/${id}/cancel`)).status).toBe(404);
    expect((await sibling.api("GET", "/comparisons")).body.items).toEqual([]);
    expect((await admin("GET", `/comparisons/${id}`)).status).toBe(404);
  });

  it("is told of every fault of what it asks", async () => {
    const { admin } = operator;
    const account = await operator.newAccount();
    const ask = (body: object) => admin("POST", "/comparisons", { account, ...period, fileName: "a.csv", ...body });
    expect(faultsOf(await ask({ vendor: "ven_1" }))).toEqual(["account"]);
    expect(faultsOf(await ask({ account: undefined, fileName: undefined }))).toEqual(["account", "fileName"]);
    expect(faultsOf(await ask({ from: period.to, to: period.from }))).toEqual(["to"]);
    expect(faultsOf(await ask({ to: iso(base + 60 * 86_400_000) }))).toEqual(["to"]);
    expect(faultsOf(await ask({ currency: "USD" }))).toEqual(["currency"]);
    const settings = { timeToleranceSeconds: 301, numberDigits: 3, roundingTolerance: "-1", timeZone: "Mars/Olympus" };
    expect(faultsOf(await ask({ settings }))).toHaveLength(4);
    const total = { destination: "A", calls: 1, seconds: 1, amount: "1" };
    expect(faultsOf(await ask({ fileName: undefined, totals: [total, total] }))).toEqual(["totals.1.destination"]);
    expect((await admin("GET", "/comparisons/cmp_0")).status).toBe(404);
  });
});
