import type { Customer } from "../customers/customer.ts";
import type { FieldFault } from "../platform/problem.ts";
import { isSoldBy } from "../resellers/reseller.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import { deviceTariffFaults, sipFaults } from "./device-rules.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is wrong with a device of the customer beyond its single fields. Anything may come in. */
export async function ipDeviceFaults(customer: Customer, value: unknown): Promise<FieldFault[]> {
  if (!isObject(value)) return [];
  const id = value["tariffId"];
  const tariff = typeof id === "string" && /^[\x21-\x7e]{1,64}$/.test(id) ? await getTariff(id) : undefined;
  const sold = tariff && isSoldBy(tariff, customer.reseller) ? tariff : undefined;
  return deviceTariffFaults(id, sold, customer.currency);
}

/** @param seen the device that is edited; what the request leaves out is taken from it */
export async function sipDeviceFaults(customer: Customer, value: unknown, seen: object = {}): Promise<FieldFault[]> {
  if (!isObject(value)) return [];
  return [...(await ipDeviceFaults(customer, value)), ...sipFaults({ ...seen, ...value })];
}
