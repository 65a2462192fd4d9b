import { getCustomers } from "../customers/customer.store.ts";
import { payingReseller } from "../rating/paying-account.ts";
import { billingTermsOf } from "../rating/rate-record.ts";
import { getResellers } from "../resellers/reseller.store.ts";
import { rowOfTariff } from "../tariffs/price-at.ts";
import type { RateRow } from "../tariffs/rate.ts";
import { loadTariff } from "../tariffs/tariff.store.ts";
import type { Price } from "./affordable.ts";
import type { Authorization } from "./authorization.ts";
import type { PayingPeople } from "./stop-of.ts";

/** By what a call that goes on is reckoned: the versions that let it go hold to its end. */

export async function payingPeople(...calls: readonly Pick<Authorization, "amt">[]): Promise<PayingPeople> {
  const accounts = [...new Set(calls.flatMap(({ amt }) => Object.keys(amt)))];
  const [customers, resellers] = await Promise.all([getCustomers(accounts), getResellers(accounts)]);
  return { customers, resellers };
}

/** The price for one account of the chain; undefined: the call is free for it. */
export async function heldPrice(
  seen: Authorization,
  account: string,
  { customers, resellers }: PayingPeople,
): Promise<{ price: Price; row: RateRow } | undefined> {
  const sold = seen.tariffs.find((one) => one.account === account);
  const reseller = resellers.get(account);
  const payer = customers.get(account) ?? (reseller && payingReseller(reseller));
  if (!sold || !payer) return undefined;
  const tariff = await loadTariff({ tariffId: sold.tariffId, version: sold.version });
  const row = rowOfTariff(tariff, seen.answer.cld, seen.askedAt, account);
  if (!row) return undefined;
  return { row, price: { terms: row.terms, rounding: tariff.rounding, billing: billingTermsOf(payer, seen.askedAt) } };
}
