import { Hono } from "hono";
import { type AuthVariables, may, signedIn, signedInOnly } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { dropLogo, setLogo } from "./change-logo.flow.ts";
import { applySettings } from "./change-settings.flow.ts";
import { getSettings } from "./settings.store.ts";
import { FormDefaults, Settings, SettingsChange } from "./settings.ts";

/**
 * `/settings`: what the operator decides for the whole deployment. A page sends the logo's bytes without a Content-Type,
 * because with its cookie only JSON may be named as one.
 */
export const settingsRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/settings", doc("Read the settings", Settings), may("settings:read"), async (c) => c.json(await getSettings()))
  .patch(
    "/settings",
    doc("Change settings", Settings),
    may("settings:write"),
    valid("json", SettingsChange),
    async (c) => {
      const seen = await getSettings();
      expectVersion(c, seen.version);
      return c.json(await applySettings(seen, c.req.valid("json"), signedIn(c), now()));
    },
  )
  .get("/settings/defaults", doc("What forms begin with", FormDefaults), signedInOnly, async (c) =>
    c.json(FormDefaults.parse(await getSettings())),
  )
  .put(
    "/settings/logo",
    doc("Set the logo: a PNG or JPEG of at most 200 KB, its bytes are the body", Settings),
    may("settings:write"),
    async (c) => {
      const seen = await getSettings();
      expectVersion(c, seen.version);
      return c.json(await setLogo(seen, new Uint8Array(await c.req.arrayBuffer()), signedIn(c), now()));
    },
  )
  .delete("/settings/logo", doc("Take the logo away", Settings), may("settings:write"), async (c) => {
    const seen = await getSettings();
    expectVersion(c, seen.version);
    return c.json(await dropLogo(seen, signedIn(c), now()));
  });
