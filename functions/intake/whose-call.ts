import { upFrom } from "../auth/access.ts";
import { DialledNumber, type SuspenseReason, type SwitchCdr } from "../cdrs/cdr.ts";
import type { Customer } from "../customers/customer.ts";
import type { OwnedBinding } from "../devices/binding.ts";
import { laterOwners, type Owned, ownerAt } from "../devices/former-owner.ts";
import type { OwnedRow } from "../devices/ip-row.ts";
import { didOwnerAt, type StoredDid } from "../dids/did.ts";
import { isoInstant } from "../platform/clock.ts";
import type { TraceStep } from "../rating/trace.ts";
import { normaliseNumber, stripDialPrefix } from "../translation/normalise-number.ts";
import type { CdrSource } from "./source.ts";

/**
 * Whose call a record is, and which number is rated. A finished call is never refused: a closed customer and an
 * inactive device are charged, because the call has happened. Only a caller that nobody knows waits in suspense.
 */

/** What is known of the callers of a batch, looked up beforehand. */
export interface Directory {
  customers: ReadonlyMap<string, Customer>;
  /** Whom a code of a source means and meant; those of a code given for the source first. */
  aliases(source: string, code: string): readonly OwnedBinding[];
  /** Rows, also former ones, whose network holds the address: longest mask first, then longest dial prefix. */
  ipRows(ip: string): readonly OwnedRow[];
  sipUsers(login: string): readonly OwnedBinding[];
  /** A device's own tariff, where it has one. */
  deviceTariff(account: string, deviceId: string): string | undefined;
  /** A number of ours, by the whole of it; only of calls that may be incoming. */
  did(number: string): StoredDid | undefined;
}

export type CallerResolution =
  | {
      kind: "known";
      customer: Customer;
      /** The account, then its resellers up to the top. */
      chain: string[];
      deviceId: string | null;
      /** The device's tariff where it has one, else the customer's. */
      tariffId: string;
      /** The called number that is rated. */
      cld: string;
      cli: string;
      /** Of a call to a DID: its owner alone pays, by the DID's tariff; without one it is free. */
      incoming?: { isFree: boolean };
      /** Of a call to a DID that was forwarded to a number outside: a call of its owner to that number. */
      isForwarded?: true;
      /** Whose it is, then how the number as sent became the one that is rated. */
      steps: [customer: TraceStep, ...number: TraceStep[]];
    }
  | { kind: "unknown"; reason: SuspenseReason; detail: string };

interface Owner {
  account: string;
  deviceId: string | null;
  tariffId: string | undefined;
  dialPrefix: string;
  detail: string;
}

/** Says of an owner of then that it is not the owner of today. */
const theirs = (until: number | undefined): string =>
  until === undefined ? "" : `, theirs until ${isoInstant(until)}`;

const tariffOf = ({ account, deviceId, tariffId, until }: OwnedBinding, directory: Directory): string | undefined =>
  until === undefined && deviceId ? directory.deviceTariff(account, deviceId) : tariffId;

/** Rows of the address whose dial prefix the number begins with. */
const rowsFor = ({ sourceIp, cldReceived }: SwitchCdr, directory: Directory): OwnedRow[] =>
  (sourceIp ? directory.ipRows(sourceIp) : []).filter(({ dialPrefix }) => cldReceived.startsWith(dialPrefix));

/** The first row that counts; `of` keeps to the rows of one account. */
function ipOwner(cdr: SwitchCdr, directory: Directory, of?: string): Owner | undefined {
  const matching = rowsFor(cdr, directory).filter(({ account }) => of === undefined || account === of);
  const row = ownerAt(matching, cdr.setupMs);
  if (!row) return undefined;
  const detail = `${cdr.sourceIp} is in ${row.cidr}, dial prefix ${row.dialPrefix || "any"}${theirs(row.until)}`;
  return { ...row, tariffId: row.tariffId, detail };
}

