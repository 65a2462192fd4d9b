import type { EventBridgeEvent } from "aws-lambda";
import { lambda } from "../platform/lambda.ts";
import { runReplay } from "../replay/run-replay.flow.ts";

type ObjectCreated = EventBridgeEvent<"Object Created", { object: { key: string } }>;

/** Runs for each file under `replays/` in the uploads bucket, at least once; the rest of the key names the replay. */
export const handler = lambda<ObjectCreated, void>("run-replay", (event, { workMsLeft }) =>
  runReplay(event.detail.object.key.replace(/^replays\//, ""), workMsLeft),
);
