import { rowNames } from "../../bench/rows.ts";
import { fullSizes, type Part, type PartName, type Program, plain, type Sizes, testLines, worldLines } from "./part.ts";

/** What the proof is made of: programs that run by themselves too, at sizes that tests have no time for. */

const many = (count: number): string => count.toLocaleString("en-US");
const quietly = { LOG_LEVEL: "error" };
/** At these sizes a test may take hours. */
const vitest = (files: readonly string[], env: Record<string, string> = {}): Program => ({
  args: ["node_modules/vitest/vitest.mjs", "run", "--testTimeout=10800000", ...files],
  env: { ...quietly, ...env },
});
/** One program, or two halves of one: the machine of the plan has two cores. */
const node = (...args: string[]): Program => ({ args, env: quietly });
const halves = (of: (share: string) => Program): Program[] => ["1/2", "2/2"].map(of);

const code = ["functions", "package.json", "package-lock.json"];
const worlds = [...code, "test/sim", "test/support"];
const tests = [...code, "bin", "docs/api", "local", "test", "vitest.config.ts"];
const benches = [...tests, "bench", "examples", "lib"];

/** The parts by their sizes, in the order in which they run. */
export const partsOf = (sizes: Sizes): Part[] => [
  ...partsOfCharging(sizes),
  ...partsOfInput(sizes),
  ...longParts(sizes),
  ...rowNames.filter((row) => row !== "replay").map((row) => partOfRow(row, sizes)),
];

/** Worlds in two halves; of one seed there is only one. */
function seeded(seeds: number): Program[] {
  const first = Math.ceil(seeds / 2);
  const counts = [
    [1, first],
    [first + 1, seeds - first],
  ];
  return counts.filter(([, count]) => count !== 0).map((range) => node("test/sim/main.ts", ...range.map(String)));
}

const moneyTests = [
  ...["test/invoices/once.test.ts", "test/payments.test.ts", "test/top-ups.test.ts"],
  ...["test/ledger-properties.test.ts", "test/rerates/rerate-worlds.test.ts"],
  ...["test/customer-import-crash.test.ts", "test/switch/authorize.test.ts"],
  ...["test/write-faults.test.ts", "test/write-faults-runs.test.ts"],
];

const killTest = "test/posting-kill.test.ts";
const killsOf = ({ kills, killCalls }: Sizes) => ({ KILLS: String(kills), KILL_CALLS: String(killCalls) });
const sizeOfKills = ({ kills, killCalls }: Sizes) => `${many(kills)} kills, ${many(killCalls)} calls`;

/** What the engine itself decides: conditions, transactions, many at once. */
const engineTests = [killTest, "test/table.test.ts", "test/ledger-store.test.ts", ...moneyTests];

const partsOfCharging = (sizes: Sizes): Part[] => [
  {
    name: "simulator",
    says: "Seeded faults over the real handlers; the invariants are checked after every commit.",
    size: `seeds 1 to ${sizes.seeds}`,
    programs: seeded(sizes.seeds),
    reads: worlds,
    figures: worldLines,
  },
  {
    name: "mutants",
    says: "Each guard of the posting is taken out in turn, and the simulator must notice.",
    size: "every mutant of test/sim",
    programs: [vitest(["test/sim/mutants.test.ts"])],
    reads: [...worlds, "local", "vitest.config.ts", "test/sim/mutants.test.ts"],
    figures: testLines,
  },
  {
    name: "kills",
    says: "The rating process is killed while it charges; what was delivered comes again, some of it twice.",
    size: sizeOfKills(sizes),
    programs: [vitest([killTest], killsOf(sizes))],
    reads: [...tests, "lib", killTest],
    figures: testLines,
  },
  {
    name: "money",
    says: "Runs and requests whose writes die, are refused, lose their answer, come twice or late, each in turn, and many who want the same at once: one payment, one invoice, one correction.",
    size: "the tests' own",
    programs: [vitest(moneyTests)],
    reads: [...tests, ...moneyTests],
    figures: testLines,
  },
  {
    name: "second-engine",
    says: "The kills, the faults and the many at once again, on AWS's own DynamoDB Local in the place of the engine of all other parts.",
    size: sizeOfKills(sizes),
    programs: [vitest(engineTests, { LOCAL_DDB: "java", ...killsOf(sizes) })],
    reads: [...tests, "lib", ...engineTests],
    figures: testLines,
  },
  {
    name: "replay",
    says: "A log of calls three times, shuffled and cut anew, with crashes: the same items of money.",
    size: sizes.quick ? "a small log" : "1,000,000 calls, three times",
    programs: [node("bench/run.ts", "replay", ...(sizes.quick ? ["--quick"] : []))],
    reads: [...benches, "bench/replay.bench.ts"],
    figures: plain,
  },
];

