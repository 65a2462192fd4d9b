import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { changeLimits } from "../ledger/ledger.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { type FieldFault, Problem } from "../platform/problem.ts";
import type { Write } from "../platform/table.ts";
import { tariffOfCurrency } from "../tariffs/tariff.store.ts";
import { vendorBook } from "../vendor-money/vendor-book.flow.ts";
import { dropGateway, gatewaysOf } from "./gateway.store.ts";
import {
  addVendor,
  changeVendor,
  claimVendorName,
  closeSeenVendor,
  freeVendorName,
  getVendor,
} from "./vendor.store.ts";
import type { NewVendor, Vendor, VendorChange } from "./vendor.ts";

/** One transaction takes 100 items; some are the vendor, its name and the audit. */
const mostRemoved = 90;

const nameWord = "Another vendor has this name.";
const lostWord = "Someone else changed this vendor meanwhile. Load it again and repeat your change.";

/** @throws Problem not_found */
export async function vendorOrNotFound(id: string): Promise<Vendor> {
  const vendor = await getVendor(id);
  if (!vendor) throw new Problem("not_found", "There is no such vendor.");
  return vendor;
}

/** @throws Problem conflict: nothing of a closed vendor is edited */
export function refuseClosed({ status, name }: Vendor): void {
  if (status === "CLOSED") throw new Problem("conflict", `${name} is closed. Add it as a new vendor.`);
}

/** A vendor is billed in its own currency: a cost tariff in another one would be a wrong cost. */
export async function costTariffFaults(tariffId: string | null | undefined, currency: string): Promise<FieldFault[]> {
  if (!tariffId || (await tariffOfCurrency(tariffId, currency))) return [];
  return [{ path: "tariffId", message: `Must be one of the tariffs in ${currency}.` }];
}

async function refuseForeignTariff(tariffId: string | null | undefined, currency: string): Promise<void> {
  const fields = await costTariffFaults(tariffId, currency);
  if (fields.length > 0) throw new Problem("invalid", "Please correct: tariffId.", { fields });
}

/** @throws Problem conflict when the name is another vendor's; invalid for a tariff of another currency */
export async function createVendor(asked: NewVendor, actor: Principal, at: number): Promise<Vendor> {
  await refuseForeignTariff(asked.tariffId, asked.currency);
  const made = { gateways: 0, createdAt: isoInstant(at), closedAt: null, version: 1 };
  const vendor: Vendor = { ...asked, id: newId("vendor"), ...made };
  const entry = auditEntry({ actor, action: "vendor.create", subject: vendor.id, after: vendor }, at);
  await transactGuarded([
    ...guarded([claimVendorName(vendor.name, vendor.id)], nameWord, "name"),
    ...guarded([addVendor(vendor), entry], lostWord),
  ]);
  return vendor;
}

const renaming = (seen: Vendor, next: Vendor): Guarded[] =>
  seen.name.toLowerCase() === next.name.toLowerCase()
    ? []
    : [
        ...guarded([claimVendorName(next.name, next.id)], nameWord, "name"),
        ...guarded([freeVendorName(seen.name)], lostWord),
      ];

/** The credit limit stands with the balance, too: both change together. */
async function creditWrites(seen: Vendor, next: Vendor, at: number): Promise<Write[]> {
  if (seen.creditLimit === next.creditLimit) return [];
  await vendorBook(seen, at);
  return [changeLimits(seen.id, { creditLimit: next.creditLimit, maxCallSessions: 1 }, seen)];
}

/** @throws Problem conflict as above, when the vendor changed meanwhile or is closed; invalid as above */
export async function editVendor(seen: Vendor, change: VendorChange, actor: Principal, at: number): Promise<Vendor> {
  refuseClosed(seen);
  await refuseForeignTariff(change.tariffId, seen.currency);
  const next: Vendor = { ...seen, ...(change as Partial<Vendor>), version: seen.version + 1 };
  const entry = auditEntry({ actor, action: "vendor.change", subject: seen.id, before: seen, after: next }, at);
  const credit = await creditWrites(seen, next, at);
  await transactGuarded([...renaming(seen, next), ...guarded([changeVendor(next), entry, ...credit], lostWord)]);
  return next;
}

/**
 * Closes a vendor: its gateways are gone and what CDRs call them is free again; the calls that it had keep its id.
 * @param routes names of the routes that lead to it
 * @throws Problem conflict that names them, as a closed vendor would silently take their calls away
 */
export async function closeVendor(seen: Vendor, routes: readonly string[], actor: Principal, at: number) {
  if (seen.status === "CLOSED") return;
  if (routes.length > 0) throw usedBy(routes);
  const next: Vendor = { ...seen, status: "CLOSED", closedAt: isoInstant(at), version: seen.version + 1 };
  const entry = auditEntry({ actor, action: "vendor.close", subject: seen.id, before: seen, after: next }, at);
  const gateways = await gatewaysOf(seen.id);
  const removals = gateways.flatMap(dropGateway);
  if (removals.length > mostRemoved)
    throw new Problem("conflict", `${seen.name} has too many gateways to go in one step. Remove some of them first.`);
  await transactGuarded([
    ...guarded([closeSeenVendor({ ...next, gateways: gateways.length }), freeVendorName(seen.name), entry], lostWord),
    ...guarded(removals, "A gateway of it changed meanwhile, or a route leads to it now. Load it again."),
  ]);
}

/** Names of at most five, and how many more. */
export function usedBy(routes: readonly string[]): Problem {
  const more = routes.length > 5 ? ` and ${routes.length - 5} more` : "";
  const named = `${routes.slice(0, 5).join(", ")}${more}`;
  return new Problem(
    "conflict",
    `Routes lead there: ${named}. Take it out of them first; set it inactive to have it passed over at once.`,
  );
}
