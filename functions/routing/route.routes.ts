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
import { createRoute, dropRoute, editRoute, routeOrNotFound } from "./edit-route.flow.ts";
import { listRoutes } from "./route.store.ts";
import { NewRoute, Route, RouteChange } from "./route.ts";

/** For a choice by name: whoever is not of the operator's people sees nothing else of a route. */
const named = (route: Route): Route => ({
  ...route,
  ...{ description: "", uses: 0, failoverSipCodes: null, failoverCauses: null },
});

const found = async (id: string): Promise<Route> => Route.parse(await routeOrNotFound(id));

/** `/routes`: what customers' dialing routes lead to. */
export const routeRoutes = new Hono<{ Variables: AuthVariables & HttpVariables }>()
  .get(
    "/routes",
    doc("List routes", pageOf(Route)),
    may("routing:read", "shared"),
    valid("query", PageQuery),
    async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const page = await listRoutes(limit, decodeCursor(cursor));
      const shown = signedIn(c).account === undefined ? (route: Route) => route : named;
      return c.json({ items: page.items.map(shown), nextCursor: encodeCursor(page.after) });
    },
  )
  .post("/routes", doc("Make a route", Route, 201), may("routing:write"), valid("json", NewRoute), async (c) =>
    c.json(await createRoute(c.req.valid("json"), signedIn(c), now()), 201),
  )
  .get("/routes/:id", doc("Read a route", Route), may("routing:read"), async (c) =>
    c.json(await found(c.req.param("id"))),
  )
  .patch("/routes/:id", doc("Change a route", Route), may("routing:write"), valid("json", RouteChange), async (c) => {
    const seen = await found(c.req.param("id"));
    expectVersion(c, seen.version);
    return c.json(await editRoute(seen, c.req.valid("json"), signedIn(c), now()));
  })
  .delete(
    "/routes/:id",
    doc("Remove a route that no dialing route leads to", NoContent, 204),
    may("routing:write"),
    async (c) => {
      const seen = await routeOrNotFound(c.req.param("id"));
      expectVersion(c, seen.version);
      await dropRoute(seen, signedIn(c), now());
      return c.body(null, 204);
    },
  );
