import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { applySettings } from "./change-settings.flow.ts";
import { getSettings } from "./settings.store.ts";
import { Settings, SettingsChange } from "./settings.ts";

/** `/settings`: what the operator decides for the whole deployment. */
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
  );
