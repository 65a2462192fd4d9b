import { type Context, Hono } from "hono";
import * as z from "zod";
import { allows } from "../auth/access.ts";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { DialledNumber } from "../cdrs/cdr.ts";
import { now } from "../platform/clock.ts";
import { decodeCursor, doc, encodeCursor, type HttpVariables, NoContent, PageQuery, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { Instant } from "../tariffs/rate.ts";
import { routeOrNotFound } from "./edit-route.flow.ts";
import { addRow, dropRow, editRow, pasteRows, type RowEditing } from "./edit-rows.flow.ts";
import { Route } from "./route.ts";
import { NewRouteRow, RouteRow, RouteRowChange, RowPrefix } from "./route-row.ts";
import { RouteTry, rowsText, ShownRow, showRows, tryRoute } from "./show-rows.flow.ts";

type Variables = AuthVariables & HttpVariables;

const ShownRows = z
  .object({
    items: z.array(ShownRow),
    nextCursor: z.string().nullable(),
    /** How many fit in all. */
    total: z.int(),
    /** Of the route: what `If-Match` names when rows are written. */
    version: z.int(),
  })
  .meta({ id: "RouteRows" });

const RowsText = z.object({ text: z.string(), version: z.int() }).meta({ id: "RouteRowsText" });

const PastedRows = z
  .object({
    /** A row a line: prefix, gateway's name, priority, share, hours, time zone, status. */
    text: z.string().max(240_000, "A list has at most 240,000 characters; paste it in parts with MERGE."),
    /** MERGE adds rows and overwrites those of the same prefix and gateway; REPLACE also removes all others. */
    mode: z.enum(["MERGE", "REPLACE"], "Must be MERGE or REPLACE.").default("MERGE"),
  })
  .meta({ id: "PastedRouteRows", examples: [{ text: "44%, London 1, 1, 60, Mon-Fri 08:00-18:00, Europe/London" }] });

const From = z.object({ from: z.int().nonnegative().catch(0) }).catch({ from: 0 });

const TryQuery = z.object({
  number: z
    .string()
    .trim()
    .transform((text) => text.replace(/^\+/, "").replace(/[\s().-]/g, ""))
    .pipe(DialledNumber),
  /** Now where none is named. */
  at: Instant.optional(),
  /** Whole number by which rows of one priority are drawn; one by chance where none is named. */
  seed: z.coerce.number().int().min(0).max(4_294_967_295).optional(),
});

/** The edit of a request; what it names as `If-Match` is the version of the route. */
async function editing(c: Context<{ Variables: Variables }>): Promise<RowEditing> {
  const route = await routeOrNotFound(c.req.param("id") ?? "");
  expectVersion(c, route.version);
  return { route, actor: signedIn(c), at: now() };
}

/** `/routes/{id}/rows`: which gateways the numbers of a route may go to, and in which turn. */
export const routeRowRoutes = new Hono<{ Variables: Variables }>()
  .get(
    "/routes/:id/rows",
    doc("List a route's rows with what is odd about them", ShownRows),
    may("routing:read"),
    valid("query", PageQuery.extend({ prefix: RowPrefix.default("") })),
    async (c) => {
      const route = await routeOrNotFound(c.req.param("id"));
      const { limit, cursor, prefix } = c.req.valid("query");
      const { from } = From.parse(decodeCursor(cursor));
      const { items, next, total } = await showRows(route, { prefix, limit, from }, now());
      c.header("etag", `"${route.version}"`);
      const nextCursor = encodeCursor(next === undefined ? undefined : { from: next });
      return c.json({ items, nextCursor, total, version: route.version });
    },
  )
  .get("/routes/:id/rows/text", doc("All rows of a route as text", RowsText), may("routing:read"), async (c) => {
    const route = await routeOrNotFound(c.req.param("id"));
    return c.json({ text: await rowsText(route), version: route.version });
  })
  .put(
    "/routes/:id/rows",
    doc("Put pasted rows in, all of them or none", Route),
    may("routing:write"),
    valid("json", PastedRows),
    async (c) => {
      const { text, mode } = c.req.valid("json");
      return c.json(Route.parse(await pasteRows(await editing(c), text, mode)));
    },
  )
  .post(
    "/routes/:id/rows",
    doc("Add a row", RouteRow, 201),
    may("routing:write"),
    valid("json", NewRouteRow),
    async (c) => c.json(await addRow(await editing(c), c.req.valid("json")), 201),
  )
  .patch(
    "/routes/:id/rows/:row",
    doc("Change a row", RouteRow),
    may("routing:write"),
    valid("json", RouteRowChange),
    async (c) => c.json(await editRow(await editing(c), c.req.param("row"), c.req.valid("json"))),
  )
  .delete("/routes/:id/rows/:row", doc("Remove a row", NoContent, 204), may("routing:write"), async (c) => {
    await dropRow(await editing(c), c.req.param("row"));
    return c.body(null, 204);
  })
  .get(
    "/routes/:id/try",
    doc("Where a call to a number would go by a route, and what is skipped", RouteTry),
    may("routing:read"),
    valid("query", TryQuery),
    async (c) => {
      const route = await routeOrNotFound(c.req.param("id"));
      const { number, at, seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 } = c.req.valid("query");
      const atMs = at === undefined ? now() : Date.parse(at);
      const showCost = allows(signedIn(c), "vendors:read");
      return c.json(await tryRoute(route, { number, atMs, seed, showCost }));
    },
  );
