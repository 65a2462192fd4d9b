import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { loadWorld } from "../../bench/load-world.ts";
import { freePort } from "../../local/free-port.ts";
import { Random } from "../../test/sim/random.ts";
import { FaultyWay } from "./soak-faults.ts";
import { findingsOf, growthFindings, growthOf } from "./soak-findings.ts";
import { rerateAndBack, twofoldTariff } from "./soak-rerates.ts";
import { soakStack } from "./soak-stack.ts";
import { goOn, nothingDone, openReceiver } from "./soak-work.ts";

/**
 * `soak.ts MINUTES [CDRS A SECOND] [SEED]`: the whole local stack at work, while some of what is asked of its table goes
 * wrong. In the first half of the time it is killed at moments left to chance; in the second half it runs through, so that
 * what it takes can be compared. Ends with 1 when something does not hold.
 */
const minutes = Number(process.argv[2] ?? 1);
const rate = Number(process.argv[3] ?? 20);
const seed = Number(process.argv[4] ?? Date.now() % 1_000_000);
const password = "Proof-Soak-4711!";
const random = new Random(seed);

const folder = await mkdtemp(join(tmpdir(), "switchbook-soak-"));
const port = await freePort();
const way = new FaultyWay(new Random(seed + 1));
const stack = await soakStack(port, join(folder, "data"), password, await way.open());
const receiver = await openReceiver();
const world = await loadWorld(`http://127.0.0.1:${port}`, password);
const asked = { url: receiver.url, events: ["webhook.test"] };
const { id: webhook } = await world.api.post<{ id: string }>("/webhooks", asked, "soak");
const twofold = await twofoldTariff(world);

const begin = Date.now();
const until = begin + minutes * 60_000;
const half = begin + minutes * 30_000;
async function kills(): Promise<void> {
  for (;;) {
    const next = Date.now() + random.int(10_000, 50_000);
    if (next > half) return;
    await pause(next - Date.now());
    await stack.kill();
  }
}

const done = nothingDone();
const [busy = 0] = loadavg();
const rerate = (n: number) => rerateAndBack(world, twofold, n, done);
way.isFaulty = true;
await Promise.all([goOn(world, webhook, { rate, until }, done, rerate), stack.watch(until), kills()]);
way.isFaulty = false;
const growth = growthOf(stack.samples);
const findings = [...(await findingsOf(world, webhook, done)), ...growthFindings(growth)];
await stack.stop();
receiver.close();
way.close();
await rm(folder, { recursive: true, force: true });

for (const finding of findings) process.stdout.write(`BROKEN ${finding}\n`);
const { cdrs, repeated, authorized, tests, exports, exportedAgain, invoices, checks, corrected } = done;
process.stdout.write(
  `${JSON.stringify({
    ...{ soak: minutes, seed, kills: stack.lives(), faults: way.played },
    ...{ cdrs, repeated, authorized, corrected, webhooks: tests.length },
    ...{ exports: exports.length, exportedAgain, billingRuns: invoices.length, ledgerChecks: checks.length + 1 },
    growth: growth ?? "too short to say",
    loadAverage: Number(busy.toFixed(1)),
  })}\n`,
);
process.exit(findings.length > 0 ? 1 : 0);
