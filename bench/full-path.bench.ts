import { readFileSync } from "node:fs";
import { Random } from "../test/sim/random.ts";
import emulators from "../test/support/emulators.ts";
import { talkMs, zipf } from "./model.ts";
import { chargeInPostgres, fillPostgres, type PricedPrefix, startPostgres } from "./postgres.ts";
import { type Row, ratioLine } from "./row.ts";

/**
 * From the switch's HTTP POST to the charged balance, on the embedded engines, beside PostgreSQL with a transaction a call.
 * Most of our time is the embedded engine's: it takes an item of a transaction in about what PostgreSQL needs for a call.
 */

const accountCount = 1000;
const callsInBatch = 1200;

const sheetOf = (rates: readonly PricedPrefix[]): string =>
  [
    "prefix,destination,pricePerMinute,firstIncrement,nextIncrement",
    ...rates.map(
      (rate) => `${rate.prefix},to ${rate.prefix},${rate.pricePerMinute},${rate.firstIncrement},${rate.nextIncrement}`,
    ),
  ].join("\n");

/** The prefixes of the A–Z sheet that the demo sells, blocked ones aside. */
const pricedPrefixes = (): PricedPrefix[] =>
  readFileSync("examples/rate-sheets/a-z.csv", "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .filter((line) => line.endsWith(",no"))
    .map((line) => {
      const [pricePerMinute = "", , first, next] = line.split(",").slice(-7);
      return {
        prefix: line.split(",")[0] ?? "",
        pricePerMinute,
        firstIncrement: Number(first),
        nextIncrement: Number(next),
      };
    });

/** Numbers of twelve digits or more that begin with a prefix of the deck. */
const numbersAnywhere = (rates: readonly PricedPrefix[], random: Random): string[] =>
  Array.from({ length: 20_000 }, () =>
    `${random.pick(rates).prefix}${random.int(1_000_000, 9_999_999)}`.padEnd(12, "5"),
  );

/** A tariff, one customer made as any other, and 999 like it; a source and its key. */
async function furnish(rates: readonly PricedPrefix[]) {
  const { staff } = await import("../test/support/api.ts");
  const { aNewTariff, importOf } = await import("../test/support/tariffs.ts");
  const { aCustomer } = await import("../test/support/customers.ts");
  const { addedSource, switchKey } = await import("../test/intake/world.ts");
  const { getMany, put, transact } = await import("../functions/platform/table.ts");
  const { keys } = await import("../functions/platform/keys.ts");
  const { openBalance } = await import("../functions/ledger/ledger.store.ts");
  const { now } = await import("../functions/platform/clock.ts");
  const admin = await staff();
  const tariff = await aNewTariff(admin);
  const sheet = await importOf(admin, tariff.id, sheetOf(rates));
  await admin("POST", `${sheet.path}/apply`, { confirmPastChange: true });
  const first = await aCustomer(admin, tariff.id, { creditLimit: "0" });
  const [model] = await getMany([keys.customer(first.account)]);
  const accounts = Array.from({ length: accountCount }, (_, n) => `C${String(50_000_001 + n)}`);
  for (const account of accounts)
    await transact([put({ ...model, ...keys.customer(account), account }), openBalance({ ...first, account }, now())]);
  const source = await addedSource({ format: "kamailio-json", customerBy: "account" });
  return { accounts, source: source.id, key: await switchKey() };
}

/** What Kamailio would post: calls of the last half minute. */
function bodyOf(round: number, accounts: readonly string[], numbers: readonly string[], random: Random): string {
  const pick = zipf(accounts.length);
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  const end = Date.now();
  const lines = Array.from({ length: callsInBatch }, (_, n) => {
    const talk = talkMs(random);
    const ended = end - random.int(0, 30_000);
    return JSON.stringify({
      start_time: seconds(ended - talk),
      end_time: seconds(ended),
      duration: seconds(talk),
      setup_time: seconds(ended - talk - 4000),
      call_id: `${round}-${n}@198.51.100.7`,
      from_tag: "t",
      account: accounts[pick(random)],
      cli_in: "442079460100",
      cld_in: numbers[(round * callsInBatch + n) % numbers.length],
      sip_code: "200",
    });
  });
  return `${lines.join("\n")}\n`;
}

/** Reads what is new on every shard and hands it to the rating function, as the event source does. */
async function openStream() {
  const { GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand } = await import("@aws-sdk/client-kinesis");
  const { kinesisClient } = await import("../local/stream/create-stream.ts");
  const { env } = await import("../functions/platform/env.ts");
  const { rateRecords } = await import("../test/support/charging.ts");
  const client = kinesisClient(env.AWS_ENDPOINT_URL_KINESIS ?? "");
  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: env.STREAM_NAME }));
  const iterators: (string | undefined)[] = [];
  for (const { ShardId } of Shards)
    iterators.push(
      (
        await client.send(
          new GetShardIteratorCommand({ StreamName: env.STREAM_NAME, ShardId, ShardIteratorType: "LATEST" }),
        )
      ).ShardIterator,
    );
  return async function drain(): Promise<void> {
    for (const [i, ShardIterator] of iterators.entries()) {
      const reply = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 10_000 }));
      iterators[i] = reply.NextShardIterator;
      const records = (reply.Records ?? []).map(({ Data }) => Data ?? new Uint8Array(0));
      if (records.length > 0 && (await rateRecords(records, 600_000)).length > 0)
        throw new Error("not all was charged");
    }
  };
}

