import { customerInReach } from "../../customers/in-reach.flow.ts";
import { fittingPrices, type NoticeLine } from "../../rate-notices/notice-line.ts";
import { priceColumns } from "../../rate-notices/price-sheet.ts";
import { priceListOf } from "../../rate-notices/rate-notice.flow.ts";
import type { FiltersOf } from "../export.ts";
import { exportKind, type Scope } from "./kind.ts";

async function linesOf({ account, ...filters }: FiltersOf<"prices">, { principal, at }: Scope): Promise<NoticeLine[]> {
  return fittingPrices(await priceListOf(await customerInReach(account, principal), at), filters, at);
}

async function* pages(filter: FiltersOf<"prices">, scope: Scope) {
  yield { rows: await linesOf(filter, scope), done: 1 };
}

/** A customer's prices from A to Z, as they hold and as they are announced: the columns of a rate notice's sheet. */
export const priceRows = exportKind<FiltersOf<"prices">, NoticeLine>({
  columns: priceColumns,
  pages,
  count: async (filter, scope) => (await linesOf(filter, scope)).length,
  check: ({ account }, { principal }) => customerInReach(account, principal),
});
