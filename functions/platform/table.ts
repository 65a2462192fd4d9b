import { DynamoDBClient, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  type GetCommandOutput,
  PutCommand,
  QueryCommand,
  type QueryCommandOutput,
  TransactGetCommand,
  type TransactGetCommandOutput,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type * as z from "zod";
import { classifyCancellation } from "./cancellation.ts";
import { env } from "./env.ts";
import { given, nameTable, projected, valueTable } from "./expressions.ts";
import { type Key, keyName } from "./key.ts";
import { pagesOf } from "./pages.ts";
import { backOff } from "./pause.ts";
import { type Range, sortCondition, startKey } from "./range.ts";
import { readingTogether } from "./read-together.ts";
import { isSameItem } from "./same-item.ts";
import type { Send } from "./table-command.ts";
import { WriteRefused } from "./write-refused.ts";

export { type Key, keyName } from "./key.ts";
export type { Send, TableCommand } from "./table-command.ts";

export type Item = Key & Record<string, unknown>;

/**
 * A condition as DynamoDB writes it. Attribute names are spelled `#name` and values `:name`; the name table is
 * derived from the text. `{ expression: "#seq = :seen", values: { seen: 4 } }`
 */
export interface Condition {
  expression: string;
  values?: Record<string, unknown>;
}

export type Write =
  | { kind: "put"; item: Item; when?: Condition }
  /** `change` is an update expression: `SET #avail = #avail - :r`. Its values share one table with the condition's. */
  | { kind: "update"; key: Key; change: string; values?: Record<string, unknown>; when?: Condition }
  | { kind: "remove"; key: Key; when?: Condition }
  | { kind: "check"; key: Key; when: Condition };

/** The item must not exist yet: the guard of everything that may be written once. */
export const absent: Condition = { expression: "attribute_not_exists(#pk)" };
/** The item must exist. */
export const present: Condition = { expression: "attribute_exists(#pk)" };
/** Optimistic lock: the stored `attribute` still has the value that was read. */
export const unchanged = (attribute: string, seen: unknown): Condition => ({
  expression: `#${attribute} = :seen_${attribute}`,
  values: { [`seen_${attribute}`]: seen },
});

export const put = (item: Item, when?: Condition): Write => ({ kind: "put", item, ...(when ? { when } : {}) });
export const remove = (key: Key, when?: Condition): Write => ({ kind: "remove", key, ...(when ? { when } : {}) });
export const check = (key: Key, when: Condition): Write => ({ kind: "check", key, when });

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: env.AWS_REGION, maxAttempts: 5 }), {
  marshallOptions: { removeUndefinedValues: true },
  // Money is a nano integer and may pass 2^53: such numbers come back as bigint, the others as number.
  unmarshallOptions: {
    wrapNumbers: (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)),
  },
});

let send: Send = readingTogether((command) => client.send(command as GetCommand));

/** Puts another sender in place (faults, capacity counting, the simulator's table) until the returned function is called. */
export function replaceSend(wrap: (inner: Send) => Send): () => void {
  const previous = send;
  send = wrap(previous);
  return () => {
    send = previous;
  };
}

const TableName = env.TABLE_NAME;

function expressions(write: Write) {
  const change = write.kind === "update" ? write.change : undefined;
  const values = write.kind === "update" ? write.values : undefined;
  return given({
    UpdateExpression: change,
    ConditionExpression: write.when?.expression,
    ExpressionAttributeNames: nameTable(change, write.when?.expression),
    ExpressionAttributeValues: valueTable(values, write.when?.values),
  });
}

function transactItem(write: Write) {
  const common = { TableName, ...expressions(write) };
  if (write.kind === "put") return { Put: { ...common, Item: write.item } };
  if (write.kind === "remove") return { Delete: { ...common, Key: write.key } };
  if (write.kind === "check") return { ConditionCheck: { ...common, Key: write.key } };
  return { Update: { ...common, Key: write.key } };
}

