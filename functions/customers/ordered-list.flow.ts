import { operator } from "../auth/access.ts";
import { tariffNames } from "../tariffs/tariff.store.ts";
import type { ListedCustomer, Listing } from "./listing.ts";
import { inOrder, orderOf } from "./listing-order.ts";

/** The lines in any order that a list can have. Tariffs are called as the owner of the list knows them: a reseller its own. */
export async function ordered<Row extends Listing | ListedCustomer>(
  lines: readonly Row[],
  sort: string,
  owner: string,
): Promise<Row[]> {
  if (orderOf(sort).field !== "tariffId") return inOrder(lines, sort);
  const ids = [...new Set(lines.map(({ tariffId }) => tariffId))];
  return inOrder(lines, sort, await tariffNames(ids, owner === operator ? undefined : owner));
}
