import { fxBookFor } from "../exchange-rates/exchange-rate.flow.ts";
import { keys } from "../platform/keys.ts";
import type { Key } from "../platform/table.ts";
import type { TraceStep } from "../rating/trace.ts";
import { chooseRoutes, type PassedOver } from "../routing/choose-routes.ts";
import { lossOfRow, type Selling } from "../routing/loss-of-row.ts";
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
import { atLevel, type Refusal } from "./refusal.ts";

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
  /** What we have of the call where no loss is allowed; undefined: every gateway may be taken. */
  selling?: (Selling & { depth: number }) | undefined;
}

/** Skips rows that would cost more than the call brings, and keeps what was compared. */
async function lossGuard({ selling, number, at }: Wanted, carriers: Carriers) {
  const kept: TraceStep[] = [];
  const lost: string[] = [];
  if (!selling) return { kept, lost, skip: (): PassedOver | undefined => undefined };
  const currencies = [...carriers.vendors.values()].map(({ currency }) => currency);
  const fx = await fxBookFor([selling.side.currency, ...currencies], [at]);
  const skip = (row: RouteRow): PassedOver | undefined => {
    const loss = lossOfRow(row, selling, { number, atMs: at }, carriers, fx);
    if (loss.kind === "skipped") {
      lost.push(loss.detail);
      return loss;
    }
    kept.push({ step: "loss check", outcome: "kept", detail: loss.detail });
    return undefined;
  };
  return { kept, lost, skip };
}

/** Gateways that a refusal names; a route may have thousands. */
const mostNamed = 10;
const lostWord = (lost: readonly string[]): string =>
  [...lost.slice(0, mostNamed), ...(lost.length > mostNamed ? [`and ${lost.length - mostNamed} more.`] : [])].join(" ");

const failoverOf = (route: StoredRoute, gateway: Gateway): Carrier["failover"] => ({
  sipCodes: route.failoverSipCodes ?? gateway.failoverSipCodes,
  causes: route.failoverCauses ?? gateway.failoverCauses,
});

export async function chooseCarriers(wanted: Wanted, read: CallReader): Promise<CarrierChoice> {
  const { routeId, number, at, seed, selling } = wanted;
  while (await read.read(carrierKeys(routeId, read)));
  const route = read.get(StoredRoute, keys.route(routeId));
  if (!route) return noRoute(`There is no route ${routeId} any more.`, []);
  if (route.status === "INACTIVE") return noRoute(`${route.name} is set inactive.`, []);
  const carriers = await carriersIn(route, read);
  const { compiled } = await loadRows(route.body);
  const nameOf = ({ gatewayId }: RouteRow) => carriers.gateways.get(gatewayId)?.name ?? gatewayId;
  const guard = await lossGuard(wanted, carriers);
  const passed = (row: RouteRow) => passOver(row, number, at, carriers) ?? guard.skip(row);
  const choice = chooseRoutes(compiled, { number, atMs: at, seed, nameOf, passOver: passed });
  const chosen = choice.rows.flatMap((row): Carrier[] => {
    const [gateway, vendor] = [carriers.gateways.get(row.gatewayId), carriers.vendors.get(row.vendorId)];
    return gateway && vendor ? [{ row, gateway, vendor, failover: failoverOf(route, gateway) }] : [];
  });
  const trace = [...guard.kept, ...choice.trace];
  if (chosen.length > 0) return { kind: "chosen", carriers: chosen, trace };
  if (guard.lost.length === 0) return noRoute(`No gateway in use of ${route.name} takes ${number}.`, trace);
  const code = atLevel("ALL_ROUTES_LOSS", selling?.depth ?? 0);
  return { kind: "refused", refusal: { code, detail: lostWord(guard.lost) }, trace };
}
