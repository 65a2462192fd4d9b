import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { Plan } from "./plan.ts";

type TablePlan = Plan["tables"][number];
type Sent<Command extends { input: unknown }> = Command["input"];

const attributes = ({ properties }: TablePlan) =>
  ({ AttributeDefinitions: properties["AttributeDefinitions"] }) as Pick<
    Sent<CreateTableCommand>,
    "AttributeDefinitions"
  >;

const indexesOf = ({ properties }: TablePlan) => (properties["GlobalSecondaryIndexes"] ?? []) as GlobalSecondaryIndex[];

async function create(client: DynamoDBClient, table: TablePlan): Promise<void> {
  const indexes = indexesOf(table);
  await client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: table.properties["KeySchema"] as Sent<CreateTableCommand>["KeySchema"],
      ...attributes(table),
      ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
    }),
  );
  const ttl = table.properties["TimeToLiveSpecification"] as Sent<UpdateTimeToLiveCommand>["TimeToLiveSpecification"];
  if (ttl) await client.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification: ttl }));
}

/** Creates the table, or adds the indexes that a newer template has. What is in it stays. */
export async function provisionTable(endpoint: string, table: TablePlan): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region: "eu-central-1" });
  const existing = await client.send(new DescribeTableCommand({ TableName: table.name })).catch((error: Error) => {
    if (error.name !== "ResourceNotFoundException") throw error;
  });
  if (!existing) await create(client, table);
  else {
    const known = new Set(existing.Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName));
    for (const index of indexesOf(table).filter((one) => !known.has(one.IndexName)))
      await client.send(
        new UpdateTableCommand({
          TableName: table.name,
          ...attributes(table),
          GlobalSecondaryIndexUpdates: [
            { Create: { IndexName: index.IndexName, KeySchema: index.KeySchema, Projection: index.Projection } },
          ],
        }),
      );
  }
  client.destroy();
}
