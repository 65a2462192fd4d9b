import * as z from "zod";
import { Customer } from "../customers/customer.ts";
import { Binding } from "../devices/binding.ts";
import { IpBlock, StoredSipDevice } from "../devices/device.store.ts";
import { IpDevice } from "../devices/ip-device.ts";
import { blockOf, covers, parseNetwork } from "../devices/ip-network.ts";
import { rowsOf } from "../devices/ip-row.ts";
import { BalanceRow } from "../ledger/balance.ts";
import { authorizationId } from "../ledger/reservation.ts";
import { keys } from "../platform/keys.ts";
import type { Key } from "../platform/table.ts";
import { Reseller } from "../resellers/reseller.ts";
import { DialingRoutes } from "../routing/dialing-route.ts";
import { CallSettings, defaultSettings } from "../settings/settings.ts";
import { lookedUpIn } from "../settings/test-numbers.ts";
import { loadTariff } from "../tariffs/tariff.store.ts";
import { headOf, StoredTariff } from "../tariffs/tariff.ts";
import { ruleKeys, rulesOf } from "../translation/loaded-rules.store.ts";
import { withoutPlus } from "../translation/normalise-number.ts";
import { type Authorization, Denial, Authorization as StoredAuthorization } from "./authorization.ts";
import type { Caller, CallFacts, DeviceState, Limited } from "./call-facts.ts";
import type { CallReader } from "./call-reader.store.ts";
import type { CallRequest } from "./call-request.ts";
import { type PayingChain, type PayingLevel, type PayingParty, resellerParty } from "./chain-level.ts";
import { prefixCounter } from "./fraud-limits.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Reads what a call is decided by. Which items that are shows as they are read: whose address, whose tariff.
 */

type Asked = Pick<CallRequest, "switch_id" | "call_id" | "from_tag" | "source_ip" | "auth_user" | "cld">;

export const DeviceSessions = z.object({
  n: z.number().int().default(0),
  second: z.number().int().default(0),
  begun: z.number().int().default(0),
});
const Extension = z.object({ deviceId: z.string() });

export type LoadedCall =
  | { kind: "unknown"; refusal: Refusal }
  | { kind: "known"; id: string; facts: CallFacts; before: Authorization | undefined; denied: Denial | undefined };

const lists = ["destination", "source", "cli"] as const;
/** The device that a call comes from; its own item where it is known. */
export interface Found {
  caller: Caller;
  device: IpDevice | StoredSipDevice | undefined;
  deviceKey: Key;
}

/** The device of a checked SIP user, else the row of the address whose dial prefix the number begins with. */
function callerIn(asked: Asked, read: CallReader): Found | undefined {
  if (asked.auth_user !== "") {
    const { account, deviceId } = read.get(Binding, keys.sipLogin(asked.auth_user)) ?? {};
    if (!account || !deviceId) return undefined;
    const deviceKey = keys.sipDevice(account, deviceId);
    const device = read.get(StoredSipDevice, deviceKey);
    const detail = `SIP user ${asked.auth_user}`;
    const caller = { account, deviceId, dialPrefix: "", tariffId: device?.tariffId ?? null, lockedTo: null, detail };
    return { caller, device, deviceKey };
  }
  const [block] = callerKeys(asked);
  const rows = (block && read.get(IpBlock, block)?.rows) ?? [];
  const number = withoutPlus(asked.cld);
  const row = rowsOf(asked.source_ip, rows).find(({ dialPrefix }) => number.startsWith(dialPrefix));
  if (!row) return undefined;
  const { account, deviceId, dialPrefix, tariffId } = row;
  const detail = `${asked.source_ip} is in ${row.cidr}, dial prefix ${dialPrefix || "any"}`;
  const deviceKey = keys.ipDevice(account, deviceId);
  const caller = { account, deviceId, dialPrefix, tariffId: tariffId ?? null, lockedTo: null, detail };
  return { caller, device: read.get(IpDevice, deviceKey), deviceKey };
}

