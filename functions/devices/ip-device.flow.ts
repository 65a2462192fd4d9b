import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { closedWord, stillOpen } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { showDevice } from "../customers/listing.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { type Guarded, guarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { changeCodes, claimCodes, freeCodes } from "./alias.store.ts";
import { putIpDevice, removeIpDevice } from "./device.store.ts";
import { refuseCrowd } from "./device-crowd.flow.ts";
import { moveIpRow } from "./ip-claim.flow.ts";
import { type IpDevice, type IpDeviceChange, type NewIpDevice, rowOf } from "./ip-device.ts";
import { codesGiven, tariffMoved } from "./mended.flow.ts";

export const lostWord = "Someone else changed this device meanwhile. Load it again and repeat your change.";
export const codeWord = "A code is another customer's or device's.";

/** Adds an address to a customer. @throws Problem conflict when address and dial prefix belong to another device */
export async function addIpDevice(
  customer: Customer,
  asked: NewIpDevice,
  actor: Principal,
  at: number,
  alongside: readonly Guarded[] = [],
): Promise<IpDevice> {
  await refuseCrowd(customer, "ips");
  const { account } = customer;
  const device: IpDevice = { ...asked, id: newId("device"), account, createdAt: isoInstant(at), version: 1 };
  const entry = auditEntry({ actor, action: "ip-device.create", subject: device.id, account, after: device }, at);
  await moveIpRow(
    { after: rowOf(device) },
    [
      ...guarded(
        [putIpDevice(device), ...showDevice(customer, "ips", device.id, { after: device.ip }), entry],
        lostWord,
      ),
      ...guarded(claimCodes(device.switchAccounts, { account, deviceId: device.id }, at), codeWord, "switchAccounts"),
      ...guarded([stillOpen(account), ...codesGiven([], device.switchAccounts, at)], closedWord),
      ...alongside,
    ],
    actor,
    at,
  );
  return device;
}

/** @throws Problem conflict as above, and when the device changed meanwhile */
export async function editIpDevice(
  customer: Customer,
  seen: IpDevice,
  change: IpDeviceChange,
  actor: Principal,
  at: number,
): Promise<IpDevice> {
  const { account } = customer;
  const next: IpDevice = { ...seen, ...(change as Partial<IpDevice>), version: seen.version + 1 };
  const entry = auditEntry(
    { actor, action: "ip-device.change", subject: seen.id, account, before: seen, after: next },
    at,
  );
  const owner = { account, deviceId: seen.id, tariffId: seen.tariffId };
  const codes = await changeCodes(seen.switchAccounts, next.switchAccounts, owner, at);
  const mended = [...codesGiven(seen.switchAccounts, next.switchAccounts, at), ...(await tariffMoved(seen, next, at))];
  await moveIpRow(
    { before: rowOf(seen), after: rowOf(next) },
    [
      ...guarded(
        [putIpDevice(next, seen), ...showDevice(customer, "ips", seen.id, { before: seen.ip, after: next.ip }), entry],
        lostWord,
      ),
      ...guarded(codes, codeWord, "switchAccounts"),
      ...guarded([stillOpen(account), ...mended], closedWord),
    ],
    actor,
    at,
  );
  return next;
}

/** The address is free again at once. */
export async function dropIpDevice(
  customer: Customer,
  seen: IpDevice,
  actor: Principal,
  at: number,
  alongside: readonly Guarded[] = [],
): Promise<void> {
  const { account } = customer;
  const entry = auditEntry({ actor, action: "ip-device.remove", subject: seen.id, account, before: seen }, at);
  const writes = [
    removeIpDevice(seen),
    ...showDevice(customer, "ips", seen.id, { before: seen.ip }),
    ...(await freeCodes(seen.switchAccounts, { account, deviceId: seen.id, tariffId: seen.tariffId }, at)),
    entry,
  ];
  await moveIpRow({ before: rowOf(seen) }, [...guarded(writes, lostWord), ...alongside], actor, at);
}
