import type { Random } from "../test/sim/random.ts";
import { talkMs, zipf } from "./model.ts";
import { type BenchRate, rateRows } from "./real-prefixes.ts";

/**
 * What the full path runs on. The product's own modules are loaded late everywhere here: they read the addresses of the
 * engines when they are loaded, and the engines must have started by then.
 */

const accountCount = 1000;
/** Calls of one sample ended in this time: the longest batch window but one that the stack can be set to. */
const windowMs = 30_000;

export async function publishDeck(rates: readonly BenchRate[]): Promise<string> {
  const { createTariff, publish } = await import("../functions/tariffs/publish.flow.ts");
  const { putRateBody } = await import("../functions/tariffs/rate-body.store.ts");
  const { NewTariff } = await import("../functions/tariffs/tariff.ts");
  const { now } = await import("../functions/platform/clock.ts");
  const principal = { id: "usr_BENCH", kind: "admin" as const, permissions: [] };
  const asked = NewTariff.parse({ name: "Deck", currency: "EUR" });
  const tariff = await createTariff(asked, principal, now());
  const body = await putRateBody(rateRows(rates));
  const cards = tariff.cards.map((card) => ({ ...card, ...body }));
  await publish({ ...tariff, cards }, { principal, at: now(), action: "tariff.rates" });
  return tariff.id;
}

/** One customer made as any other, and the others like it. */
export async function addAccounts(tariffId: string, count = accountCount): Promise<string[]> {
  const { staff } = await import("../test/support/api.ts");
  const { aCustomer } = await import("../test/support/customers.ts");
  const { getMany, put, transact } = await import("../functions/platform/table.ts");
  const { keys } = await import("../functions/platform/keys.ts");
  const { openBalance } = await import("../functions/ledger/ledger.store.ts");
  const { now } = await import("../functions/platform/clock.ts");
  const first = await aCustomer(await staff(), tariffId);
  const [model] = await getMany([keys.customer(first.account)]);
  const accounts = Array.from({ length: count }, (_, n) => `C${50_000_001 + n}`);
  for (const account of accounts)
    await transact([put({ ...model, ...keys.customer(account), account }), openBalance({ ...first, account }, now())]);
  return accounts;
}

/** Calls as Kamailio's acc_json writes them, NDJSON. */
function bodyOf(round: string, calls: number, { accounts, numbers, random }: Traffic): string {
  const account = zipf(accounts.length);
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  const end = Date.now();
  const lines = Array.from({ length: calls }, (_, n) => {
    const talk = talkMs(random);
    const ended = end - random.int(0, windowMs);
    return JSON.stringify({
      start_time: seconds(ended - talk),
      end_time: seconds(ended),
      duration: seconds(talk),
      setup_time: seconds(ended - talk - 4000),
      call_id: `${round}-${n}@198.51.100.7`,
      from_tag: random.int(1e8, 1e9).toString(16),
      account: accounts[account(random)],
      cli_in: "442079460100",
      cld_in: numbers[random.int(0, numbers.length - 1)],
      sip_code: "200",
    });
  });
  return `${lines.join("\n")}\n`;
}

/** Reads what is new on every shard and hands it to the rating function, the shards side by side, as the event source does. */
async function openStream(): Promise<() => Promise<void>> {
  const { GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand } = await import("@aws-sdk/client-kinesis");
  const { kinesisClient } = await import("../local/stream/create-stream.ts");
  const { env } = await import("../functions/platform/env.ts");
  const { rateRecords } = await import("../test/support/charging.ts");
  const client = kinesisClient(env.AWS_ENDPOINT_URL_KINESIS ?? "");
  const StreamName = env.STREAM_NAME;
  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName }));
  const places = new Map<string, string | undefined>();
  for (const { ShardId = "" } of Shards) {
    const start = new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: "LATEST" });
    places.set(ShardId, (await client.send(start)).ShardIterator);
  }
  const drainOne = async (shard: string, ShardIterator: string | undefined) => {
    const reply = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 10_000 }));
    places.set(shard, reply.NextShardIterator);
    const records = (reply.Records ?? []).map(({ Data }) => Data ?? new Uint8Array(0));
    if (records.length > 0 && (await rateRecords(records, 600_000)).length > 0) throw new Error("not all was charged");
  };
  return async () => {
    await Promise.all([...places].map(([shard, iterator]) => drainOne(shard, iterator)));
  };
}

interface Traffic {
  accounts: readonly string[];
  numbers: readonly string[];
  random: Random;
}

export interface World {
  accounts: readonly string[];
  /** A body of so many calls that have just ended. */
  invent(round: string, calls: number): string;
  /** From the bodies to the charged balances. */
  charge(bodies: readonly string[]): Promise<void>;
}

export async function openWorld(
  rates: readonly BenchRate[],
  numbers: readonly string[],
  random: Random,
): Promise<World> {
  const { addedSource, post, switchKey } = await import("../test/intake/world.ts");
  const accounts = await addAccounts(await publishDeck(rates));
  const source = await addedSource({ format: "kamailio-json", customerBy: "account" });
  const key = await switchKey();
  const drain = await openStream();
  return {
    accounts,
    invent: (round, calls) => bodyOf(round, calls, { accounts, numbers, random }),
    async charge(bodies) {
      for (const body of bodies) {
        const reply = await post(`/switch/v1/cdrs?source=${source.id}`, key, body);
        if (reply.status !== 202) throw new Error(await reply.text());
      }
      await drain();
    },
  };
}
