import { listsOf, operator } from "../auth/access.ts";
import { getCustomers } from "../customers/customer.store.ts";
import { accountPage } from "../customers/listing.store.ts";
import { newId } from "../platform/id.ts";
import { type After, pagesOf } from "../platform/pages.ts";
import { transact } from "../platform/table.ts";
import { oweDay } from "./owner-day.store.ts";
import { trafficDays } from "./traffic-day.store.ts";

const accountsAtOnce = 100;

/**
 * Owes every counted day of every customer to whoever is above it, as if it had been counted anew. Safe to repeat. For
 * days that were counted before anybody added them up.
 */
export async function enlistCountedDays(): Promise<void> {
  const pages = pagesOf((place: After) => accountPage(operator, "", { place, limit: accountsAtOnce }));
  for await (const { rows } of pages) {
    const customers = await getCustomers(rows.map(({ account }) => account));
    for (const customer of customers.values())
      for (const { date } of await trafficDays(customer.account, "0000", "9999"))
        await transact(oweDay(listsOf(customer), customer, date, newId("event")));
  }
}
