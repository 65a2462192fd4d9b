import { beforeAll, describe, expect, it } from "vitest";
import { now, replaceClock } from "../../functions/platform/clock.ts";
import type { Allowed, CallRequest, Verdict } from "../../functions/switch/call-request.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "../support/api.ts";
import { addRate } from "../support/charging.ts";
import { aCustomer } from "../support/customers.ts";
import { aReseller, itsCustomer } from "../support/resellers.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

/** A minute to 44 costs 0.06 at the switchboard's tariff. */
let board: Switchboard;
beforeAll(async () => {
  board = await aSwitchboard();
});

const reasonOf = (verdict: Verdict): string => (verdict.verdict === "deny" ? verdict.reject.reason : "ALLOWED");

async function upCall(ip: string, fields: Partial<CallRequest> = {}): Promise<Allowed> {
  const verdict = await board.ask({ source_ip: ip, cld: "442079460018", reauthorizes: true, ...fields });
  if (verdict.verdict !== "allow") throw new Error(reasonOf(verdict));
  return verdict;
}

const liveOf = async (account: string, query = "", as: Caller = board.admin) =>
  (await as("GET", `/customers/${account}/live-calls${query}`)).body;
const stop = (account: string, id: string, as: Caller = board.admin, body: object = {}) =>
  as("POST", `/customers/${account}/live-calls/${id}/stop`, body, { headers: { "idempotency-key": uniqueName() } });

/** With the clock so many seconds later. */
async function later<T>(seconds: number, work: () => Promise<T>): Promise<T> {
  const at = now() + seconds * 1000;
  const back = replaceClock(() => at);
  try {
    return await work();
  } finally {
    back();
  }
}

