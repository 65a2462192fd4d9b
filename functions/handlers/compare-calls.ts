import type { EventBridgeEvent } from "aws-lambda";
import { runComparison } from "../comparisons/run-comparison.flow.ts";
import { lambda } from "../platform/lambda.ts";

type ObjectCreated = EventBridgeEvent<"Object Created", { object: { key: string } }>;

/** Runs for each file under `comparisons/` in the uploads bucket, at least once; the rest of the key names the comparison. */
export const handler = lambda<ObjectCreated, void>("compare-calls", (event, { workMsLeft }) =>
  runComparison(event.detail.object.key.replace(/^comparisons\//, ""), workMsLeft),
);
