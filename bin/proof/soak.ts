import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { loadWorld } from "../../bench/load-world.ts";
import { freePort } from "../../local/free-port.ts";
import { findingsOf, growthFindings, growthOf } from "./soak-findings.ts";
import { soakStack } from "./soak-stack.ts";
import { goOn, nothingDone, openReceiver } from "./soak-work.ts";

/**
 * `soak.ts MINUTES [CDRS A SECOND]`: the whole local stack at work. In the first half of the time it is killed every 45
 * seconds; in the second half it runs through, so that what it takes can be compared. Ends with 1 when something does not
 * hold.
 */
const minutes = Number(process.argv[2] ?? 1);
const rate = Number(process.argv[3] ?? 20);
const password = "Proof-Soak-4711!";

const folder = await mkdtemp(join(tmpdir(), "switchbook-soak-"));
const port = await freePort();
const stack = await soakStack(port, join(folder, "data"), password);
const receiver = await openReceiver();
const world = await loadWorld(`http://127.0.0.1:${port}`, password);
const asked = { url: receiver.url, events: ["webhook.test"] };
const { id: webhook } = await world.api.post<{ id: string }>("/webhooks", asked, "soak");

const begin = Date.now();
const until = begin + minutes * 60_000;
const half = begin + minutes * 30_000;
async function kills(): Promise<void> {
  for (let next = begin + 45_000; next < half; next = Date.now() + 45_000) {
    await pause(next - Date.now());
    await stack.kill();
  }
}

const done = nothingDone();
const [busy = 0] = loadavg();
await Promise.all([goOn(world, webhook, { rate, until }, done), stack.watch(until), kills()]);
const growth = growthOf(stack.samples);
const findings = [...(await findingsOf(world, webhook, done)), ...growthFindings(growth)];
await stack.stop();
receiver.close();
await rm(folder, { recursive: true, force: true });

for (const finding of findings) process.stdout.write(`BROKEN ${finding}\n`);
const { cdrs, repeated, authorized, tests, exports, invoices, checks } = done;
process.stdout.write(
  `${JSON.stringify({
    ...{ soak: minutes, kills: stack.lives(), cdrs, repeated, authorized, webhooks: tests.length },
    ...{ exports: exports.length, billingRuns: invoices.length, ledgerChecks: checks.length + 1, growth },
    loadAverage: Number(busy.toFixed(1)),
  })}\n`,
);
process.exit(findings.length > 0 ? 1 : 0);
