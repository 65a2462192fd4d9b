import { setFlagsFromString } from "node:v8";
import type { EventBridgeEvent } from "aws-lambda";
import { callFileAsked } from "../call-files/call-file.store.ts";
import { deliverCallFiles, makeAsked } from "../call-files/deliver-call-files.flow.ts";
import { writeExport } from "../exports/write-export.flow.ts";
import { lambda } from "../platform/lambda.ts";

/** By the clock, or for a file under `export-requests/` in the uploads bucket, which comes at least once. */
type Started = EventBridgeEvent<string, { object?: { key: string } }>;

// Rows are garbage as soon as they are written, and left alone V8 lets the heap grow to four times what lives in it before
// it looks. NODE_OPTIONS does not take this flag.
setFlagsFromString("--heap-growing-percent=20");

/** Writes lists to files: an export or a day's calls that its key names, and every hour the days' calls that are due. */
export const handler = lambda<Started, void>("run-exports", async (event, { workMsLeft }) => {
  const key = event.detail?.object?.key;
  if (key === undefined) return deliverCallFiles(workMsLeft);
  const day = callFileAsked(key);
  if (day) return makeAsked(day.account, day.id, workMsLeft);
  return writeExport(key.replace(/^export-requests\//, ""), workMsLeft);
});
