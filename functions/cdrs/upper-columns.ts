import type { CallRow, UpperCharge } from "./call-row.ts";
import { type Column, type ColumnSource, valuesOf } from "./column.ts";
import type { ColumnWriter } from "./columns.ts";

/** The columns of a block that say by what the accounts above its customers were charged. Few resellers, few tariffs. */

/** What is not known of a charge from before it was kept. */
export const unknownRating: Omit<UpperCharge, "account" | "charge"> = {
  tax: 0n,
  tariffId: null,
  tariffVersion: null,
  terms: null,
};

export function writeUpper(out: ColumnWriter, rows: readonly CallRow[]): void {
  const upper = rows.flatMap((row) => row.upper);
  out.rounded(upper.map(({ tax }) => tax));
  for (const name of ["tariffId", "terms"] as const) out.repeating(upper.map((one) => one[name]));
  out.numbers(upper.map(({ tariffVersion }) => tariffVersion ?? -1));
}

/** What blocks of all layouts say of the accounts above: how many each call has, and what each was debited. */
export interface UpperCharges {
  counts: Column<number>;
  /** Of all calls together. */
  total: number;
  accounts: Column<string | null>;
  charges: Column<bigint>;
}

export function readUpperCharges(block: ColumnSource, rows: number): UpperCharges {
  const counts = block.numbers(rows);
  let total = 0;
  for (let row = 0; row < rows; row++) total += counts.at(row);
  return { counts, total, accounts: block.repeating(total), charges: block.rounded(total) };
}

/** How those charges were rated, entry by entry. */
export function readUpperRatings(block: ColumnSource, total: number): Column<typeof unknownRating> {
  const taxes = block.rounded(total);
  const [tariffIds, terms] = [block.repeating(total), block.repeating(total)];
  const versions = block.numbers(total);
  return {
    at: (entry) => {
      const version = versions.at(entry);
      const tariffVersion = version < 0 ? null : version;
      return { tax: taxes.at(entry), tariffId: tariffIds.at(entry), tariffVersion, terms: terms.at(entry) };
    },
  };
}

/** The accounts above of a row. */
export function upperOf(of: UpperCharges, ratings: Column<typeof unknownRating>, rows: number): Column<UpperCharge[]> {
  const { counts, total, accounts, charges } = of;
  if (total === 0) return { at: () => [] };
  let first = 0;
  const firsts = valuesOf(counts, rows).map((count) => {
    first += count;
    return first - count;
  });
  const entry = (at: number): UpperCharge => ({
    account: accounts.at(at) ?? "",
    charge: charges.at(at),
    ...ratings.at(at),
  });
  return { at: (row) => Array.from({ length: counts.at(row) }, (_, i) => entry((firsts[row] ?? 0) + i)) };
}
