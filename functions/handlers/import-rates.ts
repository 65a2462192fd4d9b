import type { EventBridgeEvent } from "aws-lambda";
import { lambda } from "../platform/lambda.ts";
import { importSheet } from "../tariffs/import-sheet.flow.ts";

type ObjectCreated = EventBridgeEvent<"Object Created", { object: { key: string } }>;

/** Runs for each file under `rate-sheets/` in the uploads bucket, at least once; the rest of the key names the import. */
export const handler = lambda<ObjectCreated, void>("import-rates", (event) =>
  importSheet(event.detail.object.key.replace(/^rate-sheets\//, "")),
);
