import type { CallRow, VendorPart } from "../cdrs/call-row.ts";
import { fxBookFor } from "../exchange-rates/exchange-rate.flow.ts";
import type { CdrSource } from "../intake/source.ts";
import type { PostableCall } from "../ledger/posting-draft.ts";
import { log } from "../platform/log.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { loadTariff, tariffHeads } from "../tariffs/tariff.store.ts";
import { gatewaysNamed } from "../vendors/gateway-lookup.store.ts";
import { getVendors } from "../vendors/vendor.store.ts";
import { gatewayNames } from "../vendors/whose-gateway.ts";
import type { Revenue } from "./rate-record.ts";
import { type Terminated, vendorPart } from "./vendor-cost.ts";

interface Costed {
  call: PostableCall;
  revenue: Revenue;
}

/** Who terminated each call, where its record says so; everything is looked up once for the batch. */
async function terminatedBy(
  rows: readonly CallRow[],
  sources: ReadonlyMap<string, CdrSource>,
): Promise<(Terminated | undefined)[]> {
  const named = rows.map(({ cdr, source, line }) => {
    const settings = sources.get(source);
    const names = settings ? gatewayNames({ ...cdr, source, line }, settings) : [];
    return names.map((name) => ({ source, name }));
  });
  const asked = new Map(named.flat().map((one) => [`${one.source}\n${one.name}`, one]));
  if (asked.size === 0) return rows.map(() => undefined);
  const gateways = await gatewaysNamed([...asked.values()]);
  const vendors = await getVendors([...new Set([...gateways.values()].map(({ vendorId }) => vendorId))]);
  const tariffs = new Map<string, LoadedTariff>();
  const wanted = new Set([...vendors.values()].flatMap(({ tariffId }) => tariffId ?? []));
  for (const [id, head] of await tariffHeads([...wanted])) tariffs.set(id, await loadTariff(head));
  return named.map((names) => {
    const [gateway] = names.flatMap(({ source, name }) => gateways.get(`${source}\n${name}`) ?? []);
    const vendor = gateway && vendors.get(gateway.vendorId);
    if (!gateway || !vendor) return undefined;
    return { vendor, gatewayId: gateway.gatewayId, tariff: vendor.tariffId ? tariffs.get(vendor.tariffId) : undefined };
  });
}

/** What each call cost us; undefined where its record does not say who terminated it. */
async function vendorParts(
  calls: readonly Costed[],
  sources: ReadonlyMap<string, CdrSource>,
): Promise<(VendorPart | undefined)[]> {
  const by = await terminatedBy(
    calls.map(({ call }) => call.row),
    sources,
  );
  const foreign = calls.filter((one, i) => by[i] && by[i].vendor.currency !== one.revenue.currency);
  const currencies = [
    ...foreign.map(({ revenue }) => revenue.currency),
    ...by.flatMap((one) => one?.vendor.currency ?? []),
  ];
  const instants = foreign.map(({ call }) => call.row.cdr.setupMs);
  const fx = await fxBookFor(currencies, instants);
  return calls.map(({ call, revenue }, i) => {
    const terminated = by[i];
    try {
      return terminated && vendorPart(call.row, terminated, revenue, fx);
    } catch (error) {
      // What it cost us is no reason not to charge it: it stays unknown.
      log.error("the cost of a call could not be rated", { source: call.row.source, error });
      return undefined;
    }
  });
}

/** What each rated call cost us, put into its row. */
export async function addCosts(
  entries: readonly Partial<Costed>[],
  sources: ReadonlyMap<string, CdrSource>,
): Promise<void> {
  const rated = entries.filter((entry): entry is Costed => entry.call !== undefined && entry.revenue !== undefined);
  const parts = await vendorParts(rated, sources);
  for (const [i, entry] of rated.entries()) {
    const vendor = parts[i];
    if (vendor) entry.call = { ...entry.call, row: { ...entry.call.row, vendor } };
  }
}
