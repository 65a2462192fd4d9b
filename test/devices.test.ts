import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { aliasOf, ipRowsFor } from "../functions/devices/device.store.ts";
import { blockOf, covers, networkText, overlaps, parseNetwork } from "../functions/devices/ip-network.ts";
import { uniqueNet } from "./support/addresses.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff, faultsOf } from "./support/customers.ts";

let admin: Caller;
let tariffId: string;
let account: string;
let other: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
  account = (await aCustomer(admin, tariffId, { company: "First Voice" })).account;
  other = (await aCustomer(admin, tariffId, { company: "Other Voice" })).account;
});

const limits = { maxCallSessions: 10, callSessionsPerSecond: 2 };
const ipPath = (owner = account) => `/customers/${owner}/ip-devices`;
const add = (ip: string, more: object = {}, owner = account) =>
  admin("POST", ipPath(owner), { ip, ...limits, ...more });

describe("addresses", () => {
  it("have one spelling each, and every spelling is read back as the same network", () => {
    const v4 = fc.record({
      family: fc.constant(4 as const),
      value: fc.bigInt(0n, 2n ** 32n - 1n),
      bits: fc.integer({ min: 0, max: 32 }),
    });
    const v6 = fc.record({
      family: fc.constant(6 as const),
      value: fc.bigInt(0n, 2n ** 128n - 1n),
      bits: fc.integer({ min: 0, max: 128 }),
    });
    void fc.assert(
      fc.property(fc.oneof(v4, v6), ({ family, value, bits }) => {
        const host = BigInt((family === 4 ? 32 : 128) - bits);
        const network = { family, address: (value >> host) << host, bits };
        const mapped = family === 6 && network.address >> 32n === 0xffffn && bits === 128;
        if (!mapped) expect(parseNetwork(networkText(network))).toEqual(network);
      }),
      { numRuns: 2000 },
    );
  });

  it("cover what lies inside, and two networks overlap when one covers the other", () => {
    void fc.assert(
      fc.property(
        fc.bigInt(0n, 2n ** 32n - 1n),
        fc.integer({ min: 24, max: 32 }),
        fc.integer({ min: 24, max: 32 }),
        (value, a, b) => {
          const at = (bits: number) => ({
            family: 4 as const,
            address: (value >> BigInt(32 - bits)) << BigInt(32 - bits),
            bits,
          });
          expect(covers(at(a), at(b))).toBe(a <= b);
          expect(overlaps(at(a), at(b))).toBe(true);
          expect(blockOf(at(a))).toBe(blockOf(at(b)));
        },
      ),
    );
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "01.2.3.4",
    "256.1.1.1",
    "1.2.3.4/33",
    "::1/129",
    ":::",
    "1::2::3",
    "fe80::1%eth0",
    "1.2.3.4/",
    "x",
  ])("do not include %j", (text) => expect(parseNetwork(text)).toBeUndefined());

  it.each([
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["0:0:0:0:0:0:0:0", "::"],
  ])("are written as RFC 5952 says: %s is %s", (text, canonical) => {
    const network = parseNetwork(text);
    expect(network && networkText(network)).toBe(canonical);
  });
});