/** The account that the code names, or its alias. The device that it also came from decides its prefix and tariff. */
function accountOwner(cdr: SwitchCdr, source: CdrSource, directory: Directory): Owner | undefined {
  const code = cdr.accountCode ?? "";
  if (code === "") return undefined;
  const alias = directory.customers.has(code) ? undefined : ownerAt(directory.aliases(source.id, code), cdr.setupMs);
  const account = alias?.account ?? code;
  const ip = ipOwner(cdr, directory, account);
  const deviceId = alias?.deviceId ?? ip?.deviceId ?? null;
  const own = alias?.deviceId ? tariffOf(alias, directory) : ip?.tariffId;
  const detail = alias ? `account code ${code} is ${account}${theirs(alias.until)}` : `account code ${code}`;
  return { account, deviceId, tariffId: own, dialPrefix: ip?.dialPrefix ?? "", detail };
}

function sipOwner(cdr: SwitchCdr, directory: Directory): Owner | undefined {
  const login = cdr.sipUser ? ownerAt(directory.sipUsers(cdr.sipUser), cdr.setupMs) : undefined;
  if (!login) return undefined;
  return {
    account: login.account,
    deviceId: login.deviceId ?? null,
    tariffId: tariffOf(login, directory),
    dialPrefix: "",
    detail: `SIP user ${cdr.sipUser}${theirs(login.until)}`,
  };
}

function ownerOf(cdr: SwitchCdr, source: CdrSource, directory: Directory): Owner | undefined {
  switch (source.customerBy) {
    case "account":
      return accountOwner(cdr, source, directory);
    case "ip":
      return ipOwner(cdr, directory);
    case "sipUser":
      return sipOwner(cdr, directory);
  }
}

/** All whom the answer to the source's question spoke of and speaks of. */
function ownersOf(cdr: SwitchCdr, source: CdrSource, directory: Directory): readonly Owned[] {
  switch (source.customerBy) {
    case "account": {
      const code = cdr.accountCode ?? "";
      return code === "" || directory.customers.has(code) ? [] : directory.aliases(source.id, code);
    }
    case "ip":
      return rowsFor(cdr, directory);
    case "sipUser":
      return cdr.sipUser ? directory.sipUsers(cdr.sipUser) : [];
  }
}

/** Accounts that may have paid for a call of before anyone had what it came from; mostly none. */
export const earlierPayers = (cdr: SwitchCdr, source: CdrSource, directory: Directory): string[] => [
  ...new Set(laterOwners(ownersOf(cdr, source, directory), cdr.setupMs).map(({ account }) => account)),
];

/** The directory in which what the source asks for had been the account's from the beginning until it gave it away. */
export function asIfOwnedBy(account: string, source: CdrSource, directory: Directory): Directory {
  const theirs = <O extends Owned>(owners: readonly O[]): O[] =>
    owners.flatMap((one) => (one.account === account && one.until !== undefined ? [{ ...one, from: 0 }] : []));
  switch (source.customerBy) {
    case "account":
      return { ...directory, aliases: (id, code) => theirs(directory.aliases(id, code)) };
    case "ip":
      return { ...directory, ipRows: (ip) => theirs(directory.ipRows(ip)) };
    case "sipUser":
      return { ...directory, sipUsers: (login) => theirs(directory.sipUsers(login)) };
  }
}

const askedBy = (cdr: SwitchCdr, source: CdrSource): string => {
  const asked = { account: cdr.accountCode, ip: cdr.sourceIp, sipUser: cdr.sipUser }[source.customerBy];
  const name = { account: "account code", ip: "source address", sipUser: "SIP user" }[source.customerBy];
  return asked ? `No customer has the ${name} ${asked}.` : `The record has no ${name}.`;
};

