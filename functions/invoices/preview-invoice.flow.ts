import type { Customer } from "../customers/customer.ts";
import { closePeriod } from "../ledger/balance.ts";
import { balanceOf } from "../ledger/ledger.store.ts";
import { Problem } from "../platform/problem.ts";
import { getSettings } from "../settings/settings.store.ts";
import { invoicedUpTo } from "./invoice.store.ts";
import type { Invoice } from "./invoice-view.ts";
import { invoiceView } from "./invoice-view.ts";
import { documentOf, draftFor } from "./issue-invoice.flow.ts";

const mostTries = 3;

/**
 * What the invoice of the open period would say now. Nothing is written and no number is taken.
 * @throws Problem conflict while an earlier period waits for its invoice, or calls are posted all the time
 */
export async function previewInvoice(customer: Customer, at: number): Promise<Invoice> {
  const { account } = customer;
  const settings = await getSettings();
  for (let tries = 0; tries < mostTries; tries++) {
    const row = await balanceOf(account);
    const upTo = await invoicedUpTo(account);
    if (!row) throw new Problem("not_found", `Account ${account} has no balance.`);
    if (row.openPeriod - 1 > (upTo?.period ?? 0))
      throw new Problem("conflict", "An earlier period waits for its invoice. Start a billing run first.");
    const until = Math.min(Math.max(at, row.periodFrom), row.periodUntil);
    const { frozen } = closePeriod({ ...row, periodUntil: until });
    const closing = { customer, settings, unrated: [], by: "system" };
    const draft = await draftFor(closing, frozen, upTo?.closing ?? 0n);
    if (!draft) continue;
    const { invoice } = await documentOf(closing, frozen, draft, at);
    return { ...invoiceView({ ...invoice, number: "DRAFT" }, at), status: "DRAFT" };
  }
  throw new Problem("conflict", "Calls are being posted at this moment. Please try again.");
}
