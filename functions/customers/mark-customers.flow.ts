import type { BalanceRow } from "../ledger/balance.ts";
import { balanceRowsOf, entriesOf } from "../ledger/ledger.store.ts";
import { log } from "../platform/log.ts";
import { transact } from "../platform/table.ts";
import { WriteRefused } from "../platform/write-refused.ts";
import { getCustomer } from "./customer.store.ts";
import { callsSince, countsFrom, type KeptMark, keptMarks } from "./customer-mark.ts";
import { accountPage, markListing, type Place } from "./listing.store.ts";
import type { Listing } from "./listing.ts";

/** Lines that are looked at together. */
const atOnce = 500;
const sideBySide = 16;

async function hasCalls(account: string, row: BalanceRow, at: number): Promise<boolean> {
  const since = countsFrom(row, at);
  const known = callsSince(row, since);
  if (known !== "entries") return known;
  const entries = await entriesOf(account, since, "9999-12-31");
  return entries.some((entry) => entry.kind === "USAGE" && entry.n > 0);
}

async function marksNow({ account, status }: Listing, row: BalanceRow | undefined, at: number): Promise<KeptMark[]> {
  if (!row || status === "CLOSED") return [];
  return keptMarks(row, await hasCalls(account, row, at));
}

/** In every list that the customer stands in. What moved at this moment is for the next run. */
async function keep(line: Listing, next: KeptMark[]): Promise<void> {
  const customer = await getCustomer(line.account);
  if (!customer) return;
  try {
    await transact(markListing(customer, line.marks, next));
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    log.info("a customer was just marked by another run", { account: line.account, reason: "OVERTAKEN" });
  }
}

async function lookAt(lines: readonly Listing[], at: number): Promise<void> {
  const rows = await balanceRowsOf(
    lines.map(({ account }) => account),
    "lately",
  );
  for (let from = 0; from < lines.length; from += sideBySide)
    await Promise.all(
      lines.slice(from, from + sideBySide).map(async (line) => {
        const next = await marksNow(line, rows.get(line.account), at);
        if (next.join() !== line.marks.join()) await keep(line, next);
      }),
    );
}

/**
 * Marks, of one owner's list, whose credit is nearly used and who has no calls, as far as the time goes: reads every line
 * and balance at half a unit, and writes where something changed. Run again it does nothing twice.
 */
export async function markCustomers(owner: string, at: number, msLeft: () => number): Promise<void> {
  let place: Place;
  do {
    const page = await accountPage(owner, "", { place, limit: atOnce });
    await lookAt(page.rows, at);
    place = page.after;
  } while (place && msLeft() > 0);
  if (place) log.warn("not all customers were looked at", { reason: "OUT_OF_TIME" });
}
