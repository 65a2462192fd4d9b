import type { EventBridgeEvent } from "aws-lambda";
import { runBulkJob } from "../bulk-jobs/run-bulk-job.flow.ts";
import { lambda } from "../platform/lambda.ts";

type ObjectCreated = EventBridgeEvent<"Object Created", { object: { key: string } }>;

/** Runs for each file under `bulk-jobs/` in the uploads bucket, at least once; the rest of the key names the job. */
export const handler = lambda<ObjectCreated, void>("run-bulk-job", (event, { workMsLeft }) =>
  runBulkJob(event.detail.object.key.replace(/^bulk-jobs\//, ""), workMsLeft),
);
