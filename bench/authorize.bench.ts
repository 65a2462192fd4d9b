import { setTimeout as pause } from "node:timers/promises";
import { interleaved, rounds } from "./measure.ts";
import { medianLine, type Row, type RowResult } from "./row.ts";

/**
 * A switch that asks: the time of an answer at 50 questions a second, reads and write units of an authorisation as the
 * engine counts them, the pure decision, and 32 askers at once at a balance that pays for exactly 200 calls.
 */

const perSecond = 50;
const askers = 32;
const affordable = 200;

interface Counts {
  reads: number;
  writes: number;
  units: number;
}

/** Counts the round trips to the table, and the units of those that write. */
async function counted<T>(counts: Counts, work: () => Promise<T>): Promise<T> {
  const { replaceSend } = await import("../functions/platform/table.ts");
  const restore = replaceSend((inner) => async (command) => {
    Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
    const reply = (await inner(command)) as { ConsumedCapacity?: unknown };
    const isRead = /^(BatchGet|Get|Query)Command$/.test(command.constructor.name);
    counts[isRead ? "reads" : "writes"]++;
    const consumed = [reply.ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[];
    if (!isRead) counts.units += consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    return reply;
  });
  return work().finally(restore);
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Customers of one device each; many, so that no two questions of a moment are at one balance, as they are for a switch. */
async function aBoard(customers: number) {
  const { aSwitchboard } = await import("../test/switch/switchboard.ts");
  const board = await aSwitchboard();
  const limits = { maxCallSessions: 100_000, callSessionsPerSecond: 1000 };
  const callers: { ip: string; account: string }[] = [];
  for (let n = 0; n < customers; n++)
    callers.push(await board.caller({ ...limits, maxCallMinutes: 1 }, { pay: "1000", device: limits }));
  return { board, callers, limits };
}
type Board = Awaited<ReturnType<typeof aBoard>>;

/** Questions at even distances, whatever the answers take. */
async function askAtPace({ board, callers }: Board, seconds: number): Promise<number[]> {
  const { authorizeCall } = await import("../functions/switch/authorize-call.flow.ts");
  const times: number[] = [];
  const open: Promise<void>[] = [];
  const begin = performance.now();
  for (let n = 0; n < seconds * perSecond; n++) {
    const wait = begin + (n * 1000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    const question = board.question({ source_ip: callers[n % callers.length]?.ip ?? "" });
    const at = performance.now();
    open.push(
      authorizeCall(question).then((verdict) => {
        if (verdict.verdict !== "allow") throw new Error(verdict.reject.reason);
        times.push(performance.now() - at);
      }),
    );
  }
  await Promise.all(open);
  return times.sort((a, b) => a - b);
}

async function capacityOf({ board, callers }: Board, calls: number): Promise<Counts> {
  const { authorizeCall } = await import("../functions/switch/authorize-call.flow.ts");
  const counts = { reads: 0, writes: 0, units: 0 };
  await counted(counts, async () => {
    for (let n = 0; n < calls; n++)
      await authorizeCall(board.question({ source_ip: callers[n % callers.length]?.ip ?? "" }));
  });
  return { reads: counts.reads / calls, writes: counts.writes / calls, units: counts.units / calls };
}

/** How many of 32 askers at once, 16 rounds long, are let go by a balance that pays for 200 minutes. */
async function exactlyAffordable({ board, limits }: Board): Promise<number> {
  const { ip } = await board.caller({ ...limits, maxCallMinutes: 1 }, { pay: "12", device: limits });
  let allowed = 0;
  await Promise.all(
    Array.from({ length: askers }, async () => {
      for (let round = 0; round < 16; round++)
        if ((await board.askUntilAnswered({ source_ip: ip })).verdict === "allow") allowed++;
    }),
  );
  return allowed;
}

/** Nanoseconds of one pure decision, of facts that are loaded. */
async function pureDecision({ board, callers }: Board, quick: boolean): Promise<number[]> {
  const { loadCall } = await import("../functions/switch/load-call.flow.ts");
  const { CallReader } = await import("../functions/switch/call-reader.store.ts");
  const { decideCall } = await import("../functions/switch/decide-call.ts");
  const question = board.question({ source_ip: callers[0]?.ip ?? "" });
  const loaded = await loadCall(question, new CallReader());
  if (loaded.kind !== "known") throw new Error("nobody calls");
  const terms = { at: Date.now(), sliceSeconds: 300 };
  const units = 20_000;
  const work = () => {
    for (let n = 0; n < units; n++) decideCall(question, loaded.facts, terms);
  };
  return interleaved([{ units, work }], rounds({ quick }))[0] ?? [];
}

const ms = (name: string, value: number) => ({ name, unit: "ms", samples: [value] });

async function measured(board: Board, quick: boolean): Promise<Omit<RowResult, "notes">> {
  await askAtPace(board, 2);
  const before = process.cpuUsage();
  const times = await askAtPace(board, quick ? 10 : 60);
  const { user, system } = process.cpuUsage(before);
  const { reads, writes, units } = await capacityOf(board, 200);
  const decisions = (await pureDecision(board, quick)).map((ns) => 1e9 / ns);
  const allowed = await exactlyAffordable(board);
  return {
    lines: [
      { series: ms("answer, p50", quantile(times, 0.5)) },
      medianLine(ms("answer, p95", quantile(times, 0.95)), { atMost: 100 }),
      { series: ms("answer, p99", quantile(times, 0.99)) },
      // What a neighbour's load does not change much: an answer cannot take less, nor a core give more of them.
      { series: ms("processor time of an answer", (user + system) / 1000 / times.length) },
      medianLine({ name: "round trips in turn", unit: "per call", samples: [reads + writes] }, { atMost: 2 }),
      medianLine({ name: "write units", unit: "WRU/call", samples: [units] }, { atMost: 9 }),
      medianLine({ name: "pure decision", unit: "decisions/s", samples: decisions }, { atLeast: 100_000 }),
    ],
    differences:
      allowed === affordable ? [] : [`${allowed} calls were let go by a balance that pays for ${affordable}`],
  };
}

export const row: Row = async ({ quick }) => {
  const { default: emulators } = await import("../test/support/emulators.ts");
  const stop = await emulators();
  const board = await aBoard(quick ? 20 : 100);
  const result = await measured(board, quick);
  await stop();
  const notes = [
    `${perSecond} questions a second for ${quick ? 10 : 60} s, ${board.callers.length} customers, every engine in this machine's memory`,
    `${askers} askers at once, 16 calls each, at a balance for exactly ${affordable}: ${result.differences.length === 0 ? `${affordable} were let go` : "see below"}`,
  ];
  return { ...result, notes };
};
