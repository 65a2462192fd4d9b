import type { Customer } from "../customers/customer.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import { type PayingAccount, payingReseller } from "../rating/paying-account.ts";
import type { Reseller } from "../resellers/reseller.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";

/** Who pays for a call before it goes: the customer, then every reseller above it, each by its own tariff and money. */

/** What is asked of every level. A reseller that is blocked stops the calls of its whole tree. */
export type PayingParty = PayingAccount &
  Pick<Customer, "callSessionsPerSecond" | "blockLossRoutes" | "expectedCallSeconds" | "lossTolerancePercent"> & {
    status: Customer["status"];
  };

export interface PayingLevel<Party extends PayingParty = PayingParty> {
  customer: Party;
  balance: BalanceRow;
  tariffId: string;
  /** Undefined: there is no such tariff. */
  tariff: LoadedTariff | undefined;
}

/** The customer first. */
export type PayingChain = readonly [PayingLevel<Customer>, ...PayingLevel[]];

export const resellerParty = (reseller: Reseller): PayingParty => ({
  ...payingReseller(reseller),
  status: reseller.status,
  callSessionsPerSecond: reseller.callSessionsPerSecond,
  blockLossRoutes: reseller.blockLossRoutes,
  expectedCallSeconds: reseller.expectedCallSeconds,
  lossTolerancePercent: reseller.lossTolerancePercent,
});
