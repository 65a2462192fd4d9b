import { keys } from "../platform/keys.ts";
import { get, getMany } from "../platform/table.ts";
import { Customer } from "./customer.ts";

/** The customer, also a closed one. Undefined for an account that was never given. */
export const getCustomer = (account: string): Promise<Customer | undefined> => get(Customer, keys.customer(account));

/** By account; accounts that were never given are left out. Consistent, in reads of 100. */
export async function getCustomers(accounts: readonly string[]): Promise<Map<string, Customer>> {
  const items = await getMany(accounts.map((account) => keys.customer(account)));
  return new Map(items.map((item) => Customer.parse(item)).map((customer) => [customer.account, customer]));
}
