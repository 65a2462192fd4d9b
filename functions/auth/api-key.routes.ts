import { Hono } from "hono";
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
import { endApiKey, makeApiKey } from "./api-key.flow.ts";
import { listApiKeys } from "./api-key.store.ts";
import { ApiKey, ApiKeyWithSecret, NewApiKey } from "./api-key.ts";
import { type AuthVariables, may, signedIn } from "./may.guard.ts";

/** `/api-keys`: how machines get in. */
export const apiKeyRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/api-keys", doc("List API keys", pageOf(ApiKey)), may("users:write"), valid("query", PageQuery), async (c) => {
    const { limit, cursor } = c.req.valid("query");
    const after = decodeCursor(cursor);
    const page = await listApiKeys({ limit, ...(after ? { after } : {}) });
    return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
  })
  .post(
    "/api-keys",
    doc("Make an API key; its secret is in this answer and never again", ApiKeyWithSecret, 201),
    may("users:write"),
    valid("json", NewApiKey),
    async (c) => {
      c.header("cache-control", "no-store");
      return c.json(await makeApiKey(c.req.valid("json"), signedIn(c), now()), 201);
    },
  )
  .delete("/api-keys/:id", doc("Revoke an API key at once", NoContent, 204), may("users:write"), async (c) => {
    await endApiKey(c.req.param("id"), signedIn(c), now());
    return c.body(null, 204);
  });
