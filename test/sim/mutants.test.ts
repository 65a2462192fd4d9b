import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Mutant } from "./mutant.ts";
import { mutants } from "./mutants.ts";

/** Worlds within which a missing guard must show. Most show in the first ten, the rarest needs some three hundred. */
const worlds = 2000;

/** Runs worlds with the mutant in a process of its own; what it printed, and whether a promise was broken. */
const run = ({ name }: Mutant, first: number, count: number) =>
  new Promise<{ broken: boolean; output: string }>((done) => {
    const loader = ["--disable-warning=ExperimentalWarning", "--import", "./test/sim/mutant-loader.ts"];
    const options = { env: { ...process.env, SIM_MUTANT: name }, maxBuffer: 1 << 28 };
    execFile(
      process.execPath,
      [...loader, "test/sim/main.ts", String(first), String(count)],
      options,
      (_error, stdout, stderr) =>
        done({ broken: stdout.startsWith("BROKEN seed"), output: stdout.slice(0, 300) || stderr.slice(-500) }),
    );
  });

describe("every guard of the posting is needed", () => {
  // As long as a machine that does much else takes: each of them is computing alone.
  it.concurrent.each(mutants)("the worlds notice when $name", { timeout: 1_800_000 }, async (mutant) => {
    if (mutant.seed !== undefined && (await run(mutant, mutant.seed, 1)).broken) return;
    const { broken, output } = await run(mutant, 1, worlds);
    expect(broken, output).toBe(true);
  });
});
