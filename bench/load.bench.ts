import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../local/free-port.ts";
import { type LoadWorld, loadWorld } from "./load-world.ts";
import { startStack } from "./own-stack.ts";
import { medianLine, type Row } from "./row.ts";

/**
 * What holds while calls come in: CDRs every second through the whole local stack, a fifth of them one customer's, and
 * meanwhile a switch that asks and people who look, 50 times a second each. Every call is charged in the end, and soon.
 * `LOAD_SECONDS` sets how long, `LOAD_RATE` how many CDRs a second.
 */

const password = "Bench-Load-4711!";
const perSecond = 50;

interface Asked {
  times: number[];
  errors: number;
}

/** Asks at even distances, whatever the answers take. */
async function atPace(rate: number, seconds: number, ask: (n: number) => Promise<boolean>): Promise<Asked> {
  const asked: Asked = { times: [], errors: 0 };
  const open: Promise<void>[] = [];
  const begin = performance.now();
  for (let n = 0; n < seconds * rate; n++) {
    const wait = begin + (n * 1000) / rate - performance.now();
    if (wait > 0) await pause(wait);
    const at = performance.now();
    const answered = ask(n).catch(() => false);
    open.push(
      answered.then((isRight) => {
        asked.times.push(performance.now() - at);
        if (!isRight) asked.errors++;
      }),
    );
  }
  await Promise.all(open);
  asked.times.sort((a, b) => a - b);
  return asked;
}

const quantile = ({ times }: Asked, share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

/** What people look at. */
async function look({ api, accounts }: LoadWorld, n: number): Promise<boolean> {
  const account = accounts[n % accounts.length];
  const pages = [`/customers/${account}`, `/customers/${account}/calls?limit=50`, "/customers?limit=50", "/payments"];
  await api.get(pages[n % pages.length] ?? "");
  return true;
}

/** Waits until all is charged, at most two minutes. @returns the seconds, and what was charged then */
async function untilCharged(world: LoadWorld, owed: bigint): Promise<{ lag: number; charged: bigint }> {
  const begin = performance.now();
  for (;;) {
    const charged = await world.charged();
    const lag = (performance.now() - begin) / 1000;
    if (charged === owed || lag > 120) return { lag, charged };
    await pause(250);
  }
}

async function underLoad(world: LoadWorld, seconds: number, rate: number) {
  let owed = await world.charged();
  const begin = performance.now();
  const [delivered, looked, asked] = await Promise.all([
    atPace(1, seconds, async () => {
      const { body, cost } = world.invent(rate);
      owed += cost;
      return (await world.deliver(body)) === 202;
    }),
    atPace(perSecond, seconds, (n) => look(world, n)),
    atPace(perSecond, seconds, (n) => world.authorize(n)),
  ]);
  const { lag, charged } = await untilCharged(world, owed);
  const took = (performance.now() - begin) / 1000;
  return { delivered, looked, asked, owed, charged, lag, took };
}

const ms = (name: string, value: number) => ({ name, unit: "ms", samples: [value] });

export const row: Row = async ({ quick }) => {
  const seconds = quick ? 10 : Number(process.env["LOAD_SECONDS"] ?? 600);
  const rate = quick ? 100 : Number(process.env["LOAD_RATE"] ?? 400);
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bench-load-"));
  const port = await freePort();
  const stack = await startStack(port, join(folder, "data"), password);
  const world = await loadWorld(`http://127.0.0.1:${port}`, password);
  // The first ones meet cold functions.
  await underLoad(world, 3, 10);
  const { delivered, looked, asked, owed, charged, lag, took } = await underLoad(world, seconds, rate);
  stack.child.kill("SIGTERM");
  await stack.ended;
  await rm(folder, { recursive: true, force: true });
  const errors = { deliveries: delivered.errors, "looks at pages": looked.errors, authorisations: asked.errors };
  const differences = Object.entries(errors).flatMap(([name, count]) => (count > 0 ? [`${count} ${name} failed`] : []));
  if (charged !== owed) differences.push(`${charged} nano were charged instead of ${owed}`);
  return {
    lines: [
      medianLine({ name: "charged end to end", unit: "CDR/s", samples: [(seconds * rate) / took] }, { atLeast: 300 }),
      medianLine({ name: "last delivery to last charge", unit: "s", samples: [lag] }, { atMost: 60 }),
      { series: ms("API, p50", quantile(looked, 0.5)) },
      medianLine(ms("API, p99", quantile(looked, 0.99)), { atMost: 250 }),
      { series: ms("authorise, p50", quantile(asked, 0.5)) },
      medianLine(ms("authorise, p99", quantile(asked, 0.99)), { atMost: 100 }),
    ],
    notes: [
      `${rate} CDRs a second for ${seconds} s, a fifth of them of one of ${world.accounts.length} customers, on the whole local stack on this machine`,
      `meanwhile ${perSecond} looks and ${perSecond} authorisations a second; ${looked.errors + asked.errors + delivered.errors} of ${looked.times.length + asked.times.length + delivered.times.length} requests failed`,
    ],
    differences,
  };
};
