import { DescribeTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { stageSettings } from "../../lib/stage.ts";
import { sharedEnvironment } from "../../local/functions-environment.ts";
import { provisionTable } from "../../local/provision/create-table.ts";
import { makePlan } from "../../local/provision/plan.ts";
import { loadTemplates, type Resource, type StackTemplate } from "../../local/provision/templates.ts";

const stackOf = (Resources: Record<string, Resource>): StackTemplate[] => [{ name: "Test", template: { Resources } }];

describe("the plan made from our own templates", async () => {
  const plan = makePlan(await loadTemplates());
  const bucketNamed = (word: string) => plan.buckets.find((bucket) => bucket.name.includes(word));

  test("gives every function its source and the names of this machine's table, buckets and stream", () => {
    const names = plan.functions.map((one) => one.name);
    expect(names).toEqual(
      expect.arrayContaining(["admin-api", "import-rates", "ingest-file", "rate-cdrs", "switch-api"]),
    );
    for (const one of plan.functions) {
      expect(one.entry).toBe(`functions/handlers/${one.name}.ts`);
      expect(one.environment).toMatchObject({
        STAGE: "local",
        TABLE_NAME: plan.tables[0]?.name,
        UPLOADS_BUCKET: bucketNamed("uploads")?.name,
        FILES_BUCKET: bucketNamed("files")?.name,
        STREAM_NAME: plan.streams[0]?.name,
      });
    }
  });

  test("sends uploads to the function of their prefix, from a bucket that tells of its objects", () => {
    const rule = plan.rules.find((one) => one.target === "ingest-file");
    const bucket = bucketNamed("uploads");
    expect(rule?.pattern).toMatchObject({
      detail: { bucket: { name: [bucket?.name] }, object: { key: [{ prefix: "cdr-uploads/" }] } },
    });
    expect(bucket).toMatchObject({ events: true, cors: [{ AllowedMethods: expect.arrayContaining(["PUT"]) }] });
    expect(plan.functions.find((one) => one.name === "ingest-file")).toMatchObject({
      retries: 2,
      failureBucket: bucketNamed("files")?.name,
    });
  });

  test("reads the stream with the settings of the mapping", () => {
    const [source] = plan.eventSources;
    expect(source).toMatchObject({ functionName: "rate-cdrs", failureBucket: bucketNamed("files")?.name });
    expect(source?.settings).toMatchObject({
      streamName: plan.streams[0]?.name,
      bisect: true,
      reportsFailures: true,
      windowMs: stageSettings("local").ratingWindowSeconds * 1000,
    });
  });

  test("knows which function each route is for", () => {
    expect(plan.routes).toEqual(
      expect.arrayContaining([
        { routeKey: "ANY /api/{proxy+}", functionName: "admin-api" },
        { routeKey: "ANY /switch/{proxy+}", functionName: "switch-api" },
      ]),
    );
  });
});

test("a resource type that nobody decided about stops the start", () => {
  expect(() => makePlan(stackOf({ Queue: { Type: "AWS::SQS::Queue" } }))).toThrow("AWS::SQS::Queue");
});

test("a property that would be ignored stops the start", () => {
  const mapping = { Type: "AWS::Lambda::EventSourceMapping", Properties: { FilterCriteria: {} } };
  expect(() => makePlan(stackOf({ Mapping: mapping }))).toThrow("FilterCriteria");
});

test("a function of CloudFormation that is not known stops the start", () => {
  const stream = { Type: "AWS::Kinesis::Stream", Properties: { Name: { "Fn::Select": [0, ["a"]] } } };
  expect(() => makePlan(stackOf({ Stream: stream }))).toThrow("Fn::Select");
});

test("functions that want different values under one name cannot share the process", () => {
  const functionWith = (name: string, environment: Record<string, string>) => ({
    ...{ name, arn: name, entry: name, code: "", timeoutSeconds: 1, retries: 0 },
    environment,
  });
  const pair = [functionWith("a", { MODE: "1", PUBLIC_URL: "https://a" }), functionWith("b", { MODE: "2" })];
  expect(() => sharedEnvironment(pair, {})).toThrow("MODE");
  expect(sharedEnvironment(pair.slice(0, 1), { PUBLIC_URL: "http://127.0.0.1" })).toEqual({
    MODE: "1",
    PUBLIC_URL: "http://127.0.0.1",
  });
});

test("a newer template adds its index to a table that keeps what is in it", async () => {
  const name = `provision-${process.pid}`;
  const endpoint = process.env["AWS_ENDPOINT_URL_DYNAMODB"] ?? "";
  const client = new DynamoDBClient({});
  const AttributeDefinitions = ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" }));
  const KeySchema = [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ];
  const StreamSpecification = { StreamViewType: "NEW_IMAGE" };
  await provisionTable(endpoint, { name, properties: { AttributeDefinitions, KeySchema, StreamSpecification } });
  const Item = { pk: { S: "a" }, sk: { S: "b" }, gsi1pk: { S: "c" } };
  await client.send(new PutItemCommand({ TableName: name, Item }));
  const index = {
    IndexName: "gsi1",
    KeySchema: [{ AttributeName: "gsi1pk", KeyType: "HASH" }],
    Projection: { ProjectionType: "ALL" },
  };
  const withIndex = {
    AttributeDefinitions: [...AttributeDefinitions, { AttributeName: "gsi1pk", AttributeType: "S" }],
    KeySchema,
    GlobalSecondaryIndexes: [index],
  };
  await provisionTable(endpoint, { name, properties: withIndex });
  await provisionTable(endpoint, { name, properties: withIndex });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  expect(Table?.GlobalSecondaryIndexes?.map((one) => one.IndexName)).toEqual(["gsi1"]);
  expect(Table?.StreamSpecification).toBeUndefined();
  const Key = { pk: { S: "a" }, sk: { S: "b" } };
  expect((await client.send(new GetItemCommand({ TableName: name, Key }))).Item).toEqual(Item);
});
