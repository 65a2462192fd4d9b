import { beforeAll, describe, expect, it } from "vitest";
import type { Verdict } from "../../functions/switch/call-request.ts";
import { goodPassword, signInAs, uniqueName } from "../support/api.ts";
import { addRate } from "../support/charging.ts";
import { aReseller, itsCustomer } from "../support/resellers.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

let board: Switchboard;
beforeAll(async () => {
  board = await aSwitchboard();
});

const reasonOf = (verdict: Verdict): string => (verdict.verdict === "deny" ? verdict.reject.reason : "ALLOWED");

/** A customer of a reseller below a reseller, with a route, an address and money. */
async function aTree(fields: { top?: object; sub?: object } = {}) {
  const top = await aReseller(board.admin, board.tariff, { creditLimit: "50", ...fields.top });
  await addRate(top.api, top.tariff, "44", { pricePerMinute: "0.09" });
  const sub = await aReseller(top.api, top.tariff, { creditLimit: "20", ...fields.sub });
  await addRate(sub.api, sub.tariff, "44", { pricePerMinute: "0.15" });
  const { account } = await itsCustomer(sub);
  const ip = await board.equip(account);
  await board.pay(account, "30");
  return { top, sub, account, ip };
}

const edit = (account: string, change: object) => board.admin("PATCH", `/resellers/${account}`, change);
const ask = (ip: string, over: object = {}) => board.ask({ source_ip: ip, cld: "442079460018", ...over });

