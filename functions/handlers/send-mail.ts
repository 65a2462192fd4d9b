import { sendDueMails } from "../mail/send-mails.flow.ts";
import { makeReceipt } from "../payments/receipt.flow.ts";
import { now } from "../platform/clock.ts";
import { lambda } from "../platform/lambda.ts";

/** Runs every minute: sends what the outbox holds. */
export const handler = lambda("send-mail", async (_event: unknown, { workMsLeft }) => {
  await sendDueMails(now() + workMsLeft(), { RECEIPT: makeReceipt });
});
