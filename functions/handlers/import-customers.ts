import type { EventBridgeEvent } from "aws-lambda";
import { runCustomerImport } from "../customer-imports/run-customer-import.flow.ts";
import { lambda } from "../platform/lambda.ts";

type ObjectCreated = EventBridgeEvent<"Object Created", { object: { key: string } }>;

/** Runs for each file under `customer-sheets/` in the uploads bucket, at least once; the rest of the key names the import. */
export const handler = lambda<ObjectCreated, void>("import-customers", (event, { workMsLeft }) =>
  runCustomerImport(event.detail.object.key.replace(/^customer-sheets\//, ""), workMsLeft),
);
