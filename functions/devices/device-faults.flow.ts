import { type Principal, staffFields } from "../auth/access.ts";
import type { Customer } from "../customers/customer.ts";
import type { FieldFault } from "../platform/problem.ts";
import { isSoldBy } from "../resellers/reseller.ts";
import { getTariff } from "../tariffs/tariff.store.ts";
import { deviceTariffFaults, sipFaults } from "./device-rules.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? []) === JSON.stringify(b ?? []);

/** What a customer sends of the fields that are not its own to set, unless it is what stands there. */
const staffFaults = (value: Record<string, unknown>, seen: Record<string, unknown>, { kind }: Principal) =>
  staffFields
    .filter((field) => kind === "customer" && field in value && !same(value[field], seen[field]))
    .map((path) => ({ path, message: "Only your operator sets this." }));

/**
 * What is wrong with a device of the customer beyond its single fields. Anything may come in.
 * @param seen the device that is edited, if any
 */
export async function ipDeviceFaults(customer: Customer, value: unknown, principal: Principal, seen: object = {}) {
  if (!isObject(value)) return [];
  const unset = staffFaults(value, { ...seen }, principal);
  const id = value["tariffId"];
  const tariff = typeof id === "string" && /^[\x21-\x7e]{1,64}$/.test(id) ? await getTariff(id) : undefined;
  const sold = tariff && isSoldBy(tariff, customer.reseller) ? tariff : undefined;
  return [...unset, ...deviceTariffFaults(id, sold, customer.currency)];
}

/** @param seen the device that is edited; what the request leaves out is taken from it */
export async function sipDeviceFaults(
  customer: Customer,
  value: unknown,
  principal: Principal,
  seen: object = {},
): Promise<FieldFault[]> {
  if (!isObject(value)) return [];
  return [...(await ipDeviceFaults(customer, value, principal, seen)), ...sipFaults({ ...seen, ...value })];
}
