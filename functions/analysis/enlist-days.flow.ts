import { listsOf, operator } from "../auth/access.ts";
import { getCustomers } from "../customers/customer.store.ts";
import { accountPage, behindAccount } from "../customers/listing.store.ts";
import { newId } from "../platform/id.ts";
import { transact } from "../platform/table.ts";
import { oweDay } from "./owner-day.store.ts";
import { trafficDays } from "./traffic-day.store.ts";

const accountsAtOnce = 100;

/**
 * Owes every counted day of every customer to whoever is above it, as if it had been counted anew. Safe to repeat. For
 * days that were counted before anybody added them up.
 */
export async function enlistCountedDays(): Promise<void> {
  for (let after: string | undefined, isLast = false; !isLast; ) {
    const place = after === undefined ? undefined : behindAccount(operator, after);
    const { rows } = await accountPage(operator, "", { place, limit: accountsAtOnce });
    const customers = await getCustomers(rows.map(({ account }) => account));
    for (const customer of customers.values())
      for (const { date } of await trafficDays(customer.account, "0000", "9999"))
        await transact(oweDay(listsOf(customer), customer, date, newId("event")));
    after = rows.at(-1)?.account;
    isLast = rows.length < accountsAtOnce;
  }
}
