import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { uniqueIp } from "./support/addresses.ts";
import { type Reply, uniqueName } from "./support/api.ts";
import { aCustomer, customerBody } from "./support/customers.ts";
import { faultNames, withFaultAt } from "./support/write-faults.ts";
import { aSwitchboard, type Switchboard } from "./switch/switchboard.ts";

/** What is broken on purpose is no news. */
beforeAll(() => void vi.spyOn(process.stderr, "write").mockReturnValue(true));
afterAll(() => vi.restoreAllMocks());

let board: Switchboard;
beforeAll(async () => {
  board = await aSwitchboard();
});

/** A write that people or switches ask for: they ask again until it is answered, and it is done once. */
interface WritePoint {
  name: string;
  /** What is there before. Each attempt of the same one asks for the same. */
  prepare(): Promise<{ ask: () => Promise<Reply | number>; look: () => Promise<unknown> }>;
}

const money = async (account: string) => {
  const reply = await board.admin("GET", `/customers/${account}`);
  const { balance, available, creditLimit, status } = reply.body;
  const check = await board.admin("GET", `/customers/${account}/ledger-check`);
  return { balance, available, creditLimit, status, findings: check.body.findings };
};
const count = async (path: string): Promise<number> => (await board.admin("GET", path)).body.items.length;
const keyed = () => ({ headers: { "idempotency-key": uniqueName() } });
const newAccount = async (): Promise<string> => (await aCustomer(board.admin, board.tariff)).account;
const limits = { maxCallSessions: 5, callSessionsPerSecond: 5 };

const points: WritePoint[] = [
  {
    name: "a payment",
    async prepare() {
      const [account, call] = [await newAccount(), keyed()];
      const path = `/customers/${account}/payments`;
      return {
        ask: () => board.admin("POST", path, { kind: "PAYMENT", amount: "5" }, call),
        look: async () => [await money(account), await count(path)],
      };
    },
  },
  {
    name: "a payment taken back",
    async prepare() {
      const [account, call] = [await newAccount(), keyed()];
      const path = `/customers/${account}/payments`;
      const { body } = await board.admin("POST", path, { kind: "PAYMENT", amount: "5" }, keyed());
      return {
        ask: () => board.admin("POST", `${path}/${body.id}/reversal`, { note: "Bounced" }, call),
        look: async () => [await money(account), await count(path)],
      };
    },
  },
  {
    name: "another credit limit",
    async prepare() {
      const account = await newAccount();
      return {
        ask: () => board.admin("PATCH", `/customers/${account}`, { creditLimit: "70" }),
        look: () => money(account),
      };
    },
  },
  {
    name: "a new customer",
    async prepare() {
      const body = { ...customerBody(board.tariff), company: uniqueName() };
      const found = async () => (await board.admin("GET", `/customers?company=${body.company}`)).body.items;
      return {
        ask: () => board.admin("POST", "/customers", body),
        look: async () => Promise.all((await found()).map(({ account }: { account: string }) => money(account))),
      };
    },
  },
  {
    name: "a device",
    async prepare() {
      const [account, ip] = [await newAccount(), uniqueIp()];
      const path = `/customers/${account}/ip-devices`;
      return { ask: () => board.admin("POST", path, { ip, dialPrefix: "", ...limits }), look: () => count(path) };
    },
  },
  {
    name: "a closed customer",
    async prepare() {
      const account = await newAccount();
      await board.equip(account);
      return {
        ask: () => board.admin("DELETE", `/customers/${account}`),
        look: async () => [await money(account), await count(`/customers/${account}/ip-devices`)],
      };
    },
  },
  {
    name: "a call let go",
    async prepare() {
      const { account, ip } = await board.caller({}, { pay: "20" });
      const question = board.question({ source_ip: ip });
      const ask = async () => ((await board.ask(question)).verdict === "allow" ? 200 : 403);
      return { ask, look: () => board.money(account) };
    },
  },
  {
    name: "a call ended",
    async prepare() {
      const { account, ip } = await board.caller({}, { pay: "20" });
      const verdict = await board.ask({ source_ip: ip });
      if (verdict.verdict !== "allow") throw new Error("the call was refused");
      const ask = async () => {
        await board.end(verdict.authorization_id);
        return 200;
      };
      return { ask, look: () => board.money(account) };
    },
  },
];

const statusOf = (answer: Reply | number | undefined): number =>
  typeof answer === "number" ? answer : (answer?.status ?? 500);

/** Asks again as a person or switch does, at most three times: also who is told of a conflict, or that it is so already. */
async function askAgain(ask: () => Promise<Reply | number>): Promise<number> {
  let status = 500;
  for (let times = 0; times < 3 && status >= 400; times++) status = statusOf(await ask().catch(() => undefined));
  return status;
}

/** What it comes to when nothing goes wrong. */
async function undisturbed({ prepare }: WritePoint): Promise<unknown> {
  const { ask, look } = await prepare();
  expect(statusOf(await ask())).toBeLessThan(300);
  return look();
}

describe.each(points)("$name", (point) => {
  let wanted: unknown;
  beforeAll(async () => {
    wanted = await undisturbed(point);
  });

  it.each(faultNames)(
    "is done once and whole when a write of it %s, whichever, and is asked for again",
    async (fault) => {
      let step = 0;
      for (let wasPlayed = true; wasPlayed; step++) {
        const { ask, look } = await point.prepare();
        const first = await withFaultAt({ step, fault }, ask);
        wasPlayed = first.wasPlayed;
        if (statusOf(first.answer) >= 400) expect(await askAgain(ask)).toBeLessThan(500);
        expect([step, await look()]).toEqual([step, wanted]);
      }
      expect(step).toBeGreaterThan(1);
    },
  );
});
