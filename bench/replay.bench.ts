import { decodeBlock } from "../functions/cdrs/call-block.ts";
import { BalanceRow } from "../functions/ledger/balance.ts";
import { openBalance } from "../functions/ledger/ledger.store.ts";
import { postCalls } from "../functions/ledger/post-calls.flow.ts";
import type { PostableCall } from "../functions/ledger/posting-draft.ts";
import { replaceClock } from "../functions/platform/clock.ts";
import { replacePause } from "../functions/platform/pause.ts";
import { replaceSend, transact } from "../functions/platform/table.ts";
import { aCdr, rated } from "../test/sim/calls.ts";
import { MemoryTable } from "../test/sim/memory-table.ts";
import { Random } from "../test/sim/random.ts";
import { CrashingTable } from "./crashing-table.ts";
import { moneyDigest, type Oracle, oracleOf } from "./ledger-oracle.ts";
import { talkMs, zipf } from "./model.ts";
import type { Row } from "./row.ts";

/**
 * The whole log of calls three times, each time in another order and in other batches, by a process that dies now and
 * then in the middle of a transaction, the third time 400 days later. The money must be that of a plain sum over the
 * unique calls, to the last unit, and what comes again must change no item at all.
 */

const accounts = Array.from({ length: 500 }, (_, n) => `C${20_000_001 + n}`);
const callsPerSecond = 80;
const logEndMs = Date.UTC(2026, 10, 1, 6);
const dayMs = 86_400_000;
const pick = zipf(accounts.length);
/** The log is dealt out by stretches of this many calls, each shuffled: a shuffle of all would make a block of every call. */
const stretch = 10_000;

/** The n-th call of the log: the same whenever it is asked for, so that the log need not be kept. */
function callOf(n: number, count: number): PostableCall {
  const random = new Random(1 + n * 7919);
  const account = accounts[pick(random)] as string;
  const billableMs = talkMs(random);
  const setupMs = logEndMs - Math.floor(((count - n) / callsPerSecond) * 1000) - 1000;
  return rated(
    { chain: [account], cdr: aCdr({ callId: `log-${n}`, setupMs, billableMs }), authorizationId: null },
    "log",
    n + 1,
  );
}

function* wholeLog(count: number): Generator<PostableCall> {
  for (let n = 0; n < count; n++) yield callOf(n, count);
}

/** The numbers of the calls in the order of one delivery: stretches in random order, each shuffled. */
function* order(count: number, random: Random): Generator<number> {
  const starts = random.shuffled(Array.from({ length: Math.ceil(count / stretch) }, (_, n) => n * stretch));
  for (const start of starts) {
    const length = Math.min(stretch, count - start);
    yield* random.shuffled(Array.from({ length }, (_, i) => start + i));
  }
}

interface Delivery {
  count: number;
  random: Random;
  table: CrashingTable;
  nowMs: number;
}

/** Cuts the log anew, and after a crash goes on from a point before it, as the event source does. */
async function deliver({ count, random, table, nowMs }: Delivery): Promise<void> {
  const numbers = [...order(count, random)];
  const lead = random.int(1, 200);
  for (let at = 0; at < numbers.length; ) {
    const batch = numbers.slice(at, at + (at === 0 ? lead : random.int(200, 2000)));
    const calls = batch.map((n) => callOf(n, count));
    const outcomes = await table.survive(() => postCalls(calls, { deadline: nowMs + 60_000 }));
    const stands = outcomes?.every((outcome) => outcome !== "unposted");
    at = stands ? at + batch.length : Math.max(0, at - random.int(0, 400));
  }
}

/** Every balance, period and row against the oracle; no call twice, none missing. */
function findFaults(table: MemoryTable, oracle: Oracle): string[] {
  const faults: string[] = [];
  for (const [account, wanted] of oracle) {
    const row = BalanceRow.parse(table.peek(`ACC#${account}`, "BAL"));
    const totals = { n: row.roll.n + row.next.n, charge: row.roll.charge + row.next.charge };
    if (row.bal !== -wanted.charge) faults.push(`${account}: balance ${row.bal}, plain sum ${-wanted.charge}`);
    if (totals.n !== wanted.calls || totals.charge !== wanted.charge)
      faults.push(`${account}: its periods hold ${totals.n} calls and ${totals.charge}, not ${wanted.calls}`);
  }
  const seen = new Set<string>();
  let rows = 0;
  for (const item of table.items())
    if (typeof item["pk"] === "string" && item["pk"].startsWith("CALLS#"))
      for (const { identity } of decodeBlock(item["block"] as Uint8Array)) {
        seen.add(`${item["pk"].split("#")[1]} ${identity}`);
        rows++;
      }
  const wanted = [...oracle.values()].reduce((sum, { calls }) => sum + calls, 0);
  if (rows !== wanted || seen.size !== wanted) faults.push(`${rows} rows of ${seen.size} calls, not ${wanted}`);
  return faults;
}

async function openAccounts(): Promise<void> {
  const terms = { currency: "USD", creditLimit: "0", maxCallSessions: 30, timeZone: "UTC", billingDay: 1 };
  for (const account of accounts)
    await transact([openBalance({ account, ...terms, billingCycle: "MONTHLY" as const }, logEndMs - 20 * dayMs)]);
}

export const row: Row = async ({ quick }) => {
  const count = quick ? 50_000 : 1_000_000;
  const memory = new MemoryTable();
  const random = new Random(20_261_013);
  const table = new CrashingTable(memory, random);
  let nowMs = logEndMs;
  const restores = [replaceClock(() => nowMs), replacePause(async () => undefined), replaceSend(() => table.send)];
  await openAccounts();
  table.crashes = 0.03;
  const [digests, perSecond]: [string[], number[]] = [[], []];
  for (let pass = 0; pass < 3; pass++) {
    if (pass === 2) nowMs += 400 * dayMs;
    const begun = performance.now();
    await deliver({ count, random, table, nowMs });
    perSecond.push((count * 1000) / (performance.now() - begun));
    digests.push(moneyDigest(memory));
  }
  for (const restore of restores) restore();
  const faults = findFaults(memory, oracleOf(wholeLog(count)));
  const changed = digests.flatMap((digest, pass) =>
    digest === digests[0] ? [] : [`delivery ${pass + 1} left ${digest} instead of ${digests[0]}`],
  );
  const differences = [...faults, ...changed];
  const series = { name: "three deliveries of the log", unit: "CDR/s", samples: perSecond };
  return {
    lines: [{ series, target: "identical", isMet: differences.length === 0 }],
    notes: [
      `${count} calls of ${accounts.length} accounts over a month's end; ${table.count} crashes; memory table`,
      `digest of all items that hold money after each delivery: ${digests.join(", ")}`,
    ],
    differences,
  };
};
