import { foldAccounts } from "../analysis/fold-accounts.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";

/** Runs every hour: counts the traffic of the days on which calls came. */
export const handler = lambda("fold-calls", async (_event: unknown, { workMsLeft }) => {
  await foldAccounts(now() + workMsLeft());
});
