import { keys } from "../platform/keys.ts";
import type { Key } from "../platform/table.ts";
import type { TraceStep } from "../rating/trace.ts";
import { chooseRoutes } from "../routing/choose-routes.ts";
import { passOver } from "../routing/pass-over.ts";
import { StoredRoute } from "../routing/route.ts";
import type { RouteRow } from "../routing/route-row.ts";
import { loadRows } from "../routing/route-rows.store.ts";
import type { Carriers } from "../routing/row-warnings.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { loadTariff } from "../tariffs/tariff.store.ts";
import { headOf, StoredTariff } from "../tariffs/tariff.ts";
import { Gateway } from "../vendors/gateway.ts";
import { Vendor } from "../vendors/vendor.ts";
import type { CallReader } from "./call-reader.store.ts";
import type { Carrier } from "./carrier.ts";
import type { Refusal } from "./refusal.ts";

/** The gateways that a call is offered, in their turn. */

export type CarrierChoice =
  | { kind: "chosen"; carriers: Carrier[]; trace: TraceStep[] }
  | { kind: "refused"; refusal: Refusal; trace: TraceStep[] };

/** Every key that the choice needs, by what is known so far. */
export function carrierKeys(routeId: string, read: CallReader): Key[] {
  const route = read.get(StoredRoute, keys.route(routeId));
  const vendorIds = [...new Set(route?.leadsTo.map(({ vendorId }) => vendorId))];
  const costs = vendorIds.flatMap((id) => read.get(Vendor, keys.vendor(id))?.tariffId ?? []);
  return [
    keys.route(routeId),
    ...(route?.leadsTo ?? []).map(({ vendorId, gatewayId }) => keys.gateway(vendorId, gatewayId)),
    ...vendorIds.map((id) => keys.vendor(id)),
    ...costs.map((id) => keys.tariff(id)),
  ];
}

async function carriersIn({ leadsTo }: StoredRoute, read: CallReader): Promise<Carriers> {
  const gateways = new Map<string, Gateway>();
  const vendors = new Map<string, Vendor>();
  const tariffs = new Map<string, LoadedTariff>();
  for (const { vendorId, gatewayId } of leadsTo) {
    const gateway = read.get(Gateway, keys.gateway(vendorId, gatewayId));
    const vendor = read.get(Vendor, keys.vendor(vendorId));
    if (gateway) gateways.set(gatewayId, gateway);
    if (vendor) vendors.set(vendorId, vendor);
    const cost = vendor?.tariffId ? read.get(StoredTariff, keys.tariff(vendor.tariffId)) : undefined;
    if (cost) tariffs.set(cost.id, await loadTariff(headOf(cost)));
  }
  return { gateways, vendors, tariffs };
}

const noRoute = (detail: string, trace: TraceStep[]): CarrierChoice => ({
  kind: "refused",
  refusal: { code: "NO_ROUTE", detail },
  trace,
});

export interface Wanted {
  routeId: string;
  /** What the route is asked for. */
  number: string;
  at: number;
  /** The same seed gives the same turn. */
  seed: number;
}

export async function chooseCarriers({ routeId, number, at, seed }: Wanted, read: CallReader): Promise<CarrierChoice> {
  while (await read.read(carrierKeys(routeId, read)));
  const route = read.get(StoredRoute, keys.route(routeId));
  if (!route) return noRoute(`There is no route ${routeId} any more.`, []);
  if (route.status === "INACTIVE") return noRoute(`${route.name} is set inactive.`, []);
  const carriers = await carriersIn(route, read);
  const { compiled } = await loadRows(route.body);
  const nameOf = ({ gatewayId }: RouteRow) => carriers.gateways.get(gatewayId)?.name ?? gatewayId;
  const passed = (row: RouteRow) => passOver(row, number, at, carriers);
  const choice = chooseRoutes(compiled, { number, atMs: at, seed, nameOf, passOver: passed });
  const chosen = choice.rows.flatMap((row): Carrier[] => {
    const [gateway, vendor] = [carriers.gateways.get(row.gatewayId), carriers.vendors.get(row.vendorId)];
    return gateway && vendor ? [{ row, gateway, vendor }] : [];
  });
  if (chosen.length === 0) return noRoute(`No gateway in use of ${route.name} takes ${number}.`, choice.trace);
  return { kind: "chosen", carriers: chosen, trace: choice.trace };
}
