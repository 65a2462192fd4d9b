import { now } from "../platform/clock.ts";
import { log } from "../platform/log.ts";
import { allVendors } from "../vendors/vendor.store.ts";
import { bookCosts } from "./book-costs.flow.ts";
import { tellLowBalance } from "./low-balance.flow.ts";

/** Books what the calls of every vendor cost, and tells where little is left; until time is up. Safe to run at once with itself. */
export async function runVendorMoney(workMsLeft: () => number): Promise<void> {
  for (const vendor of await allVendors()) {
    if (workMsLeft() <= 0) return;
    try {
      await bookCosts(vendor);
      await tellLowBalance(vendor, now());
    } catch (error) {
      // One vendor keeps no other waiting; the next run sees to it.
      log.error("a vendor's costs were not booked", { job: vendor.id, error });
    }
  }
}
