import { getCustomer } from "../customers/customer.store.ts";
import { getReseller } from "../resellers/reseller.store.ts";

/** The resellers above an account, of either kind, the nearest first. A demo's play money is nobody's, so nobody stands above it. */
export async function accountsAbove(account: string): Promise<readonly string[]> {
  const customer = await getCustomer(account);
  if (customer) return customer.customerType === "DEMO" ? [] : customer.resellers;
  return (await getReseller(account))?.resellers ?? [];
}
