import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { addCustomer } from "../functions/customers/customer.store.ts";
import { customerIndex } from "../functions/customers/customer-index.flow.ts";
import { balancesFor, linesThatFit, listCustomers, mostIndexed } from "../functions/customers/list-customers.flow.ts";
import { app } from "../functions/handlers/admin-api.ts";
import { openBalance } from "../functions/ledger/ledger.store.ts";
import { keys } from "../functions/platform/keys.ts";
import { put, transact, write } from "../functions/platform/table.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff } from "./support/customers.ts";
import { consumed, listedCustomers, newOwner } from "./support/listings.ts";

describe("the index of the customers", () => {
  let admin: Caller;
  let tariffId: string;
  beforeAll(async () => {
    admin = await staff();
    tariffId = await aTariff(admin);
  });

  it("has every column of every customer, and is not sent again while nothing changes", async () => {
    const company = `${uniqueName()} Index Ltd`;
    const { account } = await aCustomer(admin, tariffId, { company, tags: ["wholesale"] });
    const first = await admin("GET", "/customers/index");
    expect(first.status).toBe(200);
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    const { columns, customers } = first.body;
    const row = columns.account.indexOf(account);
    expect(columns.account).toHaveLength(customers);
    expect([columns.company[row], columns.tags[row], columns.ips[row]]).toEqual([company, ["wholesale"], []]);

    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    const again = await admin("GET", "/customers/index", undefined, { headers });
    // Other tests may have added customers between the two.
    if (again.headers.get("etag") === headers["if-none-match"]) expect([again.status, again.body]).toEqual([304, ""]);

    const limits = { maxCallSessions: 1, callSessionsPerSecond: 1 };
    await admin("POST", `/customers/${account}/sip-devices`, { login: uniqueName(), extension: "100", ...limits });
    const changed = await admin("GET", "/customers/index", undefined, { headers });
    expect(changed.status).toBe(200);
    expect(changed.headers.get("etag")).not.toBe(first.headers.get("etag"));
  });

  it("costs a look at the counters while nothing changes, and differs by whose it is", async () => {
    const [owner, other] = [newOwner(), newOwner()];
    const line = { company: "Acme", name: "Ann", status: "ACTIVE" as const };
    for (const each of [owner, other])
      for (const customer of listedCustomers(each, [line, line, line])) await transact(addCustomer(customer));
    const { tag, index } = await customerIndex(owner, undefined);
    expect(index?.columns?.account).toHaveLength(3);
    const { answer, units } = await consumed(() => customerIndex(owner, tag));
    expect(answer).toEqual({ tag, index: undefined });
    expect(units).toBeLessThanOrEqual(1);
    expect((await customerIndex(other, tag)).index?.customers).toBe(3);
  });

  it("comes packed to a browser", async () => {
    await aCustomer(admin, tariffId, { company: `Packed ${"x".repeat(90)}`, tags: Array(20).fill("y".repeat(30)) });
    const key = await admin("POST", "/api-keys", { name: uniqueName(), scopes: ["customers:read"] });
    const headers = { "accept-encoding": "gzip", authorization: `Bearer ${key.body.secret}` };
    const event = { requestContext: { http: { sourceIp: "198.51.100.1" } } };
    const reply = await app.request("/api/v1/customers/index", { headers }, { event });
    expect(reply.headers.get("content-encoding")).toBe("gzip");
    expect(JSON.parse(gunzipSync(Buffer.from(await reply.arrayBuffer())).toString()).customers).toBeGreaterThan(0);
  });

  it("is left out above 20,000 customers, where only two orders are kept", async () => {
    const owner = newOwner();
    await write(put({ ...keys.listingVersion(owner, 3), version: 7, customers: mostIndexed + 1 }));
    expect((await customerIndex(owner, undefined)).index).toEqual({ customers: mostIndexed + 1, columns: null });
    const sorted = (sort: string) => listCustomers(owner, { filters: {}, sort, limit: 5, after: undefined });
    expect(await sorted("-company")).toEqual({ items: [], after: undefined });
    await expect(sorted("createdAt")).rejects.toMatchObject({ code: "invalid", fields: [{ path: "sort" }] });
  });
});

describe("balances of the rows in sight", () => {
  it("are told for the owner's customers alone", async () => {
    const admin = await staff();
    const tariffId = await aTariff(admin);
    const { account } = await aCustomer(admin, tariffId, { creditLimit: "7" });
    const other = await aCustomer(admin, tariffId);
    const [foreign] = listedCustomers(newOwner(), [{ company: "Foreign", name: "Ann", status: "ACTIVE" }]);
    if (foreign) await transact(addCustomer(foreign));
    const asked = `${account},${other.account},C00000000,${foreign?.account}`;
    const { status, body } = await admin("GET", `/customers/balances?accounts=${asked}`);
    expect(status).toBe(200);
    expect(body.items).toHaveLength(3);
    expect(await balancesFor(foreign?.reseller ?? "", asked.split(","))).toHaveLength(1);
    expect(body.items).toContainEqual({ account, balance: "0", reserved: "0", available: "7" });
  });

  it.each(["", "accounts=", "accounts=C1", `accounts=${Array(101).fill("C00000000").join()}`])(
    "are refused for what is no list of at most a hundred codes: %s",
    async (query) => expect((await (await staff())("GET", `/customers/balances?${query}`)).status).toBe(422),
  );
});

describe("a page of fifty customers", () => {
  const owner = newOwner();
  beforeAll(async () => {
    const lines = Array.from({ length: 60 }, (_, n) => ({
      company: `Firm${n}`,
      name: "Ann",
      status: "ACTIVE" as const,
    }));
    const customers = listedCustomers(owner, lines);
    const written = customers.map((customer) => transact([...addCustomer(customer), openBalance(customer, 0)]));
    await Promise.all(written);
  });

  it.each(["company", "account", "-account"])(
    "reads the money of its own rows alone, for 25 read units at most, in the order of %s",
    async (sort) => {
      const asked = { filters: {}, sort, limit: 50, after: undefined };
      const lines = await consumed(() => linesThatFit(owner, asked));
      const page = await consumed(() => listCustomers(owner, asked));
      expect(page.answer.items).toHaveLength(50);
      expect(page.units - lines.units).toBeLessThanOrEqual(25);
      expect(lines.units).toBeLessThanOrEqual(10);
    },
  );
});
