import { isAbove, type Principal } from "../auth/access.ts";
import { newPasswordFaults } from "../auth/new-password.flow.ts";
import { crossFaults, type RawFields } from "../customers/customer-rules.ts";
import type { FieldFault } from "../platform/problem.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import { sellerFor } from "./in-reach.flow.ts";
import { isSoldBy, placeFaults, type Reseller } from "./reseller.ts";
import { termDefaults } from "./reseller-terms.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The terms as they would be, for the rules between them. */
const asForm = (seen: object, value: object): RawFields => ({ ...termDefaults, ...seen, ...value });

const cycleFaults = (seen: Reseller, value: Record<string, unknown>): FieldFault[] =>
  seen.billingCycle === "ON_DEMAND" && !["ON_DEMAND", undefined].includes(value["billingCycle"] as string | undefined)
    ? [{ path: "billingCycle", message: "Cannot change: the open period has no end." }]
    : [];

async function tariffFaults(id: unknown, currency: unknown, seller: string | null): Promise<FieldFault[]> {
  if (typeof id !== "string" || !/^[\x21-\x7e]{1,64}$/.test(id)) return [];
  const tariff = await getTariff(id);
  if (!tariff || !isSoldBy(tariff, seller)) return [{ path: "tariffId", message: "Must be one of the tariffs." }];
  if (typeof currency !== "string" || tariff.currency === currency) return [];
  return [{ path: "tariffId", message: `Is in ${tariff.currency}, not in the reseller's currency.` }];
}

/** What is wrong with a new reseller beyond its single fields. Anything may come in. */
export async function newResellerFaults(value: unknown, principal: Principal): Promise<FieldFault[]> {
  if (!isObject(value)) return [];
  const seller = await sellerFor(value["parent"], principal);
  const password = await newPasswordFaults("reseller", value);
  if (seller === undefined) return [...password, { path: "parent", message: "Must be one of the resellers." }];
  const sold = await tariffFaults(value["tariffId"], value["currency"], seller?.account ?? null);
  return [...password, ...placeFaults(value, seller), ...sold, ...crossFaults(asForm({}, value))];
}

/** What is wrong with a change of it. */
export async function resellerChangeFaults(seen: Reseller, value: unknown, principal: Principal) {
  if (!isObject(value) || !isAbove(principal, seen)) return [];
  const { tariffId } = value;
  const isSame = tariffId === undefined || tariffId === seen.tariffId;
  const sold = isSame ? [] : await tariffFaults(tariffId, seen.currency, seen.parent);
  const password = "password" in value ? await newPasswordFaults("reseller", { ...seen, ...value }) : [];
  return [...password, ...sold, ...crossFaults(asForm(seen, value)), ...cycleFaults(seen, value)];
}
