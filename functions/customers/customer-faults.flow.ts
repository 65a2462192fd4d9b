import type { FieldFault } from "../platform/problem.ts";
import { getSettings } from "../settings/settings.store.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import { type Customer, customerDefaults } from "./customer.ts";
import { changeFaults, crossFaults, type RawFields, settingFaults, tariffFaults } from "./customer-rules.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

async function faultsOf(fields: RawFields): Promise<FieldFault[]> {
  const id = fields["tariffId"];
  const named = typeof id === "string" && /^[\x21-\x7e]{1,64}$/.test(id) ? id : undefined;
  const [settings, tariff] = await Promise.all([getSettings(), named ? getTariff(named) : undefined]);
  return [...crossFaults(fields), ...settingFaults(fields, settings), ...tariffFaults(fields, tariff)];
}

/** What is wrong with a new customer beyond its single fields. Anything may come in. */
export const newCustomerFaults = async (value: unknown): Promise<FieldFault[]> =>
  isObject(value) ? faultsOf({ ...customerDefaults, ...value }) : [];

/**
 * What is wrong with the customer as it would be after the change. Only faults that the change touches are told: a
 * setting that became stricter does not stop an edit of something else.
 */
export async function customerChangeFaults(seen: Customer, value: unknown): Promise<FieldFault[]> {
  if (!isObject(value)) return [];
  const fields = { ...seen, ...value };
  const before = new Set((await faultsOf(seen)).map((fault) => `${fault.path}\n${fault.message}`));
  const after = [...(await faultsOf(fields)), ...changeFaults(seen, fields)];
  return after.filter((fault) => fault.path in value || !before.has(`${fault.path}\n${fault.message}`));
}
