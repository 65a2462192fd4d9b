import { foldTraffic } from "../analysis/fold-owners.flow.ts";
import { removeOldDayFiles } from "../cdrs/day-file.store.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";

/**
 * Runs every hour: counts the traffic of the days on which calls came, puts the calls of days that are over into files,
 * and adds the traffic up for the operator and the resellers.
 */
export const handler = lambda("fold-calls", async (_event: unknown, { workMsLeft }) => {
  await foldTraffic(now() + workMsLeft());
  await removeOldDayFiles(now());
});