/** The reseller's part of the chain, where the customer is known: nobody's place ever changes, so all are known at once. */
const aboveOf = (account: string, read: CallReader): readonly string[] =>
  read.get(Customer, keys.customer(account))?.resellers ?? [];

/** The number as it is looked for among the account's extensions. */
const extensionOf = ({ cld }: Asked, { dialPrefix }: Caller): string | undefined => {
  const number = withoutPlus(cld).slice(dialPrefix.length);
  return /^\d{3,15}$/.test(number) ? number : undefined;
};

/** Keys by which it is found whose device a call comes from. */
function callerKeys({ auth_user, source_ip }: Asked): Key[] {
  if (auth_user !== "") return [keys.sipLogin(auth_user)];
  const network = parseNetwork(source_ip);
  const block = network && blockOf(network);
  return block === undefined ? [] : [keys.ipBlock(block)];
}

/** What has become of this very call, if it was asked for before. */
export function ownKeys(account: string, asked: Asked): Key[] {
  const id = authorizationId(account, asked);
  return [keys.reservation(account, id), keys.denial(account, id)];
}

/** Keys of all that a call of the device is decided by, as far as they are known. */
function factKeys(asked: Asked, { caller, deviceKey }: Pick<Found, "caller" | "deviceKey">, read: CallReader): Key[] {
  const { account, deviceId } = caller;
  const extension = extensionOf(asked, caller);
  const answering = extension && read.get(Extension, keys.sipExtension(account, extension));
  const own = read.get(Customer, keys.customer(account));
  const levels = aboveOf(account, read).flatMap((level) => {
    const tariffId = read.get(Reseller, keys.reseller(level))?.tariffId;
    return [keys.reseller(level), keys.balance(level), ...(tariffId ? [keys.tariff(tariffId)] : [])];
  });
  return [
    deviceKey,
    keys.customer(account),
    keys.balance(account),
    ...(own ? [keys.tariff(caller.tariffId ?? own.tariffId)] : []),
    keys.deviceSessions(deviceId),
    ...prefixesOf(own).map((prefix) => keys.deviceSessions(prefixCounter(account, prefix))),
    ...ruleKeys([account], lists),
    keys.dialingRoutes(account),
    ...ownKeys(account, asked),
    ...(extension ? [keys.sipExtension(account, extension)] : []),
    keys.settings(),
    ...(answering ? [keys.sipDevice(account, answering.deviceId)] : []),
    ...levels,
  ];
}

const prefixesOf = (own: Customer | undefined): string[] =>
  (own?.prefixCallLimits ?? []).map((text) => text.split("=")[0] ?? "");

function prefixCallsIn({ account }: Caller, read: CallReader): Map<string, number> {
  const counted = (prefix: string) =>
    read.get(DeviceSessions, keys.deviceSessions(prefixCounter(account, prefix)))?.n ?? 0;
  return new Map(prefixesOf(read.get(Customer, keys.customer(account))).map((prefix) => [prefix, counted(prefix)]));
}

function newCustomersIn(read: CallReader): CallFacts["newCustomers"] {
  const { newCustomerDays: days, newCustomerBlockedPrefixes: prefixes } = defaultSettings;
  const set = read.get(CallSettings, keys.settings());
  return { days: set?.newCustomerDays ?? days, prefixes: set?.newCustomerBlockedPrefixes ?? prefixes };
}

/** Every key that is needed, by what is known so far. */
export function neededFor(asked: Asked, read: CallReader): Key[] {
  const found = callerIn(asked, read);
  return [...callerKeys(asked), ...(found ? factKeys(asked, found, read) : [])];
}

async function levelOf<Party extends PayingParty>(
  customer: Party | undefined,
  account: string,
  tariffId: string | undefined,
  read: CallReader,
): Promise<PayingLevel<Party>> {
  const balance = read.get(BalanceRow, keys.balance(account));
  if (!customer || !balance) throw new Error(`${account} has no item or no balance`);
  const sold = tariffId ?? customer.tariffId;
  const stored = read.get(StoredTariff, keys.tariff(sold));
  return { customer, balance, tariffId: sold, tariff: stored && (await loadTariff(headOf(stored))) };
}

