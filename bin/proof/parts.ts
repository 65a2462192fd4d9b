import { stripVTControlCharacters } from "node:util";

/** What the proof is made of: programs that run by themselves too, at sizes that tests have no time for. */

export const partNames = ["simulator", "mutants", "replay", "parsers", "soak", "benches"] as const;
export type PartName = (typeof partNames)[number];

export interface Part {
  name: PartName;
  /** One sentence for the report. */
  says: string;
  /** How much of it is run, with the seeds. */
  size: string;
  /** Program and arguments behind Node. */
  args: readonly string[];
  env: Record<string, string>;
  /** Out of what the program wrote, the lines that are its figures. */
  figures(output: string): string[];
}

export interface Sizes {
  seeds: number;
  parserInputs: number;
  /** 0: no soak. */
  soakMinutes: number;
  quick: boolean;
}

export const fullSizes: Sizes = {
  seeds: 2000,
  parserInputs: 200_000,

  soakMinutes: 0,
  quick: false,
};
export const quickSizes: Sizes = { seeds: 20, parserInputs: 500, soakMinutes: 0, quick: true };

const vitest = (file: string) => ["node_modules/vitest/vitest.mjs", "run", file];
const plain = (output: string): string[] =>
  stripVTControlCharacters(output)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
const testLines = (output: string) => plain(output).filter((line) => /^(Tests|Duration|×|AssertionError)/.test(line));
const worldLines = (output: string) => plain(output).filter((line) => /^(BROKEN|\{"transactions")/.test(line));
const quietly = { LOG_LEVEL: "error" };

/** The parts by their sizes, in the order in which they run. */
export const partsOf = ({ seeds, parserInputs, soakMinutes, quick }: Sizes): Part[] => [
  {
    name: "simulator",
    says: "Seeded faults over the real handlers; the invariants are checked after every commit.",
    size: `seeds 1 to ${seeds}`,
    args: ["test/sim/main.ts", "1", String(seeds)],
    env: quietly,
    figures: worldLines,
  },
  {
    name: "mutants",
    says: "Each guard of the posting is taken out in turn, and the simulator must notice.",
    size: "every mutant of test/sim",
    args: vitest("test/sim/mutants.test.ts"),
    env: quietly,
    figures: testLines,
  },
  {
    name: "replay",
    says: "A log of calls three times, shuffled and cut anew, with crashes: the same items of money.",
    size: quick ? "a small log" : "1,000,000 calls, three times",
    args: ["bench/run.ts", "replay", ...(quick ? ["--quick"] : [])],
    env: quietly,
    figures: plain,
  },
  {
    name: "parsers",
    says: "Mutated deliveries of every CDR layout: taken or parked with a reason, never an error.",
    size: `${parserInputs.toLocaleString("en-US")} inputs a layout`,
    args: vitest("test/intake/fuzz.test.ts"),
    env: { ...quietly, FUZZ_INPUTS: String(parserInputs) },
    figures: testLines,
  },
  {
    name: "soak",
    says: "Worlds of ever new seeds until the time is over.",
    size: `${soakMinutes} minutes from seed 1,000,001 on`,
    args: ["bin/proof/soak.ts", String(soakMinutes)],
    env: quietly,
    figures: worldLines,
  },
  {
    name: "benches",
    says: "Every row of the benchmarks beside its peer.",
    size: quick ? "quick sizes, not for quoting" : "full sizes",
    args: ["bench/run.ts", ...(quick ? ["--quick"] : [])],
    env: quietly,
    figures: plain,
  },
];
