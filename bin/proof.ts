import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname } from "node:path";
import { type AskedProof, askedProof } from "./proof/asked.ts";
import { allKept, type Kept, keep, keptOf } from "./proof/kept.ts";
import type { Part } from "./proof/part.ts";
import { partsOf } from "./proof/parts.ts";
import { reportOf } from "./proof/report.ts";
import { run } from "./proof/run.ts";
import { headCommit, sourcesOf } from "./proof/sources.ts";

/**
 * `npm run proof [-- --parts NAME,… --quick --resume --list --limit MINUTES --seeds N --inputs N --requests N --kills N
 * --calls N --worlds MINUTES --soak MINUTES --pace CDRS --benches --row ROW … --out FILE --kept FOLDER]`: runs the parts one after
 * another. What came of each is kept in the folder docs/proof, and all that is kept is written into docs/proof.md each time
 * a part ends; with `--quick` both are in the folder .proof. With `--resume` parts that held before, at this size and of
 * the sources that they read now, are not run again. Worlds, soak and benches, a part for each row, only where they are
 * asked for; `second-engine`, which needs Java 17, where that is or where it is asked for. `--row` picks some of the
 * benches, `--limit` ends a part that takes longer (180). Ends with 1 when a part did not hold.
 */

function asked(): AskedProof {
  try {
    return askedProof(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

const { sizes, wants, limit, resume, list, out, kept } = asked();
const all = partsOf(sizes);
const parts = all.filter(({ name }) => wants(name));
const [cpu] = cpus();
const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`;

/** Runs it. What it read must have been committed, and the same when it ended, for its outcome to count another time. */
async function ran(part: Part): Promise<Kept> {
  const [head, sources] = [headCommit(), sourcesOf(part.reads)];
  const commit = head === undefined ? "not in a repository" : sources === undefined ? `${head}, with changes` : head;
  const circumstances = { date: new Date().toISOString(), commit, machine, node: process.version };
  const outcome = await run(part, limit);
  const isSame = sources !== undefined && sources === sourcesOf(part.reads);
  return { ...outcome, ran: circumstances, ...(isSame ? { sources } : {}) };
}

function writeReport(): void {
  const commit = headCommit() ?? "not in a repository";
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, reportOf(allKept(kept, all), { date: new Date().toISOString(), commit }));
}

if (list) {
  for (const part of parts)
    console.log(`${part.name}: ${part.size}${resume && keptOf(kept, part) ? " (held before)" : ""}`);
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const outcomes: Kept[] = [];
for (const part of parts) {
  console.log(`\n${part.name}: ${part.size}`);
  const before = resume ? keptOf(kept, part) : undefined;
  if (before) console.log("held before");
  const outcome = before ?? (await ran(part));
  if (!before) keep(kept, outcome);
  outcomes.push(outcome);
  writeReport();
}
console.log(`\nWritten: ${out}`);
process.exitCode = outcomes.every(({ status }) => status === 0) ? 0 : 1;
