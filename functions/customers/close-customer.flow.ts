import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { freeLogin, getLogin } from "../auth/login.store.ts";
import { dropSecondFactor, getSecondFactor } from "../auth/second-factor.store.ts";
import { freeCodes } from "../devices/alias.store.ts";
import { removeDevicesOf } from "../devices/remove-device.flow.ts";
import { balancesOf, resting } from "../ledger/ledger.store.ts";
import { decimalOf, type Nano } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import { grantWrites } from "../resellers/grant.flow.ts";
import { keepClosure } from "./closure.store.ts";
import { changeCustomer } from "./customer.store.ts";
import type { Customer } from "./customer.ts";

const lost = "Someone else changed this customer meanwhile. Load it again.";

/** The balance that it is closed with: zero, or the one that whoever closes it names. */
async function agreedBalance(customer: Customer, confirmed: Nano | undefined): Promise<Nano> {
  const money = (await balancesOf([customer.account])).get(customer.account);
  if (!money) return 0n;
  if (money.reserved !== 0n)
    throw new Problem("conflict", "Calls are still going on. Close the customer when they have ended.");
  if (money.balance !== 0n && money.balance !== confirmed) {
    const balance = decimalOf(money.balance);
    throw new Problem(
      "conflict",
      `The balance is ${balance} ${money.currency}. Settle it first, or confirm that the account is closed with it.`,
      { fields: [{ path: "confirmBalance", message: `Must be ${balance} to close the account with this balance.` }] },
    );
  }
  return money.balance;
}

async function close(seen: Customer, confirmed: Nano | undefined, actor: Principal, at: number): Promise<void> {
  const { account, status, username } = seen;
  if (status === "CLOSED") return;
  const balance = await agreedBalance(seen, confirmed);
  const login = await getLogin(username);
  if (login?.account !== account) throw new Problem("conflict", lost);
  const next: Customer = { ...seen, status: "CLOSED", closedAt: isoInstant(at), version: seen.version + 1 };
  const after = balance === 0n ? next : { ...next, closedWithBalance: decimalOf(balance) };
  const entry = auditEntry({ actor, action: "customer.close", subject: account, account, before: seen, after }, at);
  const factor = await getSecondFactor(username);
  const { passwordHash, authVer } = login;
  const closure = { status, passwordHash, authVer, secondFactor: (login.secondFactor && factor) || null };
  const freed = [freeLogin(username, login), ...(factor ? [dropSecondFactor(username, factor)] : [])];
  await transactGuarded([
    ...guarded([...changeCustomer(seen, next), ...freed, keepClosure(account, closure, at)], lost),
    ...guarded(await freeCodes(seen.switchAccounts, { account }, at), lost),
    ...grantWrites(seen.reseller, seen.creditLimit, undefined),
    ...guarded([resting(account, balance)], "Money has just moved. Look at the balance again."),
    ...guarded([entry], lost),
  ]);
}

/**
 * Closes a customer: its login, codes, addresses and SIP users are free again, its history stays, and what it had is kept
 * for a while. Closing it again finishes what an interruption left, and is no fault.
 * @param confirmed the balance that it may be closed with, where that is not zero
 * @throws Problem conflict while calls go on or the balance is another, or when it changed meanwhile
 */
export async function closeCustomer(
  seen: Customer,
  confirmed: Nano | undefined,
  actor: Principal,
  at: number,
): Promise<void> {
  await close(seen, confirmed, actor, at);
  await removeDevicesOf(seen, actor, at);
}