/**
 * All of the writes or none of them (at most 100 items, 4 MB).
 * @throws WriteRefused with what the refusal means; nothing was written.
 */
export async function transact(writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  try {
    // The SDK wants mutable arrays with exact optional members; the shapes are the same.
    await send(new TransactWriteCommand({ TransactItems: writes.map(transactItem) as never }));
  } catch (error) {
    if (error instanceof TransactionCanceledException || (error as Error).name === "TransactionCanceledException") {
      const reasons = (error as TransactionCanceledException).CancellationReasons ?? [];
      throw new WriteRefused(classifyCancellation(reasons), error);
    }
    throw error;
  }
}

async function sendOne(one: Exclude<Write, { kind: "check" }>): Promise<void> {
  const common = { TableName, ...expressions(one) };
  if (one.kind === "put") await send(new PutCommand({ ...common, Item: one.item }));
  else if (one.kind === "remove") await send(new DeleteCommand({ ...common, Key: one.key }));
  else await send(new UpdateCommand({ ...common, Key: one.key }));
}

/**
 * Whether a refused write stands all the same: the client repeats one whose answer was lost, and its condition then fails
 * on its own work. What an update did cannot be told.
 */
async function stands(one: Write, error: unknown): Promise<boolean> {
  const { attempts = 1 } = (error as { $metadata?: { attempts?: number } }).$metadata ?? {};
  if (attempts < 2 || (one.kind !== "put" && one.kind !== "remove")) return false;
  const { pk, sk } = one.kind === "put" ? one.item : one.key;
  const command = new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true });
  const { Item: item } = (await send(command)) as GetCommandOutput;
  return one.kind === "put" ? isSameItem(item, one.item) : item === undefined;
}

async function writeOnce(one: Exclude<Write, { kind: "check" }>): Promise<void> {
  try {
    await sendOne(one);
  } catch (error) {
    const { name } = error as Error;
    if (name === "TransactionConflictException") throw new WriteRefused({ kind: "conflict" }, error);
    if (name !== "ConditionalCheckFailedException") throw error;
    if (!(await stands(one, error))) throw new WriteRefused({ kind: "condition", indexes: [0] }, error);
  }
}

/** Tries of what meets other writers before we say that the table is too busy. */
const mostTries = 6;

/** Again while others are at the same items, of whom a refusal says nothing else. */
async function patiently(once: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await once();
    } catch (error) {
      const isBusy = error instanceof WriteRefused && ["conflict", "throttled"].includes(error.cancellation.kind);
      if (!isBusy || tries >= mostTries) throw error;
    }
    await backOff(tries, { firstMs: 25, mostMs: 500 });
  }
}

/**
 * All of the writes or none, with patience for other writers.
 * @throws WriteRefused of kind `condition` or `bug`; of another one when the table stays busy
 */
export const transactPatiently = (writes: readonly Write[]): Promise<void> => patiently(() => transact(writes));

/**
 * One write with its condition. Waits for transactions that are at its item, which the client does not.
 * @throws WriteRefused of kind `condition` when the condition does not hold, `conflict` when the item stays busy.
 */
export const write = (one: Write): Promise<void> =>
  one.kind === "check" ? transact([one]) : patiently(() => writeOnce(one));

/** Bytes that a key may have (DynamoDB, Quotas: partition key 2,048, sort key 1,024). Nothing can be stored under a longer one. */
const isStorable = (key: Key): boolean => Buffer.byteLength(key.pk) <= 2048 && Buffer.byteLength(key.sk) <= 1024;

/** One item, parsed, read consistently. Undefined when it does not exist. */
export async function get<S extends z.ZodType>(schema: S, key: Key): Promise<z.output<S> | undefined> {
  if (!isStorable(key)) return undefined;
  const command = new GetCommand({ TableName, Key: key, ConsistentRead: true });
  const { Item: item } = (await send(command)) as GetCommandOutput;
  return item ? schema.parse(item) : undefined;
}

