import * as z from "zod";
import { StoredSipDevice } from "../devices/device.store.ts";
import { IpDevice } from "../devices/ip-device.ts";
import { isSingleAddress, parseNetwork } from "../devices/ip-network.ts";
import { StoredDid } from "../dids/did.ts";
import { authorizationId } from "../ledger/reservation.ts";
import { keys } from "../platform/keys.ts";
import { defaultSettings, Settings } from "../settings/settings.ts";
import { ruleKeys, rulesOf } from "../translation/loaded-rules.store.ts";
import { withoutPlus } from "../translation/normalise-number.ts";
import { anySource } from "../vendors/gateway.store.ts";
import { aliasText } from "../vendors/gateway.ts";
import { Denial, Authorization as StoredAuthorization } from "./authorization.ts";
import type { Incoming } from "./call-facts.ts";
import type { CallReader } from "./call-reader.store.ts";
import type { CallRequest } from "./call-request.ts";
import { factsOf, type LoadedCall, loadCall } from "./load-call.flow.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Calls from outside. One whose caller is no customer, and that comes from an address that a gateway of a vendor is known
 * by, is a call to a DID: whoever has the whole number, at the device where it rings.
 */

const Alias = z.object({ gatewayId: z.string() });
const lists = ["did-source", "did-destination"] as const;

type Device = IpDevice | StoredSipDevice;

const refused = (code: Refusal["code"], detail: string): LoadedCall => ({ kind: "unknown", refusal: { code, detail } });

async function deviceOf(account: string, id: string, read: CallReader): Promise<Device | undefined> {
  const [sip, ip] = [keys.sipDevice(account, id), keys.ipDevice(account, id)];
  await read.read([sip, ip]);
  return read.get(StoredSipDevice, sip) ?? read.get(IpDevice, ip);
}

/** Where the device is called; undefined for a network, which is no address. */
function placeOf(device: Device, read: CallReader): Incoming["place"] | undefined {
  if ("login" in device) {
    const { sipRealm = defaultSettings.sipRealm } = read.get(Settings.partial(), keys.settings()) ?? {};
    return { kind: "extension", login: device.login, realm: sipRealm, voicemail: device.voicemail };
  }
  const network = parseNetwork(device.ip);
  return network && isSingleAddress(network) ? { kind: "address", host: device.ip.replace(/\/\d+$/, "") } : undefined;
}

async function loadIncoming(asked: CallRequest, read: CallReader): Promise<LoadedCall | undefined> {
  const number = withoutPlus(asked.cld);
  const gateway = keys.gatewayAlias(anySource, aliasText(asked.source_ip));
  if (asked.auth_user !== "" || asked.source_ip === "" || !/^\d{5,15}$/.test(number)) return undefined;
  const didKey = keys.did(number);
  await read.read([gateway, didKey, keys.settings()]);
  if (!read.get(Alias, gateway)) return undefined;
  const did = read.get(StoredDid, didKey);
  if (!did?.account || did.status === "INACTIVE")
    return refused("DID_NOT_IN_SERVICE", `${number} is ${did ? (did.account ? "inactive" : "in stock") : "no DID"}.`);
  const { account, ringsAt, tariffId, rent } = did;
  if (rent?.isSuspended)
    return refused("DID_SUSPENDED", `${number} of ${account} is unpaid since ${rent.unpaidSince}.`);
  const device = ringsAt === null ? undefined : await deviceOf(account, ringsAt, read);
  const place = device && placeOf(device, read);
  if (!device || !place || device.status === "INACTIVE")
    return refused("DID_RINGS_NOWHERE", `${number} of ${account} has no device in use that it could ring at.`);
  const deviceKey = "login" in device ? keys.sipDevice(account, device.id) : keys.ipDevice(account, device.id);
  const detail = `${number} is a DID of ${account}, from ${asked.source_ip}`;
  const caller = { account, deviceId: device.id, dialPrefix: "", tariffId, lockedTo: null, detail };
  const facts = await factsOf(asked, { caller, device, deviceKey }, read);
  await read.read(ruleKeys([account], lists));
  const rules = rulesOf(read.raw(ruleKeys([account], lists)));
  const incoming: Incoming = {
    isFree: tariffId === null,
    place,
    sourceRules: rules(account, "did-source"),
    destinationRules: rules(account, "did-destination"),
  };
  const id = authorizationId(account, asked);
  return {
    kind: "known",
    id,
    before: read.get(StoredAuthorization, keys.reservation(account, id)),
    denied: read.get(Denial, keys.denial(account, id)),
    // An incoming call is paid for by the number's owner alone.
    facts: { ...facts, levels: [facts.levels[0]], incoming },
  };
}

/** A customer's call, or one from outside to a number of ours. */
export async function loadAnyCall(asked: CallRequest, read: CallReader): Promise<LoadedCall> {
  const own = await loadCall(asked, read);
  if (own.kind === "known") return own;
  return (await loadIncoming(asked, read)) ?? own;
}
