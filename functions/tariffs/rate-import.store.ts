import * as z from "zod";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, put, queryPage, unchanged, type Write } from "../platform/table.ts";
import { StoredRateImport } from "./rate-import.ts";
import { SheetColumns } from "./sheet-columns.ts";

export const getRateImport = (id: string): Promise<StoredRateImport | undefined> =>
  get(StoredRateImport, keys.rateImport(id));

/** The imports of a tariff, newest first. Follows a change within a moment, not at once. */
export async function listRateImports(tariffId: string, limit: number, after: Record<string, unknown> | undefined) {
  const { pk } = keys.rateImportsOf(tariffId);
  const page = await queryPage({ index: "gsi1", pk, newestFirst: true, limit, ...(after ? { after } : {}) });
  return { items: page.items.map((item) => StoredRateImport.parse(item)), after: page.after };
}

/** The import as the next writing of it; refused when another wrote since it was read. */
export function rateImport(next: StoredRateImport): Write {
  const listing = indexed(keys.rateImportsOf(next.tariffId).pk, next.id);
  const item = { ...keys.rateImport(next.id), ...listing, ...next, seq: next.seq + 1 };
  return put(item, next.seq === 0 ? absent : unchanged("seq", next.seq));
}

/** Columns that were last chosen by hand for this tariff's sheets. */
export async function sheetColumns(tariffId: string): Promise<SheetColumns> {
  const item = await get(z.object({ columns: SheetColumns }), keys.sheetColumns(tariffId));
  return item?.columns ?? {};
}

export const keepSheetColumns = (tariffId: string, columns: SheetColumns): Write =>
  put({ ...keys.sheetColumns(tariffId), columns });
