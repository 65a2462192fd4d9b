import { Hono } from "hono";
import { type AuthVariables, may, ownSessionOnly, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import {
  decodeCursor,
  doc,
  encodeCursor,
  type HttpVariables,
  NoContent,
  PageQuery,
  pageOf,
  valid,
} from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { WebhookDelivery } from "./delivery.ts";
import {
  deleteWebhook,
  editWebhook,
  makeWebhook,
  newSecret,
  sendAgain,
  sendTest,
  shownWebhook,
  webhookNamed,
} from "./webhook.flow.ts";
import { allWebhooks, deliveryPage } from "./webhook.store.ts";
import { NewWebhook, WebhookChange, WebhookEndpoint, WebhookWithSecret } from "./webhook.ts";

/** `/webhooks`: which other systems are told of what, and what became of it. */
export const webhookRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/webhooks", doc("List the webhooks", pageOf(WebhookEndpoint)), may("settings:read"), async (c) =>
    c.json({ items: (await allWebhooks()).map(shownWebhook), nextCursor: null }),
  )
  .post(
    "/webhooks",
    doc("Add a webhook; its secret is in this answer and never again", WebhookWithSecret, 201),
    may("settings:write"),
    ownSessionOnly,
    valid("json", NewWebhook),
    async (c) => {
      c.header("cache-control", "no-store");
      return c.json(await makeWebhook(c.req.valid("json"), signedIn(c), now()), 201);
    },
  )
  .get("/webhooks/:id", doc("Read a webhook", WebhookEndpoint), may("settings:read"), async (c) =>
    c.json(shownWebhook(await webhookNamed(c.req.param("id")))),
  )
  .patch(
    "/webhooks/:id",
    doc("Change a webhook", WebhookEndpoint),
    may("settings:write"),
    valid("json", WebhookChange),
    async (c) => {
      const seen = await webhookNamed(c.req.param("id"));
      expectVersion(c, seen.version);
      return c.json(await editWebhook(seen, c.req.valid("json"), signedIn(c), now()));
    },
  )
  .delete(
    "/webhooks/:id",
    doc("Delete a webhook; what waits for it is not sent any more", NoContent, 204),
    may("settings:write"),
    async (c) => {
      await deleteWebhook(await webhookNamed(c.req.param("id")), signedIn(c), now());
      return c.body(null, 204);
    },
  )
  .post(
    "/webhooks/:id/secret",
    doc("Make a new secret; the one before counts no more, and this one is never shown again", WebhookWithSecret),
    may("settings:write"),
    ownSessionOnly,
    async (c) => {
      c.header("cache-control", "no-store");
      return c.json(await newSecret(await webhookNamed(c.req.param("id")), signedIn(c), now()));
    },
  )
  .post(
    "/webhooks/:id/test",
    doc("Send the webhook an event that means nothing", WebhookDelivery, 202),
    may("settings:write"),
    async (c) => c.json(WebhookDelivery.parse(await sendTest(await webhookNamed(c.req.param("id")), now())), 202),
  )
  .get(
    "/webhooks/:id/deliveries",
    doc("List what was sent to a webhook in the last 30 days, newest first", pageOf(WebhookDelivery)),
    may("settings:read"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { id } = await webhookNamed(c.req.param("id"));
      const { deliveries, after } = await deliveryPage(id, limit, decodeCursor(cursor));
      return c.json({ items: deliveries.map((one) => WebhookDelivery.parse(one)), nextCursor: encodeCursor(after) });
    },
  )
  .post(
    "/webhooks/:id/deliveries/:delivery/send",
    doc("Have an event sent again as it was", WebhookDelivery, 202),
    may("settings:write"),
    async (c) => {
      const { id } = await webhookNamed(c.req.param("id"));
      return c.json(WebhookDelivery.parse(await sendAgain(id, c.req.param("delivery"), now())), 202);
    },
  );
