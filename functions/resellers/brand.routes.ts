import { type Context, Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { ofReseller, type ResellerVariables } from "../auth/of-reseller.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { brandOf, dropBrandLogo, setBrand, setBrandLogo } from "./brand.flow.ts";
import { Brand, BrandFields } from "./brand.ts";

type Variables = AuthVariables & ResellerVariables & HttpVariables;

/** Whose brand is edited, and as whoever edits it saw it. @throws Problem conflict where it has changed since */
async function editing(c: Context<{ Variables: Variables }>) {
  const { account } = c.var.reseller;
  const seen = await brandOf(account);
  expectVersion(c, seen.version);
  return { of: { account, actor: signedIn(c), at: now() }, seen };
}

const path = "/resellers/:reseller/branding";

/** How a reseller's customers meet the product. The logo's bytes are sent as those of the settings are. */
export const brandRoutes = new Hono<{ Variables: Variables }>()
  .get(path, doc("Read a reseller's brand", Brand), may("customers:read", "owned"), ofReseller, async (c) =>
    c.json(await brandOf(c.var.reseller.account)),
  )
  .put(
    path,
    doc("Set a reseller's name, support and colour on the pages of its customers", Brand),
    may("customers:write", "owned"),
    ofReseller,
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
    ofReseller,
    async (c) => {
      const { of, seen } = await editing(c);
      return c.json(await setBrandLogo(of, seen, new Uint8Array(await c.req.arrayBuffer())));
    },
  )
  .delete(
    `${path}/logo`,
    doc("Take a reseller's logo away", Brand),
    may("customers:write", "owned"),
    ofReseller,
    async (c) => {
      const { of, seen } = await editing(c);
      return c.json(await dropBrandLogo(of, seen));
    },
  );
