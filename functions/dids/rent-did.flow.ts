import { getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { statusAllows } from "../customers/status-rules.ts";
import { attempt, mostTries, pauseAfter } from "../ledger/attempt.flow.ts";
import { localDay } from "../ledger/period.ts";
import { Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import type { Settings } from "../settings/settings.ts";
import { chargeWrites } from "./charge-did.flow.ts";
import { changeDid, getDid, isBooked } from "./did.store.ts";
import type { StoredDid } from "./did.ts";
import { type DidCharge, dueCharge, paidRent, type Rent, unpaidStep } from "./rent.ts";
import { resumedWrites, unpaidWrites } from "./unpaid-did.flow.ts";

export type RentTerms = Pick<Settings, "didRentMonth" | "didGraceDays" | "didReleaseDays">;

interface Owned {
  did: StoredDid & { rent: Rent };
  customer: Customer;
  today: string;
}

/** The number with whose it is, where something can be asked for it. A closed customer is asked for nothing. */
async function ownedDid(number: string, at: number): Promise<Owned | undefined> {
  const did = await getDid(number);
  const customer = did?.account ? await getCustomer(did.account) : undefined;
  if (!did?.rent || !customer || !statusAllows(customer.status, "rent")) return undefined;
  return { did: { ...did, rent: did.rent }, customer, today: localDay(at, customer.timeZone).date };
}

/** What is next for a number: a charge that is booked, a step because it is not covered, or nothing. */
type Step = { writes: Write[]; isCharge: boolean } | undefined;

async function chargeStep({ did, customer, today }: Owned, charge: DidCharge, terms: RentTerms, at: number) {
  const rent = paidRent(did, charge, today, terms.didRentMonth);
  const next = { ...did, rent, version: did.version + 1 };
  const moved = [changeDid(did, next), ...(did.rent.isSuspended && !rent.isSuspended ? resumedWrites(did, at) : [])];
  // It was booked in an earlier time of the same customer with the number.
  if (await isBooked(customer.account, charge)) return { writes: moved, isCharge: true };
  const charged = await chargeWrites({ customer, charge, by: "system", at, mustCover: true });
  if (charged.kind === "uncovered") return charged;
  return { writes: [...moved, ...charged.writes], isCharge: true };
}

async function nextStep(owned: Owned, terms: RentTerms, at: number): Promise<Step> {
  const { did, customer, today } = owned;
  const charge = dueCharge(did, today, terms.didRentMonth);
  if (!charge) return undefined;
  const step = await chargeStep(owned, charge, terms, at);
  if ("writes" in step) return step;
  const patience = { graceDays: terms.didGraceDays, releaseDays: terms.didReleaseDays };
  const unpaid = unpaidStep(did.rent, today, patience);
  if (!unpaid) return undefined;
  const reason = step.account === customer.account ? "RENT_UNPAID" : "RESELLER_RENT_UNPAID";
  const writes = await unpaidWrites({ did, customer, charge, today, step: unpaid, reason, patience }, at);
  return { writes, isCharge: false };
}

/**
 * Books all that is due for a number, the oldest first, as far as balance and credit reach; then sees to it that what is
 * not covered has its consequence. Any number of runs may be at it: each charge and each step stands in one transaction
 * with the number as it was read.
 * @returns how many charges were booked by this call
 * @throws Problem unavailable where the account is too busy; what stands by then stands
 */
export async function rentDid(number: string, terms: RentTerms, at: number): Promise<number> {
  let charges = 0;
  for (let tries = 0; tries < mostTries; tries++) {
    const owned = await ownedDid(number, at);
    const step = owned && (await nextStep(owned, terms, at));
    if (!step) return charges;
    const outcome = await attempt(step.writes);
    if (outcome === "bug") throw new Error(`what is due for ${number} cannot be booked`);
    if (outcome === "done") {
      if (step.isCharge) charges++;
      tries = -1;
    } else await pauseAfter(outcome, tries);
  }
  throw new Problem("unavailable", "The account is very busy. Please try again.", { retryAfterSeconds: 5 });
}
