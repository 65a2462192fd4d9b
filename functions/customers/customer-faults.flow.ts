import type { Principal } from "../auth/access.ts";
import { policyFor } from "../auth/new-password.flow.ts";
import { passwordFieldFaults } from "../auth/password-policy.ts";
import { now } from "../platform/clock.ts";
import type { FieldFault } from "../platform/problem.ts";
import { sellerFor } from "../resellers/in-reach.flow.ts";
import { isSoldBy, sellerFaults } from "../resellers/reseller.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Settings } from "../settings/settings.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import { type Customer, customerDefaults } from "./customer.ts";
import { changeFaults, crossFaults, type RawFields, settingFaults, tariffFaults } from "./customer-rules.ts";
import { datedTaxFaults } from "./tax-change.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What the rules are held against. A tariff is asked for once, however many customers have it. */
export interface FaultSources {
  settings: Settings;
  tariffOf(id: string): Promise<{ currency: string; owner: string | null; kind: "SELL" | "COST" } | undefined>;
}

export async function faultSources(): Promise<FaultSources> {
  const tariffs = new Map<string, ReturnType<typeof getTariff>>();
  const tariffOf = (id: string) => {
    const asked = tariffs.get(id) ?? getTariff(id);
    tariffs.set(id, asked);
    return asked;
  };
  return { settings: await getSettings(), tariffOf };
}

/** @param seller account of the reseller whose customer it is; null for the operator's own */
async function faultsOf(fields: RawFields, seller: string | null, sources: FaultSources): Promise<FieldFault[]> {
  const id = fields["tariffId"];
  const tariff = typeof id === "string" && /^[\x21-\x7e]{1,64}$/.test(id) ? await sources.tariffOf(id) : undefined;
  const sold = tariff && isSoldBy(tariff, seller) ? tariff : undefined;
  return [
    ...crossFaults(fields),
    ...settingFaults(fields, sources.settings),
    ...passwordFieldFaults(fields, policyFor("customer", sources.settings)),
    ...tariffFaults(fields, sold),
  ];
}

/** Of a customer of the operator's own. */
export const faultsOfNew = (value: object, sources: FaultSources): Promise<FieldFault[]> =>
  faultsOf({ ...customerDefaults, ...value }, null, sources);

/** What is wrong with a new customer beyond its single fields. Anything may come in. */
export async function newCustomerFaults(value: unknown, principal: Principal): Promise<FieldFault[]> {
  if (!isObject(value)) return [];
  const fields = { ...customerDefaults, ...value };
  const seller = await sellerFor(value["reseller"], principal);
  const faults = await faultsOf(fields, seller?.account ?? null, await faultSources());
  const unknown = { path: "reseller", message: "Must be one of the resellers." };
  if (seller === undefined) return [...faults.filter(({ path }) => path !== "tariffId"), unknown];
  return [...faults, ...sellerFaults(fields, seller)];
}

/**
 * What is wrong with the customer as it would be after the change. Only faults that the change touches are told: a
 * setting that became stricter does not stop an edit of something else.
 */
export async function faultsOfChange(seen: Customer, value: object, sources: FaultSources): Promise<FieldFault[]> {
  const fields = { ...seen, ...value };
  const before = new Set(
    (await faultsOf(seen, seen.reseller, sources)).map((fault) => `${fault.path}\n${fault.message}`),
  );
  const after = [
    ...(await faultsOf(fields, seen.reseller, sources)),
    ...changeFaults(seen, fields),
    ...datedTaxFaults(seen, fields, now()),
  ];
  return after.filter((fault) => fault.path in value || !before.has(`${fault.path}\n${fault.message}`));
}

export const customerChangeFaults = async (seen: Customer, value: unknown): Promise<FieldFault[]> =>
  isObject(value) ? faultsOfChange(seen, value, await faultSources()) : [];
