import { beforeAll, describe, expect, it } from "vitest";
import { changedDid, didOwnerAt, type StoredDid } from "../functions/dids/did.ts";
import { noCharges } from "../functions/dids/rent.ts";
import type { Verdict } from "../functions/switch/call-request.ts";
import { uniqueIp } from "./support/addresses.ts";
import { signInAs, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, addRate, anOperator, type Operator, rate } from "./support/charging.ts";
import { aTariff, faultsOf } from "./support/customers.ts";
import { aSwitchboard, type Switchboard } from "./switch/switchboard.ts";

let operator: Operator;
let board: Switchboard;
beforeAll(async () => {
  [operator, board] = [await anOperator(), await aSwitchboard()];
});

let last = 0;
/** A number that no other test has. */
const aNumber = () => `4930${String(process.pid % 10_000).padStart(4, "0")}${String(last++).padStart(4, "0")}`;

const made = async (path: string, body: object) => {
  const reply = await operator.admin("POST", path, body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};
const aDid = async (fields: object = {}) => {
  const number = aNumber();
  await made("/dids", { numbers: [number], ...fields });
  return number;
};
const patch = async (number: string, change: object) => {
  const reply = await operator.admin("PATCH", `/dids/${number}`, change);
  expect(reply).toMatchObject({ status: 200 });
  return reply.body;
};
const aSipDevice = async (account: string) => {
  const body = { login: uniqueName(), extension: "201", maxCallSessions: 5, callSessionsPerSecond: 5 };
  return made(`/customers/${account}/sip-devices`, body);
};

describe("a DID", () => {
  it("is added with others or none is, given to a customer, read by it, and only removed from stock", async () => {
    const account = await operator.newAccount();
    const device = await aSipDevice(account);
    const numbers = [aNumber(), aNumber()];
    const added = await made("/dids", { numbers: [`+${numbers[0]}`, numbers[1]], account, ringsAt: device.id });
    expect(added.items).toMatchObject([
      { number: numbers[0], account, company: "Acme Voice", device: device.login, tariffId: null, version: 1 },
      { number: numbers[1] },
    ]);
    const again = await operator.admin("POST", "/dids", { numbers: [aNumber(), numbers[1]] });
    expect([again.status, faultsOf(again)]).toEqual([409, ["numbers"]]);
    const { body } = await operator.admin("GET", `/customers/${account}/dids`);
    expect(body.items.map(({ number }: { number: string }) => number)).toEqual(numbers);
    const refused = await operator.admin("DELETE", `/dids/${numbers[0]}`);
    expect(refused).toMatchObject({ status: 409 });
    expect(await patch(numbers[0] as string, { account: null })).toMatchObject({
      account: null,
      ringsAt: null,
      version: 2,
    });
    expect((await operator.admin("DELETE", `/dids/${numbers[0]}`)).status).toBe(204);
    expect((await operator.admin("GET", `/dids/${numbers[0]}`)).status).toBe(404);
  });

  it.each([
    { fields: { numbers: ["0049301234"] }, faults: ["numbers.0"], because: "00 is no part of a number" },
    { fields: { numbers: ["49301", "49301"] }, faults: ["numbers"], because: "it is named twice" },
    { fields: { numbers: [] }, faults: ["numbers"], because: "there is none" },
    { fields: { account: "C00000000" }, faults: ["account"], because: "there is no such customer" },
    { fields: { ringsAt: "dev_1" }, faults: ["ringsAt"], because: "it is in stock" },
  ])("is refused by name where $because", async ({ fields, faults }) => {
    const reply = await operator.admin("POST", "/dids", { numbers: [aNumber()], ...fields });
    expect([reply.status, faultsOf(reply)]).toEqual([422, faults]);
  });

  it("rings at no other customer's device, at no network, and costs by no tariff of another currency", async () => {
    const [account, other] = [await operator.newAccount(), await operator.newAccount()];
    const foreign = await aSipDevice(other);
    const limits = { maxCallSessions: 5, callSessionsPerSecond: 5 };
    const network = await made(`/customers/${account}/ip-devices`, { ip: `10.${last++}.9.0/29`, ...limits });
    for (const ringsAt of [foreign.id, network.id]) {
      const reply = await operator.admin("POST", "/dids", { numbers: [aNumber()], account, ringsAt });
      expect(faultsOf(reply)).toEqual(["ringsAt"]);
    }
    const tariffId = await aTariff(operator.admin, "USD");
    expect(faultsOf(await operator.admin("POST", "/dids", { numbers: [aNumber()], account, tariffId }))).toEqual([
      "tariffId",
    ]);
  });

  it("is listed for a customer only where it is its own", async () => {
    const username = uniqueName();
    const account = await operator.newAccount({ username });
    const number = await aDid({ account });
    const customer = await signInAs(username, "Tr0ub4dor&3x");
    expect((await customer("GET", `/customers/${account}/dids`)).body.items).toMatchObject([{ number }]);
    expect((await customer("GET", "/dids")).status).toBe(403);
    const other = await operator.newAccount();
    expect((await customer("GET", `/customers/${other}/dids`)).status).toBe(404);
  });

  it("remembers whose it was when", () => {
    const did: StoredDid = {
      ...{ number: "49301234", account: "C10000001", ringsAt: "sip_1", tariffId: null, status: "ACTIVE" },
      ...{
        forwardTo: null,
        description: "",
        from: 100,
        former: [],
        createdAt: "",
        version: 1,
        ...noCharges,
        rent: null,
      },
    };
    const today = "2026-01-31";
    const stock = changedDid(did, { account: null }, { atMs: 200, today });
    const sold = changedDid(stock, { account: "C10000002" }, { atMs: 300, today });
    const ownerAt = (at: number) => didOwnerAt(sold, at)?.account;
    expect([50, 100, 199, 200, 299, 300].map(ownerAt)).toEqual([
      ...[undefined, "C10000001", "C10000001", undefined, undefined, "C10000002"],
    ]);
    expect(sold.ringsAt).toBeNull();
  });
});

describe("a record of a call from outside", () => {
  const deliver = async (fields: object) => {
    await rate(aBatch(operator.source, [aCallOf(null, operator.source, { sourceIp: "192.0.2.77", ...fields })]));
  };

  it("is its DID owner's, free without a tariff, and no vendor's cost", async () => {
    const account = await operator.newAccount();
    const number = await aDid({ account });
    await deliver({ cldReceived: number, setupMs: Date.now() + 2000, billableMs: 90_000 });
    const [call] = (await operator.calls(account)).items;
    expect(call).toMatchObject({ direction: "DID", cld: number, charge: "0", durationSeconds: 90, vendorId: null });
    const { body } = await operator.admin("GET", `/customers/${account}/calls/${call.id}`);
    expect(body.trace.at(-1).detail).toContain("without a tariff is free");
    expect(await operator.balance(account)).toBe("0");
  });

  it("is charged to the owner by the DID's tariff, and to nobody twice", async () => {
    const account = await operator.newAccount();
    const tariffId = await aTariff(operator.admin);
    await addRate(operator.admin, tariffId, "4930", { pricePerMinute: "0.02" });
    const number = await aDid({ account, tariffId });
    const cdr = aCallOf(null, operator.source, { cldReceived: number, setupMs: Date.now() + 2000, billableMs: 60_000 });
    const batch = aBatch(operator.source, [cdr]);
    await rate(batch);
    await rate({ ...batch, delivery: uniqueName() });
    expect(await operator.balance(account)).toBe("-0.02");
    const [call] = (await operator.calls(account)).items;
    expect(call).toMatchObject({ direction: "DID", charge: "0.02", tariffId, prefix: "4930" });
  });

  it("finds nobody by a part of a number: it waits in suspense", async () => {
    const account = await operator.newAccount();
    const number = await aDid({ account });
    for (const cldReceived of [`${number}1`, number.slice(0, -1), number.slice(2)])
      await deliver({ cldReceived, setupMs: Date.now() + 2000 });
    expect((await operator.calls(account)).items).toEqual([]);
  });

  it("is the former owner's where it was set up in that one's time", async () => {
    const [before, after] = [await operator.newAccount(), await operator.newAccount()];
    const number = await aDid({ account: before });
    const setupMs = Date.now() + 500;
    await new Promise((done) => setTimeout(done, 1500));
    await patch(number, { account: after });
    await deliver({ cldReceived: number, setupMs });
    expect((await operator.calls(before)).items).toMatchObject([{ cld: number, direction: "DID" }]);
    expect((await operator.calls(after)).items).toEqual([]);
  });

  it("is an outgoing call of the customer that made it, also to another customer's DID", async () => {
    const [caller, owner] = [await operator.newAccount(), await operator.newAccount()];
    await addRate(operator.admin, operator.tariff, "4930", { pricePerMinute: "0.06" });
    const number = await aDid({ account: owner });
    const cdr = aCallOf(caller, operator.source, {
      cldReceived: number,
      setupMs: Date.now() + 2000,
      billableMs: 60_000,
    });
    await rate(aBatch(operator.source, [cdr]));
    expect((await operator.calls(caller)).items).toMatchObject([{ direction: "OUT", charge: "0.06" }]);
    expect((await operator.calls(owner)).items).toEqual([]);
  });
});

describe("a switch that asks for a call from outside", () => {
  const reasonOf = (verdict: Verdict) => (verdict.verdict === "deny" ? verdict.reject.reason : "ALLOWED");

  /** An address that a vendor's gateway is known by. */
  async function aCarrier(): Promise<string> {
    const ip = uniqueIp();
    const vendor = await made("/vendors", { name: uniqueName(), currency: "EUR" });
    await made(`/vendors/${vendor.id}/gateways`, { name: uniqueName(), host: "192.0.2.3", aliases: [ip] });
    return ip;
  }

  it("hears the owner's device, and by which rules the two numbers are shown to it", async () => {
    const account = await operator.newAccount();
    const device = await aSipDevice(account);
    const number = await aDid({ account, ringsAt: device.id });
    await made(`/customers/${account}/translation-rules/did-source`, { action: "ALLOW", rule: "33|%=>0033%" });
    const verdict = await board.ask({ source_ip: await aCarrier(), cld: `+${number}`, cli: "33155501234" });
    expect(verdict).toMatchObject({
      verdict: "allow",
      customer: { account_code: account },
      ...{ cli: "0033155501234", cld: number },
      routes: [{ id: "extension", uri: expect.stringContaining(`sip:${device.login}@`) }],
    });
    expect(await board.money(account)).toMatchObject({ reserved: "0", sessions: 1 });
  });

  it("hears the number as the destination list has it for an IP device, and holds what the DID's tariff asks", async () => {
    const { account, ip, device } = await board.caller({ maxCallMinutes: 10 }, { pay: "1" });
    const tariffId = await aTariff(operator.admin);
    await addRate(operator.admin, tariffId, "4930", { pricePerMinute: "0.02" });
    const number = await aDid({ account, ringsAt: device, tariffId });
    await made(`/customers/${account}/translation-rules/did-destination`, { action: "ALLOW", rule: `${number}=>200` });
    const verdict = await board.ask({ source_ip: await aCarrier(), cld: number, cli: "" });
    expect(verdict).toMatchObject({
      verdict: "allow",
      ...{ cld: number, max_duration_s: 600 },
      routes: [{ id: "device", uri: `sip:200@${ip}` }],
    });
    expect(await board.money(account)).toMatchObject({ reserved: "0.2", sessions: 1 });
    if (verdict.verdict !== "allow") return;
    await board.deliver(account, {
      ...{ cldReceived: number, authorizationId: verdict.authorization_id, billableMs: 60_000 },
      setupMs: Date.now() + 2000,
    });
    expect(await board.money(account)).toMatchObject({ balance: "0.98", reserved: "0", sessions: 0 });
  });

  it.each([
    { status: "SUSPENDED", reason: "ALLOWED", because: "who owes money is still reached" },
    { status: "BLOCKED", reason: "ACCOUNT_INACTIVE", because: "who is blocked is not" },
  ])("hears $reason for a $status customer: $because", async ({ status, reason }) => {
    const account = await operator.newAccount();
    const device = await aSipDevice(account);
    const number = await aDid({ account, ringsAt: device.id });
    await operator.admin("PATCH", `/customers/${account}`, { status });
    expect(reasonOf(await board.ask({ source_ip: await aCarrier(), cld: number }))).toBe(reason);
  });

  it("hears why a number is not reached", async () => {
    const account = await operator.newAccount();
    const device = await aSipDevice(account);
    const ip = await aCarrier();
    const ask = async (cld: string, source_ip = ip) => reasonOf(await board.ask({ source_ip, cld }));
    const number = await aDid({ account, ringsAt: device.id });
    expect(await ask(number, "198.18.254.254")).toBe("UNKNOWN_CALLER");
    expect(await ask(`${number}1`)).toBe("DID_NOT_IN_SERVICE");
    expect(await ask(await aDid())).toBe("DID_NOT_IN_SERVICE");
    expect(await ask(await aDid({ account, ringsAt: device.id, status: "INACTIVE" }))).toBe("DID_NOT_IN_SERVICE");
    expect(await ask(await aDid({ account }))).toBe("DID_RINGS_NOWHERE");
    await operator.admin("DELETE", `/customers/${account}/sip-devices/${device.id}`);
    expect(await ask(number)).toBe("DID_RINGS_NOWHERE");
  });
});
