import { Hono } from "hono";
import * as z from "zod";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { permissions } from "./access.ts";
import { ApiKey, ApiKeyWithSecret, NewOwnApiKey } from "./api-key.ts";
import { type AuthVariables, ownSessionOnly, signedIn, signedInOnly } from "./may.guard.ts";
import { endOwnApiKey, makeOwnApiKey, ownApiKeys } from "./own-api-key.flow.ts";

const OwnApiKeys = z
  .object({
    items: z.array(ApiKey),
    /** What a new one can be given. */
    scopes: z.array(z.enum(permissions)),
  })
  .meta({ id: "OwnApiKeys" });

/** `/own-api-keys`: how the machines of a customer or a reseller get in. */
export const ownApiKeyRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/own-api-keys", doc("My API keys, newest first", OwnApiKeys), signedInOnly, async (c) => {
    const { items, scopes } = await ownApiKeys(signedIn(c));
    return c.json({ items, scopes: [...scopes] });
  })
  .post(
    "/own-api-keys",
    doc("Make an API key of mine; its secret is in this answer and never again", ApiKeyWithSecret, 201),
    signedInOnly,
    ownSessionOnly,
    valid("json", NewOwnApiKey),
    async (c) => {
      c.header("cache-control", "no-store");
      return c.json(await makeOwnApiKey(c.req.valid("json"), signedIn(c), now()), 201);
    },
  )
  .delete(
    "/own-api-keys/:id",
    doc("Revoke an API key of mine at once", NoContent, 204),
    signedInOnly,
    ownSessionOnly,
    async (c) => {
      await endOwnApiKey(c.req.param("id"), signedIn(c), now());
      return c.body(null, 204);
    },
  );
