import { beforeAll, describe, expect, it } from "vitest";
import { permissionsOf } from "../functions/auth/access.ts";
import { getLogin } from "../functions/auth/login.store.ts";
import { verifyPassword } from "../functions/auth/password.ts";
import { getCustomer } from "../functions/customers/customer.store.ts";
import { settingFaults } from "../functions/customers/customer-rules.ts";
import { aliasOwner } from "../functions/devices/device.store.ts";
import { balancesOf } from "../functions/ledger/ledger.store.ts";
import { keys } from "../functions/platform/keys.ts";
import { getMany, write } from "../functions/platform/table.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { customerCases, mandatoryFields, withField } from "./support/customer-cases.ts";
import { aCustomer, aTariff, customerBody, faultsOf } from "./support/customers.ts";

let admin: Caller;
let tariffId: string;
let dollars: string;
beforeAll(async () => {
  admin = await staff();
  tariffId = await aTariff(admin);
  dollars = await aTariff(admin, "USD");
});

describe("adding a customer", () => {
  it("keeps every field that was sent and fills in the form's defaults", async () => {
    const body = customerBody(tariffId);
    const { password, ...fields } = body;
    const reply = await admin("POST", "/customers", body);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      ...fields,
      billingDecimals: 4,
      maxCallMinutes: 120,
      codecs: ["G729", "PCMU", "PCMA", "G722"],
      creditLimit: "0",
      status: "ACTIVE",
      timeZone: "UTC",
      balance: "0",
      available: "0",
      reseller: null,
      version: 1,
    });
    expect(reply.body.account).toMatch(/^C\d{8}$/);
    expect(reply.body).not.toHaveProperty("password");
    const row = await getCustomer(reply.body.account);
    expect(row).toMatchObject(fields);
    expect(JSON.stringify(row)).not.toContain(password);
    expect((await admin("GET", `/customers/${reply.body.account}`)).body).toEqual(reply.body);
  });

  it("keeps the password as a slow hash and lets the customer sign in with the rights of a customer", async () => {
    const customer = await aCustomer(admin, tariffId);
    const login = await getLogin(customer.username);
    expect(await verifyPassword(goodPassword, login?.passwordHash ?? "")).toBe(true);
    const portal = await signInAs(customer.username, goodPassword);
    expect((await portal("GET", "/session")).body.user).toEqual({
      id: customer.account,
      kind: "customer",
      account: customer.account,
      permissions: [...permissionsOf("customer", [])],
    });
    expect((await portal("GET", "/customers")).status).toBe(403);
    expect((await portal("GET", `/customers/${customer.account}`)).status).toBe(200);
  });

  it("opens the balance with the granted credit in the same transaction", async () => {
    const customer = await aCustomer(admin, tariffId, { creditLimit: "250" });
    expect(customer.available).toBe("250");
    expect((await balancesOf([customer.account])).get(customer.account)).toMatchObject({
      balance: 0n,
      currency: "EUR",
    });
  });

  it("writes one audit line that holds no secret", async () => {
    const customer = await aCustomer(admin, tariffId);
    const entries = (await admin("GET", `/audit?account=${customer.account}`)).body.items;
    expect(entries).toMatchObject([{ action: "customer.create", subject: customer.account, actorKind: "admin" }]);
    expect(JSON.stringify(entries)).not.toContain(goodPassword);
  });
});

