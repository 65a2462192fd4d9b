import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  type AttributeValue,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { freshTable } from "../bench/fresh-table.ts";
import { talkMs, zipf } from "../bench/model.ts";
import { aCdr, rated } from "../test/sim/calls.ts";
import { Random } from "../test/sim/random.ts";
import { createTable } from "../test/support/table.ts";

/**
 * The restore drill on this machine's engine: calls are charged, the table is exported, calls go on, the table is lost and
 * put back from the export, what the export did not have is delivered again from an earlier point. Then every balance
 * must be what all the calls come to, and the ledger check must find nothing. `npm run drill -- --calls 20000`
 */

const { values } = parseArgs({
  options: { calls: { type: "string", default: "20000" }, accounts: { type: "string", default: "100" } },
});
const perBatch = 200;
const batches = Math.max(6, Math.ceil(Number(values.calls) / perBatch));
const accounts = Array.from({ length: Number(values.accounts) }, (_, n) => `C${81_000_001 + n}`);
const exportedAt = Math.floor(batches * 0.7);
/** So many batches before the export everything is delivered again: more than is needed, as one would from an hour before. */
const overlap = Math.min(exportedAt, 3);

const engine = await freshTable();
const table = process.env["TABLE_NAME"] ?? "";
const { now, replaceClock } = await import("../functions/platform/clock.ts");
const { transact } = await import("../functions/platform/table.ts");
const { balancesOf, openBalance } = await import("../functions/ledger/ledger.store.ts");
const { postCalls } = await import("../functions/ledger/post-calls.flow.ts");
const { checkAccount } = await import("../functions/ledger-checks/check-account.flow.ts");

const raw = new DynamoDBClient({ region: "eu-central-1", endpoint: engine.endpoint });
const folder = mkdtempSync(path.join(tmpdir(), "switchbook-drill-"));
const file = path.join(folder, "export.ndjson");
const seconds = (sinceMs: number) => ((performance.now() - sinceMs) / 1000).toFixed(1);

type Attributes = Record<string, AttributeValue>;
/** Binary attributes as text, both ways: an export is a file. */
const written = (item: Attributes) =>
  JSON.stringify(item, (_, value) =>
    value instanceof Uint8Array ? { bytes: Buffer.from(value).toString("base64") } : value,
  );
const readBack = (line: string): Attributes =>
  JSON.parse(line, (_, value) => (typeof value?.bytes === "string" ? Buffer.from(value.bytes, "base64") : value));

async function exportTable(): Promise<number> {
  const out = createWriteStream(file);
  let count = 0;
  let from: Attributes | undefined;
  do {
    const page = await raw.send(new ScanCommand({ TableName: table, ...(from ? { ExclusiveStartKey: from } : {}) }));
    for (const item of page.Items ?? []) out.write(`${written(item)}\n`);
    count += page.Items?.length ?? 0;
    from = page.LastEvaluatedKey;
  } while (from);
  out.end();
  await once(out, "close");
  return count;
}

async function restoreTable(): Promise<void> {
  await raw.send(new DeleteTableCommand({ TableName: table }));
  await createTable(table);
  const items = readFileSync(file, "utf8").trimEnd().split("\n").map(readBack);
  for (let at = 0; at < items.length; at += 25) {
    let requests = { [table]: items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } })) };
    while (Object.keys(requests).length > 0) {
      const { UnprocessedItems = {} } = await raw.send(new BatchWriteItemCommand({ RequestItems: requests }));
      requests = UnprocessedItems as typeof requests;
    }
  }
}

const findingsOf = async (): Promise<string[]> => {
  const all: string[] = [];
  for (const account of accounts)
    all.push(
      ...((await checkAccount(account, 0))?.findings ?? []).map(({ code, subject }) => `${account} ${code} ${subject}`),
    );
  return all;
};

const random = new Random(11);
const pick = zipf(accounts.length);
const startMs = Date.now() - batches * 30_000;
let clockMs = startMs;
const restoreClock = replaceClock(() => clockMs);
const opening = { currency: "USD", creditLimit: "0", maxCallSessions: 30, timeZone: "UTC", billingDay: 1 };
for (const account of accounts) await transact([openBalance({ account, ...opening, billingCycle: "MONTHLY" }, now())]);
const log = Array.from({ length: batches }, (_, batch) =>
  Array.from({ length: perBatch }, (_call, line) => {
    const billableMs = talkMs(random);
    const setupMs = startMs + batch * 30_000 - random.int(0, 30_000) - billableMs - 4000;
    const times = { setupMs, answeredMs: setupMs + 4000, endedMs: setupMs + 4000 + billableMs, billableMs };
    const cdr = aCdr({ callId: `drill-${batch}-${line}`, ...times });
    return rated({ chain: [accounts[pick(random)] as string], cdr, authorizationId: null }, `drill-${batch}`, line + 1);
  }),
);
const expected = new Map(accounts.map((account) => [account, 0n]));
for (const { account, row } of log.flat()) expected.set(account, (expected.get(account) ?? 0n) - row.charge - row.tax);
async function deliver(from: number, to: number): Promise<void> {
  for (let batch = from; batch < to; batch++) {
    clockMs = startMs + batch * 30_000;
    await postCalls(log[batch] ?? [], { deadline: clockMs + 600_000 });
  }
}

let began = performance.now();
await deliver(0, exportedAt);
console.log(`charged   ${exportedAt * perBatch} calls of ${accounts.length} accounts in ${seconds(began)} s`);
began = performance.now();
console.log(`exported  ${await exportTable()} items in ${seconds(began)} s`);
await deliver(exportedAt, batches);
console.log(`lost      ${(batches - exportedAt) * perBatch} calls, charged after the export`);
began = performance.now();
await restoreTable();
const restoredIn = seconds(began);
const wrongNow = [...(await balancesOf(accounts))].filter(
  ([account, { balance }]) => balance !== expected.get(account),
);
console.log(`restored  in ${restoredIn} s; ${wrongNow.length} balances are behind`);
began = performance.now();
await deliver(exportedAt - overlap, batches);
console.log(
  `replayed  ${(batches - exportedAt + overlap) * perBatch} calls in ${seconds(began)} s, ${overlap * perBatch} of them known`,
);
const after = await balancesOf(accounts);
const wrong = accounts.filter((account) => after.get(account)?.balance !== expected.get(account));
began = performance.now();
const findings = await findingsOf();
console.log(
  `checked   ${accounts.length} accounts in ${seconds(began)} s: ${findings.length} findings, ${wrong.length} wrong balances`,
);

// The check must be worth something: a block of calls that a restore left out is found.
const block = readFileSync(file, "utf8")
  .trimEnd()
  .split("\n")
  .map(readBack)
  .find((item) => item["pk"]?.S?.startsWith("CALLS#"));

if (block)
  await raw.send(
    new DeleteItemCommand({
      TableName: table,
      Key: { pk: block["pk"] as AttributeValue, sk: block["sk"] as AttributeValue },
    }),
  );
const torn = await findingsOf();
console.log(`torn      one block of ${block ? block["pk"]?.S : "nobody"} taken out: ${torn.length} findings`);
restoreClock();
raw.destroy();
rmSync(folder, { recursive: true });
await engine.stop();
const good = findings.length === 0 && wrong.length === 0 && wrongNow.length > 0 && torn.length > 0;
console.log(good ? "The drill went well." : `THE DRILL FAILED. ${[...findings, ...wrong].slice(0, 20).join("; ")}`);
process.exit(good ? 0 : 1);
