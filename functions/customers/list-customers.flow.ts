import { balancesOf } from "../ledger/ledger.store.ts";
import { decimalOf } from "../money/money.ts";
import { listingsOf } from "./customer.store.ts";
import type { Customer } from "./customer.ts";
import type { CustomerReply } from "./customer-request.ts";
import { type CustomerFilters, inOrder, type Listing, type ListRow, matches } from "./listing.ts";

type Figures = Pick<CustomerReply, "balance" | "reserved" | "available">;
const nothing: Figures = { balance: "0", reserved: "0", available: "0" };

async function figuresOf(accounts: readonly string[]): Promise<Map<string, Figures>> {
  const balances = await balancesOf(accounts);
  return new Map(
    [...balances].map(([account, { balance, reserved, available }]) => [
      account,
      { balance: decimalOf(balance), reserved: decimalOf(reserved), available: decimalOf(available) },
    ]),
  );
}

/** The customer with its money as it stands. */
export async function withBalance(customer: Customer): Promise<CustomerReply> {
  return { ...customer, ...nothing, ...(await figuresOf([customer.account])).get(customer.account) };
}

const shown = ({ ips, sips, ...row }: Listing, figures: Figures | undefined): ListRow => ({
  ...row,
  ...nothing,
  ...figures,
  ips: Object.values(ips),
  sipUsers: Object.values(sips),
});

/**
 * One page of the customers of an owner that fit the filters. A page begins after the account that the last one ended
 * with; when that one no longer fits, nothing is left out, for the place is found among all.
 */
export async function listCustomers(
  owner: string,
  asked: { filters: CustomerFilters; sort: string; limit: number; after: string | undefined },
): Promise<{ items: ListRow[]; after: string | undefined }> {
  const ordered = inOrder(await listingsOf(owner), asked.sort);
  const start = asked.after === undefined ? 0 : ordered.findIndex((row) => row.account === asked.after) + 1;
  const found = ordered.slice(start).filter((row) => matches(row, asked.filters));
  const page = found.slice(0, asked.limit);
  const figures = await figuresOf(page.map((row) => row.account));
  const items = page.map((row) => shown(row, figures.get(row.account)));
  return { items, after: found.length > page.length ? page.at(-1)?.account : undefined };
}
