import { beforeAll, describe, expect, it } from "vitest";
import type { Listing } from "../functions/customers/listing.ts";
import { inOrder } from "../functions/customers/listing-order.ts";
import { hasAddress, hasWords } from "../functions/customers/matching.ts";
import { uniqueNet } from "./support/addresses.ts";
import { type Caller, staff, uniqueName } from "./support/api.ts";
import { aCustomer, aTariff } from "./support/customers.ts";

describe("matching", () => {
  it.each([
    { text: "Acme Voice Inc.", typed: "voi acm", hit: true, because: "each word typed begins a word" },
    { text: "Acme Voice Inc.", typed: "oice", hit: false, because: "not in the middle of a word" },
    { text: "Café Münster", typed: "CAFE mun", hit: true, because: "accents and case do not count" },
    { text: "O'Neill-Byrne", typed: "byrne", hit: true, because: "a hyphen ends a word" },
    { text: "Acme", typed: "", hit: true, because: "nothing typed" },
    { text: "Acme", typed: "(.*)+$", hit: true, because: "signs are no words, and no pattern" },
  ])("$typed in $text is $hit: $because", ({ text, typed, hit }) => expect(hasWords(text, typed)).toBe(hit));

  it.each([
    { device: "192.0.2.77", typed: "192.0.2", hit: true, because: "the beginning of an address" },
    { device: "192.0.2.0/28", typed: "192.0.2.9", hit: true, because: "the network holds the address" },
    { device: "192.0.2.0/28", typed: "192.0.2.19", hit: false, because: "outside of the network" },
    { device: "2001:db8::/64", typed: "2001:DB8::5", hit: true, because: "IPv6 in another spelling" },
    { device: "192.0.2.77", typed: "2.77", hit: false, because: "not the end of an address" },
  ])("$typed finds $device: $hit, $because", ({ device, typed, hit }) => expect(hasAddress([device], typed)).toBe(hit));

  it("sorts equal values by the account, so that pages never overlap", () => {
    const row = (account: string, company: string) => ({ account, company }) as Listing;
    const rows = [row("C3", "b"), row("C1", "B"), row("C2", "a")];
    expect(inOrder(rows, "company", new Map()).map((one) => one.account)).toEqual(["C2", "C1", "C3"]);
    expect(inOrder(rows, "-company", new Map()).map((one) => one.account)).toEqual(["C3", "C1", "C2"]);
  });
});

