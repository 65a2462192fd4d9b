import { aCdr, rated, type SimCall } from "../test/sim/calls.ts";
import { Random } from "../test/sim/random.ts";
import { freshTable } from "./fresh-table.ts";
import { talkMs, zipf } from "./model.ts";
import { medianLine, type Row, ratioLine } from "./row.ts";

/**
 * Write units per CDR, counted by the engine: the posting as it is, against one transaction for each CDR with a mark,
 * a row, the balance and a total of its period.
 */

const accounts = Array.from({ length: 200 }, (_, n) => `C${String(10_000_001 + n)}`);
const cdrsInBatch = 1200;
/** The time in which the calls of one batch end. */
const windowMs = 30_000;
/**
 * Marks are kept by 10 minutes of setup and rewritten whole, so an item grows from batch to batch and then a new one
 * begins. One round of it passes uncounted, the next is measured: no batch is cheap for coming early.
 */
const roundsOfWindow = 20;
/** A batch of calls that ended in the half minute before `endMs`, accounts by Zipf's law. */
function batchOf(round: number, endMs: number, random: Random): SimCall[] {
  const account = zipf(accounts.length);
  return Array.from({ length: cdrsInBatch }, (_, n) => {
    const billableMs = talkMs(random);
    const setupMs = endMs - random.int(0, windowMs) - billableMs - 4000;
    const times = { setupMs, answeredMs: setupMs + 4000, endedMs: setupMs + 4000 + billableMs, billableMs };
    const cdr = aCdr({ callId: `${crypto.randomUUID()}-${round}-${n}`, ...times });
    return { chain: [accounts[account(random)] as string], cdr, authorizationId: null };
  });
}

/** Counts what the engine says that every transaction consumed. */
async function countWrites(work: () => Promise<void>): Promise<number> {
  const { replaceSend } = await import("../functions/platform/table.ts");
  let units = 0;
  const restore = replaceSend((inner) => async (command) => {
    const name = command.constructor.name;
    Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
    const reply = (await inner(command)) as {
      ConsumedCapacity?: { CapacityUnits?: number }[] | { CapacityUnits?: number };
    };
    const consumed = [reply.ConsumedCapacity ?? []].flat();
    if (name !== "BatchGetCommand" && name !== "GetCommand" && name !== "QueryCommand")
      units += consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    return reply;
  });
  await work().finally(restore);
  return units;
}

/** The obvious way: everything about one CDR in one transaction of its own. */
async function postOneByOne(calls: readonly ReturnType<typeof rated>[]): Promise<void> {
  const { absent, put, transact } = await import("../functions/platform/table.ts");
  for (const { account, row } of calls) {
    const charge = { values: { charge: row.charge, zero: 0n } };
    const add = "SET #sum = if_not_exists(#sum, :zero) - :charge";
    await transact([
      put({ pk: `PEER#MARK#${row.identity}`, sk: "M" }, absent),
      put({ pk: `PEER#CALL#${account}`, sk: row.identity, row: JSON.stringify({ ...row.cdr, prefix: row.prefix }) }),
      { kind: "update", key: { pk: `PEER#BAL#${account}`, sk: "B" }, change: add, ...charge },
      { kind: "update", key: { pk: `PEER#ROLL#${account}`, sk: "R" }, change: add, ...charge },
    ]);
  }
}

async function sumsOfPeer(): Promise<Map<string, bigint>> {
  const { getMany } = await import("../functions/platform/table.ts");
  const items = await getMany(accounts.map((account) => ({ pk: `PEER#BAL#${account}`, sk: "B" })));
  return new Map(items.map((item) => [item.pk.replace("PEER#BAL#", ""), BigInt(item["sum"] as bigint)]));
}

export const row: Row = async ({ quick }) => {
  const engine = await freshTable();
  const { now, replaceClock } = await import("../functions/platform/clock.ts");
  const { transact } = await import("../functions/platform/table.ts");
  const { balancesOf, openBalance } = await import("../functions/ledger/ledger.store.ts");
  const { postCalls } = await import("../functions/ledger/post-calls.flow.ts");
  const opening = { currency: "USD", creditLimit: "0", maxCallSessions: 30, timeZone: "UTC", billingDay: 1 };
  for (const account of accounts)
    await transact([openBalance({ account, ...opening, billingCycle: "MONTHLY" }, now())]);
  const random = new Random(5);
  const [packed, single]: [number[], number[]] = [[], []];
  const before = quick ? 4 : roundsOfWindow;
  const startMs = Date.now();
  let clockMs = startMs;
  const restoreClock = replaceClock(() => clockMs);
  for (let round = 0; round < before + (quick ? 12 : roundsOfWindow); round++, clockMs += windowMs) {
    const calls = batchOf(round, clockMs, random).map((call, n) => rated(call, `delivery-${round}`, n + 1));
    const post = async () => void (await postCalls(calls, { deadline: clockMs + 600_000 }));
    const ownUnits = await countWrites(post);
    const peerUnits = await countWrites(() => postOneByOne(calls));
    if (round < before) continue;
    packed.push(ownUnits / calls.length);
    single.push(peerUnits / calls.length);
  }
  restoreClock();
  const [ours, theirs] = [await balancesOf(accounts), await sumsOfPeer()];
  const differences = accounts.flatMap((account) => {
    const [own = 0n, other = 0n] = [ours.get(account)?.balance, theirs.get(account)];
    return own === other ? [] : [`${account}: ${own} with the posting, ${other} one by one`];
  });
  await engine.stop();
  const own = { name: "Switchbook", unit: "WRU/CDR", samples: packed };
  const peer = { name: "transaction per CDR", unit: "WRU/CDR", samples: single };
  return {
    lines: [medianLine(own, { atMost: 1.7 }), ratioLine(peer, [peer, own], { atLeast: 4.5 })],
    notes: [`${cdrsInBatch} CDRs a batch, ${accounts.length} accounts by Zipf's law, counted by ${engine.name}`],
    differences,
  };
};
