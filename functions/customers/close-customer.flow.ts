import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { freeLogin, getLogin } from "../auth/login.store.ts";
import { dropSecondFactor, getSecondFactor } from "../auth/second-factor.store.ts";
import { freeCodes } from "../devices/alias.store.ts";
import { removeDevicesOf } from "../devices/remove-device.flow.ts";
import { invoicedUpTo, openInvoicesOf, stillInvoicedUpTo } from "../invoices/invoice.store.ts";
import { balanceOf, resting } from "../ledger/ledger.store.ts";
import { decimalOf, type Nano } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { doneOnce, type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import { grantWrites } from "../resellers/grant.flow.ts";
import { type Confirmed, closingReasons, type Standing } from "./closing.ts";
import { keepClosure } from "./closure.store.ts";
import { changeCustomer, getCustomer } from "./customer.store.ts";
import type { Customer } from "./customer.ts";

const lost = "Someone else changed this customer meanwhile. Load it again.";

/** How an account stands that is to be closed. */
export async function standingOf({ account, currency }: Customer): Promise<Standing> {
  const [row, open] = await Promise.all([balanceOf(account), openInvoicesOf(account)]);
  return {
    currency,
    balance: row?.bal ?? 0n,
    calls: row?.sessions ?? 0,
    reserved: row?.reserved ?? 0n,
    openInvoices: open.map(({ number }) => number),
  };
}

/** The balance that it is closed with, and what that rests on. @throws Problem conflict with every reason against it */
async function agreedBalance(customer: Customer, confirmed: Confirmed): Promise<{ balance: Nano; agreed: Guarded[] }> {
  const { account } = customer;
  // Before the invoices are looked at: one that is issued behind that is noticed by the write.
  const upTo = await invoicedUpTo(account);
  const standing = await standingOf(customer);
  const { balance } = standing;
  const reasons = closingReasons(standing, confirmed);
  if (reasons.length === 0) {
    const money = guarded([resting(account, balance)], "Money has just moved. Look at the balance again.");
    const invoices = guarded([stillInvoicedUpTo(account, upTo)], "An invoice was just issued. Look at it first.");
    return { balance, agreed: [...money, ...invoices] };
  }
  const fields = reasons.map(({ path, answer }) => ({ path, message: answer }));
  throw new Problem("conflict", reasons.map(({ reason }) => reason).join(" "), { fields });
}

async function close(seen: Customer, confirmed: Confirmed, actor: Principal, at: number): Promise<void> {
  const { account, status, username } = seen;
  if (status === "CLOSED") return;
  const { balance, agreed } = await agreedBalance(seen, confirmed);
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
    ...agreed,
    ...guarded([entry], lost),
  ]);
}

/**
 * Closes a customer: its login, codes, addresses and SIP users are free again, its history stays, and what it had is kept
 * for a while. Closing it again, or twice at once, finishes what an interruption left, and is no fault.
 * @throws Problem conflict with every reason against it: calls that are up, a balance or invoices that are not confirmed;
 * and when it changed meanwhile
 */
export async function closeCustomer(seen: Customer, confirmed: Confirmed, actor: Principal, at: number): Promise<void> {
  const isClosed = async () => (await getCustomer(seen.account))?.status === "CLOSED";
  await doneOnce(isClosed, () => close(seen, confirmed, actor, at));
  await removeDevicesOf(seen, actor, at);
}
