import { keys } from "../platform/keys.ts";
import { absent, get, present, put, queryAll, queryPage, remove, unchanged, type Write } from "../platform/table.ts";
import { Route, StoredRoute } from "./route.ts";

/** With where its rows are and where they lead. */
export const getStoredRoute = (id: string): Promise<StoredRoute | undefined> => get(StoredRoute, keys.route(id));

/** In the order in which they were made. */
export async function listRoutes(limit: number, after: Record<string, unknown> | undefined) {
  const page = await queryPage({ pk: keys.route("").pk, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => Route.parse(item)), after: page.after };
}

export const allRoutes = (): Promise<StoredRoute[]> => queryAll(StoredRoute, { pk: keys.route("").pk });

export const claimRouteName = (name: string, id: string): Write => put({ ...keys.routeName(name), id }, absent);
export const freeRouteName = (name: string): Write => remove(keys.routeName(name));

export const addRoute = (route: Route): Write => put({ ...keys.route(route.id), ...route }, absent);

/** Changes all but the count of uses, which moves by itself. Fails its condition when the route changed in between. */
export const changeRoute = ({ id, version, ...route }: Route): Write => {
  const { name, description, status, failoverSipCodes, failoverCauses } = route;
  const values = { name, description, status, failoverSipCodes, failoverCauses, version };
  const set = Object.keys(values).map((field) => `#${field} = :${field}`);
  return {
    kind: "update",
    key: keys.route(id),
    change: `SET ${set.join(", ")}`,
    values,
    when: unchanged("version", version - 1),
  };
};

/** Puts other rows in their place. Fails its condition when the route changed in between. */
export const changeRows = ({ id, rows, body, leadsTo, version }: StoredRoute): Write => ({
  kind: "update",
  key: keys.route(id),
  change: "SET #rows = :rows, #body = :body, #leadsTo = :leadsTo, #version = :version",
  values: { rows, body, leadsTo, version },
  when: unchanged("version", version - 1),
});

/** Fails its condition when the route changed or a dialing route leads to it. */
export const removeRoute = ({ id, version }: Route): Write =>
  remove(keys.route(id), {
    expression: "#version = :seen AND #uses = :none",
    values: { seen: version, none: 0 },
  });

/** Counts dialing routes that lead to it. Fails its condition when there is no such route. */
export const useRoute = (id: string, more: number): Write => ({
  kind: "update",
  key: keys.route(id),
  change: "SET #uses = #uses + :more",
  values: { more },
  when: present,
});
