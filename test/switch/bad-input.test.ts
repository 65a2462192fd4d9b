import { beforeAll, describe, expect, it } from "vitest";
import type { CallRequest, Verdict } from "../../functions/switch/call-request.ts";
import { switchKey } from "../intake/world.ts";
import { uniqueName } from "../support/api.ts";
import { aSwitchboard, type Switchboard } from "./switchboard.ts";

let board: Switchboard;
beforeAll(async () => {
  board = await aSwitchboard();
});

const said = (verdict: Verdict) =>
  verdict.verdict === "deny" ? `${verdict.reject.sip_code} ${verdict.reject.reason}` : "ALLOWED";
const made = async (path: string, body: object) => {
  const reply = await board.admin("POST", path, body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};

describe("a number", () => {
  it.each(["", " ", "e", "44 20", "44;x", "sip:44", "44\r\nX: 1", "４４", "E44", "1".repeat(33), "%34%34", "44\u0000"])(
    "%j is refused as none, whoever calls and for how long the money would last",
    async (cld) => {
      const { ip } = await board.caller({}, { pay: "1" });
      expect(said(await board.ask({ source_ip: ip, cld }))).toBe("484 BAD_NUMBER");
    },
  );

  it.each(["*100#", "ABCD0123456789", "1".repeat(32)])(
    "%j is one: what refuses it is that it has no rate",
    async (cld) => {
      const { ip } = await board.caller({}, { pay: "1" });
      expect(said(await board.ask({ source_ip: ip, cld }))).toBe("404 NO_RATE");
    },
  );
});

describe("a call id", () => {
  /** Every sign of RFC 3261 §25.1 `word`, of a call id `word@word`, and its longest. */
  const words = ["-.!%*_+`'~()<>:\\\"/[]?{}@az09", "../../etc", "%00%0d%0a", "<x>&amp;", "$(ls)`id`", "x".repeat(512)];
  it.each(words.map((call_id) => ({ call_id, begins: call_id.slice(0, 40) })))(
    "$begins is as good as any: let go, asked again, ended, and settled by its CDR",
    async ({ call_id }) => {
      const { account, ip } = await board.caller({}, { pay: "1" });
      const question: Partial<CallRequest> = { source_ip: ip, call_id, from_tag: "t1", switch_id: board.source };
      const verdict = await board.ask(question);
      if (verdict.verdict !== "allow") throw new Error(said(verdict));
      expect(verdict.authorization_id).toMatch(/^az-C\d{8}-[0-9a-f]{20}$/);
      expect(await board.ask(question)).toEqual(verdict);
      await board.end(verdict.authorization_id);
      await board.deliver(account, { callId: call_id, leg: "t1", billableMs: 60_000 });
      expect(await board.money(account)).toEqual({ balance: "0.94", available: "0.94", reserved: "0", sessions: 0 });
    },
  );

  it.each(["az-", "az-C10000001-0", "../x", "\u0000", "az-C10000001-zzzzzzzzzzzzzzzzzzzz"])(
    "an authorization %j that never was is no call, and its end is well",
    async (id) => {
      expect(said(await board.more(id, 1))).toBe("481 UNKNOWN_AUTHORIZATION");
      await board.end(id);
    },
  );
});

it("an answer is 422 with the field's name, and no decision, where a question has not its form", async () => {
  const key = { authorization: await switchKey(), "content-type": "application/json" };
  for (const [path, body, field] of [
    ["authorize", { call_id: "c", cld: "44" }, "switch_id"],
    ["authorize", { switch_id: "s", call_id: "", cld: "44" }, "call_id"],
    ["authorize", { switch_id: "s", call_id: "c" }, "cld"],
    ["authorize", { switch_id: "s", call_id: "c", cld: 44 }, "cld"],
    ["authorize", { switch_id: "s", call_id: "c", cld: "44", codecs: "PCMA" }, "codecs"],
    ["authorize", { switch_id: "s", call_id: "x".repeat(513), cld: "44" }, "call_id"],
    ["reauthorize", { authorization_id: "", elapsed_s: 1 }, "authorization_id"],
    ["end", { authorization_id: "x".repeat(5000) }, "authorization_id"],
  ] as const) {
    const reply = await board.app.request(`/switch/v1/${path}`, {
      method: "POST",
      headers: key,
      body: JSON.stringify(body),
    });
    const { error } = await reply.json();
    expect([reply.status, error.fields.map((one: { path: string }) => one.path)]).toEqual([422, [field]]);
  }
});

describe("rules that overlap", () => {
  it("decide by one of them alone: the longest prefix, with its length before without, disallowed before allowed", async () => {
    const { account, ip } = await board.caller({}, { pay: "1000" });
    const text = "%=>%\n4%=>443%\n44%=>%\n4420{12}%\n4420%=>441%\n44207%=>442%\n44207{12}|%=>447%";
    const put = await board.admin("PUT", `/customers/${account}/translation-rules/destination`, { text });
    expect(put.status, JSON.stringify(put.body)).toBe(200);
    const to = async (cld: string) => {
      const verdict = await board.ask({ source_ip: ip, cld });
      return verdict.verdict === "allow" ? verdict.cld : verdict.reject.reason;
    };
    expect(await to("442071234567")).toBe("4471234567");
    expect(await to("44207123456")).toBe("44244207123456");
    expect(await to("442061234567")).toBe("NUMBER_BLOCKED");
    expect(await to("4420612345")).toBe("4414420612345");
    expect(await to("447900123456")).toBe("447900123456");
    expect(await to("45790012345")).toBe("44345790012345");
  });
});

describe("a route", () => {
  async function aRouted() {
    const vendor = await made("/vendors", { name: uniqueName(), currency: "EUR" });
    const gateway = await made(`/vendors/${vendor.id}/gateways`, { name: uniqueName(), host: "192.0.2.8" });
    const route = await made("/routes", { name: uniqueName() });
    const { account, ip } = await board.caller({ country: "GB" }, { pay: "10" });
    await made(`/customers/${account}/dialing-routes`, { routeId: route.id, pattern: "44%" });
    await made(`/customers/${account}/dialing-routes`, { routeId: route.id, pattern: "999%" });
    return { vendor, gateway, route, account, ip };
  }
  type Routed = Awaited<ReturnType<typeof aRouted>>;
  const aRow = ({ route, gateway }: Routed, fields: object = {}) =>
    made(`/routes/${route.id}/rows`, { prefix: "", gatewayId: gateway.id, ...fields });
  const edit = async (path: string, change: object) =>
    expect((await board.admin("PATCH", path, change)).status).toBe(200);

  it.each<{ because: string; make: (routed: Routed) => Promise<unknown> }>([
    { because: "it has no row", make: async () => undefined },
    { because: "its only row is for other numbers", make: (routed) => aRow(routed, { prefix: "33" }) },
    { because: "its only row is inactive", make: (routed) => aRow(routed, { status: "INACTIVE" }) },
    {
      because: "its only gateway is inactive",
      make: async (routed) => {
        await aRow(routed);
        await edit(`/vendors/${routed.vendor.id}/gateways/${routed.gateway.id}`, { status: "INACTIVE" });
      },
    },
    {
      because: "the vendor of its only gateway is inactive",
      make: async (routed) => {
        await aRow(routed);
        await edit(`/vendors/${routed.vendor.id}`, { status: "INACTIVE" });
      },
    },
    {
      because: "it is inactive itself",
      make: async (routed) => {
        await aRow(routed);
        await edit(`/routes/${routed.route.id}`, { status: "INACTIVE" });
      },
    },
  ])(
    "refuses with NO_ROUTE where $because, with nothing held; a call for help goes without a gateway",
    async ({ make }) => {
      const routed = await aRouted();
      await make(routed);
      expect(said(await board.ask({ source_ip: routed.ip, cld: "442079460018" }))).toBe("404 NO_ROUTE");
      expect(await board.money(routed.account)).toMatchObject({ reserved: "0", sessions: 0 });
      const help = await board.ask({ source_ip: routed.ip, cld: "999" });
      expect(help).toMatchObject({ verdict: "allow", emergency: true, routes: [] });
    },
  );
});

it("three products of one address are told apart by their dial prefixes, the longest that the number begins with", async () => {
  const ip = `203.0.113.${(process.pid % 250) + 1}`;
  const premium = await board.caller({}, { pay: "1", device: { ip, dialPrefix: "100%" } });
  const cheap = await board.caller({}, { pay: "1", device: { ip, dialPrefix: "200%" } });
  const plain = await board.caller({}, { pay: "1", device: { ip, dialPrefix: "%" } });
  const whose = async (cld: string) => {
    const verdict = await board.ask({ source_ip: ip, cld });
    return verdict.verdict === "allow" ? [verdict.customer.account_code, verdict.cld] : verdict.reject.reason;
  };
  expect(await whose("200442071234567")).toEqual([cheap.account, "442071234567"]);
  expect(await whose("100442071234567")).toEqual([premium.account, "442071234567"]);
  expect(await whose("442071234567")).toEqual([plain.account, "442071234567"]);
});
