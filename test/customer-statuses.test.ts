import { beforeAll, expect, it } from "vitest";
import { CustomerStatus } from "../functions/customers/customer.ts";
import { statusAllows, statusMoves } from "../functions/customers/status-rules.ts";
import { uniqueIp } from "./support/addresses.ts";
import { type Caller, goodPassword, signInAs, staff, uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, anOperator, type Operator, rate } from "./support/charging.ts";
import { aCustomer } from "./support/customers.ts";
import { tableOf } from "./support/document.ts";
import { bill, call, invoiced } from "./support/invoicing.ts";
import { aReseller, itsCustomer } from "./support/resellers.ts";
import { aSwitchboard, type Switchboard } from "./switch/switchboard.ts";

const { heads, rows, cells } = tableOf("docs/customer-statuses.md", "What a customer's status decides");

let operator: Operator;
let admin: Caller;
let board: Switchboard;
beforeAll(async () => {
  operator = await anOperator();
  board = await aSwitchboard();
  admin = await staff();
});

const limits = { maxCallSessions: 1, callSessionsPerSecond: 1 };

interface Subject {
  account: string;
  path: string;
  username: string;
  code: string;
  ip: string;
  login: string;
  /** Its portal, signed in before it got its status. */
  portal: Caller | undefined;
  activeMs: number;
}

const session = "A portal session from before goes on";
const freedom = "Its login, codes, addresses and SIP users are free for others";

/** Gives it the status, or closes it with what is in the account. */
async function become(account: string, status: string, balance = "0"): Promise<void> {
  const path = `/customers/${account}`;
  const done = await (status === "CLOSED"
    ? admin("DELETE", `${path}?confirmBalance=${balance}`)
    : admin("PATCH", path, { status }));
  expect([200, 204]).toContain(done.status);
}

/** A customer that was active and then got the status, with what the row needs of it from before. */
async function inStatus(status: string, what: string): Promise<Subject> {
  const [code, login] = [uniqueName(), uniqueName()];
  const { account, username } = await aCustomer(admin, operator.tariff, { switchAccounts: [code] });
  const path = `/customers/${account}`;
  const ip = uniqueIp();
  if (what === freedom) {
    await admin("POST", `${path}/ip-devices`, { ip, ...limits });
    await admin("POST", `${path}/sip-devices`, { login, extension: "100", ...limits });
  }
  const portal = what === session ? await signInAs(username, goodPassword) : undefined;
  const activeMs = Date.now();
  await become(account, status);
  return { account, path, username, code, ip, login, portal, activeMs };
}

const isDone = async (reply: ReturnType<Caller>): Promise<boolean> => [200, 201].includes((await reply).status);

async function isCharged({ code, account }: Subject, setupMs: number): Promise<boolean> {
  expect(await rate(aBatch(operator.source, [aCallOf(code, operator.source, { setupMs })]))).toEqual([]);
  const charged = (await operator.balance(account)) === "-0.06";
  const waiting = (await operator.waiting(code)).map(({ reason }: { reason: string }) => reason);
  expect(waiting).toEqual(charged ? [] : ["UNKNOWN_CUSTOMER"]);
  return charged;
}

/** All or nothing of it, each by another customer that asks for it. */
async function isFree({ username, code, ip, login }: Subject): Promise<boolean> {
  const other = `/customers/${(await aCustomer(admin, operator.tariff)).account}`;
  const asked = [
    await isDone(admin("PATCH", other, { username })),
    await isDone(admin("PATCH", other, { switchAccounts: [code] })),
    await isDone(admin("POST", `${other}/ip-devices`, { ip, ...limits })),
    await isDone(admin("POST", `${other}/sip-devices`, { login, extension: "100", ...limits })),
  ];
  expect(new Set(asked).size).toBe(1);
  return asked[0] === true;
}

/** Whether a call of a customer with money, a trunk and a route is let out. */
async function isLetOut(status: string, cld: string): Promise<boolean> {
  const { account, ip } = await board.caller({ country: "GB" }, { pay: "5" });
  await become(account, status, "5");
  const verdict = await board.ask({ source_ip: ip, cld });
  const reason = status === "CLOSED" ? "UNKNOWN_CALLER" : "ACCOUNT_INACTIVE";
  if (verdict.verdict === "deny") expect(verdict.reject).toMatchObject({ reason });
  return verdict.verdict === "allow";
}

const didOf = (n: number) => `4940${String(process.pid % 10_000).padStart(4, "0")}${String(n).padStart(4, "0")}`;
let dids = 0;

/** Whether a call of somebody outside rings at the customer's device. */
async function isReached(status: string): Promise<boolean> {
  const { account } = await aCustomer(admin, operator.tariff);
  const [number, host] = [didOf(dids++), uniqueIp()];
  const made = async (path: string, body: object) => {
    const reply = await admin("POST", path, body);
    expect(reply).toMatchObject({ status: 201 });
    return reply.body;
  };
  const device = await made(`/customers/${account}/sip-devices`, { login: uniqueName(), extension: "201", ...limits });
  await made("/dids", { numbers: [number], account, ringsAt: device.id });
  const vendor = await made("/vendors", { name: uniqueName(), currency: "EUR" });
  await made(`/vendors/${vendor.id}/gateways`, { name: uniqueName(), host: "192.0.2.3", aliases: [host] });
  await become(account, status);
  const verdict = await board.ask({ source_ip: host, cld: number });
  // A closed one has no device left.
  const reason = status === "CLOSED" ? "DID_RINGS_NOWHERE" : "ACCOUNT_INACTIVE";
  if (verdict.verdict === "deny") expect(verdict.reject).toMatchObject({ reason });
  return verdict.verdict === "allow";
}

