import * as z from "zod";
import { operator } from "../auth/access.ts";
import { getCustomers } from "../customers/customer.store.ts";
import { accountCodePage } from "../customers/listing.store.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import { balanceRowsOf } from "../ledger/ledger.store.ts";
import { type After, pagesOf } from "../platform/pages.ts";
import { getResellers, resellerAccountsOf } from "../resellers/reseller.store.ts";
import { type Billable, billableReseller } from "./billable.ts";
import { graceMs } from "./billing-run.ts";
import { type InvoicedUpTo, invoicedUpToOf } from "./invoice.store.ts";

/** Whose invoice is due. What of one account cannot be read is told of, and holds up no other. */

export interface Due {
  billable: Billable[];
  /** Accounts of which it cannot be said, and what was read of them. */
  unreadable: Map<string, z.ZodError>;
}

/** Reads for many at once, and where that fails for ever fewer, until it is known of whom an item cannot be read. */
async function readEach<T>(
  accounts: readonly string[],
  read: (accounts: readonly string[]) => Promise<Map<string, T>>,
  unreadable: Due["unreadable"],
): Promise<Map<string, T>> {
  try {
    return await read(accounts);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [only] = accounts;
    if (accounts.length === 1 && only !== undefined) {
      unreadable.set(only, error);
      return new Map();
    }
    const half = accounts.length >> 1;
    const first = await readEach(accounts.slice(0, half), read, unreadable);
    return new Map([...first, ...(await readEach(accounts.slice(half), read, unreadable))]);
  }
}

/** Whether something of the account is to be invoiced: a period is over, or one that is closed has no invoice. */
const isDue = (row: BalanceRow, upTo: InvoicedUpTo | undefined, at: number): boolean =>
  row.periodUntil + graceMs <= at || row.openPeriod - 1 > (upTo?.period ?? 0);

/** Those of the accounts of whom something is to be invoiced. */
async function dueAmong(accounts: readonly string[], at: number, unreadable: Due["unreadable"]): Promise<string[]> {
  const rows = await readEach(accounts, (some) => balanceRowsOf(some, "lately"), unreadable);
  const upTo = await readEach([...rows.keys()], invoicedUpToOf, unreadable);
  const due = [...rows].filter(([account, row]) => !unreadable.has(account) && isDue(row, upTo.get(account), at));
  return due.map(([account]) => account).sort();
}

/** The customers among the accounts, due or not; demos are not invoiced. */
export async function billableOf(accounts: readonly string[], unreadable: Due["unreadable"] = new Map()): Promise<Due> {
  const customers = await readEach(accounts, getCustomers, unreadable);
  const billable = [...customers.values()].filter(({ customerType }) => customerType !== "DEMO");
  return { billable, unreadable };
}

/** Those of them that something is due of. */
export async function dueOf(accounts: readonly string[], at: number): Promise<Due> {
  const unreadable: Due["unreadable"] = new Map();
  return billableOf(await dueAmong(accounts, at, unreadable), unreadable);
}

/** The resellers among the accounts, due or not. */
export async function billableResellers(
  accounts: readonly string[],
  unreadable: Due["unreadable"] = new Map(),
): Promise<Due> {
  const resellers = await readEach(accounts, getResellers, unreadable);
  return { billable: [...resellers.values()].map(billableReseller), unreadable };
}

/** Resellers are few: they come in one go behind the customers. Of some accounts, or of all of them. */
export async function dueResellers(at: number, among?: readonly string[]): Promise<Due> {
  const unreadable: Due["unreadable"] = new Map();
  return billableResellers(await dueAmong(among ?? (await resellerAccountsOf(operator)), at, unreadable), unreadable);
}

const isAny = ({ billable, unreadable }: Due): boolean => billable.length + unreadable.size > 0;

/** Whether anybody has something due: the clock begins no run for nothing. */
export async function isAnyDue(at: number): Promise<boolean> {
  const pages = pagesOf((place: After) => accountCodePage(operator, { place, limit: 1000 }));
  for await (const { accounts } of pages) if (isAny(await dueOf(accounts, at))) return true;
  return isAny(await dueResellers(at));
}