/** Rates are found by the number in its international form, without the prefix by which a product is chosen. */
function numbersOf(cdr: SwitchCdr, source: CdrSource, dialPrefix: string) {
  if (source.numberState === "TRANSLATED") {
    const step = { step: "number form", outcome: "taken as it stands", detail: "The source's numbers are translated." };
    return { cld: cdr.cldReceived, cli: cdr.cliReceived, steps: [step] };
  }
  const stripped = stripDialPrefix(cdr.cldReceived, dialPrefix);
  const called = normaliseNumber(stripped.number, source.normalise);
  const cli = normaliseNumber(cdr.cliReceived, source.normalise).number;
  return { cld: called.number, cli, steps: [...stripped.steps, ...called.steps] };
}

/** The called number in its international form. */
export const calledNumber = (cdr: SwitchCdr, source: CdrSource): string => numbersOf(cdr, source, "").cld;

/** Nobody is known to have made it; or we let it go, and a switch then reports an incoming call as its owner's. */
export function mayBeIncoming(cdr: SwitchCdr, source: CdrSource, directory: Directory): boolean {
  const owner = ownerOf(cdr, source, directory);
  return cdr.authorizationId !== null || !owner || !directory.customers.has(owner.account);
}

const forwardStep = (did: string, to: string): TraceStep => ({
  step: "forward",
  outcome: to,
  detail: `${did} is forwarded: charged is a call of its owner to ${to}.`,
});

/** A call from outside to a number of ours. One that another customer makes to it is that customer's outgoing call. */
function incomingCall(
  cdr: SwitchCdr,
  source: CdrSource,
  directory: Directory,
  caller: string | undefined,
): CallerResolution | undefined {
  const { cld, cli, steps } = numbersOf(cdr, source, "");
  const did = directory.did(cld);
  const owner = did && didOwnerAt(did, cdr.setupMs);
  const customer = owner && directory.customers.get(owner.account);
  if (!owner || !customer || (caller !== undefined && caller !== owner.account)) return undefined;
  const { ringsAt, tariffId, forwardTo } = owner;
  if (forwardTo !== null) {
    const detail = `${cld} is a DID of ${owner.account}, forwarded to ${forwardTo}`;
    return {
      ...{ kind: "known", customer, chain: upFrom(customer), deviceId: null, tariffId: customer.tariffId },
      ...{ cld: forwardTo, cli, isForwarded: true },
      steps: [{ step: "customer", outcome: customer.account, detail }, ...steps, forwardStep(cld, forwardTo)],
    };
  }
  const detail = `${cld} is a DID of ${owner.account}${tariffId === null ? ", incoming calls are free" : ""}`;
  return {
    kind: "known",
    customer,
    chain: [customer.account],
    deviceId: ringsAt,
    tariffId: tariffId ?? "",
    ...{ cld, cli },
    incoming: { isFree: tariffId === null },
    steps: [{ step: "customer", outcome: customer.account, detail }, ...steps],
  };
}

/** Who pays for the call and which number is rated, with every step that led there. */
export function callerOf(cdr: SwitchCdr, source: CdrSource, directory: Directory): CallerResolution {
  const owner = ownerOf(cdr, source, directory);
  const customer = owner && directory.customers.get(owner.account);
  const incoming = incomingCall(cdr, source, directory, customer?.account);
  if (incoming) return incoming;
  if (!owner || !customer) return { kind: "unknown", reason: "UNKNOWN_CUSTOMER", detail: askedBy(cdr, source) };
  const { cld, cli, steps } = numbersOf(cdr, source, owner.dialPrefix);
  if (!DialledNumber.safeParse(cld).success)
    return {
      kind: "unknown",
      reason: "BAD_NUMBER",
      detail: `Of ${cdr.cldReceived} remains no number to rate: ${cld || "nothing"}.`,
    };
  return {
    kind: "known",
    customer,
    chain: upFrom(customer),
    deviceId: owner.deviceId,
    tariffId: owner.tariffId ?? customer.tariffId,
    cld,
    cli,
    steps: [{ step: "customer", outcome: customer.account, detail: owner.detail }, ...steps],
  };
}
