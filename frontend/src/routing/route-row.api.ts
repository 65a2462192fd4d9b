import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api, given, keyed, type Schemas, seen } from "../api/client.ts";
import type { RouteView } from "./routing.api.ts";

export type RowView = Schemas["ShownRouteRow"];
export type RouteTryView = Schemas["RouteTry"];

export const rowsPath = "/api/v1/routes/{id}/rows";

export const routeQuery = (id: string) =>
  queryOptions({
    queryKey: ["routes", "one", id],
    queryFn: () => answer(api.GET("/api/v1/routes/{id}", { params: { path: { id } } })),
  });

export const rowsQuery = (id: string, prefix: string) =>
  infiniteQueryOptions({
    queryKey: ["routes", "rows", id, prefix],
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { limit: 200, ...given({ prefix, cursor: pageParam }) };
      return answer(api.GET(rowsPath, { params: { path: { id }, query } }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });

export const rowsTextQuery = (id: string) =>
  queryOptions({
    queryKey: ["routes", "text", id],
    queryFn: () => answer(api.GET(`${rowsPath}/text`, { params: { path: { id } } })),
  });

export const tryRouteQuery = (id: string, number: string, seed: number) =>
  queryOptions({
    queryKey: ["routes", "try", id, number, seed],
    enabled: number !== "",
    queryFn: () => answer(api.GET("/api/v1/routes/{id}/try", { params: { path: { id }, query: { number, seed } } })),
  });

/** Every write of rows is made in the name of the version of the route that was seen. */
export const addRow = ({ id, version }: RouteView, body: Schemas["NewRouteRow"], idempotencyKey: string) => {
  const headers = { ...seen(version), ...keyed(idempotencyKey) };
  return answer(api.POST(rowsPath, { params: { path: { id } }, body, headers }));
};

export const editRow = ({ id, version }: RouteView, row: string, body: Schemas["RouteRowChange"]) =>
  answer(api.PATCH(`${rowsPath}/{row}`, { params: { path: { id, row } }, body, headers: seen(version) }));

export const deleteRow = (id: string, row: string) =>
  answer(api.DELETE(`${rowsPath}/{row}`, { params: { path: { id, row } } }));

export const putRows = ({ id, version }: { id: string; version: number }, body: Schemas["PastedRouteRows"]) =>
  answer(api.PUT(rowsPath, { params: { path: { id } }, body, headers: seen(version) }));
