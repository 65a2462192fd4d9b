import { ownerOf, type Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { dayMs } from "../time/day.ts";
import { invoicesOf, listedInvoices } from "./invoice.store.ts";
import { type StoredInvoice, statusOf } from "./invoice.ts";
import type { InvoiceFilters } from "./invoice-view.ts";

/** Invoices that one page looks at; a rare status still answers soon, with fewer and a place to go on. */
const mostLookedAt = 1000;
const readAtOnce = 100;

const dayAfter = (day: string): string => new Date(Date.parse(day) + dayMs).toISOString();

const hasStatus = (invoice: StoredInvoice, { status }: InvoiceFilters, at: number): boolean =>
  status === undefined || statusOf(invoice, at) === status;

/** The same filters over the invoices of one customer, newest first. A page may be short, or empty, and have more behind it. */
export async function listCustomerInvoices(
  account: string,
  filters: InvoiceFilters,
  page: { limit: number; after: Record<string, unknown> | undefined },
  at: number,
): Promise<{ invoices: StoredInvoice[]; after: Record<string, unknown> | undefined }> {
  const { invoices, after } = await invoicesOf(account, page.limit, page.after);
  const [from, until] = [filters.from ?? "0", filters.to ? dayAfter(filters.to) : "9"];
  const isInSpan = ({ issuedAt }: StoredInvoice) => isoInstant(issuedAt) >= from && isoInstant(issuedAt) < until;
  return { invoices: invoices.filter((one) => isInSpan(one) && hasStatus(one, filters, at)), after };
}

/**
 * A page of the principal's invoices, newest first. A page may be short, or empty, and have more behind it.
 * @param at epoch ms, by which it is judged what is overdue
 */
export async function listInvoices(
  principal: Principal,
  filters: InvoiceFilters,
  page: { limit: number; after: Record<string, unknown> | undefined },
  at: number,
): Promise<{ invoices: StoredInvoice[]; after: Record<string, unknown> | undefined }> {
  const span = { from: filters.from ?? "0", to: filters.to ? dayAfter(filters.to) : "9" };
  const fits = (invoice: StoredInvoice): boolean =>
    hasStatus(invoice, filters, at) && (filters.account === undefined || invoice.account === filters.account);
  const isNarrow = filters.status !== undefined || filters.account !== undefined;
  const found: StoredInvoice[] = [];
  let { after } = page;
  let lookedAt = 0;
  do {
    // Never more than what is still wanted, so that a page ends where the next one begins.
    const limit = Math.min(isNarrow ? readAtOnce : page.limit, page.limit - found.length);
    const part = await listedInvoices(ownerOf(principal), span, { limit, after });
    found.push(...part.invoices.filter(fits));
    lookedAt += limit;
    after = part.after;
  } while (after && found.length < page.limit && lookedAt < mostLookedAt);
  return { invoices: found, after };
}
