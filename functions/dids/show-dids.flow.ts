import { getCustomers } from "../customers/customer.store.ts";
import { isoInstant } from "../platform/clock.ts";
import type { Did, StoredDid } from "./did.ts";
import { deviceNames } from "./did-devices.flow.ts";
import { hasCharges, monthlyPrice, type Rent, standingOf } from "./rent.ts";

const rentShown = (rent: Rent, did: StoredDid): Did["rent"] => ({
  standing: standingOf(rent),
  paidUntil: monthlyPrice(did) > 0n ? rent.paidUntil : null,
  unpaidSince: rent.unpaidSince,
});

/** With the names of whose it is and where it rings. */
export async function shownDids(dids: readonly StoredDid[]): Promise<Did[]> {
  const accounts = dids.flatMap(({ account }) => account ?? []);
  const customers = await getCustomers([...new Set(accounts)]);
  const ringing = dids.flatMap(({ account, ringsAt }) => (account && ringsAt ? [account] : []));
  const devices = await deviceNames(ringing);
  return dids.map((did) => {
    const { from, former: _former, rent, ...shown } = did;
    return {
      ...shown,
      rent: rent === null || !hasCharges(did) ? null : rentShown(rent, did),
      company: did.account === null ? null : (customers.get(did.account)?.company ?? null),
      device: did.ringsAt === null ? null : (devices.get(did.ringsAt) ?? null),
      since: isoInstant(from),
    };
  });
}
