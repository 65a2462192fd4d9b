import { auditEntry } from "../audit/audit.store.ts";
import { actorOf, type Principal } from "../auth/access.ts";
import { refuseSecrets, takenName } from "../auth/change-login.flow.ts";
import { claimLogin } from "../auth/login.store.ts";
import { hashNewPassword } from "../auth/new-password.flow.ts";
import { noPassword } from "../auth/password.ts";
import { causeChanged } from "../cdrs/cause.store.ts";
import { causes } from "../cdrs/cause.ts";
import { freeAccount } from "../customers/free-account.flow.ts";
import { limitWrites as balanceLimits } from "../ledger/change-limits.flow.ts";
import { openBalance } from "../ledger/ledger.store.ts";
import { nanoOf } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { Problem } from "../platform/problem.ts";
import { grantWrites } from "./grant.flow.ts";
import { sellerFor } from "./in-reach.flow.ts";
import { addReseller, changeReseller, moveLimit } from "./reseller.store.ts";
import type { NewReseller, Reseller, ResellerChange } from "./reseller.ts";
import { loginChange, loginOf, lost } from "./reseller-login.flow.ts";

/**
 * Adds a reseller in one transaction: itself, its place in the lists above it, its login, its limit and its balance.
 * @throws Problem conflict when the user name is taken or the limit is more than the reseller above may grant
 */
export async function addNewReseller(asked: NewReseller, actor: Principal, at: number): Promise<Reseller> {
  const { password, parent, ...fields } = asked;
  const seller = await sellerFor(parent, actor);
  if (seller === undefined) throw new Problem("not_found", "There is no such reseller.");
  const account = await freeAccount();
  const reseller: Reseller = {
    ...fields,
    account,
    parent: seller?.account ?? null,
    resellers: seller ? [seller.account, ...seller.resellers] : [],
    createdAt: isoInstant(at),
    version: 1,
  };
  const entry = auditEntry({ actor, action: "reseller.create", subject: account, account, after: reseller }, at);
  // Counting from the clock, so that no session of whoever had the name before speaks for this reseller.
  const hash = password === undefined ? noPassword : await hashNewPassword(password, { ...reseller, kind: "reseller" });
  const login = claimLogin(loginOf(reseller, hash, at));
  await transactGuarded([
    ...guarded(addReseller(reseller), "The account code was just given away. Please try again."),
    ...guarded([login], takenName, "username"),
    ...grantWrites(reseller.parent, undefined, reseller.creditLimit),
    ...guarded([openBalance(reseller, at), entry], lost),
  ]);
  return reseller;
}

/** Records without a price may have waited for another tariff of the reseller's. */
const mended = (seen: Reseller, next: Reseller, at: number) =>
  seen.tariffId === next.tariffId ? [] : [causeChanged([causes.tariff(seen.tariffId)], at)];

/** Its own limit, and what that takes of the limit above it. */
function limitWrites(seen: Reseller, next: Reseller): Guarded[] {
  const more = nanoOf(next.creditLimit) - nanoOf(seen.creditLimit);
  if (more === 0n) return [];
  const below = "It has granted more than this already. Take credit back from those below it first.";
  return [
    ...guarded([moveLimit(seen.account, more)], below, "creditLimit"),
    ...grantWrites(seen.parent, seen.creditLimit, next.creditLimit),
  ];
}

/** @throws Problem conflict when it changed meanwhile, a user name is taken or a limit does not fit */
export async function editReseller(
  seen: Reseller,
  change: ResellerChange,
  actor: Principal,
  at: number,
): Promise<Reseller> {
  const { password, secondFactor, ...fields } = change;
  refuseSecrets(change, actor);
  const next: Reseller = { ...seen, ...(fields as Partial<Reseller>), version: seen.version + 1 };
  const { account } = seen;
  const secrets = {
    ...(password === undefined ? {} : { password }),
    ...(secondFactor === undefined ? {} : { secondFactor }),
  };
  const after = { ...next, ...secrets };
  const entry = auditEntry({ actor, action: "reseller.change", subject: account, account, before: seen, after }, at);
  await transactGuarded([
    ...guarded([changeReseller(seen, next)], lost),
    ...(await loginChange(seen, next, secrets, at)),
    ...limitWrites(seen, next),
    ...guarded(await balanceLimits(seen, next, actorOf(actor), at), lost),
    ...guarded([entry, ...mended(seen, next, at)], lost),
  ]);
  return next;
}
