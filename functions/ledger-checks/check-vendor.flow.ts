import type { LedgerEntry } from "../ledger/entry.ts";
import { entriesOf } from "../ledger/ledger.store.ts";
import { decimalOf } from "../money/money.ts";
import { counted } from "../time/counted.ts";
import { bookedByDay, costsByDay, firstDay } from "../vendor-money/vendor-cost.store.ts";
import { type Costs, movesOf, noCosts, plusCosts } from "../vendor-money/vendor-cost.ts";
import { checkAccount } from "./check-account.flow.ts";
import type { Finding } from "./check-account.ts";

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

/**
 * A vendor's books: its balance is its ledger, its periods meet, and of every day what is said to be booked is what its
 * ledger has, and no more than its calls cost. What is read later is never less, so a run that books meanwhile is no finding.
 */
export async function checkVendor(vendor: string): Promise<Finding[]> {
  const checked = await checkAccount(vendor, 0);
  if (!checked) return [];
  const entries = await entriesOf(vendor, firstDay, "9999-12-31");
  const [booked, costs] = [await bookedByDay(vendor, firstDay), await costsByDay(vendor, firstDay)];
  const findings: Finding[] = [];
  for (const [day, inLedger] of ledgerByDay(entries)) {
    const said = booked.get(day) ?? noCosts;
    const all = costs.get(day) ?? noCosts;
    const [saidMoves, ledgerMoves, allMoves] = [movesOf(said), movesOf(inLedger), movesOf(all)];
    const isSame = saidMoves === ledgerMoves ? told(said) === told(inLedger) : saidMoves > ledgerMoves;
    if (isSame && allMoves >= saidMoves && (allMoves !== saidMoves || all.cost === said.cost)) continue;
    const detail = `${day}: its calls cost ${told(all)}`;
    findings.push({ code: "COSTS_NOT_LEDGER", subject: vendor, expected: told(said), found: told(inLedger), detail });
  }
  return [...checked.findings, ...findings];
}
