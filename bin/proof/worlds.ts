import { runWorlds } from "../../test/sim/run.ts";

/** `worlds.ts MINUTES`: worlds of seeds that no other run has, until the time is over or one is broken. */
const until = Date.now() + Number(process.argv[2] ?? 1) * 60_000;
const sum = { transactions: 0, calls: 0, deliveries: 0, worlds: 0 };
for (let seed = 1_000_001; Date.now() < until; seed++) {
  const { broken, report } = await runWorlds(seed, 1);
  if (broken) {
    process.stdout.write(`BROKEN seed ${broken.seed}: ${broken.error.stack ?? broken.error.message}\n`);
    process.exit(1);
  }
  sum.worlds++;
  for (const name of ["transactions", "calls", "deliveries"] as const) sum[name] += report[name];
}
process.stdout.write(`${JSON.stringify(sum)}\n`);
process.exit(0);
