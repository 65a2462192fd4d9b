import { operator } from "../auth/access.ts";
import { type After, pagesOf } from "../platform/pages.ts";
import { transact } from "../platform/table.ts";
import { isRefusedForNow } from "../platform/write-refused.ts";
import { enlistWatched, getCustomer } from "./customer.store.ts";
import { accountPage } from "./listing.store.ts";

const accountsAtOnce = 100;
const mostTries = 5;

async function enlist(account: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    const customer = await getCustomer(account);
    const writes = customer ? enlistWatched(customer) : [];
    if (writes.length === 0) return;
    try {
      return await transact(writes);
    } catch (error) {
      // Somebody changed it at this moment: it is read again.
      if (!isRefusedForNow(error) || tries >= mostTries) throw error;
    }
  }
}

/** Puts every customer whose money is looked at into the index of those. Safe to repeat. For those of before all were. */
export async function enlistWatchedCustomers(): Promise<void> {
  const pages = pagesOf((place: After) => accountPage(operator, "", { place, limit: accountsAtOnce }));
  for await (const { rows } of pages) for (const { account } of rows) await enlist(account);
}
