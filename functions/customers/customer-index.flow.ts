import { type CustomerIndex, columnsOf } from "./customer-index.ts";
import { mostIndexed } from "./list-customers.flow.ts";
import { listingsOf, listState } from "./listing.store.ts";

/** Changes with the form of the answer, so that no page keeps an older one. */
const form = 1;

/**
 * The list of an owner with its tag; without the list where the tag is still the one that was seen. The tag is read
 * before the lines: at worst it is older than they are, and the next question brings them once more.
 */
export async function customerIndex(owner: string, seen: string | undefined) {
  const { version, customers } = await listState(owner);
  // The owner is part of it, because a browser keeps answers by their address alone.
  const tag = `${owner}-${version}-${form}`;
  if (seen === tag) return { tag, index: undefined };
  const columns = customers > mostIndexed ? null : columnsOf(await listingsOf(owner));
  const index: CustomerIndex = { customers: columns?.account.length ?? customers, columns };
  return { tag, index };
}
