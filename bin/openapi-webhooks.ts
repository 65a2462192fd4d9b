import * as z from "zod";
import { webhookEvents } from "../functions/webhooks/webhook.ts";

const header = (name: string, description: string) => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
});

const headers = [
  header("webhook-id", "The same for every try of one event."),
  header("webhook-timestamp", "Epoch seconds of the try. Refuse what is older than five minutes."),
  header(
    "webhook-signature",
    "`v1,` and the base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`; the key is the base64 behind `whsec_`.",
  ),
];

/** The events that webhooks are told of, as OpenAPI 3.1 has them; schemas that have a name are put to the others. */
export function webhookDocument(schemas: Record<string, unknown>): Record<string, unknown> {
  const events = Object.entries(webhookEvents).map(([type, schema]) => {
    const { $schema: _dialect, $defs = {}, ...body } = z.toJSONSchema(schema, { io: "output" });
    const text = JSON.stringify({ ...$defs, [type]: body }).replaceAll("#/$defs/", "#/components/schemas/");
    const { [type]: asked, ...named } = JSON.parse(text) as Record<string, Record<string, unknown>>;
    for (const [id, { id: _id, ...one }] of Object.entries(named)) schemas[id] ??= one;
    const { id, ...own } = asked ?? {};
    if (typeof id === "string" && own["$ref"] === undefined) schemas[id] ??= own;
    const content = {
      "application/json": { schema: typeof id === "string" ? { $ref: `#/components/schemas/${id}` } : own },
    };
    const post = {
      summary: `The event ${type}, posted to every webhook that wants it`,
      tags: ["webhooks"],
      parameters: headers,
      requestBody: { required: true, content },
      responses: { "2XX": { description: "Taken. Anything else, a redirect too, is tried again." } },
    };
    return [type, { post }] as const;
  });
  return Object.fromEntries(events);
}