describe("the list of customers", () => {
  let admin: Caller;
  const tag = uniqueName();
  const accounts: string[] = [];
  const net = uniqueNet();
  const login = uniqueName();

  beforeAll(async () => {
    admin = await staff();
    const tariffId = await aTariff(admin);
    for (const [company, name] of [
      [`${tag} Alpha Telecom`, "Ann Lee"],
      [`${tag} Beta Telecom`, "Bob Ray"],
      [`${tag} Gamma Voice`, "Ann Kay"],
    ])
      accounts.push((await aCustomer(admin, tariffId, { company, name, creditLimit: "5" })).account);
    const limits = { maxCallSessions: 1, callSessionsPerSecond: 1 };
    await admin("POST", `/customers/${accounts[1]}/ip-devices`, { ip: `${net}.16/28`, ...limits });
    await admin("POST", `/customers/${accounts[2]}/sip-devices`, { login, extension: "100", ...limits });
    await admin("PATCH", `/customers/${accounts[0]}`, { status: "SUSPENDED" });
  });

  const found = async (query: Record<string, string>) => {
    const reply = await admin("GET", `/customers?${new URLSearchParams(query)}`);
    expect(reply.status).toBe(200);
    return (reply.body.items as { account: string }[])
      .map((item) => accounts.indexOf(item.account))
      .sort((a, b) => a - b);
  };

  it.each([
    { query: () => ({ company: tag }), hits: [0, 1, 2], because: "company" },
    { query: () => ({ company: `telecom ${tag}` }), hits: [0, 1], because: "two words of the company" },
    { query: () => ({ company: tag, name: "ann" }), hits: [0, 2], because: "company and name" },
    { query: () => ({ company: tag, status: "SUSPENDED" }), hits: [0], because: "company and status" },
    { query: () => ({ account: accounts[1] ?? "" }), hits: [1], because: "account code" },
    {
      query: () => ({ account: (accounts[1] ?? "").slice(0, 8), company: tag }),
      hits: [1],
      because: "start of the code",
    },
    { query: () => ({ ip: `${net}.20` }), hits: [1], because: "an address inside the network" },
    { query: () => ({ ip: `${net}.` }), hits: [1], because: "the start of the address" },
    { query: () => ({ sipUser: login.slice(0, -1).toUpperCase() }), hits: [2], because: "start of the SIP user" },
    { query: () => ({ company: tag, ip: `${net}.20`, status: "SUSPENDED" }), hits: [], because: "filters are AND-ed" },
  ])("is searched by $because", async ({ query, hits }) => expect(await found(query())).toEqual(hits));

  it("shows the money of each line and the addresses and SIP users it is found by", async () => {
    const reply = await admin("GET", `/customers?company=${tag}&sort=company`);
    expect(reply.body.items).toMatchObject([
      { balance: "0", creditLimit: "5", available: "5", ips: [], sipUsers: [] },
      { ips: [`${net}.16/28`] },
      { sipUsers: [login] },
    ]);
  });

  it("comes in pages without gap or double, in the order asked for", async () => {
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const reply = await admin("GET", `/customers?company=${tag}&sort=-company&limit=1${cursor}`);
      seen.push(...reply.body.items.map((item: { account: string }) => item.account));
      if (!reply.body.nextCursor) break;
      cursor = `&cursor=${reply.body.nextCursor}`;
    }
    expect(seen).toEqual([accounts[2], accounts[1], accounts[0]]);
  });

  it.each([
    { sort: "creditLimit", order: "5 20 100", because: "figures stand by their size, whatever they begin with" },
    { sort: "-creditLimit", order: "100 20 5", because: "and the other way round" },
    { sort: "tariffId", order: "alps alps Zone", because: "tariffs stand by their names, not by when they were made" },
    { sort: "billingType", order: "POSTPAID POSTPAID PREPAID", because: "words stand by their letters" },
    { sort: "maxCallSessions", order: "4/9 4/10 30/2", because: "calls a second tell equal calls at once apart" },
  ])("is ordered by $sort: $because", async ({ sort, order }) => {
    const own = uniqueName();
    const names: Record<string, string> = {};
    const tariff = async (name: string) => {
      const { id } = (await admin("POST", "/tariffs", { name: `${own} ${name}`, currency: "EUR" })).body;
      names[id] = name;
      return id as string;
    };
    const [zone, alps] = [await tariff("Zone"), await tariff("alps")];
    for (const [tariffId, more] of [
      [zone, { creditLimit: "20", billingType: "POSTPAID", maxCallSessions: 30, callSessionsPerSecond: 2 }],
      [alps, { creditLimit: "5", billingType: "PREPAID", maxCallSessions: 4, callSessionsPerSecond: 10 }],
      [alps, { creditLimit: "100", billingType: "POSTPAID", maxCallSessions: 4, callSessionsPerSecond: 9 }],
    ] as const)
      await aCustomer(admin, tariffId, { company: own, maxCreditLimit: "100", ...more });
    const shown = (row: Listing): string =>
      ({
        creditLimit: row.creditLimit,
        tariffId: names[row.tariffId],
        billingType: row.billingType,
        maxCallSessions: `${row.maxCallSessions}/${row.callSessionsPerSecond}`,
      })[sort.replace("-", "")] ?? "";
    const { items } = (await admin("GET", `/customers?company=${own}&sort=${sort}`)).body;
    expect(items.map(shown).join(" ")).toBe(order);
  });

  it("calls no tariff by the name that another seller gave it", () => {
    const row = (account: string, tariffId: string) => ({ account, tariffId }) as Listing;
    const rows = [row("C1", "trf_9"), row("C2", "trf_1"), row("C3", "trf_5")];
    const sorted = inOrder(rows, "tariffId", new Map([["trf_9", "Zone"]]));
    expect(sorted.map(({ account }) => account)).toEqual(["C1", "C2", "C3"]);
  });

  it("forgets a device that was removed", async () => {
    const path = `/customers/${accounts[1]}/ip-devices`;
    const [device] = (await admin("GET", path)).body.items;
    expect((await admin("DELETE", `${path}/${device.id}`)).status).toBe(204);
    expect(await found({ ip: `${net}.20` })).toEqual([]);
  });

  it.each([
    ["limit=0", 422],
    ["limit=201", 422],
    ["sort=password", 422],
    ["status=OPEN", 422],
    ["cursor=%00", 400],
    ["cursor=e30", 200],
    ["cursor=eyJwayI6IkFDQyJ9", 200],
  ])("answers a wrong query plainly: %s is %i", async (query, status) =>
    expect((await admin("GET", `/customers?${query}`)).status).toBe(status),
  );
});
