import { createHash } from "node:crypto";
import { openBalance } from "../functions/ledger/ledger.store.ts";
import { postCalls } from "../functions/ledger/post-calls.flow.ts";
import type { PostableCall } from "../functions/ledger/posting-draft.ts";
import { replaceClock } from "../functions/platform/clock.ts";
import { replacePause } from "../functions/platform/pause.ts";
import { replaceSend, transact } from "../functions/platform/table.ts";
import { aCdr, rated } from "../test/sim/calls.ts";
import { MemoryTable } from "../test/sim/memory-table.ts";
import { Random } from "../test/sim/random.ts";
import { zipf } from "./model.ts";
import type { Row } from "./row.ts";

/**
 * The whole log of calls three times, each time in another order and other batches, with transactions that are lost
 * before or after they were carried out. The money must be that of a plain sum over the unique calls, to the last unit,
 * and the second and third time must change nothing at all.
 */

const accounts = Array.from({ length: 500 }, (_, n) => `C${String(20_000_001 + n)}`);
const at = Date.UTC(2026, 9, 13);
const spanMs = 20 * 86_400_000;
const pick = zipf(accounts.length);

/** The n-th call of the log: the same whenever it is asked for, so that the log need not be kept. */
function callOf(n: number): PostableCall {
  const random = new Random(1 + n * 7919);
  const billableMs = random.int(1, 400_000);
  const setupMs = at - 3_600_000 - Math.floor(random.next() * spanMs);
  const cdr = aCdr({ callId: `log-${n}`, setupMs, billableMs });
  return rated({ chain: [accounts[pick(random)] as string], cdr, authorizationId: null }, "log", n + 1);
}

const digestOf = (table: MemoryTable): string => {
  const texts = [...table.items()].map((item) =>
    JSON.stringify(item, (_, value) =>
      typeof value === "bigint"
        ? String(value)
        : value instanceof Uint8Array
          ? Buffer.from(value).toString("base64")
          : value,
    ),
  );
  const hash = createHash("sha256");
  for (const text of texts.sort()) hash.update(text);
  return hash.digest("hex").slice(0, 16);
};

/** One delivery of the whole log. What is not known to be posted is delivered again, as the stream does. */
async function deliver(count: number, random: Random): Promise<void> {
  const order = random.shuffled(Array.from({ length: count }, (_, n) => n));
  for (let from = 0; from < order.length; ) {
    const batch = order.slice(from, from + random.int(200, 2000));
    from += batch.length;
    for (let left = batch.map(callOf); left.length > 0; ) {
      const outcomes = await postCalls(left, { deadline: at + 60_000 });
      left = left.filter((_, i) => outcomes[i] === "unposted");
    }
  }
}

function faulty(table: MemoryTable, random: Random) {
  return replaceSend(() => async (command) => {
    const isWrite = command.constructor.name === "TransactWriteCommand";
    if (isWrite && random.chance(0.01)) throw new Error("lost before it was carried out");
    const reply = await table.send(command);
    if (isWrite && random.chance(0.01)) throw new Error("lost after it was carried out");
    return reply;
  });
}

export const row: Row = async ({ quick }) => {
  const count = quick ? 100_000 : 1_000_000;
  const table = new MemoryTable();
  const restores = [replaceClock(() => at), replacePause(async () => undefined)];
  const direct = replaceSend(() => table.send);
  const opening = { currency: "USD", creditLimit: "0", maxCallSessions: 30, timeZone: "UTC", billingDay: 1 };
  for (const account of accounts) await transact([openBalance({ account, ...opening, billingCycle: "MONTHLY" }, at)]);
  direct();
  const random = new Random(20_261_013);
  restores.push(faulty(table, random));
  const [digests, seconds]: [string[], number[]] = [[], []];
  for (let pass = 0; pass < 3; pass++) {
    const started = process.hrtime.bigint();
    await deliver(count, random);
    seconds.push(Number(process.hrtime.bigint() - started) / 1e9);
    digests.push(digestOf(table));
  }
  for (const restore of restores) restore();
  const oracle = new Map<string, bigint>();
  for (let n = 0; n < count; n++) {
    const { account, row: call } = callOf(n);
    oracle.set(account, (oracle.get(account) ?? 0n) - call.charge);
  }
  const wrong = accounts.flatMap((account) => {
    const item = [...table.partition(`ACC#${account}`)].find(({ sk }) => sk === "BAL");
    const [own, other] = [BigInt(item?.["bal"] as bigint), oracle.get(account) ?? 0n];
    return own === other ? [] : [`${account}: balance ${own}, plain sum ${other}`];
  });
  const changed = digests
    .filter((digest) => digest !== digests[0])
    .map((digest) => `a replay left ${digest} instead of ${digests[0]}`);
  return {
    lines: [{ series: { name: "three deliveries of the log", unit: "s", samples: seconds } }],
    notes: [
      `${count.toLocaleString("en")} calls, ${accounts.length} accounts, shuffled and cut anew each time, 2 % of transactions lost; memory table`,
      `digest of all items ${digests[0]}; every balance equals the plain sum: ${wrong.length === 0 ? "yes" : "NO"}`,
    ],
    differences: [...wrong, ...changed],
  };
};
