import { queryOptions } from "@tanstack/react-query";
import { answer, api, keyed, type Schemas, seen } from "../api/client.ts";

export type RouteView = Schemas["Route"];
export type DialingRouteView = Schemas["DialingRoute"];
export type DialingRoutesView = Pick<Schemas["DialingRoutes"], "items" | "version">;

export const routesPath = "/api/v1/routes";
const dialing = "/api/v1/customers/{account}/dialing-routes";

export const routesQuery = queryOptions({
  queryKey: ["routes"],
  queryFn: () => answer(api.GET(routesPath, { params: { query: { limit: 200 } } })),
});

export const addRoute = (body: Schemas["NewRoute"], idempotencyKey: string) =>
  answer(api.POST(routesPath, { body, headers: keyed(idempotencyKey) }));

export const editRoute = ({ id, version }: RouteView, body: Schemas["RouteChange"]) =>
  answer(api.PATCH(`${routesPath}/{id}`, { params: { path: { id } }, body, headers: seen(version) }));

export const deleteRoute = (id: string) => answer(api.DELETE(`${routesPath}/{id}`, { params: { path: { id } } }));

export const dialingRoutesQuery = (account: string) =>
  queryOptions({
    queryKey: ["dialing-routes", account],
    queryFn: () => answer(api.GET(dialing, { params: { path: { account } } })),
  });

export const addDialingRoute = (account: string, body: Schemas["NewDialingRoute"], idempotencyKey: string) =>
  answer(api.POST(dialing, { params: { path: { account } }, body, headers: keyed(idempotencyKey) }));

export const editDialingRoute = (account: string, id: string, body: Schemas["DialingRouteChange"]) =>
  answer(api.PATCH(`${dialing}/{id}`, { params: { path: { account, id } }, body }));

export const deleteDialingRoute = (account: string, id: string) =>
  answer(api.DELETE(`${dialing}/{id}`, { params: { path: { account, id } } }));

export const putDialingRoutes = (account: string, text: string, version: number) =>
  answer(api.PUT(dialing, { params: { path: { account } }, body: { text }, headers: seen(version) }));
