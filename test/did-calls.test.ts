import { beforeAll, describe, expect, it } from "vitest";
import { debitOf, hasCharges, monthlyPrice, noCharges, rentPeriod } from "../functions/dids/rent.ts";
import { decimalOf } from "../functions/money/money.ts";
import type { Verdict } from "../functions/switch/call-request.ts";
import { uniqueIp } from "./support/addresses.ts";
import { uniqueName } from "./support/api.ts";
import { addRate } from "./support/charging.ts";
import { faultsOf } from "./support/customers.ts";
import { aNumber, findingsOf, minus, today, untaxed } from "./support/dids.ts";
import { aSwitchboard, type Switchboard } from "./switch/switchboard.ts";

let board: Switchboard;
/** An address that a vendor's gateway is known by. */
const carrier = uniqueIp();

const made = async (path: string, body: object) => {
  const reply = await board.admin("POST", path, body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};
const aDid = async (fields: object) => {
  const number = aNumber();
  await made("/dids", { numbers: [number], ...fields });
  return number;
};
const ask = (cld: string) => board.ask({ source_ip: carrier, cld });
const reasonOf = (verdict: Verdict) => (verdict.verdict === "deny" ? verdict.reject.reason : "ALLOWED");

beforeAll(async () => {
  board = await aSwitchboard();
  const vendor = await made("/vendors", { name: uniqueName(), currency: "EUR" });
  await made(`/vendors/${vendor.id}/gateways`, { name: uniqueName(), host: "192.0.2.3", aliases: [carrier] });
});

describe("calls at a time at a DID", () => {
  it("are never more than it may have, however many callers come at once, and one that ends makes room", async () => {
    const { account, device } = await board.caller({}, { pay: "1" });
    const number = await aDid({ account, ringsAt: device, maxCalls: 2 });
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => ask(number)));
    expect(verdicts.map(reasonOf).sort()).toEqual(["ALLOWED", "ALLOWED", ...Array(6).fill("DID_BUSY")]);
    expect(verdicts.find(({ verdict }) => verdict === "deny")).toMatchObject({
      reject: { sip_code: 486, reason: "DID_BUSY" },
    });
    const first = verdicts.find((one) => one.verdict === "allow");
    if (first?.verdict !== "allow") return;
    await board.deliver(account, {
      ...{ cldReceived: number, authorizationId: first.authorization_id, billableMs: 60_000 },
      setupMs: Date.now() + 2000,
    });
    expect([reasonOf(await ask(number)), reasonOf(await ask(number))]).toEqual(["ALLOWED", "DID_BUSY"]);
  });

  it("are counted where it is forwarded, and each number counts its own", async () => {
    const { account } = await board.caller({}, { pay: "5" });
    await addRate(board.admin, board.tariff, "447700", { pricePerMinute: "0.01" });
    const fields = { account, forwardTo: "447700900144", maxCalls: 1 };
    const [one, two] = [await aDid(fields), await aDid(fields)];
    const heard = [];
    for (const number of [one, one, two, two]) heard.push(reasonOf(await ask(number)));
    expect(heard).toEqual(["ALLOWED", "DID_BUSY", "ALLOWED", "DID_BUSY"]);
  });

  it("have no limit of the number's own where none is said", async () => {
    const { account, device } = await board.caller({}, { pay: "1" });
    const number = await aDid({ account, ringsAt: device });
    expect([reasonOf(await ask(number)), reasonOf(await ask(number))]).toEqual(["ALLOWED", "ALLOWED"]);
  });
});

describe("rent of calls at a time", () => {
  const priced = { ...noCharges, monthlyRent: "2.50", callRent: "0.50" };

  it.each([
    { fields: { maxCalls: 10, includedCalls: 2 }, month: "6.5", because: "eight are not included" },
    { fields: { maxCalls: 2, includedCalls: 2 }, month: "2.5", because: "all are included" },
    {
      fields: { maxCalls: 1, includedCalls: 5 },
      month: "2.5",
      because: "what is included and not had is not given back",
    },
    {
      fields: { maxCalls: null, includedCalls: 0 },
      month: "2.5",
      because: "without a limit there is nothing to count",
    },
    { fields: { maxCalls: 3, monthlyRent: "0" }, month: "1.5", because: "the calls may be all that is paid for" },
    { fields: { maxCalls: 3, callRent: "0" }, month: "2.5", because: "a limit need not cost anything" },
  ])("comes to $month a month where $because", ({ fields, month }) => {
    const did = { ...priced, ...fields };
    expect([decimalOf(monthlyPrice(did)), hasCharges(did)]).toEqual([month, true]);
  });

  it("is part of the number's rent: one line that says how many, by the days that are left of the month", async () => {
    const { account } = await board.caller({}, { pay: "100" });
    await aDid({ account, monthlyRent: "31", maxCalls: 6, includedCalls: 4, callRent: "15.5" });
    const { days, of } = rentPeriod(today(), 1, "CALENDAR_MONTH");
    const due = debitOf({ price: 62_000_000_000n, period: { from: "", until: "", days, of } }, untaxed, 2).amount;
    expect((await board.money(account)).balance).toBe(minus("100", decimalOf(due)));
    const { body } = await board.admin("GET", `/customers/${account}/statement?from=2020-01-01&to=2090-01-01`);
    expect(body.rows.filter((row: { activity: string }) => row.activity === "DID_RENT")).toMatchObject([
      { debit: decimalOf(due), detail: expect.stringMatching(/^Rent of \d+, .* with 2 more calls at a time$/) },
    ]);
    expect(await findingsOf(account)).toEqual([]);
  });

  it.each([
    { fields: { callRent: "1", currency: "EUR" }, faults: ["maxCalls"], because: "nobody says how many calls" },
    { fields: { callRent: "1", maxCalls: 3 }, faults: ["currency"], because: "nobody says whose coins it is" },
    { fields: { maxCalls: 0 }, faults: ["maxCalls"], because: "a number that takes no call is no number" },
    {
      fields: { maxCalls: 1.5, includedCalls: -1 },
      faults: ["includedCalls", "maxCalls"],
      because: "they are no counts",
    },
    { fields: { callRent: "NaN" }, faults: ["callRent"], because: "it is no amount" },
  ])("is refused by name where $because", async ({ fields, faults }) => {
    const reply = await board.admin("POST", "/dids", { numbers: [aNumber()], ...fields });
    expect([reply.status, faultsOf(reply).sort()]).toEqual([422, faults]);
  });
});
