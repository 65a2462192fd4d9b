import { decimalOf, type Nano, nanoOf } from "../../functions/money/money.ts";
import { deepest } from "../../functions/resellers/reseller.ts";
import type { CustomerRecord, Fault, Id, PlacedRecords, Records, ResellerRecord, TariffRecord } from "./records.ts";
import { openingsOf } from "./set-aside.ts";

/** The tree as it can be here: who is below whom, who sells which tariff, and how much credit is granted. */

const leftOut = ({ where }: { where: string }, message: string): Fault => ({ kind: "LEFT_OUT", where, message });

interface Around {
  above: ResellerRecord | undefined;
  /** Logins of those that are placed already. */
  names: ReadonlySet<string>;
  tariffs: ReadonlySet<Id>;
}

/** Why a reseller cannot stand where it stood; undefined where it can. */
function whyNot({ parent, fields, tariff }: ResellerRecord, { above, names, tariffs }: Around): string | undefined {
  if (!tariffs.has(tariff)) return "it buys by no tariff.";
  if (parent !== null && !above) return `reseller ${parent} above it is not taken over.`;
  if (above && above.fields.currency !== fields.currency)
    return `it has ${fields.currency}, and ${parent} above it ${above.fields.currency}: money adds up in one currency.`;
  return names.has(fields.username.toLowerCase()) ? `another reseller has its login, ${fields.username}.` : undefined;
}

/** Level by level, at most three. */
function resellersInPlace({ resellers: all, tariffs }: Records, faults: Fault[]): Map<Id, ResellerRecord> {
  const placed = new Map<Id, ResellerRecord>();
  const known = new Set(tariffs.map(({ id }) => id));
  const names = new Set<string>();
  const refuse = (one: ResellerRecord, why: string) =>
    faults.push(leftOut(one, `Reseller ${one.id} is not taken over: ${why}`));
  const seen = new Set<Id>();
  let level = all.filter(({ parent }) => parent === null);
  for (let depth = 1; depth <= deepest && level.length > 0; depth++) {
    for (const one of level) {
      const above = one.parent === null ? undefined : placed.get(one.parent);
      const why = whyNot(one, { above, names, tariffs: known });
      seen.add(one.id);
      if (why) refuse(one, why);
      else placed.set(one.id, one);
      names.add(one.fields.username.toLowerCase());
    }
    const here = new Set(level.map(({ id }) => id));
    level = all.filter(({ id, parent }) => parent !== null && here.has(parent) && !seen.has(id));
  }
  for (const one of all)
    if (!seen.has(one.id)) refuse(one, `it is below more than ${deepest - 1} others, or below nobody.`);
  return placed;
}

function customersInPlace(
  all: readonly CustomerRecord[],
  resellers: ReadonlyMap<Id, ResellerRecord>,
  faults: Fault[],
): CustomerRecord[] {
  return all.filter((one) => {
    const { id, reseller, fields } = one;
    const seller = reseller === null ? undefined : resellers.get(reseller);
    if (reseller === null || seller?.fields.currency === fields.currency) return true;
    const why = seller ? `has ${seller.fields.currency} and not ${fields.currency}` : "is not taken over";
    faults.push(leftOut(one, `${id} is not taken over: its reseller ${reseller} ${why}.`));
    return false;
  });
}

/** A tariff is sold by its owner alone: one that several sold is a tariff of each here. */
class Sellers {
  readonly made: TariffRecord[];
  private readonly all: ReadonlyMap<Id, TariffRecord>;

  constructor(all: readonly TariffRecord[], resellers: ReadonlyMap<Id, ResellerRecord>) {
    this.all = new Map(all.map((one) => [one.id, one]));
    this.made = all.filter(({ owner }) => owner === null || resellers.has(owner));
  }

  /** The seller's own, made where it has none. */
  of(tariff: Id, seller: Id | null): Id {
    const one = this.all.get(tariff);
    if (!one || one.owner === seller) return tariff;
    const id = `${tariff}/${seller ?? "own"}`;
    if (!this.made.some((other) => other.id === id)) this.made.push({ ...one, id, owner: seller });
    return id;
  }
}

/** Nobody grants more than it has: what is more is cut, in the order of the dump, and named. */
function withinGrants<T extends { id: Id; where: string; fields: { creditLimit: string } }>(
  one: T,
  seller: Id | null,
  left: Map<Id, Nano>,
  faults: Fault[],
): T {
  const free = seller === null ? undefined : left.get(seller);
  const wanted = nanoOf(one.fields.creditLimit);
  const limit = free === undefined || wanted <= free ? wanted : free;
  if (seller !== null && free !== undefined) left.set(seller, free - limit);
  if (limit === wanted) return one;
  const creditLimit = decimalOf(limit);
  const message = `Credit limit ${one.fields.creditLimit} of ${one.id} is ${creditLimit} here: reseller ${seller} has no more to grant.`;
  faults.push({ kind: "ADAPTED", where: one.where, message });
  return { ...one, fields: { ...one.fields, creditLimit } };
}

/** @param isSetAsideThere what customers have was taken off their resellers' balances there already */
export function placed(records: Records, isSetAsideThere: boolean): PlacedRecords {
  const faults = [...records.faults];
  const byId = resellersInPlace(records, faults);
  const sellers = new Sellers(records.tariffs, byId);
  const left = new Map<Id, Nano>();
  const resellers = [...byId.values()].map((one) => {
    const own = withinGrants(one, one.parent, left, faults);
    left.set(one.id, nanoOf(own.fields.creditLimit));
    return { ...own, tariff: sellers.of(one.tariff, one.parent) };
  });
  const customers = customersInPlace(records.customers, byId, faults).map((one) => ({
    ...withinGrants(one, one.reseller, left, faults),
    tariff: sellers.of(one.tariff, one.reseller),
    ipDevices: one.ipDevices.map((device) => ({
      ...device,
      tariff: device.tariff === null ? null : sellers.of(device.tariff, one.reseller),
    })),
  }));
  const resellerOf = new Map(customers.map(({ id, reseller }) => [id, reseller]));
  const dids = records.dids.map((did) => {
    const isOwned = did.customer !== null && resellerOf.has(did.customer);
    if (did.customer !== null && !isOwned)
      faults.push({ kind: "ADAPTED", where: did.where, message: `DID ${did.number} is nobody's here.` });
    if (!isOwned) return { ...did, customer: null, ringsAt: null, forwardTo: null, tariff: null };
    const seller = resellerOf.get(did.customer ?? "") ?? null;
    return { ...did, tariff: did.tariff === null ? null : sellers.of(did.tariff, seller) };
  });
  const { openings, faults: more } = openingsOf(resellers, customers, isSetAsideThere);
  faults.push(...more);
  return { ...records, tariffs: sellers.made, resellers, customers, dids, faults, openings, isSetAsideThere };
}
