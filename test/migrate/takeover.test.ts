import { beforeAll, describe, expect, it, vi } from "vitest";

vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-migrate` }));

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { invite, type Migrated, migrate } from "../../bin/migrate/migration.ts";
import { reconciledText } from "../../bin/migrate/reconcile.ts";
import type { Kind } from "../../bin/migrate/run.ts";
import { runCheck } from "../../functions/ledger-checks/run-ledger-check.flow.ts";
import { findSipUser } from "../../functions/switch/sip-user.flow.ts";
import { type Caller, send, staff } from "../support/api.ts";
import { createTable } from "../support/table.ts";
import { ha1, inProcess, killedAfter, looksPaid, madeOf, options, refusedOf, tableDigest, thereOf } from "./world.ts";

/** The made-up dumps of examples/migration/ against the API, as the command asks it. One after the other in one table. */

let key = "";
let admin: Caller;
beforeAll(async () => {
  await createTable(process.env["TABLE_NAME"] ?? "");
  admin = await staff();
  const scopes = (await admin("GET", "/session")).body.user.permissions;
  key = (await admin("POST", "/api-keys", { name: "Takeover", scopes })).body.secret;
}, 60_000);

const customerOf = async (tag: string) => {
  const { items } = (await admin("GET", "/customers?limit=200")).body;
  const { account } = items.find(({ tags }: { tags: string[] }) => tags.includes(tag));
  return (await admin("GET", `/customers/${account}`)).body;
};

const resellerOf = async (username: string) => {
  const { items } = (await admin("GET", "/resellers?limit=200")).body;
  return items.find((one: { username: string }) => one.username === username);
};
const tariffOf = async (id: string) => (await admin("GET", `/tariffs/${id}`)).body;

/** How many accounts were taken over, of either kind. */
async function accountsHere(): Promise<number> {
  const lists = await Promise.all(["/customers", "/resellers"].map((path) => admin("GET", `${path}?limit=200`)));
  return lists.reduce((sum, { body }) => sum + body.items.length, 0);
}

interface Expected {
  counts: Partial<Record<Kind, number>>;
  /** Words of the faults that must be named. */
  names: string[];
  looksRight: () => Promise<void>;
}

const peers: Record<"ov500" | "magnusbilling" | "astpp", Expected> = {
  ov500: {
    counts: {
      tariffs: 9,
      gateways: 3,
      "route rows": 5,
      resellers: 2,
      customers: 6,
      "SIP devices": 3,
      DIDs: 4,
      "open invoices": 4,
      calls: 320,
    },
    names: [
      ...["rate_multiplier", "package", "111111", "4/4%=>%", "is dead", "OV-1203", "rent 2.5"],
      ...["STR300000 is not taken over: it has EUR", "reseller STR300000 is not taken over"],
      "Credit limit 200 of STC300010 is 30 here",
    ],
    async looksRight() {
      const one = await customerOf("ov500/STC300000");
      expect(one).toMatchObject({
        company: "O'Neil & Söhne Telecom",
        balance: "98.863",
        blockLossRoutes: true,
        country: "GB",
      });
      expect(await findSipUser("oneil101")).toMatchObject({ ha1: ha1("oneil101", "switchbook.local", "1234") });
      expect(await findSipUser("oneil100")).toMatchObject({ ha1: ha1("oneil100", "switchbook.local", "K'an\"d@1!") });
      const rules = await admin("GET", `/customers/${one.account}/translation-rules/source`);
      expect(rules.body.text.split("\n").toSorted()).toEqual(["%=>%", "4490%", "44|%=>0044%"]);
      const two = await customerOf("ov500/STC300001");
      expect(two).toMatchObject({ currency: "EUR", balance: "-241.25", taxFlag: "VAT", billingType: "POSTPAID" });
      const invoices = (await admin("GET", `/customers/${two.account}/invoices`)).body.items;
      expect(invoices.map((one: { number: string; open: string }) => [one.number, one.open])).toEqual([
        ["OV-1203", "100"],
        ["OV-1202", "141.25"],
      ]);
      expect(await customerOf("ov500/STC300002")).toMatchObject({
        status: "SUSPENDED",
        balance: "-3.5",
        company: "音声通信",
      });
      const top = await resellerOf("hilldale");
      // Its 60 there, less the 20 of the reseller and the 5 of the customer below it.
      expect(top).toMatchObject({ balance: "35", creditLimit: "100", creditGranted: "30", customers: 2, level: 1 });
      const sub = await resellerOf("STR200000");
      expect(sub).toMatchObject({ balance: "20", creditLimit: "30", creditGranted: "30", parent: top.account });
      expect(await tariffOf(sub.tariffId)).toMatchObject({ owner: top.account, currency: "USD" });
      const resold = await customerOf("ov500/STC300009");
      expect(resold).toMatchObject({ reseller: top.account, balance: "5" });
      // The operator sells it too: the reseller has one of its own.
      expect(await tariffOf(resold.tariffId)).toMatchObject({ owner: top.account });
      expect(resold.tariffId).not.toBe(one.tariffId);
      const did = (await admin("GET", "/dids/442079460104")).body;
      expect(did.account).toBe(resold.account);
      expect(await tariffOf(did.tariffId)).toMatchObject({ owner: top.account });
      const below = await customerOf("ov500/STC300010");
      expect(below).toMatchObject({ reseller: sub.account, balance: "-4", creditLimit: "30" });
      const [owed] = (await admin("GET", `/customers/${below.account}/invoices`)).body.items;
      expect(owed).toMatchObject({ number: "OV-1204", open: "4" });
      // What the reseller itself owes, with the number that it had there.
      const [ofSub] = (await admin("GET", `/resellers/${sub.account}/invoices`)).body.items;
      expect(ofSub).toMatchObject({ number: "OV-1205", open: "3", isReseller: true, takenOver: true });
      expect((await admin("GET", `/resellers/${sub.account}`)).body.balance).toBe("20");
      // What both resellers paid for its customer's calls, the nearest first: 80 % and 60 % in the dump.
      await looksPaid(admin, below.account, [sub.account, top.account], [4n, 3n]);
    },
  },
  magnusbilling: {
    counts: { tariffs: 5, gateways: 2, "route rows": 3, resellers: 1, customers: 5, "IP devices": 1, DIDs: 3 },
    names: [
      "norte.fone",
      "disconnectcharge",
      "quebrado mb3",
      "Reseller 8 is not taken over: it buys by no tariff",
      "Status 0",
      "neither a secret",
      "*/55/8",
      "rent 20.5",
    ],
    async looksRight() {
      const one = await customerOf("magnusbilling/3");
      expect(one).toMatchObject({ company: "Voz & Sul Telecom", balance: "152.75", currency: "BRL", country: "BR" });
      expect(await findSipUser("vozsul")).toMatchObject({ ha1: ha1("vozsul", "switchbook.local", "S3nha'\"\\!") });
      const kept = { realm: "asterisk", ha1: ha1("vozsul2", "asterisk", "oculta"), ha1_sha256: null };
      expect(await findSipUser("vozsul2")).toMatchObject(kept);
      const rules = await admin("GET", `/customers/${one.account}/translation-rules/destination`);
      expect(rules.body.text.split("\n").toSorted()).toEqual(["%=>%", "0|%=>55%", "55900%"]);
      expect(await customerOf("magnusbilling/4")).toMatchObject({
        balance: "-48.1",
        billingType: "POSTPAID",
        creditLimit: "300",
      });
      expect(await customerOf("magnusbilling/5")).toMatchObject({ status: "BLOCKED", balance: "3.3333" });
      const agent = await resellerOf("agente1");
      // Its 40 there, less the 9 of a customer below it; another one owes it 2.5.
      expect(agent).toMatchObject({ company: "Agente Lima", balance: "31", customers: 2 });
      const resold = await customerOf("magnusbilling/6");
      expect(await tariffOf(resold.tariffId)).toMatchObject({
        owner: agent.account,
        name: expect.stringContaining("Plano do agente"),
      });
      // The agent paid what stands there, and its client a quarter more.
      await looksPaid(admin, resold.account, [agent.account], [4n]);
      const routes = (await admin("GET", `/customers/${resold.account}/dialing-routes`)).body.items;
      expect(routes.map(({ pattern }: { pattern: string }) => pattern)).toContain("%");
    },
  },
  astpp: {
    counts: {
      tariffs: 6,
      gateways: 2,
      "route rows": 7,
      resellers: 2,
      customers: 6,
      "IP devices": 2,
      "open invoices": 2,
    },
    names: [
      ...["only shown in EUR", "^1[2-9].*", "markup 5", "10 has -4 here", "Timbre", "10.0.0.0/8"],
      ...["account 2", "rent 4", "nobody"],
    ],
    async looksRight() {
      const one = await customerOf("astpp/2");
      expect(one).toMatchObject({
        company: "Télé & Voix",
        balance: "677.12345",
        timeZone: "Europe/Paris",
        taxFlag: "TAX",
      });
      expect(await findSipUser("70010")).toMatchObject({
        ha1: ha1("70010", "switchbook.local", "p'a\"ss\\"),
        voicemail: true,
      });
      const rules = await admin("GET", `/customers/${one.account}/translation-rules/destination`);
      expect(rules.body.text.split("\n").toSorted()).toEqual(["%=>%", "00|%=>%", "0|%=>33%", "338%"]);
      const two = await customerOf("astpp/7");
      expect(two).toMatchObject({ balance: "-88.5", billingType: "POSTPAID", currency: "USD", creditLimit: "400" });
      const [invoice] = (await admin("GET", `/customers/${two.account}/invoices`)).body.items;
      expect(invoice).toMatchObject({ number: "INV_000041", net: "84", tax: "16.8", paid: "12.3", open: "88.5" });
      const query = "from=2026-10-01T00:00:00Z&to=2026-12-01T00:00:00Z&disposition=BUSY&limit=1";
      const { items } = (await admin("GET", `/customers/${one.account}/calls?${query}`)).body;
      expect(items[0]).toMatchObject({ takenOver: true, charge: "0", disconnectCause: 17, cli: expect.any(String) });
      expect(await customerOf("astpp/8")).toMatchObject({ status: "BLOCKED", balance: "-1.25" });
      // Its 2 there do not cover the 6 of a customer below it, which the reseller above it set aside.
      expect(await resellerOf("9000000003")).toMatchObject({ balance: "-4", level: 2 });
      expect(await resellerOf("9000000001")).toMatchObject({ balance: "0", creditLimit: "50" });
      const top = await resellerOf("9000000001");
      const [owed] = (await admin("GET", `/resellers/${top.account}/invoices`)).body.items;
      expect(owed).toMatchObject({ number: "INV_000042", net: "6.5", open: "6.5", isReseller: true });
      await looksPaid(admin, (await customerOf("astpp/6")).account, [top.account], [4n]);
      expect(await customerOf("astpp/11")).toMatchObject({ balance: "-3", creditLimit: "0" });
    },
  },
};

describe.each(Object.keys(peers) as (keyof typeof peers)[])("the takeover of %s", (origin) => {
  const { counts, names, looksRight } = peers[origin];
  let wanted: Migrated;

  it("tried, says what would be made and names every fault, and writes nothing", async () => {
    const before = await tableDigest();
    wanted = await migrate(inProcess(key), options(origin, { applies: false }));
    expect(await tableDigest()).toBe(before);
    expect(madeOf(wanted)).toMatchObject(counts);
    const said = wanted.run.faults.map(({ where, message }) => `${where}: ${message}`).join("\n");
    for (const name of names) expect(said).toContain(name);
    expect(said).not.toContain("never-taken");
  });

  it("killed in the middle and repeated, comes to what was tried, reconciles, and looks right", async () => {
    const kills = [
      ...[killedAfter(9, ""), killedAfter(1, "/rows"), killedAfter(1, "/resellers"), killedAfter(2, "/payments")],
      ...[killedAfter(1, "/resellers/"), killedAfter(1, "/calls")],
    ];
    for (const kill of kills) await expect(migrate(inProcess(key, kill), options(origin))).rejects.toThrow("killed");
    const done = await migrate(inProcess(key), options(origin));
    expect([refusedOf(done), done.reconciled?.differences]).toEqual([[], []]);
    expect(done.reconciled && reconciledText(done.reconciled)).not.toContain("DIFFERS");
    const [made, there] = [madeOf(done), thereOf(done)];
    const all = Object.fromEntries(Object.keys(made).map((kind) => [kind, (made[kind] ?? 0) + (there[kind] ?? 0)]));
    expect(all).toEqual(madeOf(wanted));
    await looksRight();
  }, 120_000);

  it("leaves nothing for the check of the ledger to find, at no account of the tree", async () => {
    const { id } = (await admin("POST", "/ledger-checks", { full: true })).body;
    await runCheck(id, () => 600_000);
    const { accounts, findings, status } = (await admin("GET", `/ledger-checks/${id}`)).body;
    expect({ accounts, findings, status }).toEqual({ accounts: await accountsHere(), findings: [], status: "done" });
  }, 60_000);

  it("applied again, changes nothing", async () => {
    const before = await tableDigest();
    const again = await migrate(inProcess(key), options(origin));
    expect(again.reconciled?.differences).toEqual([]);
    expect(Object.values(madeOf(again)).every((made) => made === 0)).toBe(true);
    expect(await tableDigest()).toBe(before);
  }, 60_000);

  it("invites those who have an address to set a password, and names who has none", async () => {
    const lines = await invite(inProcess(key), wanted.run.records, origin);
    const { customers, resellers } = wanted.run.records;
    expect(lines).toHaveLength(customers.length + resellers.length);
    expect(lines.filter((line) => line.includes("sent to")).length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes("no e-mail address")).length).toBeGreaterThan(0);
  });
});

describe("the command", () => {
  /** Its last lines and what it ends with. */
  async function ran(url: string, args: string[], env: object = { SWITCHBOOK_KEY: key }) {
    const all = ["local/launch.cjs", "bin/migrate.ts", "--url", url, ...args];
    const child = spawn(process.execPath, all, { env: { ...process.env, SWITCHBOOK_KEY: "", ...env } });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (text += part));
    const [code] = await once(child, "close");
    return { code, text };
  }

  it("tries a dump over HTTP, and says plainly what is wrong with a dump, a key or its own options", async () => {
    const server = createServer(async (request, reply) => {
      const headers = { authorization: request.headers.authorization ?? "" };
      const answer = await send(request.method ?? "", request.url ?? "", undefined, { headers });
      reply.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const tried = ["--from", "ov500", "--dump"];
    const good = await ran(url, [...tried, "examples/migration/ov500.sql"]);
    expect([good.code, good.text]).toEqual([0, expect.stringContaining("nothing was written")]);
    const noDump = await ran(url, [...tried, "package.json"]);
    expect([noDump.code, noDump.text]).toEqual([2, expect.stringContaining("no dump of a database")]);
    const noKey = await ran(url, [...tried, "examples/migration/ov500.sql"], { SWITCHBOOK_KEY: "sbk_none" });
    expect([noKey.code, noKey.text]).toEqual([2, expect.stringContaining("GET /settings")]);
    const noOptions = await ran("nowhere", ["--from", "sippy"], {});
    for (const word of ["--from", "--dump", "--url", "SWITCHBOOK_KEY"]) expect(noOptions.text).toContain(word);
    expect(noOptions.code).toBe(2);
    server.close();
  }, 60_000);
});