/** Whether a call from before the status stands on an invoice. */
async function isInvoiced(status: string): Promise<boolean> {
  const account = await operator.newAccount();
  await call(operator, account, [60]);
  await become(account, status, "-0.06");
  await bill(account, true);
  return (await invoiced(account)).length === 1;
}

const probes: Record<string, (subject: Subject, status: string) => Promise<boolean>> = {
  "Signs in to the portal": ({ username }) =>
    signInAs(username, goodPassword).then(
      () => true,
      () => false,
    ),
  [session]: async ({ portal }) => (await portal?.("GET", "/session"))?.status === 200,
  "Its calls go out": (_subject, status) => isLetOut(status, "442079460018"),
  "Its calls to emergency numbers go out": (_subject, status) => isLetOut(status, "999"),
  "Calls to its numbers come in": (_subject, status) => isReached(status),
  "A call that began before, reported later, is charged": (one) => isCharged(one, one.activeMs),
  "A call that begins now, reported by one of its codes, is charged": (one) => isCharged(one, Date.now()),
  "A payment can be booked": ({ path }) => {
    const headers = { "idempotency-key": uniqueName() };
    return isDone(admin("POST", `${path}/payments`, { kind: "PAYMENT", amount: "1" }, { headers }));
  },
  "A page to pay by card is opened": async ({ path }) => {
    // No keys of a card gateway are set here, so who may pay is told that; test/top-ups opens pages.
    const { message } = (await admin("POST", `${path}/top-ups`, { amount: "20" })).body.error;
    expect(message).toMatch(/^(Card payments are not set up|This customer is closed)/);
    return message.startsWith("Card payments");
  },
  "The rent of its numbers goes on": async (_subject, status) => statusAllows(CustomerStatus.parse(status), "rent"),
  "What it used is invoiced": (_subject, status) => isInvoiced(status),
  "Its fields can be changed": ({ path }) => isDone(admin("PATCH", path, { company: "Another Name" })),
  "Devices can be added": async ({ path }) => {
    const ip = uniqueIp();
    const address = await isDone(admin("POST", `${path}/ip-devices`, { ip, ...limits }));
    const asked = { login: uniqueName(), extension: "101", ...limits };
    expect(await isDone(admin("POST", `${path}/sip-devices`, asked))).toBe(address);
    return address;
  },
  "Number rules and dialing routes can be changed": async ({ path }) => {
    const rule = await isDone(admin("POST", `${path}/translation-rules/source`, { rule: "44%=>0044%" }));
    const route = await admin("POST", "/routes", { name: uniqueName() });
    const asked = { pattern: "44%", routeId: route.body.id };
    expect(await isDone(admin("POST", `${path}/dialing-routes`, asked))).toBe(rule);
    return rule;
  },
  "The list finds it by its status": async ({ account }, status) => {
    const { body } = await admin("GET", `/customers?account=${account}&status=${status}`);
    return body.items.length === 1;
  },
  "Its statement and calls can be read": async ({ path }) =>
    (await isDone(admin("GET", `${path}/statement`))) && (await isDone(admin("GET", `${path}/calls`))),
  [freedom]: isFree,
};

it("is told for every status and everything that is tried", () => {
  expect(heads).toEqual(["Active", "Pending", "Suspended", "Blocked", "Closed"]);
  expect(rows.map(([what]) => what)).toEqual(Object.keys(probes));
});

it.each(cells)("$what, $of: $said", async ({ what, of, said }) => {
  const status = of.toUpperCase();
  const subject = await inStatus(status, what);
  const holds = await probes[what]?.(subject, status);
  expect(holds === true ? "yes" : holds === false ? "no" : "untried").toBe(said);
});

it("goes at once to every other open status and back, in the name of the version that was seen, and closes in no such way", async () => {
  const open = CustomerStatus.options.filter((status) => status !== "CLOSED");
  for (const from of open) expect(statusMoves(from)).toEqual(open.filter((status) => status !== from));
  expect(statusMoves("CLOSED")).toEqual([]);
  const { account } = await aCustomer(admin, operator.tariff);
  const path = `/customers/${account}`;
  let version = 1;
  const give = (status: string, seen: number) =>
    admin("PATCH", path, { status }, { headers: { "if-match": `"${seen}"` } });
  for (const from of open)
    for (const to of statusMoves(from)) {
      for (const status of [from, to]) {
        const given = await give(status, version);
        expect([given.status, given.body.status]).toEqual([200, status]);
        version = given.body.version;
      }
    }
  // Undone after somebody else decided: theirs stays.
  await give("BLOCKED", version);
  expect((await give("ACTIVE", version)).status).toBe(409);
  expect((await admin("GET", path)).body.status).toBe("BLOCKED");
  expect((await give("CLOSED", version + 1)).status).toBe(422);
  const told = async () => (await admin("GET", `/audit?account=${account}&limit=3`)).body.items;
  const last = { before: { status: "SUSPENDED" }, after: { status: "BLOCKED" } };
  await expect.poll(told).toContainEqual(expect.objectContaining(last));
});

it("is given by a reseller to those of its own tree, and nobody else is there for it", async () => {
  const reseller = await aReseller(admin, operator.tariff);
  const own = await itsCustomer(reseller, {});
  const given = await reseller.api("PATCH", `/customers/${own.account}`, { status: "SUSPENDED" });
  expect([given.status, given.body.status]).toEqual([200, "SUSPENDED"]);
  const other = await aCustomer(admin, operator.tariff);
  expect((await reseller.api("PATCH", `/customers/${other.account}`, { status: "SUSPENDED" })).status).toBe(404);
  expect((await admin("GET", `/customers/${other.account}`)).body.status).toBe("ACTIVE");
});
