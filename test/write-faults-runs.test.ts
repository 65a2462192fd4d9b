import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, vi } from "vitest";

/** A table of its own: runs take up whatever is due in it. The receiver of webhooks stands on this machine. */
vi.hoisted(() =>
  Object.assign(process.env, { TABLE_NAME: `${process.env["TABLE_NAME"]}-runs`, WEBHOOKS_TO_PRIVATE: "1" }),
);

import { lastNumberOf } from "../functions/invoices/invoice.store.ts";
import { now } from "../functions/platform/clock.ts";
import { env } from "../functions/platform/env.ts";
import { sendDueWebhooks } from "../functions/webhooks/send-webhooks.flow.ts";
import { begun, tellOfExport } from "./exports/world.ts";
import { addedSource } from "./intake/world.ts";
import { reprice, tellOfRerate, tried } from "./rerates/world.ts";
import { uniqueName } from "./support/api.ts";
import { aBatch, aCallOf, aPricedTariff, rate } from "./support/charging.ts";
import { later } from "./support/clock.ts";
import { aCustomer } from "./support/customers.ts";
import { faultMatrix, type WritePoint } from "./support/fault-matrix.ts";
import { afterMonthMs, aRun, bill, call, carryOut, dayMs, invoiced } from "./support/invoicing.ts";
import { createTable } from "./support/table.ts";
import { aNewTariff, importOf } from "./support/tariffs.ts";
import { aSwitchboard, type Switchboard } from "./switch/switchboard.ts";

/** What runs by itself: its function comes again, with another machine's clock, until it is done. */

let board: Switchboard;
const got = new Map<string, Set<string>>();
const receiver = createServer((request, reply) => {
  const path = request.url ?? "";
  got.set(path, (got.get(path) ?? new Set()).add(String(request.headers["webhook-id"])));
  request.resume().once("end", () => reply.writeHead(204).end());
});

beforeAll(async () => {
  await createTable(env.TABLE_NAME);
  board = await aSwitchboard();
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});

const keyed = () => ({ headers: { "idempotency-key": uniqueName() } });
/** An account with its balance, and whether the books agree. */
const books = async (account: string) => {
  const check = await board.admin("GET", `/customers/${account}/ledger-check`);
  return [await board.money(account), check.body.findings];
};
/** The authorisation of a call that the switch asked for. */
async function letGo(ip: string): Promise<string> {
  const verdict = await board.ask({ source_ip: ip, reauthorizes: true });
  if (verdict.verdict !== "allow") throw new Error("the call was refused");
  return verdict.authorization_id;
}
/** Later than any lease of a run that died, also by a clock that is five minutes slow. */
const nextRunMs = 600_000;
/** Of the webhook: there may be only so many, so that each takes the place of the one before. */
let endpoint: string | undefined;
/** 200 once it is done, 500 while there is something left for the next run. */
const done = (isDone: boolean): number => (isDone ? 200 : 500);

