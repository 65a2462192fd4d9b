import { type Context, Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { brandOf, dropBrandLogo, setBrand, setBrandLogo } from "./brand.flow.ts";
import { Brand, BrandFields } from "./brand.ts";
import { resellerInReach } from "./in-reach.flow.ts";

type Variables = AuthVariables & HttpVariables;

/** Whose it is, and as it stands. A reseller has its own, and those below it. @throws Problem not_found, conflict */
async function editing(c: Context<{ Variables: Variables }>) {
  const actor = signedIn(c);
  const { account } = await resellerInReach(c.req.param("reseller") ?? "", actor);
  const seen = await brandOf(account);
  expectVersion(c, seen.version);
  return { of: { account, actor, at: now() }, seen };
}

const path = "/resellers/:reseller/branding";

/** How a reseller's customers meet the product. The logo's bytes are sent as those of the settings are. */
export const brandRoutes = new Hono<{ Variables: Variables }>()
  .get(path, doc("Read a reseller's brand", Brand), may("customers:read", "owned"), async (c) => {
    const { account } = await resellerInReach(c.req.param("reseller") ?? "", signedIn(c));
    return c.json(await brandOf(account));
  })
  .put(
    path,
    doc("Set a reseller's name, support and colour on the pages of its customers", Brand),
    may("customers:write", "owned"),
    // What is somebody else's does not exist, whatever the body says.
    async (c, next) => {
      await resellerInReach(c.req.param("reseller") ?? "", signedIn(c));
      await next();
    },
    valid("json", BrandFields),
    async (c) => {
      const { of, seen } = await editing(c);
      return c.json(await setBrand(of, seen, c.req.valid("json")));
    },
  )
  .put(
    `${path}/logo`,
    doc("Set a reseller's logo: a PNG or JPEG of at most 200 KB, its bytes are the body", Brand),
    may("customers:write", "owned"),
    async (c) => {
      const { of, seen } = await editing(c);
      return c.json(await setBrandLogo(of, seen, new Uint8Array(await c.req.arrayBuffer())));
    },
  )
  .delete(`${path}/logo`, doc("Take a reseller's logo away", Brand), may("customers:write", "owned"), async (c) => {
    const { of, seen } = await editing(c);
    return c.json(await dropBrandLogo(of, seen));
  });
