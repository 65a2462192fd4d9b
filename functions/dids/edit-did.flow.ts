import { auditEntry } from "../audit/audit.store.ts";
import { actorOf, type Principal } from "../auth/access.ts";
import { getCustomer } from "../customers/customer.store.ts";
import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { localDay } from "../ledger/period.ts";
import { isoInstant } from "../platform/clock.ts";
import { guarded, transactGuarded } from "../platform/guarded.ts";
import { log } from "../platform/log.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { getSettings } from "../settings/settings.store.ts";
import { chargeWrites } from "./charge-did.flow.ts";
import { addDid, changeDid, didsAmong, getDid, paidUntil, removeDid } from "./did.store.ts";
import { changedDid, type DidChange, type NewDids, type StoredDid } from "./did.ts";
import { refuseFaulty } from "./did-faults.flow.ts";
import { cancellationOf, firstRent, hasCharges } from "./rent.ts";
import { rentDid } from "./rent-did.flow.ts";

const lostWord = "Someone else changed this number meanwhile. Load it again and repeat your change.";

/** @throws Problem not_found */
export async function didOrNotFound(number: string): Promise<StoredDid> {
  const did = /^\d{5,15}$/.test(number) ? await getDid(number) : undefined;
  if (!did) throw new Problem("not_found", "There is no such number.");
  return did;
}

/** Books what is due at once. What the account is too busy for, the next run by the clock books. */
async function rentAtOnce(dids: readonly StoredDid[], at: number): Promise<StoredDid[]> {
  const settings = await getSettings();
  for (const { number, rent } of dids) {
    if (rent === null) continue;
    try {
      await rentDid(number, settings, at);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      log.warn("what is due for a number waits for the next run", { job: number, error });
    }
  }
  const after = await didsAmong(dids.map(({ number }) => number));
  return dids.map((did) => after.get(did.number) ?? did);
}

/** The charges are in the currency of whose number it is; in which zone its days are counted. */
async function ownerOf(account: string | null, at: number) {
  const customer = account === null ? undefined : await getCustomer(account);
  const { timeZone } = customer ?? (await getSettings());
  return { currency: customer?.currency, today: localDay(at, timeZone).date };
}

/** All of them or none. @throws Problem invalid that names every fault; conflict for a number that is there already */
export async function createDids({ numbers, ...asked }: NewDids, actor: Principal, at: number): Promise<StoredDid[]> {
  const owner = await ownerOf(asked.account, at);
  const fields = { ...asked, currency: asked.currency ?? owner.currency ?? null };
  await refuseFaulty(numbers, fields);
  const { account, setupCharge } = fields;
  const made = await Promise.all(
    numbers.map(async (number): Promise<StoredDid> => {
      const paid = account === null ? undefined : await paidUntil(account, number);
      const rent = account === null ? null : firstRent({ since: at, today: owner.today, paidUntil: paid, setupCharge });
      return { number, ...fields, rent, from: at, former: [], createdAt: isoInstant(at), version: 1 };
    }),
  );
  const after = { numbers, ...fields };
  const audit = auditEntry({ actor, action: "did.create", subject: numbers[0] ?? "", after, ...ofAccount(fields) }, at);
  await transactGuarded([
    ...made.flatMap((did) => guarded([addDid(did)], `${did.number} is there already.`, "numbers")),
    ...guarded([audit], lostWord),
  ]);
  return rentAtOnce(made, at);
}

const ofAccount = ({ account }: { account: string | null }) => (account === null ? {} : { account });

/** What the customer that gives the number up is asked for that. */
async function cancellationWrites(seen: StoredDid, next: StoredDid, actor: Principal, at: number): Promise<Write[]> {
  const charge = seen.account === null || seen.account === next.account ? undefined : cancellationOf(seen);
  const customer = charge && (await getCustomer(seen.account ?? ""));
  if (!charge || !customer) return [];
  // It is owed whatever is on the balance, as a call is that was made.
  const charged = await chargeWrites({ customer, charge, by: actorOf(actor), at, mustCover: false });
  return charged.kind === "writes" ? charged.writes : [];
}

/** @throws Problem conflict where the number is no longer as it was read */
async function sameAgain(seen: StoredDid): Promise<void> {
  if ((await getDid(seen.number))?.version !== seen.version) throw new Problem("conflict", lostWord);
}

/** The number after the change. @throws Problem invalid and conflict as above; unavailable where an account is too busy */
export async function editDid(seen: StoredDid, asked: DidChange, actor: Principal, at: number): Promise<StoredDid> {
  const account = asked.account === undefined ? seen.account : asked.account;
  const owner = await ownerOf(account, at);
  // A number with charges keeps their currency until somebody says another one: 5 EUR do not become 5 USD by a sale.
  const kept = hasCharges(seen) && asked.currency === undefined ? seen.currency : null;
  const currency = kept ?? asked.currency ?? owner.currency ?? seen.currency;
  const paid = account === null || account === seen.account ? undefined : await paidUntil(account, seen.number);
  const next = changedDid(seen, { ...asked, currency }, { atMs: at, today: owner.today, paidUntil: paid });
  await refuseFaulty([seen.number], next);
  const { former: _was, ...before } = seen;
  const { former: _is, ...after } = next;
  const told = { actor, action: "did.change", subject: seen.number, before, after };
  const audit = auditEntry({ ...told, ...ofAccount(next.account === null ? seen : next) }, at);
  for (let tries = 0; tries < mostTries; tries++) {
    const outcome = await attempt([changeDid(seen, next), audit, ...(await cancellationWrites(seen, next, actor, at))]);
    if (outcome === "done") return (await rentAtOnce([next], at))[0] ?? next;
    if (outcome === "bug") throw new Error(`the number ${seen.number} cannot be changed`);
    await sameAgain(seen);
    await pauseAfter(outcome, tries);
  }
  throw new Problem("unavailable", "The account is very busy. Please try again.", { retryAfterSeconds: 5 });
}

/** @throws Problem conflict while it is a customer's: its late calls would find nobody */
export async function dropDid(seen: StoredDid, actor: Principal, at: number): Promise<void> {
  if (seen.account !== null)
    throw new Problem("conflict", `${seen.number} is ${seen.account}'s. Take it back into stock first.`);
  const { former: _former, ...before } = seen;
  const audit = auditEntry({ actor, action: "did.remove", subject: seen.number, before }, at);
  await transactGuarded(guarded([removeDid(seen), audit], lostWord));
}