describe("the list of live calls", () => {
  it("shows a call with its numbers, gateway, time, cost so far and what is held, until it is over", async () => {
    const { account, ip } = await board.caller({ company: "Live Telecom" }, { pay: "5" });
    const { authorization_id: id } = await upCall(ip, { cli: "442079460100", switch_id: "proxy 7" });
    const [call] = (await later(90, () => liveOf(account))).items;
    expect(call).toMatchObject({
      ...{ id, account, company: "Live Telecom", direction: "outgoing", cli: "442079460100", cld: "442079460018" },
      ...{ device: ip, switch: "proxy 7", answeredAt: null, currency: "EUR", grantedSeconds: 300, asksAgain: true },
      ...{ reserved: "0.3", stop: null },
    });
    expect(call.gateways).toEqual([{ gateway: board.gateway, vendor: expect.any(String) }]);
    expect(call.elapsedSeconds).toBeGreaterThanOrEqual(90);
    // As if it had been answered at once: two begun minutes at most.
    expect(Number(call.charge)).toBeGreaterThanOrEqual(0.09);
    expect(Number(call.charge)).toBeLessThanOrEqual(0.12);
    const shown = async () => (await board.admin("GET", `/customers/${account}`)).body.liveCalls;
    expect(await shown()).toBe(1);
    await board.end(id);
    expect(await liveOf(account)).toEqual({ items: [], nextCursor: null, total: 0, isCut: false });
    expect(await shown()).toBe(0);
  });

  it("knows since when a call talks, and so what it costs, once its switch has asked for more time", async () => {
    const { account, ip } = await board.caller({}, { pay: "5" });
    const { authorization_id: id } = await upCall(ip);
    await later(300, () => board.more(id, 270));
    const [call] = (await later(330, () => liveOf(account))).items;
    expect(Date.parse(call.answeredAt) - Date.parse(call.since)).toBeGreaterThanOrEqual(29_000);
    expect(Date.parse(call.answeredAt) - Date.parse(call.since)).toBeLessThanOrEqual(60_000);
    expect(call.grantedSeconds).toBe(570);
  });

  it("is filtered by customer, numbers, switch, gateway and vendor, and goes on where a page ends", async () => {
    const { account, ip } = await board.caller({}, { pay: "5" });
    const one = await upCall(ip, { cld: "442079461111", switch_id: "first" });
    const two = await upCall(ip, { cld: "442079462222", switch_id: "second" });
    const ids = async (query: string) =>
      (await liveOf(account, query)).items.map((call: { id: string }) => call.id).sort();
    expect(await ids("")).toEqual([one.authorization_id, two.authorization_id].sort());
    expect(await ids("?cld=442079461")).toEqual([one.authorization_id]);
    expect(await ids("?switch=second")).toEqual([two.authorization_id]);
    expect(await ids(`?gateway=${board.gateway.toUpperCase()}`)).toHaveLength(2);
    expect(await ids("?gateway=another")).toEqual([]);
    expect(await ids("?vendor=ven_NOBODY")).toEqual([]);
    const first = await liveOf(account, "?limit=1");
    expect(first).toMatchObject({ total: 2, items: [{ id: expect.any(String) }] });
    const rest = await liveOf(account, `?limit=1&cursor=${first.nextCursor}`);
    expect([first.items[0].id, rest.items[0].id].sort()).toEqual([one.authorization_id, two.authorization_id].sort());
    expect(rest.nextCursor).toBeNull();
    const bad = await board.admin("GET", "/live-calls?cursor=bm9uZQ");
    expect(bad.status).toBe(400);
  });

  it("holds for the operator every call, for a reseller those of its subtree, for a customer its own", async () => {
    const top = await aReseller(board.admin, board.tariff, { creditLimit: "50" });
    await addRate(top.api, top.tariff, "44", { pricePerMinute: "0.09" });
    const below = await itsCustomer(top);
    const ip = await board.equip(below.account);
    await board.pay(below.account, "5");
    const switch_id = uniqueName();
    const theirs = await upCall(ip, { switch_id });
    const { account: foreign, ip: foreignIp } = await board.caller({}, { pay: "5" });
    const others = await upCall(foreignIp, { switch_id });

    const all = (await board.admin("GET", `/live-calls?switch=${switch_id}`)).body.items.map(
      ({ id }: { id: string }) => id,
    );
    expect(all.sort()).toEqual([theirs.authorization_id, others.authorization_id].sort());
    const own = (await top.api("GET", "/live-calls")).body;
    expect(own).toMatchObject({ total: 1, items: [{ id: theirs.authorization_id, gateways: null }] });
    expect((await top.api("GET", `/customers/${foreign}/live-calls`)).status).toBe(404);
    expect((await top.api("GET", `/live-calls?account=${foreign}`)).status).toBe(404);
    expect((await top.api("GET", "/live-calls?vendor=ven_X")).status).toBe(403);
    expect((await stop(foreign, others.authorization_id, top.api)).status).toBe(404);

    const username = uniqueName();
    const customer = await aCustomer(board.admin, board.tariff, { username, password: goodPassword });
    const portal = await signInAs(username, goodPassword);
    expect((await portal("GET", `/customers/${customer.account}/live-calls`)).status).toBe(200);
    expect((await portal("GET", "/live-calls")).status).toBe(403);
    expect((await portal("GET", `/customers/${foreign}/live-calls`)).status).toBe(404);
    expect((await stop(customer.account, theirs.authorization_id, portal)).status).toBe(403);
  });
});

