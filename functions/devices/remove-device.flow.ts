import type { Principal } from "../auth/access.ts";
import { stillClosed } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { doneOnce, type Guarded, guarded } from "../platform/guarded.ts";
import { allIpDevices, allSipDevices, getIpDevice, getSipDevice } from "./device.store.ts";
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
 * undoes the closing. Can be run again, and beside itself: a device that somebody else has just removed is passed over.
 */
export async function removeDevicesOf(customer: Customer, actor: Principal, at: number): Promise<void> {
  const { account } = customer;
  for (const device of await allIpDevices(account))
    await doneOnce(
      async () => !(await getIpDevice(account, device.id)),
      () => dropIpDevice(customer, device, actor, at, kept({ kind: "ips", device }, at)),
    );
  for (const device of await allSipDevices(account))
    await doneOnce(
      async () => !(await getSipDevice(account, device.id)),
      () => dropSipDevice(customer, device, actor, at, kept({ kind: "sips", device }, at)),
    );
}
