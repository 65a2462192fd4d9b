import * as z from "zod";
import { indexed, keys } from "../platform/keys.ts";
import { absent, get, put, queryPage, unchanged, type Write } from "../platform/table.ts";
import { withChange } from "../sheets/with-change.ts";
import { StoredRateImport } from "./rate-import.ts";
import { plainLayout, SheetLayout, type SheetLayoutChange } from "./sheet-layout.ts";

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

/** How this tariff's last sheets were written; what was never declared is plain. */
export async function sheetLayout(tariffId: string): Promise<SheetLayout> {
  const item = await get(z.object({ layout: SheetLayout.partial() }), keys.sheetLayout(tariffId));
  return withChange(plainLayout, item?.layout as SheetLayoutChange | undefined);
}

export const keepSheetLayout = (tariffId: string, layout: SheetLayout): Write =>
  put({ ...keys.sheetLayout(tariffId), layout });