describe("a call of a reseller's customer", () => {
  it("holds at every level what it costs there, for the longest time that each of them can pay", async () => {
    // Of 9 the lower reseller pays 100 minutes; the customer and the upper one have money for longer.
    const { top, sub, account, ip } = await aTree({ sub: { creditLimit: "9" } });
    const verdict = await ask(ip);
    expect(verdict).toMatchObject({ verdict: "allow", max_duration_s: 6000, customer: { account_code: account } });
    expect(await board.money(account)).toMatchObject({ reserved: "15" });
    expect(await board.money(sub.account)).toEqual({ balance: "0", available: "0", reserved: "9", sessions: 1 });
    expect(await board.money(top.account)).toMatchObject({ reserved: "6", sessions: 1 });
  });

  it("gives every level back what it held, with the charge", async () => {
    const { top, sub, account, ip } = await aTree();
    const call_id = uniqueName();
    const verdict = await ask(ip, { call_id });
    if (verdict.verdict !== "allow") throw new Error(reasonOf(verdict));
    await board.deliver(account, { callId: call_id, authorizationId: verdict.authorization_id });
    expect(await board.money(account)).toMatchObject({ balance: "29.85", reserved: "0", sessions: 0 });
    expect(await board.money(sub.account)).toMatchObject({ balance: "0.06", reserved: "0", sessions: 0 });
    expect(await board.money(top.account)).toMatchObject({ balance: "0.03", reserved: "0", sessions: 0 });
  });

  it("may last longer when every level can pay for more, and is held no longer than the poorest can", async () => {
    const { sub, ip } = await aTree();
    const verdict = await ask(ip, { reauthorizes: true });
    if (verdict.verdict !== "allow") throw new Error(reasonOf(verdict));
    expect(verdict.max_duration_s).toBe(300);
    expect(await board.more(verdict.authorization_id, 290)).toMatchObject({ verdict: "allow", max_duration_s: 590 });
    expect(await board.money(sub.account)).toMatchObject({ reserved: "0.885" });
  });

  it.each([
    { level: "top" as const, change: { creditLimit: "0" }, code: "RESELLER_NO_BALANCE", because: "it has no money" },
    { level: "sub" as const, change: { creditLimit: "0" }, code: "RESELLER_NO_BALANCE", because: "it has no money" },
    { level: "top" as const, change: { status: "BLOCKED" }, code: "RESELLER_INACTIVE", because: "it is blocked" },
  ])("is refused as $code when of the $level reseller $because", async ({ level, change, code }) => {
    const tree = await aTree({ sub: { creditLimit: "0" } });
    const give = await board.admin(
      ...(["POST", `/resellers/${tree.sub.account}/payments`, { kind: "PAYMENT", amount: "1" }] as const),
      { headers: { "idempotency-key": uniqueName() } },
    );
    expect(give.status).toBe(201);
    expect(reasonOf(await ask(tree.ip))).toBe("ALLOWED");
    if (level === "sub")
      await board.admin(
        ...(["POST", `/resellers/${tree.sub.account}/payments`, { kind: "REFUND", amount: "1" }] as const),
        { headers: { "idempotency-key": uniqueName() } },
      );
    expect((await edit(tree[level].account, change)).status).toBe(200);
    expect(reasonOf(await ask(tree.ip))).toBe(code);
  });

  it("is refused as RESELLER_NO_RATE and RESELLER_RATE_BLOCKED by the tariff that a reseller buys by", async () => {
    const { top, sub, ip } = await aTree();
    await addRate(sub.api, sub.tariff, "33", { pricePerMinute: "0.2" });
    expect(reasonOf(await ask(ip, { cld: "33155501234" }))).toBe("RESELLER_NO_RATE");
    await addRate(top.api, top.tariff, "33", { blocked: true });
    expect(reasonOf(await ask(ip, { cld: "33155501234" }))).toBe("RESELLER_RATE_BLOCKED");
  });

  it.each([
    { limits: { maxCallSessions: 1 }, code: "RESELLER_CC_LIMIT" },
    { limits: { callSessionsPerSecond: 1 }, code: "RESELLER_CPS_LIMIT" },
  ])("is refused as $code where the reseller may have no more", async ({ limits, code }) => {
    const { ip } = await aTree({ top: { ...limits, creditLimit: "50000" }, sub: { creditLimit: "20000" } });
    await board.inOneSecond(async () => {
      expect(reasonOf(await ask(ip, { reauthorizes: true }))).toBe("ALLOWED");
      expect(reasonOf(await ask(ip, { reauthorizes: true }))).toBe(code);
    });
  });

  it("is tried by a reseller or a customer without a word of gateways and of what those above them pay", async () => {
    const { top, sub, account } = await aTree();
    const seen = async (api: Switchboard["admin"]) => {
      const { status, body } = await api("POST", `/customers/${account}/simulate`, { cld: "442079460018" });
      expect([status, reasonOf(body.verdict), body.charge.amount]).toEqual([200, "ALLOWED", "0.15"]);
      return JSON.stringify(body);
    };
    const { username } = (await board.admin("GET", `/customers/${account}`)).body;
    const customer = await signInAs(username, goodPassword);
    const [office, upper, lower, own] = [
      await seen(board.admin),
      await seen(top.api),
      await seen(sub.api),
      await seen(customer),
    ];
    for (const word of [board.gateway, board.host, top.account, sub.account]) expect(office).toContain(word);
    for (const text of [upper, lower, own]) {
      expect(text).not.toContain(board.gateway);
      expect(text).not.toContain(board.host);
    }
    expect([upper, lower, own].map((text) => text.includes(top.account))).toEqual([true, false, false]);
    expect([upper, lower, own].map((text) => text.includes(sub.account))).toEqual([true, true, false]);
  });

  it("hears of a refusal above it the code and nothing of whose it is", async () => {
    const { top, sub, account } = await aTree();
    await edit(top.account, { status: "BLOCKED" });
    const { body } = await sub.api("POST", `/customers/${account}/simulate`, { cld: "442079460018" });
    expect(reasonOf(body.verdict)).toBe("RESELLER_INACTIVE");
    expect(JSON.stringify(body)).not.toContain(top.account);
  });

  it("is tried on the page with the same words, and nothing is held", async () => {
    const { sub, account } = await aTree();
    await edit(sub.account, { status: "BLOCKED" });
    const { body } = await board.admin("POST", `/customers/${account}/simulate`, { cld: "442079460018" });
    expect(reasonOf(body.verdict)).toBe("RESELLER_INACTIVE");
    expect(await board.money(account)).toMatchObject({ reserved: "0" });
  });
});
