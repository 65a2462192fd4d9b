import { actorOf, allows, type Principal } from "../auth/access.ts";
import { keptPrincipal } from "../auth/kept-principal.ts";
import { closeCustomer, standingOf } from "../customers/close-customer.flow.ts";
import { closingReasons } from "../customers/closing.ts";
import { closedWord, getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { now } from "../platform/clock.ts";
import { isConflict, Problem } from "../platform/problem.ts";
import { write } from "../platform/table.ts";
import { addRun, newRun, startBillingRun } from "./billing-run.store.ts";
import { type BillingRun, billingRunView } from "./billing-run.ts";

/** Calls that go on stand in the way even of a final invoice: it would be without them. */
const callsUp = async (customer: Customer) =>
  closingReasons(await standingOf(customer), {}).find(({ path }) => path === "liveCalls");

/**
 * Ends the open period, issues what is not invoiced yet and then closes the account, in the background.
 * @throws Problem forbidden without the right to close it; conflict for a demo, a closed one, and while calls go on
 */
export async function beginFinalInvoice(customer: Customer, principal: Principal, at: number): Promise<BillingRun> {
  const { account, customerType, status } = customer;
  if (!allows(principal, "customers:write"))
    throw new Problem("forbidden", "This needs the permission customers:write.");
  if (status === "CLOSED") throw new Problem("conflict", closedWord);
  if (customerType === "DEMO")
    throw new Problem("conflict", "A demo customer is not invoiced. Close it without an invoice.");
  const calls = await callsUp(customer);
  if (calls)
    throw new Problem("conflict", `${calls.reason} ${calls.answer}`, {
      fields: [{ path: calls.path, message: calls.answer }],
    });
  const run = {
    ...newRun({ account, closeNow: true }, actorOf(principal), at),
    ...{ final: true, closer: keptPrincipal(principal) },
  };
  await write(addRun(run));
  await startBillingRun(run.id);
  return billingRunView(run);
}

const mostTries = 5;

/**
 * Closes the account with what it owes, or has, now that all of it is invoiced. Once closed it does nothing.
 * @returns why it could not be closed, as a sentence; undefined where it is
 */
export async function closeWithInvoice(account: string, closer: Principal): Promise<string | undefined> {
  for (let tries = 1; ; tries++) {
    const customer = await getCustomer(account);
    if (!customer) return "There is no such customer.";
    const { balance } = await standingOf(customer);
    try {
      await closeCustomer(customer, { balance, openInvoices: true }, closer, now());
      return undefined;
    } catch (error) {
      // Money moved at this moment, or somebody changed it: it is looked at anew.
      if (!isConflict(error)) throw error;
      if (tries >= mostTries || (await callsUp(customer))) return error.message;
    }
  }
}
