import type { EventBridgeEvent } from "aws-lambda";
import { lambda } from "../platform/lambda.ts";
import { runRerate } from "../rerates/run-rerate.flow.ts";

type ObjectCreated = EventBridgeEvent<"Object Created", { object: { key: string } }>;

/** Runs for each file under `rerates/` in the uploads bucket, at least once; the rest of the key names the job. */
export const handler = lambda<ObjectCreated, void>("run-rerate", (event, { workMsLeft }) =>
  runRerate(event.detail.object.key.replace(/^rerates\//, ""), workMsLeft),
);
