import { revertCredits } from "../payments/revert-credits.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";

/** Runs every minute: takes back temporary credits that have run out. */
export const handler = lambda("revert-credits", async (_event: unknown, { workMsLeft }) => {
  await revertCredits(now() + workMsLeft());
});
