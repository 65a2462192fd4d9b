import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { type AskedProof, askedProof } from "./proof/asked.ts";
import { keep, keptOf } from "./proof/kept.ts";
import { type Part, partsOf } from "./proof/parts.ts";
import { type Outcome, reportOf } from "./proof/report.ts";

/**
 * `npm run proof [-- --parts NAME,… --quick --resume --list --limit MINUTES --seeds N --inputs N --requests N --kills N
 * --calls N --worlds MINUTES --soak MINUTES --benches --row ROW … --out FILE --kept FOLDER]`: runs the parts one after another. What
 * came of each is kept in the folder `.proof` and written into docs/proof.md as it ends; with `--resume` those that held before, at
 * this size and of these sources, are taken over. Worlds, soak and benches only where they are asked for; `--row` picks
 * some of the benches, `--limit` ends a part that takes longer (180). Ends with 1 when a part did not hold.
 */

function asked(): AskedProof {
  try {
    return askedProof(process.argv.slice(2));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** Runs a part; what it writes is shown as it comes and kept for its figures. */
function run({ args, env, figures, ...part }: Part, limit: number): Promise<Outcome> {
  const began = Date.now();
  // A group of its own, so that what it started ends with it.
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const end = () => child.pid !== undefined && child.exitCode === null && process.kill(-child.pid, "SIGKILL");
  process.once("exit", end);
  let output = "";
  let isLate = false;
  const limited = setTimeout(() => {
    isLate = true;
    end();
  }, limit * 60_000);
  child.stdout.on("data", (piece: Buffer) => {
    output += piece;
    process.stdout.write(piece);
  });
  return new Promise((resolve) => {
    child.once("close", (code) => {
      clearTimeout(limited);
      process.removeListener("exit", end);
      const seconds = (Date.now() - began) / 1000;
      resolve({ part, status: isLate ? null : (code ?? 1), seconds, figures: figures(output) });
    });
  });
}

const git = (...args: string[]): string => spawnSync("git", args, { encoding: "utf8" }).stdout?.trim() ?? "";
const isChanged = (out: string): boolean =>
  git("status", "--porcelain", "--untracked-files=no", "--", ".", `:!${out}`) !== "";

const { sizes, wants, limit, resume, list, out, kept } = asked();
const parts = partsOf(sizes).filter(({ name }) => wants(name));
if (list) {
  for (const { name, size } of parts) console.log(`${name}: ${size}`);
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const head = git("rev-parse", "HEAD") || "not in a repository";
const commit = isChanged(out) ? `${head}, with changes since` : head;
const [cpu] = cpus();
const machine = `${cpus().length} × ${cpu?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`;
const outcomes: Outcome[] = [];
for (const part of parts) {
  console.log(`\n${part.name}: ${part.size}`);
  const before = resume && commit === head ? keptOf(kept, commit, part) : undefined;
  if (before) console.log("held before");
  const outcome = before ?? (await run(part, limit));
  keep(kept, commit, outcome);
  outcomes.push(outcome);
  writeFileSync(out, reportOf(outcomes, { date: new Date().toISOString(), commit, machine, node: process.version }));
}
console.log(`\nWritten: ${out}`);
process.exitCode = outcomes.every(({ status }) => status === 0) ? 0 : 1;
