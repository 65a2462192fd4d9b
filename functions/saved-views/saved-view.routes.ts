import { Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { deleteView, saveView, viewsFor } from "./saved-view.flow.ts";
import { NewSavedView, SavedView } from "./saved-view.ts";

const SavedViews = z.object({ items: z.array(SavedView) }).meta({ id: "SavedViews" });

/** `/saved-views`: those of whoever asks, and those shared with them. */
export const savedViewRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/saved-views",
    doc("List my saved views and those shared with me", SavedViews),
    may("customers:read", "owned"),
    async (c) => c.json({ items: await viewsFor(signedIn(c)) }),
  )
  .post(
    "/saved-views",
    doc("Save a view of a list", SavedView, 201),
    may("customers:read", "owned"),
    valid("json", NewSavedView),
    async (c) => c.json(await saveView(signedIn(c), c.req.valid("json")), 201),
  )
  .delete("/saved-views/:id", doc("Delete a saved view", NoContent, 204), may("customers:read", "owned"), async (c) => {
    await deleteView(signedIn(c), c.req.param("id"));
    return c.body(null, 204);
  });
