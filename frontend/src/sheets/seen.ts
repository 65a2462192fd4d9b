import { headerNames } from "../../../functions/sheets/sheet-headers.ts";
import type { Schemas } from "../api/client.ts";

/** What of a sheet was looked at. */
export type SeenView = NonNullable<Schemas["RateImport"]["seen"]>;

/** Headers by which columns are chosen; of a line that was just chosen, before the sheet is read again by it. */
export function headersOf(seen: SeenView | null, { headerRow }: { headerRow: number | null }): string[] {
  const line = seen?.preview.find((one) => one.line === headerRow);
  if (line) return headerNames(line.cells);
  const width = Math.max(0, ...(seen?.preview ?? []).map(({ cells }) => cells.length));
  return headerRow === 0 ? headerNames(Array<string>(width).fill("")) : (seen?.headers ?? []);
}
