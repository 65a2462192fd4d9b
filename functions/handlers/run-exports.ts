import { setFlagsFromString } from "node:v8";
import type { EventBridgeEvent } from "aws-lambda";
import { writeExport } from "../exports/write-export.flow.ts";
import { lambda } from "../platform/lambda.ts";

type ObjectCreated = EventBridgeEvent<"Object Created", { object: { key: string } }>;

// Rows are garbage as soon as they are written, and left alone V8 lets the heap grow to four times what lives in it before
// it looks. NODE_OPTIONS does not take this flag.
setFlagsFromString("--heap-growing-percent=20");

/** Runs for each file under `export-requests/` in the uploads bucket, at least once; the rest of the key names the job. */
export const handler = lambda<ObjectCreated, void>("run-exports", (event, { workMsLeft }) =>
  writeExport(event.detail.object.key.replace(/^export-requests\//, ""), workMsLeft),
);
