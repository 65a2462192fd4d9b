import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, PageQuery, pageOf, valid } from "../platform/http.ts";
import { applyReplay, beginReplay, replayOf } from "./replay.flow.ts";
import { replayPage } from "./replay.store.ts";
import { NewReplay, Replay } from "./replay.ts";

/** `/cdr-replays`: what switches sent on a day, read again after a fix of its parser. */
export const replayRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .post(
    "/cdr-sources/:id/replays",
    doc("Try to read a day or a file of a source again; nothing is changed yet", Replay, 202),
    may("intake:write"),
    valid("json", NewReplay),
    async (c) => c.json(await beginReplay(c.req.param("id"), c.req.valid("json"), signedIn(c), now()), 202),
  )
  .get(
    "/cdr-sources/:id/replays",
    doc("List the replays of a source, the newest first", pageOf(Replay)),
    may("intake:read"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await replayPage(c.req.param("id"), { limit, after: decodeCursor(cursor) });
      return c.json({ items: page.items, nextCursor: encodeCursor(page.after) });
    },
  )
  .get("/cdr-replays/:id", doc("Read a replay", Replay), may("intake:read"), async (c) =>
    c.json(Replay.parse(await replayOf(c.req.param("id")))),
  )
  .post("/cdr-replays/:id/apply", doc("Do what was tried", Replay, 202), may("intake:write"), async (c) =>
    c.json(await applyReplay(c.req.param("id"), signedIn(c), now()), 202),
  );
