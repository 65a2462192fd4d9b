import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { useGateway } from "../vendors/gateway.store.ts";
import { addRoute, changeRoute, claimRouteName, freeRouteName, getStoredRoute, removeRoute } from "./route.store.ts";
import { type NewRoute, Route, type RouteChange, type StoredRoute } from "./route.ts";

const nameWord = "Another route has this name.";
const lostWord = "Someone else changed this route meanwhile. Load it again and repeat your change.";
const usedWord =
  "This route changed meanwhile, or dialing routes of customers lead to it. Give those another route first.";

/** @throws Problem not_found */
export async function routeOrNotFound(id: string): Promise<StoredRoute> {
  const route = await getStoredRoute(id);
  if (!route) throw new Problem("not_found", "There is no such route.");
  return route;
}

/** @throws Problem conflict when the name is another route's */
export async function createRoute(asked: NewRoute, actor: Principal, at: number): Promise<Route> {
  const route: Route = { ...asked, id: newId("route"), uses: 0, rows: 0, createdAt: isoInstant(at), version: 1 };
  const entry = auditEntry({ actor, action: "route.create", subject: route.id, after: route }, at);
  await transactGuarded([
    ...guarded([claimRouteName(route.name, route.id)], nameWord, "name"),
    ...guarded([addRoute(route), entry], lostWord),
  ]);
  return route;
}

const renaming = (seen: Route, next: Route) =>
  seen.name.toLowerCase() === next.name.toLowerCase()
    ? []
    : [
        ...guarded([claimRouteName(next.name, next.id)], nameWord, "name"),
        ...guarded([freeRouteName(seen.name)], lostWord),
      ];

/** @throws Problem conflict as above, and when the route changed meanwhile */
export async function editRoute(seen: Route, change: RouteChange, actor: Principal, at: number): Promise<Route> {
  const next: Route = { ...seen, ...(change as Partial<Route>), version: seen.version + 1 };
  const entry = auditEntry({ actor, action: "route.change", subject: seen.id, before: seen, after: next }, at);
  await transactGuarded([...renaming(seen, next), ...guarded([changeRoute(next), entry], lostWord)]);
  return next;
}

/** Its gateways are led to by one route less. @throws Problem conflict while dialing routes lead to it */
export async function dropRoute(seen: StoredRoute, actor: Principal, at: number): Promise<void> {
  const entry = auditEntry({ actor, action: "route.remove", subject: seen.id, before: Route.parse(seen) }, at);
  const uses = seen.leadsTo.map(({ vendorId, gatewayId }) => useGateway(vendorId, gatewayId, -1));
  await transactGuarded(guarded([removeRoute(seen), freeRouteName(seen.name), entry, ...uses], usedWord));
}