describe("stopping a call", () => {
  it("refuses it more time, is audited, and said twice it stays the first", async () => {
    const { account, ip } = await board.caller({}, { pay: "5" });
    const { authorization_id: id } = await upCall(ip);
    const { authorization_id: other } = await upCall(ip);
    const reply = await stop(account, id, board.admin, { note: "Looks stolen" });
    expect(reply).toMatchObject({ status: 200, body: { id, stop: { reason: "CALL_STOPPED", note: "Looks stolen" } } });
    expect((await stop(account, id, board.admin, { note: "Again" })).body.stop).toEqual(reply.body.stop);
    expect(await board.more(id, 270)).toMatchObject({
      verdict: "deny",
      customer: { account_code: account },
      reject: { reason: "CALL_STOPPED", sip_code: 403 },
    });
    expect(reasonOf(await board.more(id, 271))).toBe("CALL_STOPPED");
    expect(await board.more(other, 270)).toMatchObject({ verdict: "allow", max_duration_s: 570 });
    await expect
      .poll(async () => (await board.admin("GET", `/audit?account=${account}&action=call.stop`)).body.items)
      .toMatchObject([{ action: "call.stop", subject: id, account }]);
  });

  it("keeps its mark when the switch asks for more time at the same moment", async () => {
    const { account, ip } = await board.caller({ callSessionsPerSecond: 100 }, { pay: "50" });
    for (let n = 0; n < 8; n++) {
      const { authorization_id: id } = await upCall(ip, { cld: `4420794600${10 + n}` });
      await Promise.all([stop(account, id), board.more(id, 200)]);
      expect(reasonOf(await board.more(id, 210))).toBe("CALL_STOPPED");
      await board.end(id);
    }
    expect(await board.money(account)).toMatchObject({ sessions: 0 });
  });

  it("settles as any other call: the CDR charges what was talked and gives back what was held", async () => {
    const { account, ip } = await board.caller({}, { pay: "5" });
    const call_id = uniqueName();
    const { authorization_id: id } = await upCall(ip, { call_id });
    await stop(account, id);
    await board.deliver(account, { callId: call_id, authorizationId: id });
    expect(await board.money(account)).toMatchObject({ reserved: "0", sessions: 0, available: "4.94" });
  });

  it("is not found for a call that is over, and refused for one whose switch asks no more", async () => {
    const { account, ip } = await board.caller({}, { pay: "5" });
    const ended = await upCall(ip);
    await board.end(ended.authorization_id);
    expect((await stop(account, ended.authorization_id)).status).toBe(404);
    expect((await stop(account, "az-nothing")).status).toBe(404);
    const whole = await upCall(ip, { reauthorizes: false });
    expect((await stop(account, whole.authorization_id)).status).toBe(409);
  });

  it("needs the right to change customers", async () => {
    const { account, ip } = await board.caller({}, { pay: "5" });
    const { authorization_id: id } = await upCall(ip);
    const looker = await staff(["customers:read", "calls:read"]);
    expect((await liveOf(account, "", looker)).items).toMatchObject([{ id, gateways: null }]);
    expect((await stop(account, id, looker)).status).toBe(403);
  });
});

describe("a customer whose status changes while its calls are up", () => {
  it.each(["SUSPENDED", "BLOCKED"])("gets no more time for any of them once it is %s", async (status) => {
    const { account, ip } = await board.caller({}, { pay: "5" });
    const ids = [await upCall(ip), await upCall(ip)].map(({ authorization_id: id }) => id);
    expect((await board.admin("PATCH", `/customers/${account}`, { status })).status).toBe(200);
    const { items } = await liveOf(account);
    expect(items.map(({ stop }: { stop: object }) => stop)).toEqual(
      ids.map(() => ({ reason: "ACCOUNT_INACTIVE", at: null, note: "" })),
    );
    for (const id of ids) expect(reasonOf(await board.more(id, 270))).toBe("ACCOUNT_INACTIVE");
    expect((await board.admin("PATCH", `/customers/${account}`, { status: "ACTIVE" })).status).toBe(200);
    for (const id of ids) expect(reasonOf(await board.more(id, 270))).toBe("ALLOWED");
  });

  it("gets none either when a reseller above it is blocked", async () => {
    const top = await aReseller(board.admin, board.tariff, { creditLimit: "50" });
    await addRate(top.api, top.tariff, "44", { pricePerMinute: "0.09" });
    const below = await itsCustomer(top);
    const ip = await board.equip(below.account);
    await board.pay(below.account, "5");
    const { authorization_id: id } = await upCall(ip);
    expect((await board.admin("PATCH", `/resellers/${top.account}`, { status: "BLOCKED" })).status).toBe(200);
    expect(reasonOf(await board.more(id, 270))).toBe("RESELLER_INACTIVE");
  });
});
