import { byCross } from "../exchange-rates/convert.ts";
import type { CallRow, VendorPart } from "./call-row.ts";
import type { ColumnReader, ColumnWriter } from "./columns.ts";

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

export function readVendors(block: ColumnReader, charged: readonly Pick<CallRow, "charge" | "tax">[]): VendorPart[] {
  const n = charged.length;
  const [vendorId = [], gatewayId = [], tariffId = [], currency = [], fx = [], marginCurrency = []] = texts.map(() =>
    block.repeating(n),
  );
  const versions = block.numbers(n);
  const known = block.numbers(n);
  const costs = block.rounded(n);
  const apart = block.rounded(n);
  return charged.map((call, i) => {
    const flags = known[i] ?? 0;
    const cost = flags & 1 ? (costs[i] ?? 0n) : null;
    const version = versions[i] ?? -1;
    return {
      vendorId: vendorId[i] ?? null,
      gatewayId: gatewayId[i] ?? null,
      tariffId: tariffId[i] ?? null,
      tariffVersion: version < 0 ? null : version,
      currency: currency[i] ?? null,
      cost,
      fx: fx[i] ?? null,
      margin: flags & 2 ? (apart[i] ?? 0n) + usualMargin(call, { cost, fx: fx[i] ?? null }) : null,
      marginCurrency: marginCurrency[i] ?? null,
    };
  });
}
