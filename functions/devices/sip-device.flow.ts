import { randomBytes } from "node:crypto";
import { auditEntry } from "../audit/audit.store.ts";
import type { Principal } from "../auth/access.ts";
import { closedWord, stillOpen } from "../customers/customer.store.ts";
import type { Customer } from "../customers/customer.ts";
import { showDevice } from "../customers/listing.store.ts";
import { isoInstant } from "../platform/clock.ts";
import { type Guarded, guarded, transactGuarded } from "../platform/guarded.ts";
import { newId } from "../platform/id.ts";
import { keys } from "../platform/keys.ts";
import { seal } from "../platform/secret.ts";
import { removeRegistration } from "../registrations/registration.store.ts";
import { getSettings } from "../settings/settings.store.ts";
import { changeCodes, claimCodes, freeCodes } from "./alias.store.ts";
import {
  claimExtension,
  claimSipLogin,
  freeExtension,
  freeSipLogin,
  putSipDevice,
  removeSipDevice,
  type StoredSipDevice,
} from "./device.store.ts";
import { refuseCrowd } from "./device-crowd.flow.ts";
import { type Digests, digestsOf } from "./digest.ts";
import { codeWord, lostWord } from "./ip-device.flow.ts";
import { codesGiven, sipUserGiven, tariffMoved } from "./mended.flow.ts";
import { type NewSipDevice, SipDevice, type SipDeviceChange, type SipDeviceWithSecret } from "./sip-device.ts";
import { secretFrom } from "./sip-secret.ts";

export const loginWord = "This SIP login is taken.";
export const extensionWord = "This extension is another device's of the account.";

const sealed = (device: SipDevice, digests: Digests): StoredSipDevice => ({
  ...device,
  sealed: seal(JSON.stringify(digests), keys.sipDevice(device.account, device.id)),
});

async function withSecret(device: SipDevice, secret: string): Promise<{ stored: StoredSipDevice; realm: string }> {
  const { sipRealm: realm } = await getSettings();
  return { stored: sealed(device, digestsOf({ login: device.login, realm, secret })), realm };
}

/** Adds a SIP user. A secret is made where none was given. @throws Problem conflict when login or extension is taken */
export async function addSipDevice(
  customer: Customer,
  asked: NewSipDevice,
  actor: Principal,
  at: number,
  alongside: readonly Guarded[] = [],
): Promise<SipDeviceWithSecret> {
  const { secret = secretFrom(randomBytes(24)), ...fields } = asked;
  const device = newDevice(customer, fields, at);
  const { stored, realm } = await withSecret(device, secret);
  await putNew(customer, stored, actor, at, alongside);
  return { ...device, secret, realm };
}

/** Adds a SIP user whose phones go on with the secret that they have: by its hashes, because nobody here knows it. */
export async function takeOverSipDevice(
  customer: Customer,
  asked: Omit<NewSipDevice, "secret">,
  digests: Digests,
  actor: Principal,
  at: number,
): Promise<SipDevice> {
  const device = newDevice(customer, asked, at);
  await putNew(customer, sealed(device, digests), actor, at, []);
  return device;
}

const newDevice = ({ account }: Customer, fields: Omit<NewSipDevice, "secret">, at: number): SipDevice => ({
  ...fields,
  ...{ id: newId("sipDevice"), account, createdAt: isoInstant(at), version: 1 },
});

async function putNew(
  customer: Customer,
  stored: StoredSipDevice,
  actor: Principal,
  at: number,
  alongside: readonly Guarded[],
): Promise<void> {
  await refuseCrowd(customer, "sips");
  const { account } = customer;
  const device = SipDevice.parse(stored);
  const entry = auditEntry({ actor, action: "sip-device.create", subject: device.id, account, after: device }, at);
  await transactGuarded([
    ...guarded(
      [putSipDevice(stored), ...showDevice(customer, "sips", device.id, { after: device.login }), entry],
      lostWord,
    ),
    ...guarded([claimSipLogin(device, at)], loginWord, "login"),
    ...guarded([claimExtension(device)], extensionWord, "extension"),
    ...guarded(claimCodes(device.switchAccounts, { account, deviceId: device.id }, at), codeWord, "switchAccounts"),
    ...guarded([stillOpen(account), sipUserGiven(device.login, at)], closedWord),
    ...guarded(codesGiven([], device.switchAccounts, at), lostWord),
    ...alongside,
  ]);
}

/** @throws Problem conflict when the extension is taken or the device changed meanwhile */
export async function editSipDevice(
  seen: StoredSipDevice,
  change: SipDeviceChange,
  actor: Principal,
  at: number,
): Promise<SipDevice> {
  const { account, id } = seen;
  const next: StoredSipDevice = { ...seen, ...(change as Partial<SipDevice>), version: seen.version + 1 };
  const entry = auditEntry({ actor, action: "sip-device.change", subject: id, account, before: seen, after: next }, at);
  const owner = { account, deviceId: id, tariffId: seen.tariffId };
  const codes = await changeCodes(seen.switchAccounts, next.switchAccounts, owner, at);
  const mended = [...codesGiven(seen.switchAccounts, next.switchAccounts, at), ...(await tariffMoved(seen, next, at))];
  const moves = seen.extension !== next.extension;
  await transactGuarded([
    ...guarded([putSipDevice(next, seen), entry], lostWord),
    ...(moves ? guarded([freeExtension(seen)], lostWord) : []),
    ...(moves ? guarded([claimExtension(next)], extensionWord, "extension") : []),
    ...guarded(codes, codeWord, "switchAccounts"),
    ...guarded([stillOpen(account), ...mended], closedWord),
  ]);
  return SipDevice.parse(next);
}

/** Puts another secret in place of the old one, which is worthless at once. */
export async function renewSipSecret(
  seen: StoredSipDevice,
  asked: string | undefined,
  actor: Principal,
  at: number,
): Promise<SipDeviceWithSecret> {
  const secret = asked ?? secretFrom(randomBytes(24));
  const { account, id } = seen;
  const { stored: next, realm } = await withSecret({ ...SipDevice.parse(seen), version: seen.version + 1 }, secret);
  const entry = auditEntry({ actor, action: "sip-device.secret", subject: id, account, after: { secret } }, at);
  await transactGuarded([
    ...guarded([putSipDevice(next, seen), entry], lostWord),
    ...guarded([stillOpen(account)], closedWord),
  ]);
  return { ...SipDevice.parse(next), secret, realm };
}

/** Login and extension are free again at once. */
export async function dropSipDevice(
  customer: Customer,
  seen: StoredSipDevice,
  actor: Principal,
  at: number,
  alongside: readonly Guarded[] = [],
): Promise<void> {
  const { account } = customer;
  const entry = auditEntry(
    { actor, action: "sip-device.remove", subject: seen.id, account, before: SipDevice.parse(seen) },
    at,
  );
  const shown = showDevice(customer, "sips", seen.id, { before: seen.login });
  const writes = [
    removeSipDevice(seen),
    ...shown,
    ...(await freeSipLogin(seen, at)),
    freeExtension(seen),
    removeRegistration(account, seen.id),
    ...(await freeCodes(seen.switchAccounts, { account, deviceId: seen.id, tariffId: seen.tariffId }, at)),
    entry,
  ];
  await transactGuarded([...guarded(writes, lostWord), ...alongside]);
}
