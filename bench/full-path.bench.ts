import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngine } from "../local/engine.ts";
import { Random } from "../test/sim/random.ts";
import emulators from "../test/support/emulators.ts";
import { createTable } from "../test/support/table.ts";
import { openWorld } from "./full-path-world.ts";
import { chargeInPostgres, fillPostgres, type Postgres, startPostgres } from "./postgres.ts";
import { numbersOfTraffic, ratesFor, realPrefixes } from "./real-prefixes.ts";
import { type Row, ratioLine } from "./row.ts";

/**
 * From the switch's HTTP POST to the charged balance, on the embedded engines, beside PostgreSQL with a transaction a
 * call. A batch is what a window of 30 seconds brings: its cost follows its accounts and windows more than its calls.
 */

/** What 30 s bring at two rates. A collector posts when it has collected; the API takes bodies of up to 4 MB. */
const loads = [
  { name: "40 calls/s", bodies: 1, callsInBody: 1200 },
  { name: "800 calls/s", bodies: 2, callsInBody: 12_000 },
] as const;

async function callsPerSecond(calls: number, work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (calls * 1000) / (performance.now() - begun);
}

/** The engines of the tests, and the table on a disk: what is charged survives a loss of power, as in PostgreSQL as it comes. */
async function startEngines(): Promise<() => Promise<void>> {
  const stopAll = await emulators();
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bench-"));
  const engine = await startEngine(folder);
  process.env["AWS_ENDPOINT_URL_DYNAMODB"] = engine.endpoint;
  await createTable(process.env["TABLE_NAME"] ?? "");
  return async () => {
    await engine.stop();
    await stopAll();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Accounts whose balances are not the same on both sides. */
async function compare({ pool }: Postgres, accounts: readonly string[]): Promise<string[]> {
  const { balancesOf } = await import("../functions/ledger/ledger.store.ts");
  const { rows } = await pool.query<{ code: string; nano: string }>(
    "SELECT code, (balance * 1000000000)::bigint AS nano FROM account",
  );
  const balances = await balancesOf(accounts);
  return rows.flatMap(({ code, nano }) => {
    const mine = balances.get(code)?.balance;
    return mine === BigInt(nano) ? [] : [`${code}: ${mine} with us, ${nano} in PostgreSQL`];
  });
}

export const row: Row = async ({ quick }) => {
  const stop = await startEngines();
  const deck = realPrefixes();
  const rates = ratesFor(deck);
  const world = await openWorld(rates, numbersOfTraffic(deck, 50_000, 3), new Random(9));
  const postgres = await startPostgres();
  if ("pool" in postgres) await fillPostgres(postgres, rates, world.accounts);
  const ours = loads.map((): number[] => []);
  const theirs: number[] = [];
  // The first round warms all of them up.
  for (let round = 0; round < (quick ? 4 : 13); round++)
    for (const [i, { bodies, callsInBody }] of loads.entries()) {
      const posted = Array.from({ length: bodies }, (_, n) => world.invent(`${round}.${i}.${n}`, callsInBody));
      const calls = bodies * callsInBody;
      const own = await callsPerSecond(calls, () => world.charge(posted));
      if (round > 0) ours[i]?.push(own);
      if (!("pool" in postgres)) continue;
      const other = await callsPerSecond(calls, () => chargeInPostgres(postgres, posted));
      if (round > 0) theirs.push(other);
    }
  const unit = "calls/s";
  const series = loads.map(({ name }, i) => ({ name: `Switchbook at ${name}`, unit, samples: ours[i] ?? [] }));
  const notes = [
    `${world.accounts.length} accounts, ${rates.length} prefixes; on both sides every commit is synced to the disk`,
  ];
  const lines = series.map((one) => ({ series: one }));
  if (!("pool" in postgres)) {
    await stop();
    return { lines, notes: [...notes, `the peer is missing: ${postgres.missing}`], differences: [] };
  }
  const peer = { name: "PostgreSQL, transaction a call", unit, samples: theirs };
  const differences = await compare(postgres, world.accounts);
  await postgres.stop();
  await stop();
  const loaded = series.at(-1) ?? peer;
  return { lines: [...lines, ratioLine(peer, [loaded, peer], { atLeast: 3 })], notes, differences };
};
