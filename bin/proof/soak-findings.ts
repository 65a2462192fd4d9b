import { setTimeout as pause } from "node:timers/promises";
import { type LoadWorld, untilCharged } from "../../bench/load-world.ts";
import { median } from "../../bench/row.ts";
import { type Job, overAt, patiently } from "./soak-jobs.ts";
import type { Sample } from "./soak-stack.ts";
import type { Done } from "./soak-work.ts";

/** What must hold when a soak is over. Each finding is a sentence; none is the aim. */

/** A run of each account, now that nothing goes wrong any more. */
async function lastRuns({ api, accounts }: LoadWorld): Promise<string[]> {
  const runs: string[] = [];
  for (const account of accounts)
    runs.push((await patiently(() => api.post<Job>("/billing-runs", { account, closeNow: true }))).id);
  return runs;
}

interface ExportJob extends Job {
  kind: string;
  format: string;
  filter: object;
  failure: { reason: string } | null;
}

/** An export that was killed three times, or did not come to its end beside all the rest, says so and is asked for again. */
const isToBeAskedAgain = ({ failure }: ExportJob): boolean =>
  ["INTERRUPTED", "OUT_OF_TIME"].includes(failure?.reason ?? "");

async function exportFindings(world: LoadWorld, done: Done): Promise<string[]> {
  const ended: ExportJob[] = [];
  for (const id of done.exports) ended.push(await overAt<ExportJob>(world, `/exports/${id}`));
  const again = ended.filter(isToBeAskedAgain);
  for (const { kind, format, filter } of again) {
    const { id } = await patiently(() => world.api.post<Job>("/exports", { kind, format, filter }));
    ended.push(await overAt<ExportJob>(world, `/exports/${id}`));
  }
  done.exportedAgain = again.length;
  return ended
    .filter((job) => job.status !== "done" && !again.includes(job))
    .map(({ id, status, failure }) => `export ${id} is ${status}: ${failure?.reason ?? "no reason"}`);
}

async function jobFindings(world: LoadWorld, done: Done): Promise<string[]> {
  const found = await exportFindings(world, done);
  // What a fault stopped, the next run makes up for; the last of an account leaves nothing.
  const last = await lastRuns(world);
  for (const id of [...done.invoices, ...last]) {
    const run = await overAt<Job & { failed: number }>(world, `/billing-runs/${id}`);
    const failed = last.includes(id) ? run.failed : 0;
    if (run.status !== "done" || failed > 0) found.push(`billing run ${id} is ${run.status}, ${run.failed} failed`);
  }
  const { id: full } = await patiently(() => world.api.post<Job>("/ledger-checks", { full: true }));
  for (const id of [...done.checks, full]) {
    const check = await overAt<Job & { wrong: number; findings: unknown }>(world, `/ledger-checks/${id}`);
    if (check.status !== "done" || check.wrong > 0)
      found.push(`check of the ledger ${id} is ${check.status}: ${JSON.stringify(check.findings)}`);
  }
  return found;
}

/** Every event that was sent is taken in the end. */
async function webhookFindings(world: LoadWorld, webhook: string, done: Done): Promise<string[]> {
  const end = Date.now() + 10 * 60_000;
  for (;;) {
    const left = new Set(done.tests);
    let cursor: string | null = "";
    while (cursor !== null) {
      const path: string = `/webhooks/${webhook}/deliveries?limit=100${cursor && `&cursor=${cursor}`}`;
      const page = await patiently(() => world.api.get<{ items: Job[]; nextCursor: string | null }>(path));
      for (const { id, status } of page.items) if (status === "DELIVERED") left.delete(id);
      cursor = page.nextCursor;
    }
    if (left.size === 0) return [];
    if (Date.now() > end) return [`${left.size} of ${done.tests.length} webhooks were not taken`];
    await pause(2000);
  }
}

async function accountFindings(world: LoadWorld, done: Done): Promise<string[]> {
  const { charged } = await untilCharged(world, done.cost);
  const found = charged === done.cost ? [] : [`${charged} nano were charged instead of ${done.cost}`];
  let calls = 0;
  for (const account of world.accounts) {
    const customer = await patiently(() =>
      world.api.get<{ balance: string; available: string }>(`/customers/${account}`),
    );
    if (customer.balance !== customer.available)
      found.push(`${account} still holds money: ${customer.available} of ${customer.balance} available`);
    const check = await patiently(() => world.api.get<{ calls: number }>(`/customers/${account}/ledger-check`));
    calls += check.calls;
  }
  if (calls !== done.cdrs) found.push(`${calls} calls are there instead of ${done.cdrs}`);
  return found;
}

export async function findingsOf(world: LoadWorld, webhook: string, done: Done): Promise<string[]> {
  return [
    ...done.wrong,
    ...(await accountFindings(world, done)),
    ...(await webhookFindings(world, webhook, done)),
    ...(await jobFindings(world, done)),
  ];
}

type Size = Record<"megabytes" | "handles" | "disk", number>;

interface Growth {
  minutes: number;
  from: Size;
  to: Size;
}

/**
 * What the last life of the stack took at its beginning and at its end, a quarter of its samples each; its first minute is
 * left out. Nothing where that was too short to say anything.
 */
export function growthOf(samples: readonly Sample[]): Growth | undefined {
  const life = samples.at(-1)?.life;
  const ofLife = samples.filter((sample) => sample.life === life);
  const warm = ofLife.filter(({ at }) => at >= (ofLife[0]?.at ?? 0) + 60);
  if (warm.length < 8) return undefined;
  const quarter = Math.max(1, warm.length >> 2);
  const of = (part: readonly Sample[]) => ({
    megabytes: Math.round(median(part.map(({ megabytes }) => megabytes))),
    handles: Math.round(median(part.map(({ handles }) => handles))),
    disk: Math.round(median(part.map(({ disk }) => disk))),
  });
  const minutes = ((warm.at(-1)?.at ?? 0) - (warm[0]?.at ?? 0)) / 60;
  return { minutes: Math.round(minutes * 10) / 10, from: of(warm.slice(0, quarter)), to: of(warm.slice(-quarter)) };
}

/** Memory and handles level off; what a run of minutes can tell is only whether they run away. */
export function growthFindings(growth: Growth | undefined): string[] {
  if (!growth) return [];
  const { from, to } = growth;
  return [
    ...(to.megabytes > from.megabytes * 1.5 + 50 ? [`memory grew from ${from.megabytes} to ${to.megabytes} MB`] : []),
    ...(to.handles > from.handles * 1.2 + 20 ? [`open handles grew from ${from.handles} to ${to.handles}`] : []),
  ];
}
