import type { CallRow, UpperCharge } from "./call-row.ts";
import type { ColumnReader, ColumnWriter } from "./columns.ts";

/** The columns of a block that say by what the accounts above its customers were charged. Few resellers, few tariffs. */

/** What is not known of a charge from before it was kept. */
export const unknownRating = { tax: 0n, tariffId: null, tariffVersion: null, terms: null };

export function writeUpper(out: ColumnWriter, rows: readonly CallRow[]): void {
  const upper = rows.flatMap((row) => row.upper);
  out.rounded(upper.map(({ tax }) => tax));
  for (const name of ["tariffId", "terms"] as const) out.repeating(upper.map((one) => one[name]));
  out.numbers(upper.map(({ tariffVersion }) => tariffVersion ?? -1));
}

/** @param rated the rows as far as they are read, with the accounts above and their charges */
export function readUpper(block: ColumnReader, rated: readonly Pick<CallRow, "upper">[]): UpperCharge[][] {
  const total = rated.reduce((sum, { upper }) => sum + upper.length, 0);
  const taxes = block.rounded(total);
  const [tariffIds, terms] = [block.repeating(total), block.repeating(total)];
  const versions = block.numbers(total);
  let next = 0;
  return rated.map(({ upper }) =>
    upper.map(({ account, charge }) => {
      const at = next++;
      const version = versions[at] ?? -1;
      const tariffVersion = version < 0 ? null : version;
      const found = { tariffId: tariffIds[at] ?? null, tariffVersion, terms: terms[at] ?? null };
      return { account, charge, tax: taxes[at] ?? 0n, ...found };
    }),
  );
}
