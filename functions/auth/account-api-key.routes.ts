import { Hono, type MiddlewareHandler } from "hono";
import * as z from "zod";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { isAbove, type Placed } from "./access.ts";
import { apiKeysOf } from "./api-key.store.ts";
import { ApiKey } from "./api-key.ts";
import { type AuthVariables, may, ownSessionOnly, signedIn } from "./may.guard.ts";
import { type AccountVariables, ofAccount } from "./of-account.guard.ts";
import { ofReseller, type ResellerVariables } from "./of-reseller.guard.ts";
import { endKeyOf } from "./own-api-key.flow.ts";

const AccountApiKeys = z.object({ items: z.array(ApiKey) }).meta({ id: "AccountApiKeys" });

type Reached = AuthVariables & HttpVariables & Partial<AccountVariables & ResellerVariables>;

/** Behind `ofAccount` or `ofReseller`: the account's own person has `/own-api-keys`, and a key of it has no keys. */
const fromAbove: MiddlewareHandler<{ Variables: Reached }> = async (c, next) => {
  const placed: Placed | undefined = c.get("customer") ?? c.get("reseller");
  if (!placed || !isAbove(signedIn(c), placed))
    throw new Problem("forbidden", "This is for whoever stands above the account.");
  await next();
};

/** How the machines of a customer or a reseller get in, for whoever stands above it: to see, and to end what must end. */
export const accountApiKeyRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/customers/:account/api-keys",
    doc("List a customer's own API keys, newest first", AccountApiKeys),
    may("customers:read"),
    ofAccount,
    fromAbove,
    async (c) => c.json({ items: await apiKeysOf(c.var.customer.account) }),
  )
  .delete(
    "/customers/:account/api-keys/:id",
    doc("Revoke an API key of a customer at once", NoContent, 204),
    may("customers:write"),
    ofAccount,
    fromAbove,
    ownSessionOnly,
    async (c) => {
      await endKeyOf(c.var.customer.account, c.req.param("id"), signedIn(c), now());
      return c.body(null, 204);
    },
  )
  .get(
    "/resellers/:reseller/api-keys",
    doc("List a reseller's own API keys, newest first", AccountApiKeys),
    may("customers:read", "owned"),
    ofReseller,
    fromAbove,
    async (c) => c.json({ items: await apiKeysOf(c.var.reseller.account) }),
  )
  .delete(
    "/resellers/:reseller/api-keys/:id",
    doc("Revoke an API key of a reseller at once", NoContent, 204),
    may("customers:write", "owned"),
    ofReseller,
    fromAbove,
    ownSessionOnly,
    async (c) => {
      await endKeyOf(c.var.reseller.account, c.req.param("id"), signedIn(c), now());
      return c.body(null, 204);
    },
  );
