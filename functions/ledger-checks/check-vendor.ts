import type { LedgerEntry } from "../ledger/entry.ts";
import { decimalOf } from "../money/money.ts";
import { counted } from "../time/counted.ts";
import { type Costs, movesOf, noCosts, plusCosts } from "../vendor-money/vendor-cost.ts";
import type { Finding } from "./check-account.ts";

/**
 * Whether a vendor's ledger has of every day what is said to be booked, and no more than its calls cost. What is read
 * later is never less, so a run that books meanwhile is no finding.
 */

const told = ({ n, sec, cost }: Costs): string => `${counted(n, "call")}, ${sec} s, ${decimalOf(cost)}`;

function ledgerByDay(entries: readonly LedgerEntry[]): Map<string, Costs> {
  const byDay = new Map<string, Costs>();
  for (const entry of entries) {
    if (entry.kind !== "VENDOR_COST") continue;
    const { n, sec, amount, fixed } = entry;
    byDay.set(entry.day, plusCosts(byDay.get(entry.day) ?? noCosts, { n, sec, cost: amount, fixed }));
  }
  return byDay;
}

export interface VendorBooks {
  vendor: string;
  /** Every line, read before the rest. */
  entries: readonly LedgerEntry[];
  /** What is said to be booked, and what the calls cost, by day (UTC). */
  booked: ReadonlyMap<string, Costs>;
  costs: ReadonlyMap<string, Costs>;
}

export function vendorFindings({ vendor, entries, booked, costs }: VendorBooks): Finding[] {
  return [...ledgerByDay(entries)].flatMap(([day, inLedger]): Finding[] => {
    const said = booked.get(day) ?? noCosts;
    const all = costs.get(day) ?? noCosts;
    const [saidMoves, ledgerMoves, allMoves] = [movesOf(said), movesOf(inLedger), movesOf(all)];
    const isSame = saidMoves === ledgerMoves ? told(said) === told(inLedger) : saidMoves > ledgerMoves;
    if (isSame && allMoves >= saidMoves && (allMoves !== saidMoves || all.cost === said.cost)) return [];
    const detail = `${day}: its calls cost ${told(all)}`;
    return [{ code: "COSTS_NOT_LEDGER", subject: vendor, expected: told(said), found: told(inLedger), detail }];
  });
}
