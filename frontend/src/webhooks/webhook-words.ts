import type { WebhookView } from "./webhook.api.ts";

export const eventWords: Record<WebhookView["events"][number], string> = {
  "alert.opened": "Alert raised",
  "alert.closed": "Alert gone",
  "calls.delivered": "File of calls there",
  "webhook.test": "Test",
};
