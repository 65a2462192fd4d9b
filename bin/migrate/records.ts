import type { NewCustomer } from "../../functions/customers/customer-request.ts";
import type { NewReseller } from "../../functions/resellers/reseller.ts";
import type { Origin, TakenCall } from "../../functions/takeover/taken-call.ts";
import type { TakenInvoice } from "../../functions/takeover/taken-invoice.ts";
import type { CardWindow } from "../../functions/tariffs/card-window.ts";
import type { DumpRow } from "./dump.ts";

/** What the systems have in common: what a mapping makes of a dump, and what is put into Switchbook. */

export type { Origin, TakenCall };

/**
 * What did not come over as it was. LEFT_OUT: the record, or the named part of it, is not taken over. ADAPTED: it is, with
 * another value than it had there.
 */
export interface Fault {
  kind: "LEFT_OUT" | "ADAPTED";
  /** `customers 12`: table and row of the dump. */
  where: string;
  message: string;
}

/** Ids of the other system: what a record is found again by. */
export type Id = string;

export interface RateRecord {
  prefix: string;
  destination: string;
  pricePerMinute: string;
  connectFee: string;
  firstIncrement: number;
  nextIncrement: number;
  graceSeconds: number;
  freeSeconds: number;
  blocked: boolean;
}

export interface CardRecord {
  name: string;
  windows: CardWindow[];
  rates: RateRecord[];
}

export interface TariffRecord {
  id: Id;
  /** The reseller that sells it; null: the operator. */
  owner: Id | null;
  name: string;
  currency: string;
  kind: "SELL" | "COST";
  rounding: "HALF_UP" | "UP";
  cards: CardRecord[];
}

export interface GatewayRecord {
  id: Id;
  name: string;
  host: string;
  port: number;
  transport: "UDP" | "TCP" | "TLS";
  rule: string;
  maxCallSessions: number;
  callSessionsPerSecond: number;
  status: "ACTIVE" | "INACTIVE";
}

export interface VendorRecord {
  id: Id;
  name: string;
  company: string | null;
  currency: string;
  tariff: Id | null;
  status: "ACTIVE" | "INACTIVE";
  gateways: GatewayRecord[];
}

export interface RouteRowRecord {
  prefix: string;
  gateway: Id;
  priority: number;
  share: number;
  windows: CardWindow[];
  status: "ACTIVE" | "INACTIVE";
}

export interface RouteRecord {
  id: Id;
  name: string;
  status: "ACTIVE" | "INACTIVE";
  rows: RouteRowRecord[];
}

interface DeviceRecord {
  id: Id;
  maxCallSessions: number;
  callSessionsPerSecond: number;
  status: "ACTIVE" | "INACTIVE";
  /** A tariff of its own. */
  tariff: Id | null;
}

export interface IpDeviceRecord extends DeviceRecord {
  ip: string;
  dialPrefix: string;
  description: string;
}

export interface SipDeviceRecord extends DeviceRecord {
  login: string;
  extension: string;
  voicemail: boolean;
  voicemailEmail: string | null;
  ip: string | null;
  /** What the phone was given; or, where nobody knows it, its MD5 hash with the realm that is in it. */
  secret: { plain: string } | { md5: string; realm: string };
}

export type RuleListName = "source" | "destination" | "did-source" | "did-destination" | "cli-rules";

/** The form's fields, but for those that the other system cannot know. */
export type CustomerFields = Omit<NewCustomer, "password" | "tariffId" | "reseller" | "billedFrom" | "tags">;

/** A reseller's terms are those of a customer that it can have. */
export type ResellerFields = Omit<NewReseller, "password" | "tariffId" | "parent">;

export interface ResellerRecord {
  id: Id;
  /** `accounts 12`. */
  where: string;
  /** The reseller above it; null: the operator. */
  parent: Id | null;
  fields: ResellerFields;
  /** What it buys by. */
  tariff: Id;
  /** As it stands there; positive = the reseller's money. */
  balance: string;
  /** What it owes by invoices that are open there. */
  invoices: Omit<TakenInvoice, "origin">[];
}

/** What a reseller's balance comes to here (`set-aside.ts`). All are decimals. */
export interface ResellerOpening {
  /** What stands on the balances below it. */
  setAside: string;
  /** What it has here once that is set aside. */
  balance: string;
  /** The entry that leads there, since debts below it go up to it. */
  entry: string;
}

export interface CustomerRecord {
  id: Id;
  /** The reseller whose customer it is; null: the operator's own. */
  reseller: Id | null;
  /** `customers 12`. */
  where: string;
  fields: CustomerFields;
  tariff: Id;
  /** Positive = the customer's money, at most 9 decimals. */
  balance: string;
  ipDevices: IpDeviceRecord[];
  sipDevices: SipDeviceRecord[];
  dialing: { pattern: string; route: Id }[];
  rules: Record<RuleListName, string[]>;
  invoices: Omit<TakenInvoice, "origin">[];
}

export interface DidRecord {
  number: string;
  where: string;
  customer: Id | null;
  /** One of the customer's devices. */
  ringsAt: Id | null;
  forwardTo: string | null;
  tariff: Id | null;
  monthlyRent: string;
  currency: string | null;
  status: "ACTIVE" | "INACTIVE";
  description: string;
}

export interface Records {
  tariffs: TariffRecord[];
  vendors: VendorRecord[];
  routes: RouteRecord[];
  /** Once placed: those above before those below. */
  resellers: ResellerRecord[];
  customers: CustomerRecord[];
  dids: DidRecord[];
  faults: Fault[];
  /** What this system keeps and is never taken over, where the dump has any of it: kind and how many. */
  notTaken: Map<string, number>;
}

/** Records whose tree holds: everybody's seller is there and sells its own tariffs, and openings are known. */
export interface PlacedRecords extends Records {
  openings: ReadonlyMap<Id, ResellerOpening>;
  /** What customers have was taken off their resellers' balances there already. */
  isSetAsideThere: boolean;
}

export type Tables = ReadonlyMap<string, readonly DumpRow[]>;

/** What a reseller was debited for a call of somebody below it. Decimal. */
export interface ResellerCost {
  reseller: Id;
  charge: string;
}

export interface Call {
  customer: Id;
  call: Omit<TakenCall, "upper">;
  /** In any order; nothing where the system did not write it down. */
  upper: readonly ResellerCost[];
}

export interface MapOptions {
  /** Zone of the clock times without one in the dump. */
  timeZone: string;
  /** Used where the dump does not say. */
  currency: string;
  phoneRule: "TEN_DIGITS" | "E164";
  emailMaxLength: number;
  /** Take rents of DIDs over; they begin on the day of the run. */
  takeRents: boolean;
  /** Realm of the hashes, where the dump has hashes and does not say it. */
  sipRealm: string | null;
}

/** How one system is read. */
export interface Mapping {
  origin: Origin;
  /** Tables that are held in memory. */
  holds(table: string): boolean;
  /** Tables of calls, which are read row by row. */
  isCalls(table: string): boolean;
  map(tables: Tables, options: MapOptions): Records;
  /** What makes of a row a call; a fault; or undefined for a row that is none of a customer of this dump. */
  calls(tables: Tables, options: MapOptions): (row: DumpRow) => Call | Fault | undefined;
}
