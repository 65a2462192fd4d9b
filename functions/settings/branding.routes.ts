import { Hono } from "hono";
import { type AuthVariables, open } from "../auth/may.guard.ts";
import { doc, type HttpVariables, NoContent } from "../platform/http.ts";
import { Problem } from "../platform/problem.ts";
import { logoBytes } from "./logo.store.ts";
import { logoPath } from "./logo.ts";
import { getSettings } from "./settings.store.ts";
import { Branding } from "./settings.ts";

/** `/branding`: whose system this is. Open, because the sign-in page shows it. */
export const brandingRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/branding", doc("Whose system this is", Branding), open, async (c) => {
    const { companyName, supportEmail, logo } = await getSettings();
    c.header("cache-control", "no-cache");
    return c.json({ companyName, supportEmail, logo: logo && logoPath(logo) });
  })
  .get("/branding/logo", doc("The operator's logo, a PNG or JPEG", NoContent), open, async (c) => {
    const { logo } = await getSettings();
    const bytes = logo && (await logoBytes(logo));
    if (!bytes) throw new Problem("not_found", "There is no logo.");
    return c.body(new Uint8Array(bytes), 200, {
      "content-type": logo.type,
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
    });
  });
