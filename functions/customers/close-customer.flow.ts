import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { freeLogin } from "../auth/login.store.ts";
import { freeCodes } from "../devices/alias.store.ts";
import { removeDevicesOf } from "../devices/remove-device.flow.ts";
import { balancesOf, settled } from "../ledger/ledger.store.ts";
import { decimalOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import { changeCustomer } from "./customer.store.ts";
import type { Customer } from "./customer.ts";

async function requireSettled(customer: Customer): Promise<void> {
  const money = (await balancesOf([customer.account])).get(customer.account);
  if (!money) return;
  if (money.reserved !== 0n)
    throw new Problem("conflict", "Calls are still going on. Close the customer when they have ended.");
  if (money.balance !== 0n)
    throw new Problem(
      "conflict",
      `The balance is ${decimalOf(money.balance)} ${money.currency}. Settle it first: a customer is closed at zero.`,
    );
}

/**
 * Closes a customer: its login, codes, addresses and SIP users are free again, its history stays. Closing it again
 * finishes what an interruption left, and is no fault.
 * @throws Problem conflict while the balance is not zero, or when it changed meanwhile
 */
export async function closeCustomer(seen: Customer, actor: Principal, at: number): Promise<void> {
  if (seen.status !== "CLOSED") {
    await requireSettled(seen);
    const next: Customer = { ...seen, status: "CLOSED", closedAt: isoInstant(at), version: seen.version + 1 };
    const { account } = seen;
    const entry = auditEntry(
      { actor, action: "customer.close", subject: account, account, before: seen, after: next },
      at,
    );
    const lost = "Someone else changed this customer meanwhile. Load it again.";
    await transactGuarded([
      ...guarded([...changeCustomer(seen, next), freeLogin(seen.username)], lost),
      ...guarded(await freeCodes(seen.switchAccounts, { account }, at), lost),
      ...guarded([settled(account)], "Money has just moved. Look at the balance again."),
      ...guarded([entry], lost),
    ]);
  }
  await removeDevicesOf(seen, actor, at);
}
