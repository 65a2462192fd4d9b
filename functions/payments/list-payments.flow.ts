import * as z from "zod";
import { getCustomers } from "../customers/customer.store.ts";
import type { PaymentEntry } from "../ledger/entry.ts";
import { type After, fittingPage } from "../platform/pages.ts";
import { getResellers } from "../resellers/reseller.store.ts";
import { spanOf } from "../time/day.ts";
import { getVendors } from "../vendors/vendor.store.ts";
import { allPayments, paymentsOf, reversalsOf } from "./payment.store.ts";
import { Payment, paymentOf } from "./payment.ts";
import { fitting, type PaymentFilters } from "./payment-filters.ts";
import { listWaiting } from "./waiting-payment.store.ts";
import { shownAsPayment } from "./waiting-payment.ts";

/** A payment with whose it is. */
export const ListedPayment = Payment.extend({
  account: z.string(),
  company: z.string(),
  currency: z.string(),
  /** Whether the account is a reseller's. */
  isReseller: z.boolean(),
  /** Whether it is a vendor, by its id: money that goes out. Only among those that wait. */
  isVendor: z.boolean(),
}).meta({ id: "ListedPayment" });
export type ListedPayment = z.infer<typeof ListedPayment>;

/** With the customers, resellers and vendors that they are of. */
async function withHolders<T extends { account: string }>(
  found: readonly T[],
  shown: (one: T) => Promise<Payment> | Payment,
) {
  const accounts = [...new Set(found.map(({ account }) => account))];
  const customers = await getCustomers(accounts);
  const resellers = await getResellers(accounts.filter((account) => !customers.has(account)));
  const vendors = await getVendors(accounts.filter((account) => !customers.has(account) && !resellers.has(account)));
  const items = await Promise.all(
    found.map(async (one): Promise<ListedPayment[]> => {
      const { account } = one;
      const vendor = vendors.get(account);
      const holder =
        customers.get(account) ?? resellers.get(account) ?? (vendor && { ...vendor, company: vendor.name });
      if (!holder) return [];
      const { company, currency } = holder;
      const whose = { account, company, currency, isReseller: resellers.has(account), isVendor: vendor !== undefined };
      return [{ ...(await shown(one)), ...whose }];
    }),
  );
  return items.flat();
}

type Found = { account: string; entry: PaymentEntry };

/** One account's are read off its own ledger, so that they come however many others have. */
const readerOf =
  (filters: PaymentFilters) =>
  async (limit: number, after: After): Promise<{ found: Found[]; after: After }> => {
    const { account } = filters;
    if (account === undefined) return allPayments(spanOf(filters), limit, after);
    const page = await paymentsOf(account, limit, after);
    return { found: page.found.map((entry) => ({ account, entry })), after: page.after };
  };

/** Reversals by the payment that they took back, of each account. */
async function reversalsIn(found: readonly Found[]): Promise<Map<string, Map<string, string>>> {
  const ofAccounts = [...Map.groupBy(found, ({ account }) => account)];
  return new Map(
    await Promise.all(
      ofAccounts.map(async ([account, its]) => {
        const reversals = await reversalsOf(
          account,
          its.map(({ entry }) => entry.id),
        );
        return [account, reversals] as const;
      }),
    ),
  );
}

/** Payments that fit, newest first. A page may be short, or empty, and have more behind it. */
export async function listedPayments(filters: PaymentFilters, page: { limit: number; after: After }) {
  const { found, after } = await fittingPage(page, readerOf(filters), fitting(filters));
  const byAccount = await reversalsIn(found);
  const items = await withHolders(found, ({ account, entry }) =>
    paymentOf(entry, byAccount.get(account)?.get(entry.id) ?? null),
  );
  return { items, after };
}

export async function waitingListed(limit: number, after: After) {
  const page = await listWaiting(limit, after);
  return { items: await withHolders(page.waiting, shownAsPayment), after: page.after };
}