const msOf = async (work: () => Promise<void>): Promise<number> => {
  const begun = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begun) / 1e6;
};

export const row: Row = async ({ quick }) => {
  const stop = await emulators();
  const rates = pricedPrefixes();
  const { accounts, source, key } = await furnish(rates);
  const { post } = await import("../test/intake/world.ts");
  const { balancesOf } = await import("../functions/ledger/ledger.store.ts");
  const drain = await openStream();
  const postgres = await startPostgres();
  if ("pool" in postgres) await fillPostgres(postgres, rates, accounts);
  const numbers = numbersAnywhere(rates, new Random(3));
  const random = new Random(9);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < (quick ? 4 : 13); round++) {
    const body = bodyOf(round, accounts, numbers, random);
    const own = await msOf(async () => {
      const reply = await post(`/switch/v1/cdrs?source=${source}`, key, body);
      if (reply.status !== 202) throw new Error(await reply.text());
      await drain();
    });
    const other = "pool" in postgres ? await msOf(() => chargeInPostgres(postgres, body)) : Number.NaN;
    // The first round warms both up.
    if (round > 0) {
      ours.push((own * 1000) / callsInBatch);
      theirs.push((other * 1000) / callsInBatch);
    }
  }
  const own = { name: "Switchbook, POST to balance", unit: "µs/call", samples: ours };
  const peer = { name: "PostgreSQL, tx per call", unit: "µs/call", samples: theirs };
  const notes = [
    `${accountCount} accounts by Zipf's law, ${rates.length} prefixes, ${callsInBatch} calls a round; nothing is synced to disk on either side`,
  ];
  if (!("pool" in postgres)) {
    await stop();
    return { lines: [{ series: own }], notes: [...notes, `the peer is missing: ${postgres.missing}`], differences: [] };
  }
  const { rows } = await postgres.pool.query<{ code: string; balance: string }>("SELECT code, balance FROM account");
  const balances = await balancesOf(accounts);
  const differences = rows.flatMap(({ code, balance }) => {
    const mine = balances.get(code)?.balance ?? 0n;
    const other = BigInt(Math.round(Number(balance) * 10_000)) * 100_000n;
    return mine === other ? [] : [`${code}: ${mine} with us, ${other} in PostgreSQL`];
  });
  await postgres.stop();
  await stop();
  return { lines: [{ series: own }, ratioLine(peer, [peer, own], { atLeast: 3 })], notes, differences };
};
