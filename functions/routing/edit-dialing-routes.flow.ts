import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { closedWord, stillOpen } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { changeDialingRoutes } from "./dialing-route.store.ts";
import {
  type DialingRoute,
  type DialingRoutes,
  mostDialingRoutes,
  readDialingRoutes,
  samePattern,
  type WantedRoute,
} from "./dialing-route.ts";
import { allRoutes, useRoute } from "./route.store.ts";

export interface Editing {
  customer: Customer;
  actor: Principal;
  at: number;
}

/** One transaction takes 100 items; some are the list, its audit and its customer. */
const mostMoved = 90;

const lostWord = "Someone else changed these dialing routes meanwhile. Load them again and repeat your change.";
const goneWord = "There is no such route.";

/** By route, how many more dialing routes lead to it after the edit than before; routes without a change are left out. */
function usesMoved(before: readonly DialingRoute[], after: readonly DialingRoute[]): Map<string, number> {
  const moved = new Map<string, number>();
  const count = (routes: readonly DialingRoute[], by: number) => {
    for (const { routeId } of routes) moved.set(routeId, (moved.get(routeId) ?? 0) + by);
  };
  count(before, -1);
  count(after, 1);
  return new Map([...moved].filter(([, by]) => by !== 0));
}

/** @throws Problem conflict when they changed since `seen`, a route is gone, or the customer was closed */
async function keep({ customer, actor, at }: Editing, seen: DialingRoutes, routes: DialingRoute[]) {
  const { account } = customer;
  const change = { before: { routes: seen.routes }, after: { routes } };
  const entry = auditEntry({ actor, action: "dialing-routes.change", subject: account, account, ...change }, at);
  const uses = [...usesMoved(seen.routes, routes)].map(([id, by]) => useRoute(id, by));
  if (uses.length > mostMoved)
    throw new Problem(
      "invalid",
      `One edit moves dialing routes between at most ${mostMoved} routes; please do it in parts.`,
    );
  await transactGuarded([
    ...guarded([changeDialingRoutes(account, seen, routes), entry], lostWord),
    ...guarded(uses, goneWord, "routeId"),
    ...guarded([stillOpen(account)], closedWord),
  ]);
  return { routes, version: seen.version + 1 };
}

function refuseTwin(pattern: string, seen: DialingRoutes, but?: string): void {
  const twin = samePattern(pattern, seen.routes, but);
  const message = `This customer has the pattern ${twin?.pattern} already.`;
  if (twin) throw new Problem("conflict", message, { fields: [{ path: "pattern", message }] });
}

/** @throws Problem conflict for a pattern that the account has; invalid when it has too many */
export async function addDialingRoute(editing: Editing, seen: DialingRoutes, wanted: WantedRoute) {
  refuseTwin(wanted.pattern, seen);
  if (seen.routes.length >= mostDialingRoutes)
    throw new Problem("invalid", `A customer has at most ${mostDialingRoutes} dialing routes.`);
  const route = { id: newId("dialingRoute"), ...wanted };
  await keep(editing, seen, [...seen.routes, route]);
  return route;
}

/** @throws Problem conflict as above */
export async function editDialingRoute(editing: Editing, seen: DialingRoutes, next: DialingRoute) {
  refuseTwin(next.pattern, seen, next.id);
  await keep(
    editing,
    seen,
    seen.routes.map((one) => (one.id === next.id ? next : one)),
  );
  return next;
}

export const dropDialingRoute = (editing: Editing, seen: DialingRoutes, id: string) =>
  keep(
    editing,
    seen,
    seen.routes.filter((one) => one.id !== id),
  );

/** Replaces all by a pasted text; what stays keeps its id. @throws Problem invalid that names every wrong line */
export async function replaceDialingRoutes(editing: Editing, seen: DialingRoutes, text: string) {
  const names = new Map((await allRoutes()).map(({ id, name }) => [name.toLowerCase(), id]));
  const { wanted, faults } = readDialingRoutes(text, names);
  if (faults.length > 0) throw new Problem("invalid", "Please correct the list.", { fields: faults });
  const ids = new Map(seen.routes.map(({ id, pattern }) => [pattern, id]));
  const next = wanted.map((one) => ({ id: ids.get(one.pattern) ?? newId("dialingRoute"), ...one }));
  return keep(editing, seen, next);
}
