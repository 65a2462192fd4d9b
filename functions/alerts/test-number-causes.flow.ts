import { upFrom } from "../auth/access.ts";
import { getCustomers } from "../customers/customer.store.ts";
import { isoDay } from "../platform/clock.ts";
import { testCallsSince } from "../switch/test-call.store.ts";
import { counted } from "../time/counted.ts";
import { dayMs } from "../time/day.ts";
import type { Cause, Found } from "./alert.ts";

/** One cause for each customer and day on which it tried a test number: today and yesterday, so that none is missed at midnight. */
export async function triedTestNumbers(at: number): Promise<Found> {
  const days = await testCallsSince(isoDay(at - dayMs));
  const customers = await getCustomers(days.map(({ account }) => account));
  const causes = days.flatMap(({ account, day, n, last }): Cause[] => {
    const customer = customers.get(account);
    if (!customer) return [];
    const text = `${customer.company}: ${counted(n, "call")} to test numbers on ${day} refused. ${last}`;
    const page = `/customers/${account}`;
    return [{ subject: `${account}#${day}`, account, chain: upFrom(customer), text, page }];
  });
  return { kind: "TEST_NUMBER", causes, isWhole: true };
}
