import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { closedWord, stillOpen } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { holderShown } from "../customers/holder-shown.flow.ts";
import { showDevice } from "../customers/listing.store.ts";
import { type Taken, taken } from "../customers/reopened.ts";
import { type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { isConflict } from "../platform/problem.ts";
import { claimCodes } from "./alias.store.ts";
import {
  claimExtension,
  claimSipLogin,
  deviceOfExtension,
  putIpDevice,
  putSipDevice,
  sipDeviceByLogin,
} from "./device.store.ts";
import { refuseCrowd } from "./device-crowd.flow.ts";
import { freeAmong } from "./free-codes.flow.ts";
import { moveIpRow, rivalOfRow } from "./ip-claim.flow.ts";
import { codeWord, lostWord } from "./ip-device.flow.ts";
import { rowOf } from "./ip-device.ts";
import { dropKeptDevice, getKeptDevice, type KeptDevice, keptDevicesOf } from "./kept-device.store.ts";
import { codesGiven, sipUserGiven } from "./mended.flow.ts";
import { SipDevice } from "./sip-device.ts";

/** Who asks for it, for which customer, when. */
interface Asking {
  customer: Customer;
  actor: Principal;
  at: number;
}

/** What stands in the way of the whole device: its address, login or extension is another device's. */
async function hindranceOf({ kind, device }: KeptDevice, actor: Principal): Promise<Taken | undefined> {
  if (kind === "ips") {
    const rival = await rivalOfRow(rowOf(device));
    return rival && taken("IP_DEVICE", device.ip, await holderShown(rival.account, actor));
  }
  const other = await sipDeviceByLogin(device.login);
  if (other) return taken("SIP_DEVICE", device.login, await holderShown(other.account, actor));
  if ((await deviceOfExtension(device.account, device.extension)) === undefined) return undefined;
  return taken("SIP_DEVICE", device.login, await holderShown(device.account, actor));
}

/** What brings a device of either kind back, beside what is its kind's own. */
function commonWrites(kept: KeptDevice, shown: string, { customer, actor, at }: Asking): Guarded[] {
  const { device, kind } = kept;
  const { account, id } = device;
  const action = kind === "ips" ? "ip-device.restore" : "sip-device.restore";
  const after = kind === "ips" ? device : SipDevice.parse(device);
  const entry = auditEntry({ actor, action, subject: id, account, after }, at);
  return [
    ...guarded([dropKeptDevice(kept), ...showDevice(customer, kind, id, { after: shown }), entry], lostWord),
    ...guarded(claimCodes(device.switchAccounts, { account, deviceId: id }, at), codeWord),
    ...guarded([stillOpen(account), ...codesGiven([], device.switchAccounts, at)], closedWord),
  ];
}

async function giveBack(kept: KeptDevice, asking: Asking): Promise<void> {
  const { actor, at } = asking;
  if (kept.kind === "ips") {
    const { device } = kept;
    const writes = [...guarded([putIpDevice(device)], lostWord), ...commonWrites(kept, device.ip, asking)];
    return moveIpRow({ after: rowOf(device) }, writes, actor, at);
  }
  const { device } = kept;
  return transactGuarded([
    ...guarded([putSipDevice(device), claimSipLogin(device, at), claimExtension(device)], lostWord),
    ...commonWrites(kept, device.login, asking),
    ...guarded([sipUserGiven(device.login, at)], lostWord),
  ]);
}

/** The device as it comes back: another version of itself, without codes that are somebody else's by now. */
function returning(kept: KeptDevice, codes: KeptDevice["device"]["switchAccounts"]): KeptDevice {
  const more = { version: kept.device.version + 1, switchAccounts: codes };
  return kept.kind === "ips"
    ? { kind: "ips", device: { ...kept.device, ...more } }
    : { kind: "sips", device: { ...kept.device, ...more } };
}

interface Outcome {
  isBack: boolean;
  taken: Taken[];
}

const mostTries = 5;

/** One device, back or not; undefined when another request gave it back meanwhile. */
async function restoreDevice(id: string, asking: Asking): Promise<Outcome | undefined> {
  for (let tries = 1; ; tries++) {
    const kept = await getKeptDevice(asking.customer.account, id);
    if (!kept) return undefined;
    const hindrance = await hindranceOf(kept, asking.actor);
    if (hindrance) return { isBack: false, taken: [hindrance] };
    const codes = await freeAmong(kept.device.switchAccounts, asking.actor);
    try {
      await giveBack(returning(kept, codes.free), asking);
      return { isBack: true, taken: codes.taken };
    } catch (error) {
      // Somebody took something of it at this moment: look again who.
      if (!isConflict(error) || tries >= mostTries) throw error;
    }
  }
}

/**
 * Gives an open customer its devices back, each in a transaction of its own; what is taken stays kept. Can be run again.
 * @throws Problem conflict when the customer is closed again meanwhile
 */
export async function restoreDevicesOf(customer: Customer, actor: Principal, at: number) {
  const back = { ips: 0, sips: 0 };
  const missing: Taken[] = [];
  for (const { kind, device } of await keptDevicesOf(customer.account)) {
    await refuseCrowd(customer, kind);
    const outcome = await restoreDevice(device.id, { customer, actor, at });
    if (outcome?.isBack) back[kind]++;
    missing.push(...(outcome?.taken ?? []));
  }
  return { ipDevices: back.ips, sipDevices: back.sips, taken: missing };
}
