import { type Principal, reaches, upFrom } from "../auth/access.ts";
import { getCustomer } from "../customers/customer.store.ts";
import { Problem } from "../platform/problem.ts";
import { getReseller } from "./reseller.store.ts";
import type { Reseller } from "./reseller.ts";

/** @throws Problem not_found, in the same words for what does not exist and for what is someone else's */
export async function resellerInReach(account: string, principal: Principal): Promise<Reseller> {
  const reseller = /^C\d{8}$/.test(account) ? await getReseller(account) : undefined;
  if (!reseller || !reaches(principal, upFrom(reseller)))
    throw new Problem("not_found", `There is no reseller ${account.slice(0, 20)}.`);
  return reseller;
}

/** Refuses an account, a customer's or a reseller's, that the principal does not reach. @throws Problem not_found */
export async function checkAccountInReach(account: string, principal: Principal): Promise<void> {
  const placed = (await getCustomer(account)) ?? (await getReseller(account));
  if (!placed || !reaches(principal, upFrom(placed)))
    throw new Problem("not_found", `There is no account ${account.slice(0, 20)}.`);
}

/**
 * Who is to sell: the reseller that was asked for, else whoever asks.
 * @returns null for the operator; undefined where it is no reseller that the principal reaches
 */
export async function sellerFor(asked: unknown, principal: Principal): Promise<Reseller | null | undefined> {
  const account = typeof asked === "string" && asked !== "" ? asked : principal.account;
  if (account === undefined) return null;
  const reseller = /^C\d{8}$/.test(account) ? await getReseller(account) : undefined;
  return reseller && reaches(principal, upFrom(reseller)) ? reseller : undefined;
}
