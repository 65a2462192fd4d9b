import { foldTraffic } from "../analysis/fold-owners.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";

/** Runs every hour: counts the traffic of the days on which calls came, and adds it up for the operator and the resellers. */
export const handler = lambda("fold-calls", async (_event: unknown, { workMsLeft }) => {
  await foldTraffic(now() + workMsLeft());
});
