import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { fullSizes, type Part, type PartName, partNames, partsOf, quickSizes } from "./proof/parts.ts";
import { type Outcome, reportOf } from "./proof/report.ts";

/**
 * `npm run proof [-- PART … --quick --seeds N --inputs N --requests N --kills N --soak MINUTES --benches --row ROW … --out FILE]`:
 * runs the parts one after another and writes docs/proof.md. Soak and benches only where they are asked for; `--row` picks
 * some of the benches. Ends with 1 when a part did not hold.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    seeds: { type: "string" },
    inputs: { type: "string" },
    requests: { type: "string" },
    kills: { type: "string" },
    row: { type: "string", multiple: true, default: [] },
    soak: { type: "string", default: "0" },
    benches: { type: "boolean", default: false },
    out: { type: "string", default: "docs/proof.md" },
  },
});

const faults = positionals
  .filter((name) => !partNames.includes(name as PartName))
  .map((name) => `no such part: ${name}`);
const numberOf = (name: string, text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) faults.push(`--${name} must be a whole number`);
  return number;
};
const base = values.quick ? quickSizes : fullSizes;
const soakMinutes = numberOf("soak", values.soak);
const asked = (name: "seeds" | "inputs" | "requests" | "kills", otherwise: number): number =>
  values[name] === undefined ? otherwise : numberOf(name, values[name]);
const sizes = {
  ...base,
  seeds: asked("seeds", base.seeds),
  parserInputs: asked("inputs", base.parserInputs),
  apiRequests: asked("requests", base.apiRequests),
  kills: asked("kills", base.kills),
  soakMinutes,
  rows: values.row,
};
if (faults.length > 0) {
  console.error(`${faults.join("\n")}\nParts: ${partNames.join(", ")}`);
  process.exit(1);
}

const isWanted = ({ name }: Part): boolean => {
  if (positionals.length > 0) return positionals.includes(name);
  return name === "soak" ? soakMinutes > 0 : name === "benches" ? values.benches || values.row.length > 0 : true;
};

/** Runs a part; what it writes is shown as it comes and kept for its figures. */
function run({ args, env, figures, ...part }: Part): Promise<Outcome> {
  const began = Date.now();
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (piece: Buffer) => {
    output += piece;
    process.stdout.write(piece);
  });
  return new Promise((resolve) => {
    child.once("close", (code) => {
      const seconds = (Date.now() - began) / 1000;
      resolve({ part, status: code ?? 1, seconds, figures: figures(output) });
    });
  });
}

const git = (...args: string[]): string => spawnSync("git", args, { encoding: "utf8" }).stdout?.trim() ?? "";
const commit = git("rev-parse", "HEAD") || "not in a repository";
const changed = git("status", "--porcelain", "--untracked-files=no") === "" ? "" : ", with changes since";

const outcomes: Outcome[] = [];
for (const part of partsOf(sizes).filter(isWanted)) {
  console.log(`\n${part.name}: ${part.size}`);
  outcomes.push(await run(part));
}
const [cpu] = cpus();
const report = reportOf(outcomes, {
  date: new Date().toISOString(),
  commit: commit + changed,
  machine: `${cpus().length} × ${cpu?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`,
  node: process.version,
});
writeFileSync(values.out, report);
console.log(`\nWritten: ${values.out}`);
process.exitCode = outcomes.every(({ status }) => status === 0) ? 0 : 1;
