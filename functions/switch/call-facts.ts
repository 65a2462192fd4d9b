import type { Customer } from "../customers/customer.ts";
import type { BalanceRow } from "../ledger/balance.ts";
import type { DialingRoute } from "../routing/dialing-route.ts";
import type { LoadedTariff } from "../tariffs/loaded-tariff.ts";
import type { CompiledList } from "../translation/translate-number.ts";

/** Everything that a call is decided by, read beforehand. */

/** Whose device the call comes from. */
export interface Caller {
  account: string;
  deviceId: string;
  /** Taken off the dialled number before anything else. */
  dialPrefix: string;
  /** The device's own tariff, where it has one. */
  tariffId: string | null;
  /** Addresses that its SIP user is locked to, where the call came from elsewhere; else null. */
  lockedTo: string | null;
  /** How it was found, as a sentence. */
  detail: string;
}

export interface DeviceState {
  id: string;
  status: "ACTIVE" | "INACTIVE";
  maxCallSessions: number;
  callSessionsPerSecond: number;
  /** Calls of the device that hold a session now. */
  sessions: number;
  /** Epoch second in which a call was begun last, and how many were begun in it. */
  second: number;
  begun: number;
}

/** One account that pays for the call: the customer, then the resellers above it. */
export interface PayingLevel {
  customer: Customer;
  balance: BalanceRow;
  tariffId: string;
  /** Undefined: there is no such tariff. */
  tariff: LoadedTariff | undefined;
}

export interface CallFacts {
  caller: Caller;
  device: DeviceState;
  /** The customer first. */
  levels: readonly [PayingLevel, ...PayingLevel[]];
  destinationRules: CompiledList;
  sourceRules: CompiledList;
  cliRules: CompiledList;
  dialingRoutes: readonly DialingRoute[];
  /** The SIP login of the account's device whose extension was dialled. */
  extension: { login: string; realm: string; voicemail: boolean } | undefined;
}
