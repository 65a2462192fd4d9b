import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Mutant } from "./mutant.ts";
import { mutants } from "./mutants.ts";

/** Worlds within which a missing guard must show. Most show in the first ten, the rarest needs some three hundred. */
const worlds = "2000";

/** Runs the worlds with the mutant in a process of its own; what it printed, and whether a promise was broken. */
const run = ({ name }: Mutant) =>
  new Promise<{ broken: boolean; output: string }>((done) => {
    const loader = ["--disable-warning=ExperimentalWarning", "--import", "./test/sim/mutant-loader.ts"];
    const options = { env: { ...process.env, SIM_MUTANT: name }, maxBuffer: 1 << 28 };
    execFile(process.execPath, [...loader, "test/sim/main.ts", "1", worlds], options, (_error, stdout, stderr) =>
      done({ broken: stdout.startsWith("BROKEN seed"), output: stdout.slice(0, 300) || stderr.slice(-500) }),
    );
  });

describe("every guard of the posting is needed", () => {
  it.concurrent.each(mutants)("the worlds notice when $name", { timeout: 300_000 }, async (mutant) => {
    const { broken, output } = await run(mutant);
    expect(broken, output).toBe(true);
  });
});
