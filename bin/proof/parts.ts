import { stripVTControlCharacters } from "node:util";

/** What the proof is made of: programs that run by themselves too, at sizes that tests have no time for. */

export type PartName =
  | ("simulator" | "mutants" | "kills" | "money" | "replay")
  | ("parsers" | "api" | "access")
  | ("worlds" | "soak" | "benches");

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
  apiRequests: number;
  /** Of the rating process, and the calls that it charges meanwhile. */
  kills: number;
  killCalls: number;
  /** Of ever new worlds; 0: none. */
  worldMinutes: number;
  /** Of the whole stack at work; 0: no soak. */
  soakMinutes: number;
  quick: boolean;
  /** Rows of the benchmarks; none: all. */
  rows: readonly string[];
}

export const fullSizes: Sizes = {
  ...{ seeds: 2000, parserInputs: 200_000, apiRequests: 100_000, kills: 300, killCalls: 100_000 },
  ...{ worldMinutes: 0, soakMinutes: 0, quick: false, rows: [] },
};
export const quickSizes: Sizes = {
  ...{ seeds: 20, parserInputs: 500, apiRequests: 1000, kills: 5, killCalls: 2000 },
  ...{ worldMinutes: 0, soakMinutes: 0, quick: true, rows: [] },
};

/** At these sizes a test may take hours. */
const vitest = (...files: string[]) => ["node_modules/vitest/vitest.mjs", "run", "--testTimeout=10800000", ...files];
const many = (count: number): string => count.toLocaleString("en-US");
/** Settings of the benches that the environment has otherwise than they come. */
const limits = (): string[] =>
  ["GROWTH_CUSTOMERS", "GROWTH_CALLS", "LOAD_SECONDS", "LOAD_RATE", "LOAD_ASKED"].flatMap((name) =>
    process.env[name] ? [`${name}=${process.env[name]}`] : [],
  );

const plain = (output: string): string[] =>
  stripVTControlCharacters(output)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
const testLines = (output: string) => plain(output).filter((line) => /^(Tests|Duration|×|AssertionError)/.test(line));
const worldLines = (output: string) => plain(output).filter((line) => /^(BROKEN|\{"(transactions|soak)")/.test(line));
const quietly = { LOG_LEVEL: "error" };

/** The parts by their sizes, in the order in which they run. */
export const partsOf = (sizes: Sizes): Part[] => [
  ...partsOfCharging(sizes),
  ...partsOfInput(sizes),
  ...longParts(sizes),
];

const partsOfCharging = ({ seeds, kills, killCalls, quick }: Sizes): Part[] => [
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
    name: "kills",
    says: "The rating process is killed while it charges; what was delivered comes again, some of it twice.",
    size: `${many(kills)} kills, ${many(killCalls)} calls`,
    args: vitest("test/posting-kill.test.ts"),
    env: { ...quietly, KILLS: String(kills), KILL_CALLS: String(killCalls) },
    figures: testLines,
  },
  {
    name: "money",
    says: "Runs that die before and after each of their writes, and many who want the same at once: one payment, one invoice, one correction.",
    size: "the tests' own",
    args: vitest(
      ...[
        "test/invoices/once.test.ts",
        "test/payments.test.ts",
        "test/top-ups.test.ts",
        "test/ledger-properties.test.ts",
      ],
      ...["test/rerates/rerate-worlds.test.ts", "test/customer-import-crash.test.ts", "test/switch/authorize.test.ts"],
    ),
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
];

const partsOfInput = ({ parserInputs, apiRequests }: Sizes): Part[] => [
  {
    name: "parsers",
    says: "Mutated deliveries of every CDR layout: taken or parked with a reason, never an error.",
    size: `${many(parserInputs)} inputs a layout`,
    args: vitest("test/intake/fuzz.test.ts"),
    env: { ...quietly, FUZZ_INPUTS: String(parserInputs) },
    figures: testLines,
  },
  {
    name: "api",
    says: "Bad requests to every operation of the API document: none is an error of ours, and who is refused changes nothing.",
    size: `${many(apiRequests)} requests, seed 1`,
    args: vitest("test/api-fuzz.test.ts"),
    env: { ...quietly, FUZZ_REQUESTS: String(apiRequests) },
    figures: testLines,
  },
  {
    name: "access",
    says: "Every operation, every kind of caller, everybody's data; and no secret where it does not belong.",
    size: "every cell",
    args: vitest("test/access-matrix.test.ts", "test/foreign-ids.test.ts", "test/secrets-canary.test.ts"),
    env: quietly,
    figures: testLines,
  },
];

const longParts = ({ worldMinutes, soakMinutes, quick, rows }: Sizes): Part[] => [
  {
    name: "worlds",
    says: "Worlds of ever new seeds until the time is over.",
    size: `${worldMinutes} minutes from seed 1,000,001 on`,
    args: ["bin/proof/worlds.ts", String(worldMinutes)],
    env: quietly,
    figures: worldLines,
  },
  {
    name: "soak",
    says: "The whole local stack with calls, questions of a switch, re-rating, exports, invoices, webhooks and checks of the ledger, while writes to its table are throttled, meet others, lose their answer or come late; killed at moments left to chance in the first half of the time, memory and open files compared over the second.",
    size: `${soakMinutes} minutes`,
    args: ["bin/proof/soak.ts", String(soakMinutes)],
    env: quietly,
    figures: worldLines,
  },
  {
    name: "benches",
    says: "Every row of the benchmarks beside its peer.",
    size: [rows.join(", ") || "every row", quick ? "quick sizes, not for quoting" : "full sizes", ...limits()].join(
      "; ",
    ),
    args: ["bench/run.ts", ...rows, ...(quick ? ["--quick"] : [])],
    env: quietly,
    figures: plain,
  },
];

export const partNames: readonly PartName[] = partsOf(fullSizes).map(({ name }) => name);
