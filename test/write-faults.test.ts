import { beforeAll } from "vitest";
import { staffPermissions } from "../functions/auth/access.ts";
import { uniqueIp } from "./support/addresses.ts";
import { goodPassword, send, uniqueName } from "./support/api.ts";
import { aCustomer, customerBody } from "./support/customers.ts";
import { faultMatrix, type WritePoint } from "./support/fault-matrix.ts";
import { cookieOf, switchTo, withCookie } from "./support/switched.ts";
import { staffUser } from "./support/users.ts";
import { aSwitchboard, type Switchboard } from "./switch/switchboard.ts";

/** What people and switches ask the API for. What runs by itself is in write-faults-runs.test.ts. */

let board: Switchboard;
/** A person who may do everything. */
let office: string;
beforeAll(async () => {
  board = await aSwitchboard();
  office = await staffUser(staffPermissions);
});

const money = async (account: string) => {
  const reply = await board.admin("GET", `/customers/${account}`);
  const { balance, available, creditLimit, status } = reply.body;
  const check = await board.admin("GET", `/customers/${account}/ledger-check`);
  return { balance, available, creditLimit, status, findings: check.body.findings };
};
/** How many lines of the audit there are of what was done to an account. */
const audited = async (account: string, action: string): Promise<number> =>
  (await board.admin("GET", `/audit?account=${account}&limit=50`)).body.items.filter(
    (line: { action: string }) => line.action === action,
  ).length;
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
        look: async () =>
          Promise.all(
            (await found()).map(async ({ account }: { account: string }) => [
              await money(account),
              await audited(account, "customer.create"),
            ]),
          ),
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
        look: async () => [
          await money(account),
          await count(`/customers/${account}/ip-devices`),
          await audited(account, "customer.close"),
        ],
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
  {
    name: "a session",
    async prepare() {
      const username = await staffUser([]);
      let cookie = "";
      return {
        async ask() {
          const asked = { username, password: goodPassword };
          const reply = await send("POST", "/api/v1/session", asked, { ip: uniqueIp() });
          cookie = reply.headers.get("set-cookie")?.split(";")[0] ?? "";
          return reply;
        },
        look: async () => (await withCookie(cookie)("GET", "/session")).status,
      };
    },
  },
  {
    name: "a session in a customer's place",
    async prepare() {
      const account = await newAccount();
      const own = await cookieOf(office);
      let both = "";
      return {
        async ask() {
          const [reply, cookies] = await switchTo(own, account);
          both = cookies;
          return reply;
        },
        // Who was not told asks for another one: each has its line.
        look: async () => {
          const { status, body } = await withCookie(both)("GET", "/session");
          return [status, body.account === account, (await audited(account, "session.switch")) > 0];
        },
      };
    },
  },
];

faultMatrix(points);
