import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { takenName } from "../auth/change-login.flow.ts";
import { claimLogin, getLogin } from "../auth/login.store.ts";
import { movedFactor } from "../auth/second-factor.flow.ts";
import { claimCodes } from "../devices/alias.store.ts";
import { freeAmong } from "../devices/free-codes.flow.ts";
import { codesGiven } from "../devices/mended.flow.ts";
import { restoreDevicesOf } from "../devices/restore-device.flow.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { isConflict, Problem } from "../platform/problem.ts";
import { grantWrites } from "../resellers/grant.flow.ts";
import { loginOfCustomer } from "./add-customer.flow.ts";
import { dropClosure, getClosure } from "./closure.store.ts";
import type { Closure } from "./closure.ts";
import { changeCustomer, getCustomer } from "./customer.store.ts";
import type { Customer } from "./customer.ts";
import { holderShown } from "./holder-shown.flow.ts";
import { withBalance } from "./list-customers.flow.ts";
import { type Reopened, type Taken, taken } from "./reopened.ts";
import { isUndoable, otherUsername, undoDays } from "./undo-term.ts";

const lost = "Someone else changed this customer meanwhile. Load it again.";

/** The user name that it had, or the next one that is free. */
async function usernameFor(seen: Customer, actor: Principal): Promise<{ username: string; taken: Taken[] }> {
  const holder = await getLogin(seen.username);
  if (!holder) return { username: seen.username, taken: [] };
  for (let n = 1; n < 100; n++) {
    const username = otherUsername(seen.username, n);
    if (await getLogin(username)) continue;
    const gone = taken("USERNAME", seen.username, await holderShown(holder.account ?? undefined, actor));
    return { username, taken: [{ ...gone, message: `${gone.message} The login is ${username} now.` }] };
  }
  throw new Problem("conflict", `The user name ${seen.username} is taken, and so are those like it.`);
}

async function keptOf(seen: Customer, at: number): Promise<Closure> {
  const closure = await getClosure(seen.account);
  if (!closure || seen.closedAt === null || !isUndoable(seen.closedAt, at))
    throw new Problem(
      "conflict",
      `A customer can be opened again for ${undoDays} days after it was closed. Add a new one instead.`,
    );
  return closure;
}

interface Opened {
  customer: Customer;
  taken: Taken[];
}

/** Itself, its login and its codes, in one transaction. */
async function open(seen: Customer, closure: Closure, actor: Principal, at: number): Promise<Opened> {
  const { account } = seen;
  const name = await usernameFor(seen, actor);
  const codes = await freeAmong(seen.switchAccounts, actor);
  const customer: Customer = {
    ...seen,
    username: name.username,
    switchAccounts: codes.free,
    status: closure.status,
    closedAt: null,
    version: seen.version + 1,
  };
  const change = { actor, action: "customer.reopen", subject: account, account, before: seen, after: customer };
  const { passwordHash, authVer, secondFactor } = closure;
  const login = loginOfCustomer(customer, passwordHash, Math.max(authVer + 1, at), secondFactor !== null);
  const factor = secondFactor ? [await movedFactor(secondFactor, seen.username, name.username)] : [];
  await transactGuarded([
    ...guarded([...changeCustomer(seen, customer), dropClosure(account), ...factor, auditEntry(change, at)], lost),
    ...guarded([claimLogin(login)], takenName),
    ...grantWrites(seen.reseller, undefined, seen.creditLimit),
    ...guarded(claimCodes(codes.free, { account }, at), "A code is another customer's."),
    ...guarded(codesGiven([], codes.free, at), lost),
  ]);
  return { customer, taken: [...name.taken, ...codes.taken] };
}

const mostTries = 5;

/** @throws Problem conflict when the customer itself changed; a name or a code that was just taken is looked at anew */
async function openPatiently(seen: Customer, actor: Principal, at: number): Promise<Opened> {
  for (let tries = 1; ; tries++) {
    const closure = await keptOf(seen, at);
    try {
      return await open(seen, closure, actor, at);
    } catch (error) {
      if (!isConflict(error) || tries >= mostTries) throw error;
      if ((await getCustomer(seen.account))?.version !== seen.version) throw error;
    }
  }
}

/**
 * Undoes the closing of a customer: its status, login, codes and devices are as before, but for what others took since,
 * which the answer names. Asked again for an open customer, it gives back what has become free meanwhile and what an
 * interruption left.
 * @throws Problem conflict when the time to undo is over, or it changed meanwhile
 */
export async function reopenCustomer(seen: Customer, actor: Principal, at: number): Promise<Reopened> {
  const opened = seen.status === "CLOSED" ? await openPatiently(seen, actor, at) : { customer: seen, taken: [] };
  const devices = await restoreDevicesOf(opened.customer, actor, at);
  return { ...devices, customer: await withBalance(opened.customer), taken: [...opened.taken, ...devices.taken] };
}
