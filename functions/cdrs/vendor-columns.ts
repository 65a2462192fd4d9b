import { byCross } from "../exchange-rates/convert.ts";
import type { CallRow, VendorPart } from "./call-row.ts";
import type { ColumnSource } from "./column.ts";
import type { ColumnWriter } from "./columns.ts";

/** The columns of a block that say what its calls cost us. Most blocks hold calls of a few vendors, in one currency. */

const texts = ["vendorId", "gatewayId", "tariffId", "currency", "fx", "marginCurrency"] as const;

/** What is nearly always left: charge less tax less cost. Resold calls differ, because another account is at the top. */
function usualMargin({ charge, tax }: Pick<CallRow, "charge" | "tax">, { cost, fx }: Pick<VendorPart, "cost" | "fx">) {
  const [to, from] = fx?.split("/") ?? [];
  return cost === null || to === undefined || from === undefined ? 0n : charge - tax - byCross(cost, { to, from });
}

export function writeVendors(out: ColumnWriter, rows: readonly CallRow[]): void {
  const parts = rows.map(({ vendor }) => vendor);
  for (const name of texts) out.repeating(parts.map((part) => part[name]));
  out.numbers(parts.map(({ tariffVersion }) => tariffVersion ?? -1));
  out.numbers(parts.map(({ cost, margin }) => (cost === null ? 0 : 1) + (margin === null ? 0 : 2)));
  out.rounded(parts.map(({ cost }) => cost ?? 0n));
  out.rounded(rows.map((row) => (row.vendor.margin === null ? 0n : row.vendor.margin - usualMargin(row, row.vendor))));
}

/** @param n rows. @returns the part of a row, and what a filter asks of it */
export function readVendors(block: ColumnSource, n: number) {
  const [vendorId, gatewayId, tariffId] = [block.repeating(n), block.repeating(n), block.repeating(n)];
  const [currency, fx, marginCurrency] = [block.repeating(n), block.repeating(n), block.repeating(n)];
  const versions = block.numbers(n);
  const known = block.numbers(n);
  const costs = block.rounded(n);
  const apart = block.rounded(n);
  const at = (row: number, call: Pick<CallRow, "charge" | "tax">): VendorPart => {
    const flags = known.at(row);
    const [version, rate] = [versions.at(row), fx.at(row)];
    const cost = flags & 1 ? costs.at(row) : null;
    return {
      vendorId: vendorId.at(row),
      gatewayId: gatewayId.at(row),
      tariffId: tariffId.at(row),
      tariffVersion: version < 0 ? null : version,
      currency: currency.at(row),
      cost,
      fx: rate,
      margin: flags & 2 ? apart.at(row) + usualMargin(call, { cost, fx: rate }) : null,
      marginCurrency: marginCurrency.at(row),
    };
  };
  return { vendorId, gatewayId, at };
}
