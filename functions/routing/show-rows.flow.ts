import * as z from "zod";
import { decimalOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { TraceStep } from "../rating/trace.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { loadTariff, tariffHeads } from "../tariffs/tariff.store.ts";
import { allGateways } from "../vendors/gateway.store.ts";
import { numberSent } from "../vendors/number-sent.ts";
import { allVendors } from "../vendors/vendor.store.ts";
import { chooseRoutes } from "./choose-routes.ts";
import { passOver, quoteOf } from "./pass-over.ts";
import type { StoredRoute } from "./route.ts";
import { RouteRow } from "./route-row.ts";
import { loadRows } from "./route-rows.store.ts";
import { rowText } from "./row-text.ts";
import { type Carriers, RowWarning, sharesAmiss, warningsOf } from "./row-warnings.ts";

export const ShownRow = RouteRow.extend({
  gateway: z.string(),
  vendor: z.string(),
  /** What is odd about it. */
  warnings: z.array(RowWarning),
}).meta({ id: "ShownRouteRow" });
export type ShownRow = z.infer<typeof ShownRow>;

/** Everything that rows lead to, the cost tariffs of these vendors loaded. */
async function carriersOf(rows: readonly RouteRow[]): Promise<Carriers> {
  const gateways = new Map((await allGateways()).map((gateway) => [gateway.id, gateway]));
  const vendors = new Map((await allVendors()).map((vendor) => [vendor.id, vendor]));
  const wanted = new Set(rows.flatMap(({ vendorId }) => vendors.get(vendorId)?.tariffId ?? []));
  const tariffs = new Map<string, LoadedTariff>();
  for (const [id, head] of await tariffHeads([...wanted])) tariffs.set(id, await loadTariff(head));
  return { gateways, vendors, tariffs };
}

const nameOf =
  ({ gateways }: Pick<Carriers, "gateways">) =>
  ({ gatewayId }: RouteRow): string =>
    gateways.get(gatewayId)?.name ?? gatewayId;

export interface RowsWanted {
  prefix: string;
  limit: number;
  /** Position of the first one among those wanted. */
  from: number;
}

/** A page of the rows whose prefix begins so, in their order, with what is odd about each. */
export async function showRows({ body }: StoredRoute, { prefix, limit, from }: RowsWanted, at: number) {
  const { rows } = await loadRows(body);
  const fitting = rows.filter((row) => row.prefix.startsWith(prefix));
  const page = fitting.slice(from, from + limit);
  const carriers = await carriersOf(page);
  const amiss = sharesAmiss(rows);
  const shown = (row: RouteRow): ShownRow => ({
    ...row,
    gateway: nameOf(carriers)(row),
    vendor: carriers.vendors.get(row.vendorId)?.name ?? row.vendorId,
    warnings: warningsOf(row, carriers, amiss, at),
  });
  const items = page.map(shown);
  return { items, next: from + limit < fitting.length ? from + limit : undefined, total: fitting.length };
}

/** All rows as a text that can be put back. */
export async function rowsText({ body }: StoredRoute): Promise<string> {
  const { rows } = await loadRows(body);
  const gateways = new Map((await allGateways()).map((gateway) => [gateway.id, gateway]));
  return rows.map((row) => rowText(row, nameOf({ gateways })(row))).join("\n");
}

export const RouteTry = z
  .object({
    number: z.string(),
    at: z.string(),
    seed: z.int(),
    outcome: z.enum(["ROUTED", "NO_ROUTE", "ROUTE_INACTIVE"]),
    /** In the turn in which they are tried. */
    turn: z.array(
      z.object({
        rowId: z.string(),
        gatewayId: z.string(),
        gateway: z.string(),
        vendorId: z.string(),
        vendor: z.string(),
        prefix: z.string(),
        priority: z.int(),
        share: z.int(),
        /** As it is sent to the carrier. */
        numberSent: z.string(),
        /** What the vendor bills for 60 s, in `currency`; null: not known, or not for who asks (`vendors:read`). */
        cost60: z.string().nullable(),
        currency: z.string(),
      }),
    ),
    trace: z.array(TraceStep),
  })
  .meta({ id: "RouteTry" });
export type RouteTry = z.infer<typeof RouteTry>;

export interface Tried {
  number: string;
  atMs: number;
  seed: number;
  /** Whether who asks may see what vendors bill. */
  showCost: boolean;
}

/** Where a call to the number would go, and what was skipped. Nothing is kept of it. */
export async function tryRoute(route: StoredRoute, { number, atMs, seed, showCost }: Tried): Promise<RouteTry> {
  const { rows, compiled } = await loadRows(route.body);
  const carriers = await carriersOf(rows);
  const asked = { number, at: isoInstant(atMs), seed };
  if (route.status === "INACTIVE") {
    const detail = `${route.name} is set inactive: none of its rows is asked.`;
    return {
      ...asked,
      outcome: "ROUTE_INACTIVE",
      turn: [],
      trace: [{ step: "route", outcome: "ROUTE_INACTIVE", detail }],
    };
  }
  const name = nameOf(carriers);
  const passed = (row: RouteRow) => passOver(row, number, atMs, carriers);
  const choice = chooseRoutes(compiled, { number, atMs, seed, nameOf: name, passOver: passed });
  const turn = choice.rows.map((row) => {
    const [gateway, vendor] = [carriers.gateways.get(row.gatewayId), carriers.vendors.get(row.vendorId)];
    const quote = quoteOf(vendor, number, atMs, carriers);
    const { id: rowId, gatewayId, vendorId, prefix, priority, share } = row;
    return {
      ...{ rowId, gatewayId, vendorId, prefix, priority, share },
      gateway: name(row),
      vendor: vendor?.name ?? vendorId,
      numberSent: (gateway && numberSent(gateway, number)) ?? number,
      cost60: showCost && quote?.kind === "rated" ? decimalOf(quote.charge) : null,
      currency: vendor?.currency ?? "",
    };
  });
  return { ...asked, outcome: turn.length > 0 ? "ROUTED" : "NO_ROUTE", turn, trace: choice.trace };
}
