import type { CallRow } from "../cdrs/call-row.ts";
import { convert } from "../exchange-rates/convert.ts";
import { fxBookFor } from "../exchange-rates/exchange-rate.flow.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { loadTariff, tariffHeads } from "../tariffs/tariff.store.ts";
import { getVendors } from "../vendors/vendor.store.ts";
import type { Vendor } from "../vendors/vendor.ts";
import { vendorTerms } from "../vendors/vendor-terms.ts";
import type { NewRerate } from "./rerate.ts";
import type { PricesOfNow } from "./rerate-call.ts";

/** Tariffs that are held at once: the large ones have hundreds of thousands of rates. */
const mostHeld = 40;

/**
 * The prices by which a job rates. Each tariff is taken in the version that it has when it is first met, and by that
 * version for the whole job: what is agreed to is what was tried.
 */
export class RerateBook {
  private readonly held = new Map<string, LoadedTariff | undefined>();
  private readonly vendors = new Map<string, Vendor | undefined>();
  private readonly asked: NewRerate;
  /** 0: there was none. */
  readonly versions: Record<string, number>;

  constructor(asked: NewRerate, versions: Record<string, number>) {
    this.asked = asked;
    this.versions = { ...versions };
  }

  private async holdTariffs(ids: readonly string[]): Promise<void> {
    const fresh = [...new Set(ids)].filter((id) => this.versions[id] === undefined);
    const heads = await tariffHeads(fresh);
    for (const id of fresh) this.versions[id] = heads.get(id)?.version ?? 0;
    if (this.held.size > mostHeld) this.held.clear();
    for (const id of new Set(ids)) {
      if (this.held.has(id)) continue;
      const version = this.versions[id] ?? 0;
      this.held.set(id, version === 0 ? undefined : await loadTariff(heads.get(id) ?? { tariffId: id, version }));
    }
  }

  private async holdVendors(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.vendors.has(id));
    const found = await getVendors(missing);
    for (const id of missing) this.vendors.set(id, found.get(id));
  }

  /** Rates for costs that had none when they were first rated. */
  private async crosses(rows: readonly CallRow[], currency: string): Promise<PricesOfNow["cross"]> {
    const open = rows.filter(({ vendor }) => vendor.vendorId !== null && vendor.fx === null);
    const currencies = open.flatMap(({ vendor }) => this.vendors.get(vendor.vendorId ?? "")?.currency ?? []);
    const setups = open.map(({ cdr }) => cdr.setupMs);
    const fx = await fxBookFor([currency, ...currencies], setups);
    return (from, setupMs) => {
      const found = convert(0n, { from, to: currency }, setupMs, fx);
      return found.kind === "NO_FX" ? undefined : `${found.by.to}/${found.by.from}`;
    };
  }

  /** What these calls of an account need, loaded. */
  async pricesFor(rows: readonly CallRow[], currency: string): Promise<PricesOfNow> {
    const { withTariff, what } = this.asked;
    const costs = what !== "CHARGES";
    if (costs) await this.holdVendors(rows.flatMap(({ vendor }) => vendor.vendorId ?? []));
    const ofVendors = (row: CallRow) =>
      row.vendor.tariffId ?? this.vendors.get(row.vendor.vendorId ?? "")?.tariffId ?? null;
    const wanted = rows.flatMap((row) => [
      withTariff ?? row.tariffId,
      ...row.upper.map(({ tariffId }) => tariffId),
      costs ? ofVendors(row) : null,
    ]);
    await this.holdTariffs(wanted.flatMap((id) => id ?? []));
    return {
      currency,
      tariff: (id) => this.held.get(id),
      instead: withTariff,
      vendor: (id) => {
        const vendor = this.vendors.get(id);
        return vendor && { tariffId: vendor.tariffId, currency: vendor.currency, terms: vendorTerms(vendor) };
      },
      cross: costs ? await this.crosses(rows, currency) : () => undefined,
      ...{ charges: what !== "COSTS", costs },
    };
  }
}

/** Tariffs of which another version holds by now than a job has rated by. */
export async function movedTariffs(versions: Readonly<Record<string, number>>): Promise<string[]> {
  const heads = await tariffHeads(Object.keys(versions));
  return Object.entries(versions).flatMap(([id, version]) => ((heads.get(id)?.version ?? 0) === version ? [] : [id]));
}
