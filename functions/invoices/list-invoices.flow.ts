import { ownerOf, type Principal } from "../auth/access.ts";
import { isoInstant } from "../platform/clock.ts";
import { type After, fittingPage } from "../platform/pages.ts";
import { spanOf } from "../time/day.ts";
import { invoicesOf, listedInvoices } from "./invoice.store.ts";
import { type StoredInvoice, statusOf } from "./invoice.ts";
import type { InvoiceFilters } from "./invoice-view.ts";

const hasStatus = (invoice: StoredInvoice, { status }: InvoiceFilters, at: number): boolean =>
  status === undefined || statusOf(invoice, at) === status;

/** The same filters over the invoices of one customer, newest first. A page may be short, or empty, and have more behind it. */
export async function listCustomerInvoices(
  account: string,
  filters: InvoiceFilters,
  page: { limit: number; after: After },
  at: number,
): Promise<{ invoices: StoredInvoice[]; after: After }> {
  const { invoices, after } = await invoicesOf(account, page.limit, page.after);
  const span = spanOf(filters);
  const isInSpan = ({ issuedAt }: StoredInvoice) => isoInstant(issuedAt) >= span.from && isoInstant(issuedAt) < span.to;
  return { invoices: invoices.filter((one) => isInSpan(one) && hasStatus(one, filters, at)), after };
}

/**
 * A page of the principal's invoices, newest first. A page may be short, or empty, and have more behind it.
 * @param at epoch ms, by which it is judged what is overdue
 */
export async function listInvoices(
  principal: Principal,
  filters: InvoiceFilters,
  page: { limit: number; after: After },
  at: number,
): Promise<{ invoices: StoredInvoice[]; after: After }> {
  const span = spanOf(filters);
  const fits = (invoice: StoredInvoice): boolean =>
    hasStatus(invoice, filters, at) && (filters.account === undefined || invoice.account === filters.account);
  const read = async (limit: number, after: After) => {
    const part = await listedInvoices(ownerOf(principal), span, { limit, after });
    return { found: part.invoices, after: part.after };
  };
  const { found, after } = await fittingPage(page, read, fits);
  return { invoices: found, after };
}
