import { auditEntry } from "../audit/audit.store.ts";
import { actorOf, type Principal } from "../auth/access.ts";
import { loginWrites, refuseSecrets, type Secrets } from "../auth/change-login.flow.ts";
import { causeChanged } from "../cdrs/cause.store.ts";
import { causes } from "../cdrs/cause.ts";
import { changeCodes } from "../devices/alias.store.ts";
import { codesGiven } from "../devices/mended.flow.ts";
import { leaveAlone, suspensionOf } from "../dunning/suspension.store.ts";
import { limitWrites } from "../ledger/change-limits.flow.ts";
import { balancesOf, onlyWhileEmpty } from "../ledger/ledger.store.ts";
import { type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { grantWrites } from "../resellers/grant.flow.ts";
import { getSettings } from "../settings/settings.store.ts";
import { loginOfCustomer } from "./add-customer.flow.ts";
import { changeCustomer, closedWord } from "./customer.store.ts";
import type { Customer } from "./customer.ts";
import type { CustomerChange } from "./customer-request.ts";
import { endAfter } from "./demo.ts";
import { statusAllows } from "./status-rules.ts";

const lost = "Someone else changed this customer meanwhile. Load it again and repeat your change.";

const loginChange = (seen: Customer, next: Customer, secrets: Secrets, at: number): Promise<Guarded[]> =>
  loginWrites(
    {
      ...{ from: seen.username, to: next.username, secrets, person: next, lost },
      sameAccess: statusAllows(seen.status, "portal") === statusAllows(next.status, "portal"),
      loginOf: (hash, authVer, secondFactor) => loginOfCustomer(next, hash, authVer, secondFactor),
    },
    at,
  );

/** A demo's play money may not become real, nor what comes while the customer becomes live. */
async function balanceWrites(seen: Customer, next: Customer, by: string, at: number): Promise<Guarded[]> {
  const writes = await limitWrites(seen, next, by, at);
  return guarded(seen.customerType === next.customerType ? writes : onlyWhileEmpty(seen.account, writes), lost);
}

/** @throws Problem conflict while there is money */
async function refusePlayMoney(seen: Customer, next: Customer): Promise<void> {
  if (seen.customerType === next.customerType) return;
  const balance = (await balancesOf([seen.account])).get(seen.account);
  if (balance && balance.balance !== 0n)
    throw new Problem(
      "conflict",
      "A demo can become live only with a balance of zero. Take the play money out first.",
      {
        fields: [{ path: "customerType", message: "The balance must be zero first." }],
      },
    );
}

/** A demo that was over and is let in again has its days anew. */
async function withEnd(seen: Customer, next: Customer, at: number): Promise<Customer> {
  if (seen.customerType === "LIVE") return next;
  return { ...next, demoUntil: endAfter(seen, next, at, (await getSettings()).demoDays) };
}

/** What records in suspense may have waited for: its codes, and a tariff that has a price for them. */
function mended(seen: Customer, next: Customer, at: number): Write[] {
  const { account, tariffId } = seen;
  const sold = tariffId === next.tariffId && seen.currency === next.currency;
  const tariff = sold ? [] : [causeChanged([causes.tariff(tariffId)], at, account)];
  return [...codesGiven(seen.switchAccounts, next.switchAccounts, at), ...tariff];
}

/** A customer that does not pay and whose status a person changes is from then on that person's: paying lets nobody in. */
async function statusWrites(seen: Customer, next: Customer, actor: Principal | undefined): Promise<Write[]> {
  if (!actor || seen.status !== "SUSPENDED" || next.status === "SUSPENDED") return [];
  const unpaid = await suspensionOf(seen.account);
  return unpaid ? [leaveAlone(unpaid)] : [];
}

/** What the audit calls it where nobody did it but the product itself. */
const ownAction = ({ customerType }: Customer, isSpike: boolean): string =>
  isSpike ? "customer.spend-spike" : customerType === "DEMO" ? "customer.demo-end" : "customer.unpaid";

/**
 * Changes a customer in one transaction, with its line in the list, its login, its codes and its limits, and with what the
 * caller writes alongside. Without an actor it is the product itself, which blocks a demo that is over, and suspends
 * whoever does not pay or spends far more than usual.
 * @throws Problem conflict when it changed meanwhile, is closed, or a user name or code is taken
 */
export async function editCustomer(
  seen: Customer,
  change: CustomerChange,
  by: Principal | "SPEND_SPIKE" | undefined,
  at: number,
  alongside: readonly Write[] = [],
): Promise<Customer> {
  const actor = typeof by === "object" ? by : undefined;
  if (seen.status === "CLOSED") throw new Problem("conflict", closedWord);
  const { password, secondFactor, ...fields } = change;
  const secrets = {
    ...(password === undefined ? {} : { password }),
    ...(secondFactor === undefined ? {} : { secondFactor }),
  };
  if (actor) refuseSecrets(secrets, actor);
  const changed: Customer = { ...seen, ...(fields as Partial<Customer>), version: seen.version + 1 };
  const next = await withEnd(seen, changed, at);
  await refusePlayMoney(seen, next);
  const { account } = seen;
  const after = { ...next, ...secrets };
  const action = actor ? "customer.change" : ownAction(seen, by === "SPEND_SPIKE");
  const entry = auditEntry({ actor, action, subject: account, account, before: seen, after }, at);
  const codes = await changeCodes(seen.switchAccounts, next.switchAccounts, { account }, at);
  await transactGuarded([
    ...guarded(changeCustomer(seen, next), lost),
    ...(await loginChange(seen, next, secrets, at)),
    ...guarded(codes, "A code is another customer's.", "switchAccounts"),
    ...(await balanceWrites(seen, next, actor ? actorOf(actor) : "system", at)),
    ...grantWrites(seen.reseller, seen.creditLimit, next.creditLimit),
    ...guarded(await statusWrites(seen, next, actor), lost),
    ...guarded([entry, ...mended(seen, next, at), ...alongside], lost),
  ]);
  return next;
}
