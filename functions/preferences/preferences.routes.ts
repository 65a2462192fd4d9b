import { Hono } from "hono";
import { type AuthVariables, signedIn, signedInOnly } from "../auth/may.guard.ts";
import { doc, type HttpVariables, valid } from "../platform/http.ts";
import { keepPreferences, preferencesOf } from "./preferences.store.ts";
import { Preferences } from "./preferences.ts";

/** `/preferences`: those of whoever asks. */
export const preferencesRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get("/preferences", doc("Read how I like my lists", Preferences), signedInOnly, async (c) =>
    c.json(await preferencesOf(signedIn(c).id)),
  )
  .put(
    "/preferences",
    doc("Keep how I like my lists", Preferences),
    signedInOnly,
    valid("json", Preferences),
    async (c) => {
      const preferences = c.req.valid("json");
      await keepPreferences(signedIn(c).id, preferences);
      return c.json(preferences);
    },
  );