const points: WritePoint[] = [
  {
    name: "a batch of calls, one of them parked",
    async prepare() {
      const { account } = await aCustomer(board.admin, board.tariff);
      const { id } = await addedSource({ format: "freeswitch-json", customerBy: "account" });
      const batch = aBatch(id, [aCallOf(account, id), aCallOf(account, id), aCallOf("C99999999", id)]);
      const waiting = async () => (await board.admin("GET", `/suspense?source=${id}`)).body.items;
      return {
        ask: async () => done((await rate(batch)).length === 0),
        look: async () => [await books(account), (await waiting()).map(({ reason }: { reason: string }) => reason)],
      };
    },
  },
  {
    name: "a call that is let go on",
    async prepare() {
      const { account, ip } = await board.caller({}, { pay: "0.5" });
      const id = await letGo(ip);
      return { ask: async () => done((await board.more(id, 270)).verdict === "allow"), look: () => books(account) };
    },
  },
  {
    name: "a call whose end nobody told, swept",
    async prepare() {
      const { account, ip } = await board.caller({}, { pay: "20" });
      const id = await letGo(ip);
      const isSwept = async () => (await board.money(account)).reserved === "0";
      return {
        ask: async () => {
          await board.sweepIn(86_400);
          return done(await isSwept());
        },
        look: async () => [await books(account), (await board.missing(id)) !== undefined],
      };
    },
  },
  {
    name: "an invoice",
    async prepare() {
      const fields = { billingType: "POSTPAID", creditLimit: "100" };
      const { account } = await aCustomer(board.admin, board.tariff, fields);
      await call({ source: board.source } as never, account, [61, 7]);
      const id = await later(afterMonthMs, () => aRun(account));
      let runs = 0;
      return {
        ask: () =>
          later(afterMonthMs, async () => {
            await carryOut(id);
            // What a run had to leave is the next one's.
            if (runs++ > 0) await bill(account);
            return done((await invoiced(account)).some(({ filesReady }) => filesReady));
          }),
        look: async () => {
          const [all, sum] = [await invoiced(account), await books(account)];
          const series = all[0]?.number.replace(/\d{6}$/, "{SEQ:6}") ?? "";
          // The last number that was given is this one's: none was given in vain.
          const isLast = all[0]?.number.endsWith(String(await lastNumberOf(series)).padStart(6, "0"));
          return [sum, all.map(({ state, calls, filesReady }) => ({ state, calls, filesReady })), isLast];
        },
      };
    },
  },
  {
    name: "calls that are re-rated",
    async prepare() {
      const tariff = await aPricedTariff(board.admin);
      const { account } = await aCustomer(board.admin, tariff);
      await board.deliver(account, { setupMs: now() - 1_200_000 });
      await reprice(board.admin, tariff, "0.12");
      const { id } = await tried(board.admin, { account });
      await board.admin("POST", `/rerates/${id}/approve`);
      const job = async () => (await board.admin("GET", `/rerates/${id}`)).body;
      return {
        ask: async () => {
          await tellOfRerate(id);
          return done((await job()).status === "DONE");
        },
        look: async () => [await books(account), (await job()).status, (await job()).done],
      };
    },
  },
  {
    name: "an export",
    async prepare() {
      const company = uniqueName();
      await aCustomer(board.admin, board.tariff, { company });
      const id = await begun(board.admin, { kind: "customers", format: "csv", filter: { company } });
      const job = async () => (await board.admin("GET", `/exports/${id}`)).body;
      let runs = 0;
      return {
        ask: () =>
          later(runs++ * nextRunMs, async () => {
            await tellOfExport(id);
            return done((await job()).status === "done");
          }),
        look: async () => {
          const { status, rows, url } = await job();
          return [status, rows, (await (await fetch(url)).text()).includes(company)];
        },
      };
    },
  },
  {
    name: "a rate sheet that takes the place of the rates",
    async prepare() {
      const { id } = await aNewTariff(board.admin);
      const sheet = await importOf(board.admin, id, "prefix,destination,pricePerMinute\n44,United Kingdom,0.0125\n");
      const rates = async () => (await board.admin("GET", `/tariffs/${id}/rates`)).body.items;
      return {
        ask: () => board.admin("POST", `${sheet.path}/apply`, {}),
        look: async () => [
          (await rates()).map(({ prefix, pricePerMinute }: Record<string, string>) => [prefix, pricePerMinute]),
          (await board.admin("GET", `/tariffs/${id}`)).body.version,
          (await board.admin("GET", sheet.path)).body.applied?.version,
        ],
      };
    },
  },
  {
    name: "a webhook",
    async prepare() {
      const path = `/${uniqueName()}`;
      const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`;
      if (endpoint) await board.admin("DELETE", `/webhooks/${endpoint}`);
      const { id } = (await board.admin("POST", "/webhooks", { url, events: ["webhook.test"] }, keyed())).body;
      endpoint = id;
      await board.admin("POST", `/webhooks/${id}/test`, undefined, keyed());
      let runs = 0;
      const states = async (): Promise<string[]> =>
        (await board.admin("GET", `/webhooks/${id}/deliveries`)).body.items.map(
          ({ status }: { status: string }) => status,
        );
      return {
        ask: () =>
          later(runs++ * nextRunMs, async () => {
            await sendDueWebhooks(now() + dayMs);
            return done((await states()).every((status) => status === "DELIVERED"));
          }),
        // Told at least once, always by the same id, by which a receiver knows it.
        look: async () => [await states(), got.get(path)?.size],
      };
    },
  },
];

faultMatrix(points);
