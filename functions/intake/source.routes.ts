import { Hono } from "hono";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { now } from "../platform/clock.ts";
import {
  decodeCursor,
  doc,
  encodeCursor,
  type HttpVariables,
  NoContent,
  PageQuery,
  pageOf,
  valid,
} from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { Problem } from "../platform/problem.ts";
import { applyChange, endSource, makeSource } from "./source.flow.ts";
import { getSource, sourcePage } from "./source.store.ts";
import { AskedSource, type CdrSource, SourceChange } from "./source.ts";
import { standingsOf } from "./source-standing.flow.ts";
import { SourceView } from "./source-standing.ts";

/** @throws Problem not_found */
async function sourceOf(id: string): Promise<CdrSource> {
  const source = await getSource(id);
  if (!source) throw new Problem("not_found", "There is no such CDR source.");
  return source;
}

const viewOf = async (source: CdrSource) => (await standingsOf([source], now()))[0];

/** `/cdr-sources`: what each switch sends and how it is read. */
export const sourceRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/cdr-sources",
    doc("List CDR sources and how their deliveries stand", pageOf(SourceView)),
    may("intake:read"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await sourcePage({ limit, after: decodeCursor(cursor) });
      return c.json({ items: await standingsOf(page.items, now()), nextCursor: encodeCursor(page.after) });
    },
  )
  .post(
    "/cdr-sources",
    doc("Add a CDR source", SourceView, 201),
    may("intake:write"),
    valid("json", AskedSource),
    async (c) => c.json(await viewOf(await makeSource(c.req.valid("json"), signedIn(c), now())), 201),
  )
  .get("/cdr-sources/:id", doc("Read a CDR source", SourceView), may("intake:read"), async (c) =>
    c.json(await viewOf(await sourceOf(c.req.param("id")))),
  )
  .patch(
    "/cdr-sources/:id",
    doc("Change a CDR source", SourceView),
    may("intake:write"),
    valid("json", SourceChange),
    async (c) => {
      const seen = await sourceOf(c.req.param("id"));
      expectVersion(c, seen.version);
      return c.json(await viewOf(await applyChange(seen, c.req.valid("json"), signedIn(c), now())));
    },
  )
  .delete("/cdr-sources/:id", doc("Remove a CDR source", NoContent, 204), may("intake:write"), async (c) => {
    const seen = await sourceOf(c.req.param("id"));
    expectVersion(c, seen.version);
    await endSource(seen, signedIn(c), now());
    return c.body(null, 204);
  });
