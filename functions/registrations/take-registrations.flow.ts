import { sipLoginsOf } from "../devices/batch-lookup.store.ts";
import { backOff } from "../platform/pause.ts";
import { write } from "../platform/table.ts";
import { isConditionFailed } from "../platform/write-refused.ts";
import { getRegistration, putRegistration, type Registration, registrationsOf } from "./registration.store.ts";
import { isWorthWriting, type Told, withTold } from "./registration.ts";
import { loginIn, type RegistrationReceipt, shownLogin, type ToldRegistrations, toldOf } from "./told-registration.ts";

interface OfDevice {
  account: string;
  deviceId: string;
  events: Told[];
}

/** Writes that go on at once: so many devices of a batch do not wait for each other. */
const atOnce = 25;
const mostTries = 20;

/** Whether there was something to write. Two switches may tell of a device at the same moment: then it is looked at again. */
async function takeOf({ events, ...of }: OfDevice, read: Registration): Promise<boolean> {
  let seen = read;
  for (let tries = 0; ; tries++) {
    const next = withTold(seen.contacts, events);
    if (!isWorthWriting(seen.contacts, next)) return false;
    try {
      await write(putRegistration(seen, next));
      return true;
    } catch (error) {
      if (!isConditionFailed(error) || tries >= mostTries) throw error;
      await backOff(tries, { firstMs: 5, mostMs: 200 });
      seen = await getRegistration(of);
    }
  }
}

async function sorted({ switch_id, registrations }: ToldRegistrations, nowMs: number) {
  const logins = registrations.flatMap(({ login }) => loginIn(login) ?? []);
  const owners = await sipLoginsOf(logins, nowMs);
  const devices = new Map<string, OfDevice>();
  const refused: RegistrationReceipt["refused"] = [];
  for (const [index, event] of registrations.entries()) {
    const owner = owners.get(loginIn(event.login) ?? "")?.find(({ until }) => until === undefined);
    const refuse = (reason: RegistrationReceipt["refused"][number]["reason"]) =>
      refused.push({ index, login: shownLogin(event.login), reason });
    if (owner?.deviceId === undefined) refuse("UNKNOWN_LOGIN");
    else if (event.account_code !== undefined && event.account_code !== owner.account) refuse("OTHER_ACCOUNT");
    else {
      const { account, deviceId } = owner;
      const of = devices.get(deviceId) ?? { account, deviceId, events: [] };
      of.events.push(toldOf(event, switch_id, nowMs));
      devices.set(deviceId, of);
    }
  }
  return { devices: [...devices.values()], refused };
}

/**
 * Keeps what a switch tells of registrations. Logins that nobody has are named in the answer and hold up nothing else.
 * Reads two items a device, and writes one only where something changed. Safe to repeat, in any order.
 */
export async function takeRegistrations(told: ToldRegistrations, nowMs: number): Promise<RegistrationReceipt> {
  const { devices, refused } = await sorted(told, nowMs);
  const stored = await registrationsOf(devices);
  let written = 0;
  for (let first = 0; first < devices.length; first += atOnce) {
    const some = devices.slice(first, first + atOnce);
    const done = await Promise.all(
      some.map((of) => takeOf(of, stored.get(of.deviceId) ?? { ...of, contacts: [], version: 0 })),
    );
    written += done.filter(Boolean).length;
  }
  return { accepted: told.registrations.length - refused.length, written, refused };
}
