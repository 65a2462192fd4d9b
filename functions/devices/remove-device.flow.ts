import type { Principal } from "../auth/access.ts";
import { stillClosed } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { type Guarded, guarded } from "../platform/guarded.ts";
import { allIpDevices, allSipDevices } from "./device.store.ts";
import { dropIpDevice } from "./ip-device.flow.ts";
import { type KeptDevice, keepDevice } from "./kept-device.store.ts";
import { dropSipDevice } from "./sip-device.flow.ts";

const kept = (device: KeptDevice, at: number): Guarded[] =>
  guarded(
    [keepDevice(device, at), stillClosed(device.device.account)],
    "Someone else opened this customer again meanwhile.",
  );

/**
 * Removes every device of a closed customer, so that addresses, SIP users and codes are free; each is kept for whoever
 * undoes the closing. Can be run again.
 */
export async function removeDevicesOf(customer: Customer, actor: Principal, at: number): Promise<void> {
  for (const device of await allIpDevices(customer.account))
    await dropIpDevice(customer, device, actor, at, kept({ kind: "ips", device }, at));
  for (const device of await allSipDevices(customer.account))
    await dropSipDevice(customer, device, actor, at, kept({ kind: "sips", device }, at));
}
