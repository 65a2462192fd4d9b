import { Stack } from "aws-cdk-lib";
import { Effect, PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { tableIndexes } from "../functions/platform/keys.ts";
import type { DataStack } from "./data-stack.ts";

/** The environment that functions/platform/env.ts reads. */
export function environmentOf(data: DataStack, stageName: string, publicUrl: string): Record<string, string> {
  return {
    STAGE: stageName,
    TABLE_NAME: data.table.tableName,
    UPLOADS_BUCKET: data.uploads.bucketName,
    FILES_BUCKET: data.files.bucketName,
    STREAM_NAME: data.stream.streamName,
    SECRETS_KEY_ARN: data.secretsKey.secretArn,
    PUBLIC_URL: publicUrl,
  };
}

function allow(role: Role, actions: string[], resources: string[]): void {
  role.addToPolicy(new PolicyStatement({ actions, resources }));
}

/** Reads and writes items; never scans, and never deletes a line of the ledger or the audit, whatever the code says. */
export function readWriteTable(data: DataStack, role: Role): void {
  const { tableArn } = data.table;
  const items = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"];
  allow(
    role,
    items.map((action) => `dynamodb:${action}`),
    [tableArn],
  );
  allow(
    role,
    ["dynamodb:Query"],
    tableIndexes.map(({ name }) => `${tableArn}/index/${name}`),
  );
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ["dynamodb:DeleteItem"],
      resources: [tableArn],
      conditions: { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": ["LEDGER#*", "AUDIT#*", "AUDITSEALS"] } },
    }),
  );
  dataKeys(data, role);
}

/** Data keys for what the role reads and writes in the table, the buckets and the stream. */
function dataKeys(data: DataStack, role: Role): void {
  if (data.encryptionKey) allow(role, ["kms:Decrypt", "kms:GenerateDataKey"], [data.encryptionKey.keyArn]);
}

/** Reads objects. The right to list is what makes S3 answer "no such key" for a missing one instead of "access denied". */
export function readFiles(bucket: Bucket, role: Role, prefixes: string[]): void {
  allow(
    role,
    ["s3:GetObject"],
    prefixes.map((prefix) => bucket.arnForObjects(`${prefix}/*`)),
  );
  allow(role, ["s3:ListBucket"], [bucket.bucketArn]);
}

export function writeFiles(bucket: Bucket, role: Role, prefixes: string[]): void {
  const actions = ["s3:PutObject", "s3:AbortMultipartUpload"];
  allow(
    role,
    actions,
    prefixes.map((prefix) => bucket.arnForObjects(`${prefix}/*`)),
  );
}

/** Asks which parts of a file are there; joining them is a matter of writing. */
export function listParts(bucket: Bucket, role: Role, prefixes: string[]): void {
  allow(
    role,
    ["s3:ListMultipartUploadParts"],
    prefixes.map((prefix) => bucket.arnForObjects(`${prefix}/*`)),
  );
}

export function removeFiles(bucket: Bucket, role: Role, prefixes: string[]): void {
  allow(
    role,
    ["s3:DeleteObject"],
    prefixes.map((prefix) => bucket.arnForObjects(`${prefix}/*`)),
  );
}

export function putOnStream(data: DataStack, role: Role): void {
  allow(role, ["kinesis:PutRecord", "kinesis:PutRecords"], [data.stream.streamArn]);
}

export function readStream(data: DataStack, role: Role): void {
  const actions = ["DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards"];
  allow(
    role,
    actions.map((action) => `kinesis:${action}`),
    [data.stream.streamArn],
  );
}

export function readSecretsKey(data: DataStack, role: Role): void {
  allow(role, ["secretsmanager:GetSecretValue"], [data.secretsKey.secretArn]);
}

/** Sends mail in the name of one identity, by SES of the stack's own account and region. */
export function sendMail(role: Role, identity: string): void {
  const { region, account, partition } = Stack.of(role);
  allow(role, ["ses:SendEmail"], [`arn:${partition}:ses:${region}:${account}:identity/${identity}`]);
}

/** Where Lambda itself puts events that a function could not take: it chooses keys under `aws/lambda/`. */
export function failuresTo(data: DataStack, role: Role): { bind: () => { destination: string } } {
  allow(role, ["s3:PutObject"], [data.files.arnForObjects("aws/lambda/*")]);
  allow(role, ["s3:ListBucket"], [data.files.bucketArn]);
  return { bind: () => ({ destination: data.files.bucketArn }) };
}
