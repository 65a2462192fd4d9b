import { type Context, Hono } from "hono";
import * as z from "zod";
import { type AuthVariables, may, signedIn } from "../auth/may.guard.ts";
import { type AccountVariables, ofAccount } from "../auth/of-account.guard.ts";
import { now } from "../platform/clock.ts";
import { doc, type HttpVariables, NoContent, valid } from "../platform/http.ts";
import { expectVersion } from "../platform/if-match.ts";
import { Problem } from "../platform/problem.ts";
import { getDialingRoutes } from "./dialing-route.store.ts";
import {
  DialingRoute,
  DialingRouteChange,
  type DialingRoutes,
  DialingRoutesText,
  NewDialingRoute,
} from "./dialing-route.ts";
import {
  addDialingRoute,
  dropDialingRoute,
  editDialingRoute,
  replaceDialingRoutes,
} from "./edit-dialing-routes.flow.ts";

type Variables = AuthVariables & AccountVariables & HttpVariables;

const ShownDialingRoutes = z
  .object({ items: z.array(DialingRoute), nextCursor: z.null(), version: z.int() })
  .meta({ id: "DialingRoutes" });

const shown = ({ routes, version }: DialingRoutes) => ({ items: routes, nextCursor: null, version });

const editingOf = (c: Context<{ Variables: Variables }>) => ({
  customer: c.var.customer,
  actor: signedIn(c),
  at: now(),
});

function foundIn(seen: DialingRoutes, id: string | undefined): DialingRoute {
  const route = seen.routes.find((one) => one.id === id);
  if (!route) throw new Problem("not_found", "There is no such dialing route.");
  return route;
}

const path = "/customers/:account/dialing-routes";

/** Which of a customer's calls take which route. `If-Match` names the version of the list. */
export const dialingRouteRoutes = new Hono<{ Variables: Variables }>()
  .get(path, doc("List dialing routes", ShownDialingRoutes), may("routing:read"), ofAccount, async (c) => {
    const seen = await getDialingRoutes(c.var.customer.account);
    c.header("etag", `"${seen.version}"`);
    return c.json(shown(seen));
  })
  .put(
    path,
    doc("Replace all dialing routes by a pasted text", ShownDialingRoutes),
    may("routing:write"),
    ofAccount,
    valid("json", DialingRoutesText),
    async (c) => {
      const seen = await getDialingRoutes(c.var.customer.account);
      expectVersion(c, seen.version);
      return c.json(shown(await replaceDialingRoutes(editingOf(c), seen, c.req.valid("json").text)));
    },
  )
  .post(
    path,
    doc("Add a dialing route", DialingRoute, 201),
    may("routing:write"),
    ofAccount,
    valid("json", NewDialingRoute),
    async (c) => {
      const seen = await getDialingRoutes(c.var.customer.account);
      return c.json(await addDialingRoute(editingOf(c), seen, c.req.valid("json")), 201);
    },
  )
  .patch(
    `${path}/:id`,
    doc("Change a dialing route", DialingRoute),
    may("routing:write"),
    ofAccount,
    valid("json", DialingRouteChange),
    async (c) => {
      const seen = await getDialingRoutes(c.var.customer.account);
      const route = foundIn(seen, c.req.param("id"));
      expectVersion(c, seen.version);
      const change = c.req.valid("json");
      const next = { ...route, pattern: change.pattern ?? route.pattern, routeId: change.routeId ?? route.routeId };
      return c.json(await editDialingRoute(editingOf(c), seen, next));
    },
  )
  .delete(`${path}/:id`, doc("Remove a dialing route", NoContent, 204), may("routing:write"), ofAccount, async (c) => {
    const seen = await getDialingRoutes(c.var.customer.account);
    const { id } = foundIn(seen, c.req.param("id"));
    expectVersion(c, seen.version);
    await dropDialingRoute(editingOf(c), seen, id);
    return c.body(null, 204);
  });
