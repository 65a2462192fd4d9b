import { getCustomer } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { currencyExponent, nanoOf, quantumOf } from "../money/money.ts";
import { type FieldFault, Problem } from "../platform/problem.ts";
import { isSoldBy } from "../resellers/reseller.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import { getDid } from "./did.store.ts";
import type { StoredDid } from "./did.ts";
import { deviceNames } from "./did-devices.flow.ts";

const chargeNames = ["setupCharge", "monthlyRent", "cancellationCharge", "callRent"] as const;
type Priced = Pick<StoredDid, (typeof chargeNames)[number] | "currency">;

/** Coins of which currency the charges are. */
function chargeFaults(did: Priced, owner: Customer | undefined): FieldFault[] {
  const asked = chargeNames.filter((name) => nanoOf(did[name]) > 0n);
  const currency = did.currency ?? owner?.currency ?? null;
  if (currency === null)
    return asked.length === 0 ? [] : [{ path: "currency", message: "Say in which currency the charges are." }];
  if (owner && currency !== owner.currency)
    return [{ path: "currency", message: `Must be ${owner.currency}, the currency of the customer.` }];
  const decimals = currencyExponent(currency);
  return asked
    .filter((name) => nanoOf(did[name]) % quantumOf(decimals) !== 0n)
    .map((path) => ({ path, message: `Must have at most ${decimals} decimals: ${currency} has no smaller coin.` }));
}

type Judged = Priced & Pick<StoredDid, "account" | "ringsAt" | "forwardTo" | "tariffId" | "maxCalls">;

/** Calls beyond those included are counted from a limit. */
const callFaults = ({ callRent, maxCalls }: Pick<Judged, "callRent" | "maxCalls">): FieldFault[] =>
  nanoOf(callRent) > 0n && maxCalls === null
    ? [{ path: "maxCalls", message: "Say how many: calls beyond those included cost rent." }]
    : [];

/** What is wrong with where numbers are forwarded to. */
async function forwardFault(numbers: readonly string[], { forwardTo, ringsAt, tariffId }: Judged) {
  if (forwardTo === null) return undefined;
  if (ringsAt !== null) return "It rings at a device or at a number outside, not at both.";
  if (tariffId !== null) return "A call that is forwarded is charged as the customer's own: it has no tariff besides.";
  const ours = numbers.includes(forwardTo) || (await getDid(forwardTo)) !== undefined;
  return ours ? "Is one of our DIDs: let it ring at a device." : undefined;
}

/** Of numbers that are nobody's. */
function stockFaults({ ringsAt, forwardTo, tariffId, ...did }: Judged): FieldFault[] {
  const faults: FieldFault[] = [];
  if (ringsAt !== null) faults.push({ path: "ringsAt", message: "A number in stock rings nowhere." });
  if (forwardTo !== null) faults.push({ path: "forwardTo", message: "A number in stock is forwarded nowhere." });
  if (tariffId !== null) faults.push({ path: "tariffId", message: "A number in stock has no tariff." });
  return [...faults, ...callFaults(did), ...chargeFaults(did, undefined)];
}

async function faultsOf(numbers: readonly string[], did: Judged): Promise<FieldFault[]> {
  const { account, ringsAt, tariffId } = did;
  if (account === null) return stockFaults(did);
  const faults: FieldFault[] = [];
  const wrong = (path: string, message: string) => faults.push({ path, message });
  const customer = await getCustomer(account);
  if (!customer || customer.status === "CLOSED")
    return [{ path: "account", message: "Must be a customer that is open." }];
  if (ringsAt !== null && !(await deviceNames([account])).has(ringsAt))
    wrong("ringsAt", "Must be a SIP device of the customer, or an IP device with a single address.");
  const forward = await forwardFault(numbers, did);
  if (forward) wrong("forwardTo", forward);
  const tariff = tariffId === null ? undefined : await getTariff(tariffId);
  const sold = tariff && isSoldBy(tariff, customer.reseller) && tariff.currency === customer.currency;
  if (tariffId !== null && !sold) wrong("tariffId", `Must be one of the tariffs in ${customer.currency}.`);
  return [...faults, ...callFaults(did), ...chargeFaults(did, customer)];
}

/** @throws Problem invalid that names every fault */
export async function refuseFaulty(numbers: readonly string[], did: Judged): Promise<void> {
  const faults = await faultsOf(numbers, did);
  const paths = faults.map(({ path }) => path).join(", ");
  if (faults.length > 0) throw new Problem("invalid", `Please correct: ${paths}.`, { fields: [...faults] });
}