describe("the rules of the form", () => {
  it.each(customerCases)("take a right $field: $because ($good)", async (one) => {
    const body = { ...customerBody(tariffId), ...one.with };
    const path = one.field;
    const good = path === "username" && one.good !== undefined ? fresh(String(one.good)) : one.good;
    const named = path === "switchAccounts" ? [uniqueName()] : good;
    const reply = await admin("POST", "/customers", withField(body, path, named));
    expect([reply.status, faultsOf(reply)]).toEqual([201, []]);
  });

  it.each(customerCases)("refuse a wrong $field: $because ($bad)", async (one) => {
    const body = { ...customerBody(tariffId), ...one.with };
    const reply = await admin("POST", "/customers", withField(body, one.field, one.bad));
    expect(reply.status).toBe(422);
    expect(faultsOf(reply).some((path) => path === one.field || path.startsWith(`${one.field}.`))).toBe(true);
  });

  it.each(mandatoryFields)("refuse a body without %s", async (field) => {
    const { [field]: _left, ...body } = customerBody(tariffId) as Record<string, unknown>;
    const reply = await admin("POST", "/customers", body);
    expect([reply.status, [...new Set(faultsOf(reply))]]).toEqual([422, [field]]);
  });

  it("name every wrong field at once, those between fields and of the table too", async () => {
    const wrong = Object.fromEntries(customerCases.map((one) => [one.field.split(".")[0], one.bad]));
    const reply = await admin("POST", "/customers", {
      ...wrong,
      taxFlag: "VAT",
      taxes: [],
      taxNumber: null,
      codecChecking: true,
      codecs: [],
      country: "US",
      state: "ZZ",
      billingDay: 29,
      maxCreditLimit: "1",
      creditLimit: "2",
      transcoding: true,
      callWithMedia: false,
      switchAccounts: ["two words"],
      emails: { billing: "b" },
      nonsense: 1,
    });
    expect(reply.status).toBe(422);
    const named = new Set(faultsOf(reply).map((path) => path.split(".")[0]));
    const right = new Set(["maxCreditLimit", "taxFlag", "country", "codecChecking", "callWithMedia"]);
    const expected = Object.keys(wrong).filter((field) => !right.has(field));
    expect([...expected, "nonsense"].filter((field) => !named.has(field))).toEqual([]);
  });

  it("want a tariff of the customer's currency", async () => {
    const reply = await admin("POST", "/customers", { ...customerBody(tariffId), tariffId: dollars });
    expect([reply.status, faultsOf(reply)]).toEqual([422, ["tariffId"]]);
    await aCustomer(admin, dollars, { currency: "USD" });
  });

  it("follow the operator's settings for the e-mail address and the phone number", () => {
    const fields = { email: "a234567890123456789@example.com", phone: "+442071838750" };
    const manual = settingFaults(fields, { emailMaxLength: 30, phoneRule: "TEN_DIGITS" });
    expect(manual.map((fault) => fault.path)).toEqual(["email", "phone"]);
    expect(settingFaults(fields, { emailMaxLength: 31, phoneRule: "E164" })).toEqual([]);
    const national = settingFaults({ phone: "2125550142" }, { emailMaxLength: 31, phoneRule: "E164" });
    expect(national.map((fault) => fault.path)).toEqual(["phone"]);
  });

  it("refuse what only the product writes", async () => {
    const extra = { account: "C00000001", balance: "1000", version: 7, createdAt: "2020-01-01T00:00:00Z" };
    const reply = await admin("POST", "/customers", { ...customerBody(tariffId), ...extra });
    expect(new Set(faultsOf(reply))).toEqual(new Set(Object.keys(extra)));
  });
});

/** The user name with its length and kind of characters, but not taken yet. */
function fresh(username: string): string {
  const random = crypto.randomUUID().replaceAll("-", "");
  return (random + random).slice(0, username.length).replace(/^./, username[0] ?? "a");
}

