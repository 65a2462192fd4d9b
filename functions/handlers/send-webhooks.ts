import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";
import { sendDueWebhooks } from "../webhooks/send-webhooks.flow.ts";

/** Runs every minute: tells other systems what happened. */
export const handler = lambda("send-webhooks", async (_event: unknown, { workMsLeft }) => {
  await sendDueWebhooks(now() + workMsLeft());
});
