import { DialledNumber, type SuspenseReason, type SwitchCdr } from "../cdrs/cdr.ts";
import type { Customer } from "../customers/customer.ts";
import type { IpRow } from "../devices/ip-row.ts";
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
  /** Whom a code of a source means. */
  alias(source: string, code: string): { account: string; deviceId?: string | undefined } | undefined;
  /** Rows whose network holds the address: longest mask first, then longest dial prefix. */
  ipRows(ip: string): readonly IpRow[];
  sipUser(login: string): { account: string; id: string; tariffId: string | null } | undefined;
  /** A device's own tariff, where it has one. */
  deviceTariff(account: string, deviceId: string): string | undefined;
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
      steps: TraceStep[];
    }
  | { kind: "unknown"; reason: SuspenseReason; detail: string };

interface Owner {
  account: string;
  deviceId: string | null;
  tariffId: string | undefined;
  dialPrefix: string;
  detail: string;
}

/** The first row whose dial prefix the number begins with; `of` keeps to the rows of one account. */
function ipOwner(cdr: SwitchCdr, directory: Directory, of?: string): Owner | undefined {
  const ip = cdr.sourceIp ?? "";
  const rows = ip === "" ? [] : directory.ipRows(ip);
  const row = rows.find(
    (one) => (of === undefined || one.account === of) && cdr.cldReceived.startsWith(one.dialPrefix),
  );
  return (
    row && { ...row, tariffId: row.tariffId, detail: `${ip} is in ${row.cidr}, dial prefix ${row.dialPrefix || "any"}` }
  );
}

/** The account that the code names, or its alias. The device that it also came from decides its prefix and tariff. */
function accountOwner(cdr: SwitchCdr, source: CdrSource, directory: Directory): Owner | undefined {
  const code = cdr.accountCode ?? "";
  if (code === "") return undefined;
  const alias = directory.customers.has(code) ? undefined : directory.alias(source.id, code);
  const account = alias?.account ?? code;
  const ip = ipOwner(cdr, directory, account);
  const deviceId = alias?.deviceId ?? ip?.deviceId ?? null;
  const own = alias?.deviceId ? directory.deviceTariff(account, alias.deviceId) : ip?.tariffId;
  const detail = alias ? `account code ${code} is ${account}` : `account code ${code}`;
  return { account, deviceId, tariffId: own, dialPrefix: ip?.dialPrefix ?? "", detail };
}

function sipOwner(cdr: SwitchCdr, directory: Directory): Owner | undefined {
  const device = cdr.sipUser ? directory.sipUser(cdr.sipUser) : undefined;
  if (!device) return undefined;
  const detail = `SIP user ${cdr.sipUser}`;
  return {
    account: device.account,
    deviceId: device.id,
    tariffId: device.tariffId ?? undefined,
    dialPrefix: "",
    detail,
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

const askedBy = (cdr: SwitchCdr, source: CdrSource): string => {
  const asked = { account: cdr.accountCode, ip: cdr.sourceIp, sipUser: cdr.sipUser }[source.customerBy];
  const name = { account: "account code", ip: "source address", sipUser: "SIP user" }[source.customerBy];
  return asked ? `No customer has the ${name} ${asked}.` : `The record has no ${name}.`;
};

/** The account and whose customer it is, up to the top. A loop in the data ends the walk. */
function chainOf(customer: Customer, customers: ReadonlyMap<string, Customer>): string[] {
  const chain = [customer.account];
  for (let next = customer.reseller; next !== null && !chain.includes(next); ) {
    const reseller = customers.get(next);
    if (!reseller) break;
    chain.push(next);
    next = reseller.reseller;
  }
  return chain;
}

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

/** Who pays for the call and which number is rated, with every step that led there. */
export function callerOf(cdr: SwitchCdr, source: CdrSource, directory: Directory): CallerResolution {
  const owner = ownerOf(cdr, source, directory);
  const customer = owner && directory.customers.get(owner.account);
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
    chain: chainOf(customer, directory.customers),
    deviceId: owner.deviceId,
    tariffId: owner.tariffId ?? customer.tariffId,
    cld,
    cli,
    steps: [{ step: "customer", outcome: customer.account, detail: owner.detail }, ...steps],
  };
}
