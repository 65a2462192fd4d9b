import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";
import { retryDue } from "../suspense/retry-due.flow.ts";

/** Runs every minute: charges what waited for something that was mended meanwhile. */
export const handler = lambda("retry-suspense", async (_event: unknown, { workMsLeft }) => {
  await retryDue(now() + workMsLeft());
});
