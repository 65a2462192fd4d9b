import type { DialingRoute } from "../routing/dialing-route.ts";
import type { CompiledList } from "../translation/translate-number.ts";
import type { PayingChain } from "./chain-level.ts";

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

/** A device, or what takes its place where a call is forwarded. */
export type Limited = Pick<DeviceState, "id" | "status" | "maxCallSessions" | "callSessionsPerSecond">;

/** Of a call from outside to a DID. */
export interface Incoming {
  /** Whether the DID has no tariff. */
  isFree: boolean;
  /** Where it rings. */
  place:
    | { kind: "extension"; login: string; realm: string; voicemail: boolean }
    | { kind: "address"; host: string }
    /** A number outside, called as the owner would call it. */
    | { kind: "number"; number: string };
  sourceRules: CompiledList;
  destinationRules: CompiledList;
  /** The number's own limit of calls at a time, and how many are up; undefined: it has none. */
  limit: { counter: string; most: number; up: number } | undefined;
}

export interface CallFacts {
  /** Undefined: a customer's own call. */
  incoming?: Incoming;
  caller: Caller;
  device: DeviceState;
  levels: PayingChain;
  destinationRules: CompiledList;
  sourceRules: CompiledList;
  cliRules: CompiledList;
  dialingRoutes: readonly DialingRoute[];
  /** Calls that are up, by those prefixes for which the customer has a limit. */
  prefixCalls: ReadonlyMap<string, number>;
  /** What customers may not call in their first days. */
  newCustomers: { days: number; prefixes: readonly string[] };
  /** Numbers, and beginnings of numbers, that nobody may call. */
  testNumbers: ReadonlySet<string>;
  /** The SIP login of the account's device whose extension was dialled. */
  extension: { login: string; realm: string; voicemail: boolean } | undefined;
}
