import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { app } from "../../functions/handlers/admin-api.ts";
import { app as switchApp } from "../../functions/handlers/switch-api.ts";
import { env } from "../../functions/platform/env.ts";
import { ProblemReply, problemStatus } from "../../functions/platform/problem.ts";
import { type Key, replaceSend } from "../../functions/platform/table.ts";
import type { FuzzRequest } from "./requests.ts";

export interface Asked {
  request: FuzzRequest;
  status: number;
  text: string;
  type: string;
  /** Keys of the items that were written meanwhile. */
  written: readonly string[];
}

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/** Keys that a command would write. */
function writtenBy(input: object): string[] {
  const one = input as { Item?: Key; Key?: Key; UpdateExpression?: string; TransactItems?: Record<string, object>[] };
  if (one.TransactItems)
    return one.TransactItems.flatMap(({ ConditionCheck: _read, ...writes }) =>
      Object.values(writes).flatMap(writtenBy),
    );
  return [one.Item, one.Key].filter((key) => key !== undefined).map(nameOf);
}

const writing = /^(Put|Update|Delete|TransactWrite)/;

/** What the request that is being answered wrote: a few are on their way at once. */
const writes = new AsyncLocalStorage<string[]>();

replaceSend((inner) => async (command) => {
  const answer = await inner(command);
  if (writing.test(command.constructor.name)) writes.getStore()?.push(...writtenBy(command.input));
  return answer;
});

export async function ask(request: FuzzRequest, headers: Record<string, string>): Promise<Asked> {
  const { method, path, body, number } = request;
  const init = { method, headers: { ...headers, ...request.headers }, ...(body === undefined ? {} : { body }) };
  const event = { requestContext: { http: { sourceIp: `198.18.${number % 256}.${(number >> 8) % 256}` } } };
  const written: string[] = [];
  return writes.run(written, async () => {
    const reply = await (path.startsWith("/switch/") ? switchApp : app).request(path, init, { event });
    const type = reply.headers.get("content-type") ?? "";
    return { request, status: reply.status, text: await reply.text(), type, written };
  });
}

/**
 * What a refused request may write all the same: that a session was used, that somebody tried to sign in or gave a wrong
 * password, the key of a request while it runs, and that a switch delivered what cannot be read, which is kept.
 */
const mayBeWritten = /^(SESSION#|ATTEMPTS#|IDEM#|CDRSOURCE#\S+ SHARD#)/;
export const isRefused = ({ status }: Asked): boolean => status >= 400;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What is wrong with the answer, as a sentence; undefined when it is as the contract says. */
export function faultOf(asked: Asked): string | undefined {
  if (asked.status >= 500) return "it is an error of ours";
  if (!isRefused(asked)) return undefined;
  const problem = ProblemReply.safeParse(parsed(asked.text));
  if (!problem.success || !asked.type.includes("json")) return "the refusal has not the contract's shape";
  if (problemStatus[problem.data.error.code] !== asked.status) return "the code does not belong to the status";
  if (/node_modules|functions\/|\bat [\w.]+ \(/.test(asked.text)) return "the refusal tells of our code";
  const touched = asked.written.filter((key) => !mayBeWritten.test(key));
  return touched.length > 0 ? `it was refused and wrote ${touched.join(", ")}` : undefined;
}

/** The same text for the same value, in whatever order its members come. */
const ordered = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, of]) => [name, ordered(of)])
    : Array.isArray(value)
      ? value.map(ordered)
      : value;

/** Every item of the table by its key, as a hash of its content. */
export async function digests(): Promise<Map<string, string>> {
  const client = new DynamoDBClient({ region: env.AWS_REGION });
  const found = new Map<string, string>();
  let from: Record<string, never> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: env.TABLE_NAME, ExclusiveStartKey: from }));
    for (const item of page.Items ?? []) {
      const key = { pk: item["pk"]?.S ?? "", sk: item["sk"]?.S ?? "" };
      found.set(
        nameOf(key),
        createHash("sha256")
          .update(JSON.stringify(ordered(item)))
          .digest("base64url"),
      );
    }
    from = page.LastEvaluatedKey as typeof from;
  } while (from);
  client.destroy();
  return found;
}

/** Keys of items that came, went or changed, those aside that any request may write. */
export function changedBetween(before: Map<string, string>, after: Map<string, string>): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key) && !mayBeWritten.test(key));
}
