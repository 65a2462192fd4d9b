import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { LoadWorld } from "../../bench/load-world.ts";
import { Random } from "../../test/sim/random.ts";
import { type Job, overAt, patiently } from "./soak-jobs.ts";

/** What goes on in a soak. Whoever hears nothing, or 5xx, asks again as long as it takes: the stack is killed meanwhile. */

export interface Done {
  cdrs: number;
  repeated: number;
  authorized: number;
  tests: string[];
  exports: string[];
  invoices: string[];
  checks: string[];
  /** Exports that had to be asked for a second time. */
  exportedAgain: number;
  /** In nano. */
  cost: bigint;
  /** Calls that were charged anew, there and back. */
  corrected: number;
  /** What did not hold on the way, a sentence each. */
  wrong: string[];
}

export const nothingDone = (): Done => ({
  ...{ cdrs: 0, repeated: 0, authorized: 0, tests: [], exports: [], invoices: [], checks: [], cost: 0n },
  ...{ exportedAgain: 0, corrected: 0, wrong: [] },
});

/** Does it, and again after each pause, until the time is over. */
async function every(seconds: number, until: number, work: (n: number) => Promise<void>): Promise<void> {
  for (let n = 0; ; n++) {
    const next = Date.now() + seconds * 1000;
    if (next > until) return;
    await work(n);
    await pause(Math.max(0, next - Date.now()));
  }
}

/** Takes webhooks, every fifth only when it is tried again. */
export async function openReceiver() {
  const seen = new Map<string, number>();
  const server = createServer((request, reply) => {
    request.resume();
    const id = String(request.headers["webhook-id"]);
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    reply.writeHead(seen.size % 5 === 0 && times === 1 ? 500 : 204).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/soak`,
    close: () => server.close(),
  };
}

/** A second's calls each second; every tenth delivery comes a second time, as after an answer that was lost. */
async function calls(world: LoadWorld, { rate, until }: Pace, done: Done): Promise<void> {
  const random = new Random(23);
  await every(1, until, async () => {
    const { body, cost } = world.invent(rate);
    done.cost += cost;
    done.cdrs += rate;
    await world.deliverPatiently(body);
    if (!random.chance(0.1)) return;
    done.repeated += rate;
    await world.deliverPatiently(body);
  });
}

/**
 * Calls that are let go, are over a second later, and whose record gives back what they held. The same question gets the
 * same answer, so none is forgotten.
 */
async function authorisations(world: LoadWorld, { until }: Pace, done: Done): Promise<void> {
  await every(1, until, async (n) => {
    const question = world.question(n);
    const { verdict, authorization_id } = await patiently(() => world.authorize(question));
    if (verdict !== "allow") throw new Error(`a call was not let go: ${verdict}`);
    done.authorized++;
    await pause(1000);
    await patiently(async () => {
      const status = await world.end(authorization_id);
      if (status !== 200) throw new Error(`the end of a call was answered ${status}`);
    });
    const { body, cost } = world.recordOf(question);
    done.cost += cost;
    done.cdrs++;
    await world.deliverPatiently(body);
  });
}

export interface Pace {
  /** CDRs a second. */
  rate: number;
  /** Epoch ms. */
  until: number;
}

/** All of it at once, until the time is over. @param rerate charges something anew, the n-th time */
export async function goOn(
  world: LoadWorld,
  webhook: string,
  pace: Pace,
  done: Done,
  rerate: (n: number) => Promise<void>,
): Promise<void> {
  const { api, accounts } = world;
  const { until } = pace;
  const made = async (path: string, body: object) => (await patiently(() => api.post<Pick<Job, "id">>(path, body))).id;
  const account = (n: number) => accounts[n % accounts.length] ?? "";
  await Promise.all([
    calls(world, pace, done),
    authorisations(world, pace, done),
    every(10, until, async () => void done.tests.push(await made(`/webhooks/${webhook}/test`, {}))),
    // One after another: they grow with the calls, and what a person asked for is waited for.
    every(30, until, async (n) => {
      const asked = { kind: "calls", format: n % 2 === 0 ? "csv" : "xlsx", filter: { account: account(n) } };
      const id = await made("/exports", asked);
      done.exports.push(id);
      await overAt(world, `/exports/${id}`);
    }),
    every(30, until, async (n) => {
      done.invoices.push(await made("/billing-runs", { account: account(n), closeNow: true }));
    }),
    every(20, until, rerate),
    every(60, until, async () => void done.checks.push(await made("/ledger-checks", { full: false }))),
    every(2, until, async (n) => {
      const pages = [`/customers/${account(n)}/calls?limit=50`, "/customers?limit=50", "/payments", "/exports"];
      await patiently(() => api.get(pages[n % pages.length] ?? ""));
    }),
  ]);
}
