import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Item, Key, Write } from "../functions/platform/table.ts";
import { chooseEngine, type Engine, startEngine } from "../local/engine.ts";

/**
 * A table with what the product would have written, taken in by the engine's own import: the same items, without the time
 * of a million requests.
 */

/** As an export of DynamoDB writes values down. */
function exported(value: unknown): object {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number" || typeof value === "bigint") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return { L: value.map(exported) };
  return { M: attributes(value as object) };
}
const attributes = (item: object): Record<string, object> =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, exported(value)]])),
  );
const lineOf = (item: object): string => `${JSON.stringify({ Item: attributes(item) })}\n`;

type Counter = Key & Record<string, string | number>;

/** Adds up what an update adds; no other update is known here. */
function addTo(counters: Map<string, Counter>, write: Extract<Write, { kind: "update" }>): void {
  if (!write.change.startsWith("ADD ")) throw new Error(`an import cannot do ${write.change}`);
  const name = `${write.key.pk}\n${write.key.sk}`;
  const counter = counters.get(name) ?? ({ ...write.key } as Counter);
  for (const [, attribute = "", value = ""] of write.change.matchAll(/#(\w+) :(\w+)/g))
    counter[attribute] = Number(counter[attribute] ?? 0) + Number(write.values?.[value]);
  counters.set(name, counter);
}

function* linesOf(writes: Iterable<readonly Write[]>): Generator<string> {
  const counters = new Map<string, Counter>();
  for (const some of writes) {
    const items: Item[] = [];
    for (const write of some) {
      if (write.kind === "put") items.push(write.item);
      if (write.kind === "update") addTo(counters, write);
    }
    yield items.map(lineOf).join("");
  }
  yield [...counters.values()].map(lineOf).join("");
}

/** The table of the environment, as an import wants it told. */
export async function schemaNow(): Promise<string> {
  const client = new DynamoDBClient({ region: "eu-central-1" });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: process.env["TABLE_NAME"] }));
  client.destroy();
  return JSON.stringify({ Table: { ...Table, CreationDateTime: 0 } });
}

async function imports(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, ["import", ...args], { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the import ended with ${code}`);
}

/**
 * An engine on a table with all of this, in the place of the one that was at the port.
 * @param folder where table and export are kept, both of some gigabytes at a million customers
 */
export async function importedTable(
  folder: string,
  { schema, port }: { schema: string; port: number },
  writes: Iterable<readonly Write[]>,
): Promise<Engine> {
  const engine = chooseEngine();
  if (engine.kind !== "dynoxide") throw new Error("only dynoxide takes an import");
  const [data, told] = [join(folder, "export", process.env["TABLE_NAME"] ?? "", "data"), join(folder, "schema.json")];
  await mkdir(data, { recursive: true });
  await writeFile(told, schema);
  const file = createWriteStream(join(data, "part.json.gz"));
  await pipeline(Readable.from(linesOf(writes)), createGzip({ level: 1 }), file);
  const from = ["--source", join(folder, "export"), "--schema", told];
  await imports(engine.program, [...from, "--output", join(folder, "dynamodb.sqlite")]);
  await rm(join(folder, "export"), { recursive: true });
  return startEngine(folder, port);
}