async function levelsIn({ account, tariffId }: Caller, read: CallReader): Promise<PayingChain> {
  const own = read.get(Customer, keys.customer(account));
  const above = aboveOf(account, read).map((level) => {
    const reseller = read.get(Reseller, keys.reseller(level));
    return levelOf(reseller && resellerParty(reseller), level, undefined, read);
  });
  return [await levelOf(own, account, tariffId ?? undefined, read), ...(await Promise.all(above))];
}

function deviceState(device: Limited, read: CallReader): DeviceState {
  const use = read.get(DeviceSessions, keys.deviceSessions(device.id)) ?? { n: 0, second: 0, begun: 0 };
  const { id, status, maxCallSessions, callSessionsPerSecond } = device;
  return { id, status, maxCallSessions, callSessionsPerSecond, sessions: use.n, second: use.second, begun: use.begun };
}

function extensionIn(asked: Asked, caller: Caller, read: CallReader): CallFacts["extension"] {
  const number = extensionOf(asked, caller);
  const holder = number && read.get(Extension, keys.sipExtension(caller.account, number));
  const device = holder && read.get(StoredSipDevice, keys.sipDevice(caller.account, holder.deviceId));
  if (!device) return undefined;
  const sipRealm = read.get(CallSettings, keys.settings())?.sipRealm ?? defaultSettings.sipRealm;
  return { login: device.login, realm: sipRealm, voicemail: device.voicemail };
}

/** The addresses that a SIP user is locked to, where the call comes from elsewhere. */
function lockedOut(asked: Asked, device: IpDevice | StoredSipDevice): string | null {
  if (!("login" in device) || device.ip === null) return null;
  const [lock, address] = [parseNetwork(device.ip), parseNetwork(asked.source_ip)];
  return lock && address && covers(lock, address) ? null : device.ip;
}

const unknownCaller = ({ auth_user, source_ip }: Asked): Refusal => ({
  code: "UNKNOWN_CALLER",
  detail: auth_user === "" ? `No device has the address ${source_ip}.` : `There is no SIP user ${auth_user}.`,
});

/** What a call of the device is decided by. Reads what was not read. */
export async function factsOf(
  asked: Asked,
  found: Omit<Found, "device"> & { device: Limited },
  read: CallReader,
): Promise<CallFacts> {
  while (await read.read(factKeys(asked, found, read)));
  const { caller, device } = found;
  const rules = await rulesOf(read.raw(ruleKeys([caller.account], lists)));
  return {
    caller,
    device: deviceState(device, read),
    levels: await levelsIn(caller, read),
    destinationRules: rules(caller.account, "destination"),
    sourceRules: rules(caller.account, "source"),
    cliRules: rules(caller.account, "cli"),
    dialingRoutes: read.get(DialingRoutes, keys.dialingRoutes(caller.account))?.routes ?? [],
    prefixCalls: prefixCallsIn(caller, read),
    newCustomers: newCustomersIn(read),
    testNumbers: lookedUpIn(read.get(CallSettings, keys.settings())?.testNumbers),
    extension: extensionIn(asked, caller, read),
  };
}

export async function loadCall(asked: Asked, read: CallReader): Promise<LoadedCall> {
  while (await read.read(neededFor(asked, read)));
  const found = callerIn(asked, read);
  if (!found?.device) return { kind: "unknown", refusal: unknownCaller(asked) };
  const { device, deviceKey } = found;
  const caller = { ...found.caller, lockedTo: lockedOut(asked, device) };
  const id = authorizationId(caller.account, asked);
  return {
    kind: "known",
    id,
    before: read.get(StoredAuthorization, keys.reservation(caller.account, id)),
    denied: read.get(Denial, keys.denial(caller.account, id)),
    facts: await factsOf(asked, { caller, device, deviceKey }, read),
  };
}
