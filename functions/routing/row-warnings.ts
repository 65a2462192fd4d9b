import * as z from "zod";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import { walkPrefixes } from "../tariffs/prefix-index.ts";
import { rowOfTariff } from "../tariffs/price-at.ts";
import type { Gateway } from "../vendors/gateway.ts";
import type { Vendor } from "../vendors/vendor.ts";
import { type RouteRow, rowKey } from "./route-row.ts";

/** What is odd about a row, said before a call meets it. None of it forbids the row. */

export const RowWarningCode = z.enum([
  "GATEWAY_INACTIVE",
  "VENDOR_INACTIVE",
  "NO_COST_TARIFF",
  "NO_COST_RATE",
  "SHARES_NOT_100",
]);

export const RowWarning = z.object({ code: RowWarningCode, message: z.string() }).meta({ id: "RouteRowWarning" });
export type RowWarning = z.infer<typeof RowWarning>;

/** What rows lead to, by id. */
export interface Carriers {
  gateways: ReadonlyMap<string, Gateway>;
  vendors: ReadonlyMap<string, Vendor>;
  tariffs: ReadonlyMap<string, LoadedTariff>;
}

/** Whether the tariff has a rate for the prefix or for a part of it. */
function isPriced(tariff: LoadedTariff, prefix: string, atMs: number): boolean {
  if (rowOfTariff(tariff, prefix, atMs)) return true;
  return tariff.cards.some(({ account, book }) => {
    if (account !== undefined) return false;
    return !walkPrefixes(book.index, { under: prefix }).next().done;
  });
}

/** Rows that hold at the same hours share the calls, and a row of all hours does so with each. */
const hoursOf = ({ windows, timeZone }: RouteRow): string =>
  windows.length === 0 ? "" : JSON.stringify([windows, timeZone]);

/** By row, what its shares add up to where that is not 100. @param rows all of the route */
export function sharesAmiss(rows: readonly RouteRow[]): Map<string, number> {
  const amiss = new Map<string, number>();
  const active = rows.filter(({ status }) => status === "ACTIVE");
  for (const group of Map.groupBy(active, ({ prefix, priority }) => `${prefix}%${priority}`).values())
    for (const row of group) {
      const hours = hoursOf(row);
      const beside = group.filter((other) => ["", hours].includes(hoursOf(other)));
      const sum = beside.reduce((total, { share }) => total + share, 0);
      if (sum !== 100) amiss.set(rowKey(row), sum);
    }
  return amiss;
}

export function warningsOf(
  row: RouteRow,
  { gateways, vendors, tariffs }: Carriers,
  amiss: ReadonlyMap<string, number>,
  atMs: number,
): RowWarning[] {
  const warnings: RowWarning[] = [];
  const warn = (code: RowWarning["code"], message: string) => warnings.push({ code, message });
  const vendor = vendors.get(row.vendorId);
  if (gateways.get(row.gatewayId)?.status === "INACTIVE")
    warn("GATEWAY_INACTIVE", "The gateway is inactive: the row is passed over.");
  if (vendor?.status !== "ACTIVE") warn("VENDOR_INACTIVE", "The vendor is not active: the row is passed over.");
  const tariff = vendor?.tariffId ? tariffs.get(vendor.tariffId) : undefined;
  if (!tariff) warn("NO_COST_TARIFF", "The vendor has no cost tariff: what its calls cost is not known.");
  else if (!isPriced(tariff, row.prefix, atMs))
    warn("NO_COST_RATE", `The vendor's tariff has no rate for ${row.prefix || "any number"}: the row is passed over.`);
  const sum = amiss.get(rowKey(row));
  if (sum !== undefined)
    warn("SHARES_NOT_100", `The shares of this prefix and priority add up to ${sum}, not 100: all have the same.`);
  return warnings;
}
