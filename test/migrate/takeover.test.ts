import { beforeAll, describe, expect, it, vi } from "vitest";

vi.hoisted(() => Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-migrate` }));

import { createHash } from "node:crypto";
import { invite, type Migrated, migrate } from "../../bin/migrate/migration.ts";
import { reconciledText } from "../../bin/migrate/reconcile.ts";
import type { Kind } from "../../bin/migrate/run.ts";
import { findSipUser } from "../../functions/switch/sip-user.flow.ts";
import { type Caller, staff } from "../support/api.ts";
import { createTable } from "../support/table.ts";
import { inProcess, options, tableDigest } from "./world.ts";

/** The made-up dumps of examples/migration/ against the API, as the command asks it. One after the other in one table. */

let key = "";
let admin: Caller;
beforeAll(async () => {
  await createTable(process.env["TABLE_NAME"] ?? "");
  admin = await staff();
  const scopes = (await admin("GET", "/session")).body.user.permissions;
  key = (await admin("POST", "/api-keys", { name: "Takeover", scopes })).body.secret;
}, 60_000);

/** Stops the run as a kill would, before the request that comes behind so many of this path. */
function killedAfter(requests: number, of: string) {
  let left = requests;
  return (path: string) => {
    if (path.includes(of) && left-- === 0) throw new Error("killed");
  };
}

const madeOf = ({ run }: Migrated) => Object.fromEntries([...run.counts].map(([kind, { made }]) => [kind, made]));
const thereOf = ({ run }: Migrated) => Object.fromEntries([...run.counts].map(([kind, { kept }]) => [kind, kept]));
const refusedOf = ({ run }: Migrated) => [...run.counts].filter(([, { refused }]) => refused > 0).map(([kind]) => kind);

const ha1 = (login: string, realm: string, secret: string): string =>
  createHash("md5").update(`${login}:${realm}:${secret}`).digest("hex");

const customerOf = async (tag: string) => {
  const { items } = (await admin("GET", "/customers?limit=200")).body;
  const { account } = items.find(({ tags }: { tags: string[] }) => tags.includes(tag));
  return (await admin("GET", `/customers/${account}`)).body;
};

interface Expected {
  counts: Partial<Record<Kind, number>>;
  /** Words of the faults that must be named. */
  names: string[];
  looksRight: () => Promise<void>;
}

const peers: Record<"ov500" | "magnusbilling", Expected> = {
  ov500: {
    counts: {
      tariffs: 5,
      rates: 23,
      gateways: 3,
      "route rows": 5,
      customers: 4,
      "SIP devices": 3,
      DIDs: 3,
      calls: 264,
    },
    names: ["rate_multiplier", "package", "111111", "4/4%=>%", "reseller STR100000", "is dead", "OV-1203", "rent 2.5"],
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
    },
  },
  magnusbilling: {
    counts: { tariffs: 3, rates: 9, gateways: 2, "route rows": 3, customers: 3, "IP devices": 1, DIDs: 3 },
    names: [
      "norte.fone",
      "disconnectcharge",
      "quebrado mb3",
      "agent 2",
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
    const kills = [killedAfter(9, ""), killedAfter(1, "/rows"), killedAfter(2, "/payments"), killedAfter(1, "/calls")];
    for (const kill of kills) await expect(migrate(inProcess(key, kill), options(origin))).rejects.toThrow("killed");
    const done = await migrate(inProcess(key), options(origin));
    expect([refusedOf(done), done.reconciled?.differences]).toEqual([[], []]);
    expect(done.reconciled && reconciledText(done.reconciled)).not.toContain("DIFFERS");
    const [made, there] = [madeOf(done), thereOf(done)];
    const all = Object.fromEntries(Object.keys(made).map((kind) => [kind, (made[kind] ?? 0) + (there[kind] ?? 0)]));
    expect(all).toEqual(madeOf(wanted));
    await looksRight();
  }, 120_000);

  it("applied again, changes nothing", async () => {
    const before = await tableDigest();
    const again = await migrate(inProcess(key), options(origin));
    expect(again.reconciled?.differences).toEqual([]);
    expect(Object.values(madeOf(again)).every((made) => made === 0)).toBe(true);
    expect(await tableDigest()).toBe(before);
  }, 60_000);

  it("invites those who have an address to set a password, and names who has none", async () => {
    const lines = await invite(inProcess(key), wanted.run.records, origin);
    expect(lines).toHaveLength(wanted.run.records.customers.length);
    expect(lines.filter((line) => line.includes("sent to")).length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes("no e-mail address")).length).toBeGreaterThan(0);
  });
});
