import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { Problem } from "../platform/problem.ts";
import { allGateways, useGateway } from "../vendors/gateway.store.ts";
import { changeRows } from "./route.store.ts";
import type { GatewayOf, StoredRoute } from "./route.ts";
import { inOrder, type NewRouteRow, type RouteRow, type RouteRowChange, rowKey, type WantedRow } from "./route-row.ts";
import { loadRows, putRows } from "./route-rows.store.ts";
import { readRows } from "./row-text.ts";

export interface RowEditing {
  route: StoredRoute;
  actor: Principal;
  at: number;
}

/** A route of every country by every carrier's breakout list stays below. */
const mostRows = 20_000;
/** One transaction takes 100 items, and an edit may put all of a route's gateways in place of others. */
const mostGateways = 45;
/** Rows named in the audit; of more only the number is. */
const mostTold = 20;

const lostWord = "Someone else changed this route meanwhile. Load it again and repeat your change.";
const goneWord = "There is no such gateway.";

const gatewaysIn = (rows: readonly RouteRow[]): GatewayOf[] => [
  ...new Map(rows.map(({ vendorId, gatewayId }) => [gatewayId, { vendorId, gatewayId }])).values(),
];

/** What the audit says of an edit: the rows that are gone, new or other. */
function told(before: readonly RouteRow[], after: readonly RouteRow[]) {
  const [was, is] = [new Map(before.map((row) => [row.id, row])), new Map(after.map((row) => [row.id, row]))];
  const same = (a: RouteRow | undefined, b: RouteRow) => a === b || JSON.stringify(a) === JSON.stringify(b);
  const differs = (row: RouteRow, among: ReadonlyMap<string, RouteRow>) => !same(among.get(row.id), row);
  const some = (rows: readonly RouteRow[]) => (rows.length <= mostTold ? rows : `${rows.length} rows`);
  return {
    before: { rows: before.length, changed: some(before.filter((row) => differs(row, is))) },
    after: { rows: after.length, changed: some(after.filter((row) => differs(row, was))) },
  };
}

/** @throws Problem conflict when the route changed meanwhile or a gateway is gone; invalid when it would have too much */
async function keep({ route, actor, at }: RowEditing, before: readonly RouteRow[], next: readonly RouteRow[]) {
  const rows = inOrder(next);
  const leadsTo = gatewaysIn(rows);
  if (rows.length > mostRows) throw new Problem("invalid", `A route has at most ${mostRows} rows.`);
  if (leadsTo.length > mostGateways)
    throw new Problem("invalid", `A route leads to at most ${mostGateways} gateways. Make another route for the rest.`);
  const [was, is] = [route.leadsTo, leadsTo].map((all) => new Set(all.map(({ gatewayId }) => gatewayId)));
  const uses = [
    ...route.leadsTo
      .filter(({ gatewayId }) => !is?.has(gatewayId))
      .map((one) => useGateway(one.vendorId, one.gatewayId, -1)),
    ...leadsTo.filter(({ gatewayId }) => !was?.has(gatewayId)).map((one) => useGateway(one.vendorId, one.gatewayId, 1)),
  ];
  const body = await putRows(rows);
  const changed = { ...route, rows: rows.length, body, leadsTo, version: route.version + 1 };
  const entry = auditEntry({ actor, action: "route.rows", subject: route.id, ...told(before, rows) }, at);
  await transactGuarded([...guarded([changeRows(changed), entry], lostWord), ...guarded(uses, goneWord, "gatewayId")]);
  return changed;
}

function refuseTwin(wanted: WantedRow, rows: readonly RouteRow[], but?: string): void {
  const twin = rows.find((row) => row.id !== but && rowKey(row) === rowKey(wanted));
  const message = `This route has a row of ${wanted.prefix || "%"} to this gateway already.`;
  if (twin) throw new Problem("conflict", message, { fields: [{ path: "prefix", message }] });
}

/** @throws Problem invalid */
async function withVendor<R extends { gatewayId: string }>(row: R): Promise<R & { vendorId: string }> {
  const gateway = (await allGateways()).find(({ id }) => id === row.gatewayId);
  if (gateway) return { ...row, vendorId: gateway.vendorId };
  throw new Problem("invalid", "Please correct: gatewayId.", { fields: [{ path: "gatewayId", message: goneWord }] });
}

/** @throws Problem conflict for a prefix and gateway that the route has already, and as above */
export async function addRow(editing: RowEditing, asked: NewRouteRow): Promise<RouteRow> {
  const wanted = await withVendor(asked);
  const { rows } = await loadRows(editing.route.body);
  refuseTwin(wanted, rows);
  const row = { id: newId("routeRow"), ...wanted };
  await keep(editing, rows, [...rows, row]);
  return row;
}

async function rowIn({ route }: RowEditing, id: string) {
  const { rows } = await loadRows(route.body);
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Problem("not_found", "This route has no such row.");
  return { rows, row };
}

/** @throws Problem not_found; conflict as above */
export async function editRow(editing: RowEditing, id: string, change: RouteRowChange): Promise<RouteRow> {
  const { rows, row } = await rowIn(editing, id);
  const next = await withVendor({ ...row, ...(change as Partial<RouteRow>) });
  refuseTwin(next, rows, id);
  await keep(
    editing,
    rows,
    rows.map((one) => (one.id === id ? next : one)),
  );
  return next;
}

/** @throws Problem not_found */
export async function dropRow(editing: RowEditing, id: string): Promise<void> {
  const { rows } = await rowIn(editing, id);
  await keep(
    editing,
    rows,
    rows.filter((row) => row.id !== id),
  );
}

/**
 * Takes pasted rows in, all or none. A row of the same prefix and gateway keeps its id.
 * @param mode REPLACE: what the text does not name goes. MERGE: it stays.
 * @throws Problem invalid that names every wrong line
 */
export async function pasteRows(editing: RowEditing, text: string, mode: "REPLACE" | "MERGE") {
  const named = new Map((await allGateways()).map((gateway) => [gateway.name.toLowerCase(), gateway]));
  const { wanted, faults } = readRows(text, named);
  if (faults.length > 0) throw new Problem("invalid", "Please correct the list.", { fields: faults });
  const { rows } = await loadRows(editing.route.body);
  const known = new Map(rows.map((row) => [rowKey(row), row]));
  const pasted = wanted.map((row) => ({ id: known.get(rowKey(row))?.id ?? newId("routeRow"), ...row }));
  const ids = new Set(pasted.map(({ id }) => id));
  const staying = mode === "MERGE" ? rows.filter(({ id }) => !ids.has(id)) : [];
  return keep(editing, rows, [...staying, ...pasted]);
}
