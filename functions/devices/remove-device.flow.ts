import type { Principal } from "../auth/access.ts";
import type { Customer } from "../customers/customer.ts";
import { allIpDevices, allSipDevices } from "./device.store.ts";
import { dropIpDevice } from "./ip-device.flow.ts";
import { dropSipDevice } from "./sip-device.flow.ts";

/** Removes every device of a closed customer, so that addresses, SIP users and codes are free. Can be run again. */
export async function removeDevicesOf(customer: Customer, actor: Principal, at: number): Promise<void> {
  for (const device of await allIpDevices(customer.account)) await dropIpDevice(customer, device, actor, at);
  for (const device of await allSipDevices(customer.account)) await dropSipDevice(customer, device, actor, at);
}
