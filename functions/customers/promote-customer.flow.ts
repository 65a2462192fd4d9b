import { auditEntry } from "../audit/audit.store.ts";
import { actorOf, type Principal } from "../auth/access.ts";
import { invoicedUpTo, moveInvoicedUpTo } from "../invoices/invoice.store.ts";
import { type BalanceRow, changeTerms } from "../ledger/balance.ts";
import { closePeriodsBefore } from "../ledger/close-period.flow.ts";
import { frozenWrite } from "../ledger/frozen-period.store.ts";
import { balanceOf, balanceUpdate, noneHeld, paymentWrite, usageWrite } from "../ledger/ledger.store.ts";
import { decimalOf } from "../money/money.ts";
import { bookedOn } from "../payments/book-payment.flow.ts";
import { paymentMark } from "../payments/payment.store.ts";
import { requestHash } from "../payments/payment.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { isConflict, Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { changeCustomer, closedWord, getCustomer } from "./customer.store.ts";
import type { Customer } from "./customer.ts";

const lost = "Someone else changed this customer meanwhile. Load it again and repeat your change.";

/**
 * Takes the play money out by an entry of the ledger, and ends the open period with it: what was played is on no invoice
 * of the live customer, and its first period begins now.
 */
async function ending(account: string, row: BalanceRow, actor: Principal, at: number): Promise<Write[]> {
  const kind = row.bal > 0n ? ("CREDIT_REDUCE" as const) : ("CREDIT_ADD" as const);
  const amount = decimalOf(row.bal > 0n ? row.bal : -row.bal);
  const request = { kind, amount, method: "DEMO", reference: "Demo became live", note: "Play money taken out" };
  const order = { account, request, idempotencyKey: `demo-became-live-${row.seq}`, by: actorOf(actor) };
  const { entry, after, finished } = bookedOn(order, row, at);
  const { row: opened, frozen } = changeTerms(row.bal === 0n ? row : after, row, at);
  const booked = [
    paymentWrite(account, entry),
    paymentMark(account, entry, requestHash(request)),
    ...(finished ? [usageWrite(account, finished)] : []),
  ];
  const upTo = { period: frozen.period, closing: 0n };
  return [
    noneHeld(balanceUpdate(account, row, opened)),
    frozenWrite(account, frozen),
    moveInvoicedUpTo(account, await invoicedUpTo(account), upTo),
    ...(row.bal === 0n ? [] : booked),
  ];
}

const mostTries = 5;

/**
 * Makes a demo customer a live one, with all that is set for it. In the same transaction an entry of the ledger brings
 * its balance to zero: play money may not become real.
 * @throws Problem conflict for a customer that is no demo or closed, while calls go on, or when it changed meanwhile
 */
export async function promoteCustomer(seen: Customer, actor: Principal, at: number): Promise<Customer> {
  const { account } = seen;
  if (seen.customerType !== "DEMO") throw new Problem("conflict", "This customer is live already.");
  if (seen.status === "CLOSED") throw new Problem("conflict", closedWord);
  const customer: Customer = { ...seen, customerType: "LIVE", demoUntil: null, version: seen.version + 1 };
  const change = { actor, action: "customer.promote", subject: account, account, before: seen, after: customer };
  for (let tries = 1; ; tries++) {
    await closePeriodsBefore(account, at);
    const row = await balanceOf(account);
    if (!row) throw new Problem("not_found", `Account ${account} has no balance.`);
    if (row.reserved !== 0n)
      throw new Problem("conflict", "Calls are still going on. Make the customer live when they have ended.");
    try {
      const ended = await ending(account, row, actor, at);
      const parts = [...changeCustomer(seen, customer), auditEntry(change, at), ...ended];
      await transactGuarded(guarded(parts, lost));
      return customer;
    } catch (error) {
      // A call was charged at this moment: the balance is another one now.
      if (!isConflict(error) || tries >= mostTries) throw error;
      if ((await getCustomer(account))?.version !== seen.version) throw error;
    }
  }
}