const accessTests = ["test/access-matrix.test.ts", "test/foreign-ids.test.ts", "test/secrets-canary.test.ts"];

const partsOfInput = ({ parserInputs, apiRequests }: Sizes): Part[] => [
  {
    name: "parsers",
    says: "Mutated deliveries of every CDR layout: taken or parked with a reason, never an error.",
    size: `${many(parserInputs)} inputs a layout`,
    programs: halves((SHARE) => vitest(["test/intake/fuzz.test.ts"], { FUZZ_INPUTS: String(parserInputs), SHARE })),
    reads: [...tests, "test/intake/fuzz.test.ts"],
    figures: testLines,
  },
  {
    name: "api",
    says: "Bad requests to every operation of the API document: none is an error of ours, and who is refused changes nothing.",
    size: `${many(apiRequests)} requests, seed 1`,
    programs: halves((SHARE) => vitest(["test/api-fuzz.test.ts"], { FUZZ_REQUESTS: String(apiRequests), SHARE })),
    reads: [...tests, "test/api-fuzz.test.ts"],
    figures: testLines,
  },
  {
    name: "access",
    says: "Every operation, every kind of caller, everybody's data; and no secret where it does not belong.",
    size: "every cell",
    programs: [vitest(accessTests)],
    reads: [...tests, ...accessTests],
    figures: testLines,
  },
];

const longParts = ({ worldMinutes, soakMinutes, soakPace }: Sizes): Part[] => [
  {
    name: "worlds",
    says: "Worlds of ever new seeds until the time is over.",
    size: `${worldMinutes} minutes from seed 1,000,001 on`,
    programs: [node("bin/proof/worlds.ts", String(worldMinutes))],
    reads: [...worlds, "bin/proof/worlds.ts"],
    figures: worldLines,
  },
  {
    name: "soak",
    says: "The whole local stack with calls, questions of a switch, re-rating, exports, invoices, webhooks and checks of the ledger, while writes to its table are throttled, meet others, lose their answer or come late; killed at moments left to chance in the first half of the time, memory and open files compared over the second.",
    size: `${soakMinutes} minutes, ${soakPace} CDR/s`,
    programs: [node("bin/proof/soak.ts", String(soakMinutes), String(soakPace))],
    reads: benches,
    figures: worldLines,
  },
];

/** Rows that open pages, and settings of the environment by which rows are otherwise than they come. */
const withPages = ["key-to-paint", "page-speed"];
const settings: Record<string, readonly string[]> = {
  growth: ["GROWTH_CUSTOMERS", "GROWTH_CALLS"],
  load: ["LOAD_SECONDS", "LOAD_RATE", "LOAD_ASKED", "LOAD_URL"],
};

function partOfRow(row: string, { quick }: Sizes): Part {
  const set = (settings[row] ?? []).flatMap((name) => (process.env[name] ? [`${name}=${process.env[name]}`] : []));
  return {
    name: `bench-${row}`,
    says: `The row \`${row}\` of bench/README.md, beside its peer.`,
    size: [quick ? "quick size, not for quoting" : "full size", ...set].join("; "),
    programs: [node("bench/run.ts", row, ...(quick ? ["--quick"] : []))],
    reads: [...benches, `bench/${row}.bench.ts`, ...(withPages.includes(row) ? ["frontend"] : [])],
    figures: plain,
  };
}

export const partNames: readonly PartName[] = partsOf(fullSizes).map(({ name }) => name);
