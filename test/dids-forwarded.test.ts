import { beforeAll, describe, expect, it } from "vitest";
import { uniqueIp } from "./support/addresses.ts";
import { uniqueName } from "./support/api.ts";
import { addRate } from "./support/charging.ts";
import { aTariff, faultsOf } from "./support/customers.ts";
import { aSwitchboard, type Switchboard } from "./switch/switchboard.ts";

let board: Switchboard;
/** An address that a vendor's gateway is known by. */
let carrier: string;
const outside = "447700900144";

const made = async (path: string, body: object) => {
  const reply = await board.admin("POST", path, body);
  expect(reply).toMatchObject({ status: 201 });
  return reply.body;
};
let last = 0;
const aNumber = () => `4931${String(process.pid % 10_000).padStart(4, "0")}${String(last++).padStart(4, "0")}`;
const aDid = async (fields: object) => {
  const number = aNumber();
  await made("/dids", { numbers: [number], ...fields });
  return number;
};

beforeAll(async () => {
  board = await aSwitchboard();
  carrier = uniqueIp();
  const vendor = await made("/vendors", { name: uniqueName(), currency: "EUR" });
  await made(`/vendors/${vendor.id}/gateways`, { name: uniqueName(), host: "192.0.2.3", aliases: [carrier] });
});

describe("a DID that is forwarded to a number outside", () => {
  it("is a call of its owner to that number: routed, held and charged as one, whatever the rules make of what it dials", async () => {
    const { account } = await board.caller({ maxCallMinutes: 10 }, { pay: "1" });
    await board.admin("PUT", `/customers/${account}/translation-rules/destination`, { text: "%=>99%" });
    const number = await aDid({ account, forwardTo: `+${outside}` });
    const verdict = await board.ask({ source_ip: carrier, cld: number, cli: "33155501234" });
    expect(verdict).toMatchObject({
      verdict: "allow",
      customer: { account_code: account },
      ...{ cli: "33155501234", cld: outside, max_duration_s: 600 },
      routes: [{ id: board.gateway, uri: `sip:${outside}@${board.host}` }],
    });
    expect(await board.money(account)).toMatchObject({ reserved: "0.6", sessions: 1 });
    if (verdict.verdict !== "allow") return;
    await board.deliver(account, {
      ...{ cldReceived: number, authorizationId: verdict.authorization_id, gateway: carrier },
      ...{ setupMs: Date.now() + 2000, billableMs: 60_000 },
    });
    expect(await board.money(account)).toMatchObject({ balance: "0.94", reserved: "0", sessions: 0 });
    const [call] = (await board.admin("GET", `/customers/${account}/calls`)).body.items;
    expect(call).toMatchObject({ direction: "OUT", cldReceived: number, cld: outside, charge: "0.06" });
    expect(call.gatewayId).not.toBeNull();
    const { trace } = (await board.admin("GET", `/customers/${account}/calls/${call.id}`)).body;
    expect(trace).toContainEqual(expect.objectContaining({ step: "forward", outcome: outside }));
  });

  it("is refused for what refuses its owner's calls: money, status, its own limits, test numbers", async () => {
    const reason = async (account: string) => {
      const number = await aDid({ account, forwardTo: outside });
      const verdict = await board.ask({ source_ip: carrier, cld: number });
      return verdict.verdict === "deny" ? verdict.reject.reason : "ALLOWED";
    };
    expect(await reason((await board.caller()).account)).toBe("NO_BALANCE");
    const { account } = await board.caller({}, { pay: "1" });
    await board.admin("PATCH", `/customers/${account}`, { status: "SUSPENDED" });
    expect(await reason(account)).toBe("ACCOUNT_INACTIVE");
    const capped = await board.caller({ maxPricePerMinute: "0.01" }, { pay: "1" });
    expect(await reason(capped.account)).toBe("PRICE_TOO_HIGH");
    const testNumbers = (numbers: string[]) => board.admin("PATCH", "/settings", { testNumbers: numbers });
    expect((await testNumbers([outside])).status).toBe(200);
    expect(await reason(capped.account)).toBe("TEST_NUMBER");
    expect((await testNumbers([])).status).toBe(200);
  });

  it("never goes round: neither to itself nor to another DID, also one that became a DID afterwards", async () => {
    const { account } = await board.caller({}, { pay: "1" });
    const [first, later] = [await aDid({ account, forwardTo: outside }), aNumber()];
    const refused = (forwardTo: string) => board.admin("PATCH", `/dids/${first}`, { forwardTo });
    expect(faultsOf(await refused(first))).toEqual(["forwardTo"]);
    expect(faultsOf(await refused(await aDid({ account })))).toEqual(["forwardTo"]);
    expect((await refused(later)).status).toBe(200);
    await made("/dids", { numbers: [later], account, forwardTo: outside });
    expect(await board.ask({ source_ip: carrier, cld: first })).toMatchObject({
      verdict: "deny",
      reject: { reason: "DID_RINGS_NOWHERE" },
    });
  });

  it("has no device and no tariff besides, and is forwarded nowhere once it changes hands", async () => {
    const { account, device } = await board.caller();
    const tariffId = await aTariff(board.admin);
    await addRate(board.admin, tariffId, "4931", { pricePerMinute: "0.02" });
    for (const fields of [{ ringsAt: device }, { tariffId }, { account: null }])
      expect(
        faultsOf(await board.admin("POST", "/dids", { numbers: [aNumber()], account, forwardTo: outside, ...fields })),
      ).toEqual(["forwardTo"]);
    const number = await aDid({ account, forwardTo: outside });
    const other = await board.caller();
    expect((await board.admin("PATCH", `/dids/${number}`, { account: other.account })).body).toMatchObject({
      ...{ account: other.account, forwardTo: null },
    });
  });
});