describe("an IP device", () => {
  it("is kept with its canonical address and is what the switch's question finds", async () => {
    const at = uniqueNet();
    const reply = await add(`${at}.77/28`, { dialPrefix: "100", description: "PBX" });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ ip: `${at}.64/28`, dialPrefix: "100%", status: "ACTIVE", account, version: 1 });
    const row = { cidr: `${at}.64/28`, dialPrefix: "100", account, deviceId: reply.body.id, status: "ACTIVE" };
    expect(await ipRowsFor(`${at}.70`)).toEqual([{ ...row, from: expect.any(Number) }]);
    expect(await ipRowsFor(`${at}.80`)).toEqual([]);
    expect((await admin("GET", `${ipPath()}/${reply.body.id}`)).body).toEqual(reply.body);
  });

  it("orders rows by the longest mask, then the longest prefix", async () => {
    const at = uniqueNet();
    const wide = (await add(`${at}.0/24`)).body.id;
    const narrow = (await add(`${at}.5`, { dialPrefix: "20" })).body.id;
    const narrowest = (await add(`${at}.5`, { dialPrefix: "200%" })).body.id;
    expect((await ipRowsFor(`${at}.5`)).map((row) => row.deviceId)).toEqual([narrowest, narrow, wide]);
  });

  it.each([
    { first: "5", second: "5", prefix: ["", ""], status: 409, because: "the same address, both for any number" },
    { first: "5", second: "5", prefix: ["100", "100%"], status: 409, because: "100 and 100% are the same prefix" },
    { first: "5", second: "5", prefix: ["100", "200"], status: 201, because: "another prefix is another product" },
    { first: "5", second: "5", prefix: ["100", ""], status: 201, because: "any number is what is left over" },
    { first: "0/28", second: "5", prefix: ["", ""], status: 409, because: "the network holds the address" },
    { first: "5", second: "0/24", prefix: ["100", "100"], status: 409, because: "the wider network holds the address" },
    { first: "0/28", second: "16/28", prefix: ["", ""], status: 201, because: "neighbours do not overlap" },
  ])("of another customer may not claim the same calls: $because", async ({ first, second, prefix, status }) => {
    const at = uniqueNet();
    expect((await add(`${at}.${first}`, { dialPrefix: prefix[0] })).status).toBe(201);
    const reply = await add(`${at}.${second}`, { dialPrefix: prefix[1] }, other);
    expect(reply.status).toBe(status);
    if (status === 409) expect(reply.body.error.message).toContain(`First Voice (${account})`);
  });

  it("goes to exactly one of eight that claim the same address at once", async () => {
    const at = uniqueNet();
    const owners = Array.from({ length: 8 }, (_, i) => (i % 2 ? account : other));
    const replies = await Promise.all(owners.map((owner) => add(`${at}.9`, {}, owner)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    expect(await ipRowsFor(`${at}.9`)).toHaveLength(1);
  });

  it("and its neighbours in one network are all kept when they are added at once", async () => {
    const at = uniqueNet();
    const replies = await Promise.all([1, 2, 3, 4].map((host) => add(`${at}.${host}`)));
    expect(replies.map((reply) => reply.status)).toEqual([201, 201, 201, 201]);
    for (const host of [1, 2, 3, 4]) expect(await ipRowsFor(`${at}.${host}`)).toHaveLength(1);
  });

  it("moves to another network with all its rows", async () => {
    const [from, to] = [uniqueNet(), uniqueNet()];
    const { id } = (await add(`${from}.1`)).body;
    const reply = await admin(
      "PATCH",
      `${ipPath()}/${id}`,
      { ip: `${to}.1`, status: "INACTIVE" },
      { headers: { "if-match": '"1"' } },
    );
    expect([reply.status, reply.body.version]).toEqual([200, 2]);
    expect(await ipRowsFor(`${from}.1`)).toEqual([]);
    expect(await ipRowsFor(`${to}.1`)).toMatchObject([{ deviceId: id, status: "INACTIVE" }]);
    const late = await admin("PATCH", `${ipPath()}/${id}`, { description: "x" }, { headers: { "if-match": '"1"' } });
    expect(late.status).toBe(409);
  });

  it("is free for others once it is removed", async () => {
    const at = uniqueNet();
    const { id } = (await add(`${at}.1`)).body;
    expect((await admin("DELETE", `${ipPath()}/${id}`)).status).toBe(204);
    expect((await admin("GET", `${ipPath()}/${id}`)).status).toBe(404);
    expect((await add(`${at}.1`, {}, other)).status).toBe(201);
  });

  it("is not found under another customer's account", async () => {
    const { id } = (await add(`${uniqueNet()}.1`)).body;
    expect((await admin("GET", `${ipPath(other)}/${id}`)).status).toBe(404);
    expect((await admin("DELETE", `${ipPath(other)}/${id}`)).status).toBe(404);
  });

  it.each([
    { field: "ip", bad: "10.0.0.0/23", because: "wider than one item of the switch's question" },
    { field: "ip", bad: "2001:db8::/63", because: "wider than a /64" },
    { field: "ip", bad: "pbx.example.com", because: "an address, not a name" },
    { field: "ip", bad: ["10.0.0.1"], because: "text" },
    { field: "dialPrefix", bad: "12a", because: "digits" },
    { field: "dialPrefix", bad: "%100", because: "the % stands at the end" },
    { field: "description", bad: "a".repeat(101), because: "100 characters at most" },
    { field: "maxCallSessions", bad: 0, because: "1 at least" },
    { field: "callSessionsPerSecond", bad: 1.5, because: "whole" },
    { field: "status", bad: "ON", because: "active or inactive" },
    { field: "tariffId", bad: "trf_none", because: "a tariff that exists" },
    { field: "switchAccounts", bad: ["a b"], because: "a code without spaces" },
    { field: "account", bad: "C00000001", because: "it is the customer's, read only" },
  ])("with a wrong $field is refused: $because", async ({ field, bad }) => {
    const reply = await add(`${uniqueNet()}.1`, { [field]: bad });
    expect(reply.status).toBe(422);
    expect(faultsOf(reply).some((path) => path.split(".")[0] === field)).toBe(true);
  });

  it("names all faults at once", async () => {
    const wrong = {
      ip: "x",
      dialPrefix: "x",
      maxCallSessions: 0,
      callSessionsPerSecond: 0,
      status: "x",
      tariffId: "trf_none",
    };
    const reply = await admin("POST", ipPath(), wrong);
    expect([reply.status, new Set(faultsOf(reply))]).toEqual([422, new Set(Object.keys(wrong))]);
  });

  it("carries codes of its own by which switches find it", async () => {
    const code = uniqueName();
    const { id } = (await add(`${uniqueNet()}.1`, { switchAccounts: [code] })).body;
    expect(await aliasOf("src_any", code)).toEqual({ account, deviceId: id });
    expect((await add(`${uniqueNet()}.1`, { switchAccounts: [code] }, other)).status).toBe(409);
  });
});

it("an address is said to be taken with its dial prefix before it is saved, and nothing is saved by asking", async () => {
  const net = uniqueNet();
  const { body: device } = await add(`${net}.0/28`, { dialPrefix: "100" });
  const check = async (query: object, owner: string) => {
    const reply = await admin("GET", `${ipPath(owner)}/check?${new URLSearchParams({ ...query })}`);
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    return reply.body.items;
  };
  const message = `${net}.0/28 with the dial prefix 100 already belongs to First Voice (${account}).`;
  expect(await check({ ip: `${net}.7`, dialPrefix: "100%" }, other)).toEqual([{ path: "ip", message }]);
  expect(await check({ ip: `${net}.7`, dialPrefix: "101" }, other)).toEqual([]);
  expect(await check({ ip: `${net}.7`, dialPrefix: "100", deviceId: device.id }, account)).toEqual([]);
  expect((await add(`${net}.7`, { dialPrefix: "101" }, other)).status).toBe(201);
});
