import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, open } from "../auth/may.guard.ts";
import { AccountCode } from "../customers/customer.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { brandShown } from "../resellers/brand.flow.ts";
import { logoBytes } from "./logo.store.ts";
import { logoPath } from "./logo.ts";
import { getSettings } from "./settings.store.ts";
import { Branding } from "./settings.ts";

const BrandingQuery = z.object({
  /** For whoever is not signed in: the account of a reseller, or of one of its customers. An unknown one is the operator's. */
  account: AccountCode.optional().catch(undefined),
});

async function brandingOf(account: string | undefined): Promise<Branding> {
  const shown = account === undefined ? undefined : await brandShown(account);
  if (!shown) {
    const { companyName, supportEmail, logo } = await getSettings();
    return { companyName, supportEmail, logo: logo && logoPath(logo), accent: null, reseller: null };
  }
  const { reseller, brand } = shown;
  return {
    companyName: brand.companyName ?? reseller.company,
    supportEmail: brand.supportEmail ?? reseller.email,
    logo: brand.logo && logoPath(brand.logo, reseller.account),
    accent: brand.accent,
    reseller: reseller.account,
  };
}

const LogoQuery = z.object({
  account: AccountCode.optional().catch(undefined),
  /** Makes it another address after a change. */
  of: z.string().optional(),
});

/** `/branding`: whose system this is. Open, because the sign-in page shows it. */
export const brandingRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/branding", doc("Whose system this is", Branding), open, valid("query", BrandingQuery), async (c) => {
    c.header("cache-control", "no-cache");
    const principal = c.get("principal");
    return c.json(await brandingOf(principal ? principal.account : c.req.valid("query").account));
  })
  .get("/branding/logo", doc("The logo, a PNG or JPEG", NoContent), open, valid("query", LogoQuery), async (c) => {
    const { account } = c.req.valid("query");
    const { logo } = (account === undefined ? undefined : (await brandShown(account))?.brand) ?? (await getSettings());
    const bytes = logo && (await logoBytes(logo));
    if (!bytes) throw new Problem("not_found", "There is no logo.");
    return c.body(new Uint8Array(bytes), 200, {
      "content-type": logo.type,
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
    });
  });
