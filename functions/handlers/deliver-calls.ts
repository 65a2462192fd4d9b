import { setFlagsFromString } from "node:v8";
import type { EventBridgeEvent } from "aws-lambda";
import { deliverCallFiles, makeAsked } from "../call-files/deliver-call-files.flow.ts";
import { lambda } from "../platform/lambda.ts";

type ObjectCreated = EventBridgeEvent<"Object Created", { object?: { key: string } }>;

// As in run-exports: rows are garbage as soon as they are written.
setFlagsFromString("--heap-growing-percent=20");

/** Runs every hour for the files that are due, and for each file under `call-file-requests/`: its key names one. */
export const handler = lambda<ObjectCreated, void>("deliver-calls", async (event, { workMsLeft }) => {
  const [, account, id] = event.detail?.object?.key.split("/") ?? [];
  await (account && id ? makeAsked(account, id, workMsLeft) : deliverCallFiles(workMsLeft));
});
