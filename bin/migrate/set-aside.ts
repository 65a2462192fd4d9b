import { decimalOf, type Nano, nanoOf } from "../../functions/money/money.ts";
import type { CustomerRecord, Fault, Id, ResellerOpening, ResellerRecord } from "./records.ts";

/**
 * The opening balances of resellers. There, what a reseller books for a customer changes the customer's balance alone;
 * here it is set aside by the reseller and comes back as calls use it up. So a reseller opens with what it has there less
 * what stands on the balances below it, and the tree as a whole has what its top has there.
 */

const atLeast0 = (amount: Nano): Nano => (amount > 0n ? amount : 0n);
const atMost0 = (amount: Nano): Nano => (amount < 0n ? amount : 0n);

/** What counts of a reseller and of a customer. */
type Holder = Pick<ResellerRecord, "id" | "where" | "parent" | "balance"> & { fields: { creditLimit: string } };
type Buyer = Pick<CustomerRecord, "reseller" | "balance">;

interface Below {
  /** What stands on the balances below a reseller. */
  stands: Nano;
  /** What those directly below it owe, less than 0: a debt goes up to the reseller when it is booked. */
  owed: Nano;
}

/**
 * @param resellers those above before those below
 * @param isSetAsideThere what customers have was taken off their resellers' balances there already
 */
export function openingsOf(
  resellers: readonly Holder[],
  customers: readonly Buyer[],
  isSetAsideThere: boolean,
): { openings: Map<Id, ResellerOpening>; faults: Fault[] } {
  const below = new Map<Id, Below>(resellers.map(({ id }) => [id, { stands: 0n, owed: 0n }]));
  const passUp = (seller: Id | null, balance: Nano, further: Nano) => {
    const sums = seller === null ? undefined : below.get(seller);
    if (!sums) return;
    sums.stands += atLeast0(balance) + further;
    sums.owed += atMost0(balance);
  };
  for (const { reseller, balance } of customers) passUp(reseller, nanoOf(balance), 0n);
  const openings = new Map<Id, ResellerOpening>();
  const faults: Fault[] = [];
  for (const { id, where, parent, fields, balance: there } of resellers.toReversed()) {
    const { stands, owed } = below.get(id) ?? { stands: 0n, owed: 0n };
    const balance = nanoOf(there) - (isSetAsideThere ? 0n : stands);
    passUp(parent, balance, stands);
    const [setAside, here] = [decimalOf(stands), decimalOf(balance)];
    openings.set(id, { setAside, balance: here, entry: decimalOf(balance - owed) });
    if (balance + nanoOf(fields.creditLimit) < 0n)
      faults.push({
        ...{ kind: "ADAPTED", where },
        message: `${id} has ${here} here, less than its credit limit allows, since ${setAside} are set aside for those below it: its calls are refused until it pays or is given credit.`,
      });
  }
  return { openings, faults };
}
