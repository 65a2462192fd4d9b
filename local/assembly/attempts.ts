import type { Attempt } from "./rights.ts";

/** What a request to DynamoDB, Kinesis or Secrets Manager attempts, as IAM's service authorization reference names it. */

interface Body {
  TableName?: string;
  IndexName?: string;
  StreamName?: string;
  SecretId?: string;
  Key?: Record<string, { S?: string }>;
  RequestItems?: Record<string, unknown>;
  TransactItems?: Record<string, Body>[];
}

const place = "eu-central-1:000000000000";
const tableArn = (name: string | undefined) => `arn:aws:dynamodb:${place}:table/${name}`;
const keysOf = ({ Key }: Body) => (Key?.["pk"]?.S === undefined ? {} : { leadingKeys: [Key["pk"].S] });

/** Transactions are allowed by what is in them. */
const partActions: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

function ofTable(operation: string, body: Body): Attempt[] {
  if (body.TransactItems)
    return body.TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, part]) => ({
        action: `dynamodb:${partActions[kind] ?? kind}`,
        resource: tableArn(part.TableName),
        ...keysOf(part),
      })),
    );
  const action = `dynamodb:${operation}`;
  if (body.RequestItems) return Object.keys(body.RequestItems).map((name) => ({ action, resource: tableArn(name) }));
  const index = body.IndexName === undefined ? "" : `/index/${body.IndexName}`;
  return [{ action, resource: `${tableArn(body.TableName)}${index}`, ...keysOf(body) }];
}

/** @param target the header `X-Amz-Target`: `DynamoDB_20120810.GetItem` */
export function attemptsOf(target: string, text: string): Attempt[] {
  const [service = "", operation = ""] = target.split(".");
  const body = JSON.parse(text || "{}") as Body;
  if (service.startsWith("DynamoDB")) return ofTable(operation, body);
  if (service.startsWith("Kinesis"))
    return [{ action: `kinesis:${operation}`, resource: `arn:aws:kinesis:${place}:stream/${body.StreamName}` }];
  return [{ action: `${service}:${operation}`, resource: String(body.SecretId) }];
}
