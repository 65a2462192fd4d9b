import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { itemBytes } from "../../functions/ledger/balance-item.ts";
import type { TableCommand } from "../../functions/platform/table.ts";
import { type Attributes, holds, InvalidExpression, isNumber, updated } from "./expressions.ts";

/**
 * The single table in memory, as far as functions/platform/table.ts uses DynamoDB. It passes the store tests that the
 * engines pass; every command is applied in one step, so that a simulator decides what happens between two of them.
 */

export interface StoredChange {
  pk: string;
  sk: string;
  before: Attributes | undefined;
  after: Attributes | undefined;
}

type WriteRequest = {
  Key?: Attributes;
  Item?: Attributes;
  UpdateExpression?: string;
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Attributes;
};
type Kind = "Put" | "Update" | "Delete" | "ConditionCheck";

const invalid = (message: string) =>
  new DynamoDBServiceException({ name: "ValidationException", $fault: "client", $metadata: {}, message });

/** What the table keeps and gives out: numbers as the client reads them back, no undefined members, nothing shared. */
function copied(value: unknown): unknown {
  if (isNumber(value)) return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value);
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, copied(member)]));
}
const copy = (item: Attributes): Attributes => copied(item) as Attributes;

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export class MemoryTable {
  private readonly partitions = new Map<string, Map<string, Attributes>>();
  private readonly index = new Map<string, Map<string, Attributes>>();
  /** Called once per applied command or transaction, with all that it changed. */
  onCommit: ((changes: StoredChange[]) => void) | undefined;

  /** The sender to put in the place of the client. */
  send = async (command: TableCommand): Promise<unknown> => this.apply(command);

  apply(command: TableCommand): unknown {
    if (command instanceof GetCommand) return { Item: this.read(command.input.Key as Attributes) };
    if (command instanceof BatchGetCommand) return this.batchGet(command);
    if (command instanceof QueryCommand) return this.query(command.input);
    if (command instanceof TransactGetCommand) return this.transactGet(command);
    if (command instanceof TransactWriteCommand) return this.transact(command.input.TransactItems ?? []);
    if (command instanceof PutCommand) return this.single("Put", command.input as WriteRequest);
    if (command instanceof UpdateCommand) return this.single("Update", command.input as WriteRequest);
    if (command instanceof DeleteCommand) return this.single("Delete", command.input as WriteRequest);
    throw new Error("a command that the product does not use");
  }

  /** Every item, for invariants and digests. */
  *items(): Generator<Attributes> {
    for (const partition of this.partitions.values()) yield* partition.values();
  }

  peek(pk: string, sk: string): Attributes | undefined {
    return this.partitions.get(pk)?.get(sk);
  }

  partition(pk: string): Attributes[] {
    return [...(this.partitions.get(pk)?.values() ?? [])].sort((a, b) => byText(a["sk"] as string, b["sk"] as string));
  }

  /** Removes without a trace, as the table's own expiry does. */
  expire(pk: string, sk: string): void {
    this.partitions.get(pk)?.delete(sk);
  }

  private read(key: Attributes): Attributes | undefined {
    const item = this.peek(key["pk"] as string, key["sk"] as string);
    return item && copy(item);
  }

  private batchGet(command: BatchGetCommand) {
    const Responses: Record<string, Attributes[]> = {};
    for (const [table, request] of Object.entries(command.input.RequestItems ?? {})) {
      const wanted = (request.Keys ?? []) as Attributes[];
      if (wanted.length > 100) throw invalid("too many items requested for the BatchGetItem call");
      Responses[table] = wanted.map((key) => this.read(key)).filter((item) => item !== undefined);
    }
    return { Responses, UnprocessedKeys: {} };
  }

  private transactGet(command: TransactGetCommand) {
    const wanted = (command.input.TransactItems ?? []).map(({ Get }) => Get?.Key as Attributes);
    if (wanted.length > 100) throw invalid("a transaction has at most 100 items");
    return { Responses: wanted.map((key) => ({ Item: this.read(key) })) };
  }

  private query(input: QueryCommand["input"]) {
    const scope = { names: input.ExpressionAttributeNames ?? {}, values: input.ExpressionAttributeValues ?? {} };
    const [pkName, skName] = input.IndexName ? ["gsi1pk", "gsi1sk"] : ["pk", "sk"];
    const source = (input.IndexName ? this.index : this.partitions).get(scope.values[":pk"] as string);
    const place = (item: Attributes) => `${item[skName]}\u0000${item["pk"]}\u0000${item["sk"]}`;
    const found = [...(source?.values() ?? [])]
      .filter((item) => holds(input.KeyConditionExpression, item, scope))
      .sort((a, b) => byText(place(a), place(b)));
    if (input.ScanIndexForward === false) found.reverse();
    const start = input.ExclusiveStartKey;
    const behind = (item: Attributes) =>
      !start || (input.ScanIndexForward === false ? place(item) < place(start) : place(item) > place(start));
    const page = found.filter(behind).slice(0, input.Limit ?? found.length);
    const last = input.Limit !== undefined && page.length === input.Limit ? page.at(-1) : undefined;
    const keyNames = new Set(["pk", "sk", pkName, skName]);
    return {
      Items: page.map(copy),
      LastEvaluatedKey: last && Object.fromEntries(Object.entries(last).filter(([name]) => keyNames.has(name))),
    };
  }

  private changeOf(kind: Kind, request: WriteRequest): StoredChange & { holds: boolean } {
    const key = (kind === "Put" ? request.Item : request.Key) as Attributes;
    const [pk, sk] = [key["pk"] as string, key["sk"] as string];
    const before = this.peek(pk, sk);
    const scope = { names: request.ExpressionAttributeNames ?? {}, values: request.ExpressionAttributeValues ?? {} };
    if (!holds(request.ConditionExpression, before, scope)) return { pk, sk, before, after: before, holds: false };
    if (kind === "Put") return { pk, sk, before, after: copy(request.Item as Attributes), holds: true };
    if (kind === "Delete") return { pk, sk, before, after: undefined, holds: true };
    if (kind === "ConditionCheck") return { pk, sk, before, after: before, holds: true };
    const after = copy(updated(request.UpdateExpression ?? "", before ?? { pk, sk }, scope));
    return { pk, sk, before, after, holds: true };
  }

  private attempt(kind: Kind, request: WriteRequest) {
    try {
      const change = this.changeOf(kind, request);
      if (change.after && itemBytes(change.after) > 400 * 1024) throw new InvalidExpression("the item is too large");
      return change;
    } catch (error) {
      if (error instanceof InvalidExpression) throw invalid(error.message);
      throw error;
    }
  }

  private single(kind: Kind, request: WriteRequest) {
    const change = this.attempt(kind, request);
    if (!change.holds) throw new ConditionalCheckFailedException({ $metadata: {}, message: "refused" });
    this.commit([change]);
    return {};
  }

  private transact(requests: readonly Record<string, unknown>[]) {
    if (requests.length > 100) throw invalid("a transaction has at most 100 items");
    const changes = requests.map((request) => {
      const [[kind, body] = ["Put", {}]] = Object.entries(request).filter(([, part]) => part !== undefined);
      return this.attempt(kind as Kind, body as WriteRequest);
    });
    if (new Set(changes.map(({ pk, sk }) => `${pk}\n${sk}`)).size < changes.length)
      throw invalid("a transaction cannot contain two operations on one item");
    if (changes.reduce((sum, { after }) => sum + (after ? itemBytes(after) : 0), 0) > 4 * 1024 * 1024)
      throw invalid("a transaction is at most 4 MB");
    if (changes.some((change) => !change.holds)) {
      const CancellationReasons = changes.map((change) => ({ Code: change.holds ? "None" : "ConditionalCheckFailed" }));
      throw new TransactionCanceledException({ $metadata: {}, message: "refused", CancellationReasons });
    }
    this.commit(changes);
    return {};
  }

  private commit(changes: StoredChange[]): void {
    for (const { pk, sk, before, after } of changes) {
      if (before === after) continue;
      const partition = this.partitions.get(pk) ?? new Map<string, Attributes>();
      this.partitions.set(pk, partition);
      if (after) partition.set(sk, after);
      else partition.delete(sk);
      this.reindex(`${pk}\n${sk}`, before, after);
    }
    this.onCommit?.(changes.filter(({ before, after }) => before !== after));
  }

  private reindex(name: string, before: Attributes | undefined, after: Attributes | undefined): void {
    if (before?.["gsi1pk"]) this.index.get(before["gsi1pk"] as string)?.delete(name);
    if (!after?.["gsi1pk"]) return;
    const partition = this.index.get(after["gsi1pk"] as string) ?? new Map<string, Attributes>();
    partition.set(name, after);
    this.index.set(after["gsi1pk"] as string, partition);
  }
}
