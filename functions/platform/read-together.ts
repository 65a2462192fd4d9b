import { BatchGetCommand, type BatchGetCommandOutput, GetCommand } from "@aws-sdk/lib-dynamodb";
import { type Key, keyName } from "./key.ts";
import type { Send } from "./table-command.ts";

/**
 * Reads of items that are asked for in the same turn go to the table as one. A flow that reads something for each of its
 * rows, and a guard that reads beside another, cost one round trip and not one each.
 */

/** Keys of one request (DynamoDB, API reference: BatchGetItem). */
const mostKeys = 100;

/** A command that waits for the end of the turn. */
interface Waiting {
  command: GetCommand | BatchGetCommand;
  table: string;
  keys: readonly Key[];
  answer(reply: unknown): void;
  fail(error: unknown): void;
}

type Wanted = Pick<Waiting, "command" | "table" | "keys">;

/** What is read, where it is whole items, now, and nothing else is wanted; such commands can be told apart by their keys. */
function wantedBy(command: Parameters<Send>[0]): Wanted | undefined {
  if (command instanceof GetCommand) {
    const { TableName, Key, ConsistentRead, ...more } = command.input;
    if (!ConsistentRead || Object.keys(more).length > 0) return undefined;
    return { command, table: TableName ?? "", keys: [Key as unknown as Key] };
  }
  if (!(command instanceof BatchGetCommand)) return undefined;
  const { RequestItems = {}, ...rest } = command.input;
  const [[table, { Keys = [], ConsistentRead, ...more }] = ["", {}]] = Object.entries(RequestItems);
  const isPlain = Object.keys(rest).length === 0 && Object.keys(more).length === 0;
  return ConsistentRead && isPlain ? { command, table, keys: Keys as unknown as Key[] } : undefined;
}

/** What the table said to all of them, as each of them would have heard it alone. */
function answerTo({ command, table, keys }: Waiting, items: Map<string, Key>, left: ReadonlySet<string>): unknown {
  const found = keys.flatMap((key) => items.get(keyName(key)) ?? []);
  if (command instanceof GetCommand) return { Item: found[0] };
  const Keys = keys.filter((key) => left.has(keyName(key)));
  return { Responses: { [table]: found }, UnprocessedKeys: Keys.length > 0 ? { [table]: { Keys } } : {} };
}

/** Splits those that wait, in their order, into groups of one table and at most 100 keys. */
function groupsOf(waiting: readonly Waiting[]): Waiting[][] {
  const groups: { table: string; names: Set<string>; members: Waiting[] }[] = [];
  for (const one of waiting) {
    const names = one.keys.map(keyName);
    const fits = groups.find(
      ({ table, names: of }) => table === one.table && new Set([...of, ...names]).size <= mostKeys,
    );
    if (fits) {
      for (const name of names) fits.names.add(name);
      fits.members.push(one);
    } else groups.push({ table: one.table, names: new Set(names), members: [one] });
  }
  return groups.map(({ members }) => members);
}

/** As it was put. Whatever goes wrong is told to whoever asked: nobody else waits for it. */
async function askAlone({ command, answer, fail }: Waiting, send: Send): Promise<void> {
  try {
    answer(await send(command));
  } catch (error) {
    fail(error);
  }
}

async function askFor(group: readonly Waiting[], send: Send): Promise<void> {
  const table = group[0]?.table ?? "";
  const Keys = [...new Map(group.flatMap(({ keys }) => keys).map((key) => [keyName(key), key])).values()];
  const wanted = { RequestItems: { [table]: { Keys, ConsistentRead: true } } };
  const reply = (await send(new BatchGetCommand(wanted as never))) as BatchGetCommandOutput;
  const items = new Map(((reply.Responses?.[table] ?? []) as unknown as Key[]).map((item) => [keyName(item), item]));
  const left = new Set(((reply.UnprocessedKeys?.[table]?.Keys ?? []) as unknown as Key[]).map(keyName));
  for (const one of group) {
    // What reads one item has no way to hear that it was not read.
    if (one.command instanceof GetCommand && left.has(keyName(one.keys[0] as Key))) void askAlone(one, send);
    else one.answer(answerTo(one, items, left));
  }
}

/** Asks for what waits: one alone as it was put, several as one. What fails, fails for all that were asked for with it. */
function flush(waiting: readonly Waiting[], send: Send): void {
  for (const group of groupsOf(waiting)) {
    const [only, ...others] = group;
    if (only && others.length === 0) void askAlone(only, send);
    else
      askFor(group, send).catch((error: unknown) => {
        for (const { fail } of group) fail(error);
      });
  }
}

/** A sender that gathers reads until all that runs in this turn has said what it wants. */
export function readingTogether(send: Send): Send {
  let waiting: Waiting[] = [];
  const gather = () => {
    const all = waiting;
    waiting = [];
    flush(all, send);
  };
  return (command) => {
    const wanted = wantedBy(command);
    if (!wanted) return send(command);
    return new Promise((answer, fail) => {
      waiting.push({ ...wanted, answer, fail });
      // After the promises that are settled already, whose continuations may want something too.
      if (waiting.length === 1) queueMicrotask(() => process.nextTick(gather));
    });
  };
}
