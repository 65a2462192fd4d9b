import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { tableIndexes } from "../../functions/platform/keys.ts";

/** Creates the single table with the indexes that keys.ts declares, on whatever engine the environment points to. */
export async function createTable(name: string): Promise<void> {
  const client = new DynamoDBClient({ region: "eu-central-1" });
  const keyNames = ["pk", "sk", ...tableIndexes.flatMap((index) => [index.pk, index.sk])];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keyNames.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: tableIndexes.map((index) => ({
        IndexName: index.name,
        KeySchema: [
          { AttributeName: index.pk, KeyType: "HASH" as const },
          { AttributeName: index.sk, KeyType: "RANGE" as const },
        ],
        Projection: { ProjectionType: "ALL" as const },
      })),
    }),
  );
  client.destroy();
}
