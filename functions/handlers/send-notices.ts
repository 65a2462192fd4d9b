import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";
import { sendNotices } from "../rate-notices/send-notices.flow.ts";

/** Runs every minute: writes to the customers of tariffs whose prices change. */
export const handler = lambda("send-notices", async (_event: unknown, { workMsLeft }) => {
  await sendNotices(now() + workMsLeft());
});
