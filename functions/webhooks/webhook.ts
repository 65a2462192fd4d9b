import * as z from "zod";
import { Alert, AlertKind } from "../alerts/alert.ts";
import { CallsDelivered } from "../call-files/calls-delivered.ts";

/**
 * Addresses of other systems that are told when something happens, by the names of Standard Webhooks
 * (github.com/standard-webhooks/standard-webhooks, spec 1.0): a signed POST, tried again until it is taken.
 */

export const WebhookEventType = z
  .enum(["alert.opened", "alert.closed", "calls.delivered", "webhook.test"])
  .meta({ id: "WebhookEventType" });
export type WebhookEventType = z.infer<typeof WebhookEventType>;

const event = <Type extends WebhookEventType, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({
    type: z.literal(type),
    /** When it happened. */
    timestamp: z.string(),
    data,
  });

/** What is posted, by the type of the event. */
export const webhookEvents = {
  "alert.opened": event("alert.opened", Alert).meta({ id: "AlertOpenedEvent" }),
  "alert.closed": event("alert.closed", Alert).meta({ id: "AlertClosedEvent" }),
  "calls.delivered": event("calls.delivered", CallsDelivered).meta({ id: "CallsDeliveredEvent" }),
  "webhook.test": event("webhook.test", z.object({ endpoint: z.string() })).meta({ id: "WebhookTestEvent" }),
} as const satisfies Record<WebhookEventType, z.ZodType>;

/** Endpoints that there may be: what an alert writes has to fit into one transaction. */
export const mostEndpoints = 15;

export const WebhookUrl = z
  .string()
  .trim()
  .max(500)
  .refine((text) => {
    const url = URL.parse(text);
    return (
      url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && url.hash === ""
    );
  }, "Must be an https address without a user name, a password or a #.");

const fields = {
  url: WebhookUrl.meta({ title: "Address" }),
  description: z.string().trim().max(100).meta({ title: "Description" }),
  /** Which events are sent. */
  events: z.array(WebhookEventType).min(1, "Choose at least one event.").meta({ title: "Events" }),
  /** Only alerts of these kinds; none: of all. */
  alertKinds: z.array(AlertKind).meta({ title: "Kinds of alerts" }),
  /** INACTIVE: nothing is sent, and what happens meanwhile is not kept for it. */
  status: z.enum(["ACTIVE", "INACTIVE"]).meta({ title: "Status" }),
};

export const NewWebhook = z
  .strictObject({
    ...fields,
    description: fields.description.default(""),
    alertKinds: fields.alertKinds.default([]),
    status: fields.status.default("ACTIVE"),
  })
  .meta({ id: "NewWebhook" });
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookChange = z.strictObject(fields).partial().meta({ id: "WebhookChange" });
export type WebhookChange = z.infer<typeof WebhookChange>;

export const WebhookEndpoint = z
  .object({
    ...fields,
    url: z.string(),
    id: z.string(),
    createdAt: z.string(),
    createdBy: z.string(),
    version: z.int(),
  })
  .meta({ id: "WebhookEndpoint" });
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

/** Null in a repeated answer. */
export const WebhookWithSecret = WebhookEndpoint.extend({ secret: z.string().nullable() }).meta({
  id: "WebhookWithSecret",
});

export const StoredWebhook = WebhookEndpoint.extend({ sealed: z.string() });
export type StoredWebhook = z.infer<typeof StoredWebhook>;

type Wishes = Pick<WebhookEndpoint, "status" | "events" | "alertKinds">;

/** Whether an endpoint is told of events of a type. */
export const wantsType = ({ status, events }: Wishes, type: WebhookEventType): boolean =>
  status === "ACTIVE" && events.includes(type);

/** Whether an endpoint is told of an event of an alert. */
export const wants = (wishes: Wishes, { type, alert }: { type: WebhookEventType; alert: Alert }): boolean =>
  wantsType(wishes, type) && (wishes.alertKinds.length === 0 || wishes.alertKinds.includes(alert.kind));
