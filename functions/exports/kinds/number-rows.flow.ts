import { customerInReach } from "../../customers/in-reach.flow.ts";
import { listDids } from "../../dids/did.store.ts";
import type { Did } from "../../dids/did.ts";
import { shownDids } from "../../dids/show-dids.flow.ts";
import { type After, pagesOf } from "../../platform/pages.ts";
import { routeOrNotFound } from "../../routing/edit-route.flow.ts";
import { allRoutes } from "../../routing/route.store.ts";
import type { StoredRoute } from "../../routing/route.ts";
import type { RouteRow } from "../../routing/route-row.ts";
import { loadRows } from "../../routing/route-rows.store.ts";
import { windowsText } from "../../routing/row-text.ts";
import { allGateways } from "../../vendors/gateway.store.ts";
import { allVendors } from "../../vendors/vendor.store.ts";
import { type Column, column, derived, type Value } from "../column.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type RowPage, type Scope } from "./kind.ts";

const pageSize = 500;

const didColumns: Column<Did>[] = [
  column("number", "Number"),
  column("account", "Account code"),
  column("company", "Company"),
  column("device", "Rings at"),
  column("ringsAt", "Id of the device"),
  column("tariffId", "Tariff of incoming calls"),
  column("status", "Status"),
  column("description", "Description"),
  column("since", "Since", "instant"),
  column("createdAt", "Created", "instant"),
];

async function* didPages({ account, prefix = "" }: FiltersOf<"dids">): AsyncGenerator<RowPage<Did>> {
  const pages = pagesOf((after: After) => listDids(account, { prefix, limit: pageSize, after }));
  for await (const { items } of pages) yield { rows: await shownDids(items) };
}

export const didRows = exportKind<FiltersOf<"dids">, Did>({
  columns: didColumns,
  pages: didPages,
  check: async ({ account }, { principal }: Scope) =>
    account === undefined ? undefined : customerInReach(account, principal),
});

/** A row of a route beside the route itself; a route without rows is one line without a row. */
interface RouteLine {
  route: StoredRoute;
  row: RouteRow | undefined;
  gateway: string;
  vendor: string;
}

const ofRow = (id: keyof RouteRow & string, title: string, type: "text" | "number" = "text") =>
  derived<RouteLine>({ id, title, type }, ({ row }) => (row?.[id] ?? null) as Value);

const routeColumns: Column<RouteLine>[] = [
  derived({ id: "routeId", title: "Id of the route", type: "text" }, ({ route }) => route.id),
  derived({ id: "route", title: "Route", type: "text" }, ({ route }) => route.name),
  derived({ id: "description", title: "Description", type: "text" }, ({ route }) => route.description),
  derived({ id: "routeStatus", title: "Status of the route", type: "text" }, ({ route }) => route.status),
  derived({ id: "uses", title: "Dialing routes that lead to it", type: "number" }, ({ route }) => route.uses),
  derived({ id: "prefix", title: "Prefix", type: "text" }, ({ row }) => (row ? `${row.prefix}%` : null)),
  derived({ id: "gateway", title: "Gateway", type: "text" }, ({ gateway }) => gateway),
  derived({ id: "vendor", title: "Vendor", type: "text" }, ({ vendor }) => vendor),
  ofRow("priority", "Priority", "number"),
  ofRow("share", "Share in percent", "number"),
  derived({ id: "windows", title: "Hours", type: "text" }, ({ row }) =>
    row ? windowsText(row.windows) || "always" : null,
  ),
  ofRow("timeZone", "Time zone of the hours"),
  ofRow("status", "Status"),
  derived({ id: "createdAt", title: "Created", type: "instant" }, ({ route }) => route.createdAt),
];

const routesOf = async ({ route }: FiltersOf<"routes">): Promise<StoredRoute[]> =>
  route === undefined ? allRoutes() : [await routeOrNotFound(route)];

/** Routes in the order of the list, each with its rows in theirs; a prefix leaves out routes that have no such row. */
async function* routePages(filter: FiltersOf<"routes">): AsyncGenerator<RowPage<RouteLine>> {
  const { prefix } = filter;
  const routes = await routesOf(filter);
  const gateways = new Map((await allGateways()).map(({ id, name }) => [id, name]));
  const vendors = new Map((await allVendors()).map(({ id, name }) => [id, name]));
  for (const [at, route] of routes.entries()) {
    const rows = (await loadRows(route.body)).rows.filter((row) => row.prefix.startsWith(prefix ?? ""));
    const lines = rows.map((row) => ({
      route,
      row,
      gateway: gateways.get(row.gatewayId) ?? row.gatewayId,
      vendor: vendors.get(row.vendorId) ?? row.vendorId,
    }));
    const bare = { route, row: undefined, gateway: "", vendor: "" };
    yield { rows: lines.length === 0 && !prefix ? [bare] : lines, done: (at + 1) / routes.length };
  }
}

export const routeRows = exportKind<FiltersOf<"routes">, RouteLine>({
  columns: routeColumns,
  pages: routePages,
  check: routesOf,
});