describe("a user name", () => {
  it("belongs to one customer, whatever the case, and the second one writes nothing", async () => {
    const first = await aCustomer(admin, tariffId);
    const body = { ...customerBody(tariffId), username: first.username.toUpperCase() };
    const reply = await admin("POST", "/customers", body);
    expect([reply.status, faultsOf(reply)]).toEqual([409, ["username"]]);
    expect((await getLogin(first.username))?.account).toBe(first.account);
  });

  it("goes to exactly one of eight customers that are added at once", async () => {
    const username = uniqueName();
    const bodies = Array.from({ length: 8 }, () => ({ ...customerBody(tariffId), username }));
    const replies = await Promise.all(bodies.map((body) => admin("POST", "/customers", body)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    const listed = await admin("GET", `/customers?username=${username}`);
    expect(listed.body.items).toHaveLength(1);
  });
});

describe("a code of a switch", () => {
  it("belongs to one customer for the same source, and to another one for another source", async () => {
    const code = uniqueName();
    const first = await aCustomer(admin, tariffId, { switchAccounts: [code] });
    const again = await admin("POST", "/customers", { ...customerBody(tariffId), switchAccounts: [code] });
    expect([again.status, faultsOf(again)]).toEqual([409, ["switchAccounts"]]);
    const other = await aCustomer(admin, tariffId, { switchAccounts: [{ source: "src_b", code }] });
    expect([await aliasOwner("src_a", code), await aliasOwner("src_b", code)]).toEqual([first.account, other.account]);
  });
});

describe("closing a customer", () => {
  it("frees its login, codes, addresses and SIP users, and keeps its history", async () => {
    const code = uniqueName();
    const ip = `203.0.100.${counter++ % 250}`;
    const sip = { login: uniqueName(), extension: "100", maxCallSessions: 1, callSessionsPerSecond: 1 };
    const customer = await aCustomer(admin, tariffId, { switchAccounts: [code] });
    const device = { ip, maxCallSessions: 1, callSessionsPerSecond: 1 };
    const path = `/customers/${customer.account}`;
    expect((await admin("POST", `${path}/ip-devices`, device)).status).toBe(201);
    expect((await admin("POST", `${path}/sip-devices`, sip)).status).toBe(201);
    expect((await admin("DELETE", path)).status).toBe(204);
    expect((await admin("GET", path)).body).toMatchObject({ status: "CLOSED", account: customer.account });
    await expect(signInAs(customer.username, goodPassword)).rejects.toThrow("401");
    const next = await aCustomer(admin, tariffId, { username: customer.username, switchAccounts: [code] });
    expect((await admin("POST", `/customers/${next.account}/ip-devices`, device)).status).toBe(201);
    expect((await admin("POST", `/customers/${next.account}/sip-devices`, sip)).status).toBe(201);
    expect((await admin("DELETE", path)).status).toBe(204);
    expect((await admin("GET", `/customers/${next.account}/ip-devices`)).body.items).toHaveLength(1);
  });

  it("is refused with a plain word while there is money on either side", async () => {
    const { account } = await aCustomer(admin, tariffId);
    const key = keys.balance(account);
    const set = (bal: bigint) => write({ kind: "update", key, change: "SET #bal = :bal", values: { bal } });
    for (const bal of [12_500_000_000n, -1n]) {
      await set(bal);
      const reply = await admin("DELETE", `/customers/${account}`);
      expect(reply.status).toBe(409);
      expect(reply.body.error.message).toMatch(/balance is (12\.5|-0\.000000001) EUR/);
    }
    expect((await getCustomer(account))?.status).toBe("ACTIVE");
  });

  it("leaves nothing to change, and no device can be added", async () => {
    const { account } = await aCustomer(admin, tariffId);
    await admin("DELETE", `/customers/${account}`);
    expect((await admin("PATCH", `/customers/${account}`, { company: "Zombie" })).status).toBe(409);
    const device = { ip: "203.0.113.99", maxCallSessions: 1, callSessionsPerSecond: 1 };
    expect((await admin("POST", `/customers/${account}/ip-devices`, device)).status).toBe(409);
    const [block] = await getMany([keys.ipBlock("203.0.113.0/24")]);
    expect(JSON.stringify(block ?? {})).not.toContain(account);
  });
});
let counter = 1;

describe("a customer that does not exist", () => {
  it.each(["C00000000", "X", "C1", "%", "__proto__", "C123456789"])("%s is not found", async (account) => {
    expect((await admin("GET", `/customers/${encodeURIComponent(account)}`)).status).toBe(404);
    expect((await admin("PATCH", `/customers/${encodeURIComponent(account)}`, {})).status).toBe(404);
  });
});
