import { upFrom } from "../auth/access.ts";
import type { SuspenseReason } from "../cdrs/cdr.ts";
import { getCustomers } from "../customers/customer.store.ts";
import { countingOf } from "../intake/running-number.ts";
import { allSources } from "../intake/source.store.ts";
import { standingsOf } from "../intake/source-standing.flow.ts";
import { openInvoicePage } from "../invoices/invoice.store.ts";
import { balanceRowsOf } from "../ledger/ledger.store.ts";
import { checkPage } from "../ledger-checks/ledger-check.store.ts";
import { fixedDecimalOf, nanoOf } from "../money/money.ts";
import { isoDay } from "../platform/clock.ts";
import { type After, pagesOf } from "../platform/pages.ts";
import { sourceDays } from "../reconcile/source-days.flow.ts";
import { reasonWords } from "../suspense/reason-words.ts";
import { waitingCells } from "../suspense/suspense.store.ts";
import { counted } from "../time/counted.ts";
import { dayMs } from "../time/day.ts";
import { minuteText } from "../time/minute-text.ts";
import { allVendors } from "../vendors/vendor.store.ts";
import type { Cause, Found } from "./alert.ts";

/** What is wrong now, kind by kind. */

/** Customers with invoices whose due day is over. */
export async function overdue(at: number): Promise<Found> {
  const by = new Map<string, { count: number; first: string }>();
  const yesterday = isoDay(at - dayMs);
  for await (const { invoices } of pagesOf((after: After) => openInvoicePage(yesterday, 200, after)))
    for (const { account, dueOn } of invoices) {
      const known = by.get(account);
      const first = known && known.first < dueOn ? known.first : dueOn;
      by.set(account, { count: (known?.count ?? 0) + 1, first });
    }
  const customers = await getCustomers([...by.keys()]);
  const causes = [...by].flatMap(([account, { count, first }]): Cause[] => {
    const customer = customers.get(account);
    if (!customer || customer.status === "CLOSED") return [];
    const text = `${customer.company}: ${counted(count, "invoice")} not paid, the first was due on ${first}.`;
    return [{ subject: account, account, chain: upFrom(customer), text, page: `/customers/${account}/invoices` }];
  });
  return { kind: "OVERDUE", causes, isWhole: true };
}

export async function vendorsLow(): Promise<Found> {
  const vendors = (await allVendors()).filter((one) => one.status !== "CLOSED" && one.lowBalanceThreshold !== null);
  const rows = await balanceRowsOf(vendors.map(({ id }) => id));
  const causes = vendors.flatMap(({ id, name, currency, lowBalanceThreshold }): Cause[] => {
    const row = rows.get(id);
    if (!row || row.avail >= nanoOf(lowBalanceThreshold ?? "0")) return [];
    const text = `${name}: ${fixedDecimalOf(row.avail, 2)} ${currency} left, less than ${lowBalanceThreshold}.`;
    return [{ subject: id, account: null, chain: [], text, page: `/vendors/${id}` }];
  });
  return { kind: "VENDOR_LOW_BALANCE", causes, isWhole: true };
}

/** One cause for each reason for which records wait. */
export async function unrated(): Promise<Found> {
  const by = new Map<SuspenseReason, number>();
  for (const { cell, share } of await waitingCells()) by.set(cell.reason, (by.get(cell.reason) ?? 0) + share.n);
  const causes = [...by].flatMap(([reason, count]): Cause[] => {
    if (count <= 0) return [];
    const text = `${counted(count, "record")} could not be charged. ${reasonWords[reason]}`;
    return [{ subject: reason, account: null, chain: [], text, page: `/suspense?reason=${reason}` }];
  });
  return { kind: "UNRATED_CDRS", causes, isWhole: true };
}

export async function silentSources(at: number): Promise<Found> {
  const causes = (await standingsOf(await allSources(), at)).flatMap(({ id, name, silence }): Cause[] => {
    if (silence.state !== "SILENT") return [];
    const last = silence.lastCdrAt ? `since ${minuteText(silence.lastCdrAt)}` : "for 40 days";
    const text = `${name}: no CDR ${last}; it is silent after ${counted(silence.afterMinutes, "minute")}.`;
    return [{ subject: id, account: null, chain: [], text, page: `/intake/${id}` }];
  });
  return { kind: "SOURCE_SILENT", causes, isWhole: true };
}

/** Days that are looked at for missing numbers, today among them. */
const gapDays = 3;

export async function numberGaps(at: number): Promise<Found> {
  const sources = (await allSources()).filter((source) => countingOf(source) !== undefined);
  const [from, to] = [isoDay(at - (gapDays - 1) * dayMs), isoDay(at)];
  const bySource = await Promise.all(
    sources.map(async ({ id, name }): Promise<Cause[]> => {
      const days = await sourceDays(id, { from, to }, at);
      return days.flatMap(({ day, missing }) => {
        if (!missing || missing.count === 0) return [];
        const text = `${name}: ${counted(missing.count, "running number")} of ${day} did not come.`;
        return [{ subject: `${id}#${day}`, account: null, chain: [], text, page: `/intake/${id}/${day}` }];
      });
    }),
  );
  return { kind: "NUMBER_GAP", causes: bySource.flat(), isWhole: true };
}

export async function ledgerFaults(): Promise<Found> {
  const { checks } = await checkPage(20, undefined);
  const last = checks.find(({ status }) => status === "done");
  if (!last || last.wrong === 0) return { kind: "LEDGER_FAULT", causes: [], isWhole: true };
  const text = `The check of ${minuteText(last.createdAt)} found ${counted(last.wrong, "fault")}.`;
  const cause: Cause = { subject: "ledger", account: null, chain: [], text, page: "/ledger-checks" };
  return { kind: "LEDGER_FAULT", causes: [cause], isWhole: true };
}