/** `lately` may miss what was written in the last moment, and costs half. For what is only shown, never for what is decided by. */
export type Freshness = "now" | "lately";

/** Up to any number of raw items, read in chunks of 100; unprocessed keys are asked for again. Order is not kept. */
export async function getMany(wanted: readonly Key[], freshness: Freshness = "now"): Promise<Item[]> {
  const unique = [...new Map(wanted.map((key) => [keyName(key), { pk: key.pk, sk: key.sk }])).values()];
  const items: Item[] = [];
  for (let queue = unique; queue.length > 0; ) {
    const Keys = queue.slice(0, 100);
    const ConsistentRead = freshness === "now";
    const command = new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead } } });
    const reply = (await send(command)) as BatchGetCommandOutput;
    items.push(...((reply.Responses?.[TableName] ?? []) as Item[]));
    const left = (reply.UnprocessedKeys?.[TableName]?.Keys ?? []) as Key[];
    if (left.length === Keys.length) await backOff(0, { firstMs: 100, mostMs: 100 });
    queue = [...left, ...queue.slice(100)];
  }
  return items;
}

/**
 * Attributes of items as they were at one moment, at most 100 items, for twice the units. Order is not kept.
 * Undefined: one of them is being written just now, and they must be read one after another.
 */
export async function getAtOnce(wanted: readonly Key[], only: readonly string[]): Promise<Item[] | undefined> {
  const ProjectionExpression = projected(only);
  const names = { ExpressionAttributeNames: nameTable(ProjectionExpression), ProjectionExpression };
  const TransactItems = wanted.map((Key) => ({ Get: { TableName, Key, ...given(names) } }));
  try {
    const { Responses = [] } = (await send(new TransactGetCommand({ TransactItems }))) as TransactGetCommandOutput;
    return Responses.flatMap(({ Item: item }) => (item ? [item as Item] : []));
  } catch (error) {
    if ((error as Error).name === "TransactionCanceledException") return undefined;
    throw error;
  }
}

/** One page of a range, raw. `after` is set when there is more. The table is read consistently, the index is not (it cannot be). */
export async function queryPage(range: Range): Promise<{ items: Item[]; after: Record<string, unknown> | undefined }> {
  const [pk, sk] = [`#${range.index ?? ""}pk`, `#${range.index ?? ""}sk`];
  const sort = sortCondition(range, sk);
  const KeyConditionExpression = `${pk} = :pk${sort.text}`;
  const ProjectionExpression = range.only && projected(range.only);
  const command = new QueryCommand({
    TableName,
    KeyConditionExpression,
    ScanIndexForward: !range.newestFirst,
    ConsistentRead: !range.index,
    ...given({
      IndexName: range.index,
      Limit: range.limit,
      ExclusiveStartKey: startKey(range),
      ProjectionExpression,
      ExpressionAttributeNames: nameTable(KeyConditionExpression, ProjectionExpression),
      ExpressionAttributeValues: valueTable({ pk: range.pk }, sort.values),
    }),
  });
  const reply = (await send(command)) as QueryCommandOutput;
  return { items: (reply.Items ?? []) as Item[], after: reply.LastEvaluatedKey };
}

/** The pages of a range, raw, as far as they are asked for. */
export const queryPages = (range: Range) =>
  pagesOf((after: Range["after"]) => queryPage(after ? { ...range, after } : range));

/** Every item of a range, parsed, following pages. For ranges that are known to be small. */
export async function queryAll<S extends z.ZodType>(schema: S, range: Range): Promise<z.output<S>[]> {
  const found: z.output<S>[] = [];
  for await (const { items } of queryPages(range)) {
    found.push(...items.map((item) => schema.parse(item)));
    if (range.limit !== undefined && found.length >= range.limit) break;
  }
  return found;
}
