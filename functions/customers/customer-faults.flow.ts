import type { FieldFault } from "../platform/problem.ts";
import { getSettings } from "../settings/settings.store.ts";
import type { Settings } from "../settings/settings.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import { type Customer, customerDefaults } from "./customer.ts";
import { changeFaults, crossFaults, type RawFields, settingFaults, tariffFaults } from "./customer-rules.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What the rules are held against. A tariff is asked for once, however many customers have it. */
export interface FaultSources {
  settings: Settings;
  tariffOf(id: string): Promise<{ currency: string } | undefined>;
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

async function faultsOf(fields: RawFields, sources: FaultSources): Promise<FieldFault[]> {
  const id = fields["tariffId"];
  const tariff = typeof id === "string" && /^[\x21-\x7e]{1,64}$/.test(id) ? await sources.tariffOf(id) : undefined;
  return [...crossFaults(fields), ...settingFaults(fields, sources.settings), ...tariffFaults(fields, tariff)];
}

export const faultsOfNew = (value: object, sources: FaultSources): Promise<FieldFault[]> =>
  faultsOf({ ...customerDefaults, ...value }, sources);

/** What is wrong with a new customer beyond its single fields. Anything may come in. */
export const newCustomerFaults = async (value: unknown): Promise<FieldFault[]> =>
  isObject(value) ? faultsOfNew(value, await faultSources()) : [];

/**
 * What is wrong with the customer as it would be after the change. Only faults that the change touches are told: a
 * setting that became stricter does not stop an edit of something else.
 */
export async function faultsOfChange(seen: Customer, value: object, sources: FaultSources): Promise<FieldFault[]> {
  const fields = { ...seen, ...value };
  const before = new Set((await faultsOf(seen, sources)).map((fault) => `${fault.path}\n${fault.message}`));
  const after = [...(await faultsOf(fields, sources)), ...changeFaults(seen, fields)];
  return after.filter((fault) => fault.path in value || !before.has(`${fault.path}\n${fault.message}`));
}

export const customerChangeFaults = async (seen: Customer, value: unknown): Promise<FieldFault[]> =>
  isObject(value) ? faultsOfChange(seen, value, await faultSources()) : [];
