import { startEngine } from "../local/engine.ts";
import { createTable } from "../test/support/table.ts";

/** An empty table on an engine in memory, for which the environment is set. What reads it is to be imported afterwards. */
export async function freshTable() {
  const table = "switchbook-bench";
  const engine = await startEngine();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "localsecret",
    TABLE_NAME: table,
  });
  await createTable(table);
  return engine;
}
