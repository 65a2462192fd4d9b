import type { BalanceRow } from "../ledger/balance.ts";
import type { DocumentEntry } from "../ledger/entry.ts";
import { passedUp } from "../ledger/passed-up.ts";
import { passUp } from "../payments/pass-up.flow.ts";
import type { Write } from "../platform/table.ts";

/**
 * What a document does to the balances of the resellers above: nothing of it comes in from outside, so tax that the
 * customer had money for is its reseller's, who owes it, and what is given back is set aside by the reseller.
 * @param mustCover a reseller gives it back, so that it must have it
 */
export function documentPassedUp(
  before: BalanceRow,
  after: BalanceRow,
  account: string,
  { kind, id, at, by }: DocumentEntry,
  mustCover = false,
): Promise<Write[]> {
  const cause = { document: kind, id, at, by, method: "", reference: id };
  return passUp({ from: account, cause, up: passedUp(before.bal, after.bal, 0n), mustCover });
}
