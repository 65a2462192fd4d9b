import * as z from "zod";
import { Customer } from "../customers/customer.ts";
import { StoredSipDevice } from "../devices/device.store.ts";
import { IpDevice } from "../devices/ip-device.ts";
import { isSingleAddress, parseNetwork } from "../devices/ip-network.ts";
import { type DidOwner, StoredDid } from "../dids/did.ts";
import { authorizationId } from "../ledger/reservation.ts";
import { keys } from "../platform/keys.ts";
import type { Key } from "../platform/table.ts";
import { CallSettings, defaultSettings } from "../settings/settings.ts";
import { ruleKeys, rulesOf } from "../translation/loaded-rules.store.ts";
import { withoutPlus } from "../translation/normalise-number.ts";
import { anySource } from "../vendors/gateway.store.ts";
import { aliasText } from "../vendors/gateway.ts";
import { Denial, Authorization as StoredAuthorization } from "./authorization.ts";
import type { CallFacts, Incoming, Limited } from "./call-facts.ts";
import type { CallReader } from "./call-reader.store.ts";
import type { CallRequest } from "./call-request.ts";
import { DeviceSessions, factsOf, type LoadedCall, loadCall } from "./load-call.flow.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Calls from outside. One whose caller is no customer, and that comes from an address that a gateway of a vendor is known
 * by, is a call to a DID: whoever has the whole number, at the device or the number outside where it rings.
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
    const { sipRealm = defaultSettings.sipRealm } = read.get(CallSettings, keys.settings()) ?? {};
    return { kind: "extension", login: device.login, realm: sipRealm, voicemail: device.voicemail };
  }
  const network = parseNetwork(device.ip);
  return network && isSingleAddress(network) ? { kind: "address", host: device.ip.replace(/\/\d+$/, "") } : undefined;
}

/** Where a DID rings, and what is in the place of a caller's device. */
interface Ringing {
  place: Incoming["place"];
  device: Limited;
  deviceKey: Key;
}

/** A device of the owner that is in use. */
async function atDevice({ account, ringsAt }: DidOwner, read: CallReader): Promise<Ringing | undefined> {
  const device = ringsAt === null ? undefined : await deviceOf(account, ringsAt, read);
  const place = device && placeOf(device, read);
  if (!device || !place || device.status === "INACTIVE") return undefined;
  const key = "login" in device ? keys.sipDevice : keys.ipDevice;
  return { place, device, deviceKey: key(account, device.id) };
}

/** A number outside. One that is a DID of ours by now would come back to us for ever. */
async function atNumber(did: string, account: string, to: string, read: CallReader): Promise<Ringing | undefined> {
  const owner = keys.customer(account);
  await read.read([keys.did(to), owner]);
  const customer = read.get(Customer, owner);
  if (!customer || read.get(StoredDid, keys.did(to))) return undefined;
  const { maxCallSessions, callSessionsPerSecond } = customer;
  // No device takes part: calls of the number are counted by itself, and the account's limits bind.
  const device = { id: `did/${did}`, status: "ACTIVE", maxCallSessions, callSessionsPerSecond } as const;
  return { place: { kind: "number", number: to }, device, deviceKey: keys.did(did) };
}

/** Counter of the calls that are up at a number, beside those of devices. */
const didCounter = (number: string): string => `did-calls/${number}`;

interface Found {
  did: StoredDid;
  owner: DidOwner;
  at: Ringing;
}

/** What a call to the DID is decided by. */
async function loadDidCall(asked: CallRequest, { did, owner, at }: Found, read: CallReader): Promise<LoadedCall> {
  const { number, maxCalls } = did;
  const { account, tariffId } = owner;
  const counter = didCounter(number);
  const { place, device, deviceKey } = at;
  const detail = `${number} is a DID of ${account}, from ${asked.source_ip}`;
  const caller = { account, deviceId: device.id, dialPrefix: "", tariffId, lockedTo: null, detail };
  const facts = await factsOf(asked, { caller, device, deviceKey }, read);
  await read.read([...ruleKeys([account], lists), ...(maxCalls === null ? [] : [keys.deviceSessions(counter)])]);
  const rules = await rulesOf(read.raw(ruleKeys([account], lists)));
  const incoming: Incoming = {
    isFree: tariffId === null,
    place,
    sourceRules: rules(account, "did-source"),
    destinationRules: rules(account, "did-destination"),
    limit:
      maxCalls === null
        ? undefined
        : { counter, most: maxCalls, up: read.get(DeviceSessions, keys.deviceSessions(counter))?.n ?? 0 },
  };
  const id = authorizationId(account, asked);
  // An incoming call is paid for by the number's owner alone; one that goes on outside by all who sell it.
  const levels: CallFacts["levels"] = place.kind === "number" ? facts.levels : [facts.levels[0]];
  return {
    kind: "known",
    id,
    before: read.get(StoredAuthorization, keys.reservation(account, id)),
    denied: read.get(Denial, keys.denial(account, id)),
    facts: { ...facts, levels, incoming },
  };
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
  if (did.rent?.isSuspended)
    return refused("DID_SUSPENDED", `${number} of ${did.account} is unpaid since ${did.rent.unpaidSince}.`);
  const owner: DidOwner = { ...did, account: did.account };
  const { account, forwardTo } = owner;
  const at = forwardTo === null ? await atDevice(owner, read) : await atNumber(number, account, forwardTo, read);
  if (at) return loadDidCall(asked, { did, owner, at }, read);
  const nowhere =
    forwardTo === null ? "no device in use that it could ring at" : `${forwardTo}, a DID of ours, to ring at`;
  return refused("DID_RINGS_NOWHERE", `${number} of ${account} has ${nowhere}.`);
}

/** A customer's call, or one from outside to a number of ours. */
export async function loadAnyCall(asked: CallRequest, read: CallReader): Promise<LoadedCall> {
  const own = await loadCall(asked, read);
  if (own.kind === "known") return own;
  return (await loadIncoming(asked, read)) ?? own;
}
