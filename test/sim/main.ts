import { runWorlds } from "./run.ts";

/** `node test/sim/main.ts FIRST COUNT`: exit 0 when every world kept its promises, 1 with the seed and the sentence when not. */
const { broken, report } = await runWorlds(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 100));
if (broken) process.stdout.write(`BROKEN seed ${broken.seed}: ${broken.error.stack ?? broken.error.message}\n`);
else process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(broken ? 1 : 0);
