import { copyDays } from "../../lib/table-copies.ts";

/**
 * How many units the product takes for what it does. Those of the table are counted by the engine and held against it by
 * test/lib/cost.test.ts; the others are estimates, out of the code and the sizes in bench/.
 */

/** How many of `accounts` have a call among `calls`, when the n-th has a share of 1/n (Zipf). */
export function accountsAmong(calls: number, accounts: number): number {
  let total = 0;
  for (let n = 1; n <= accounts; n++) total += 1 / n;
  let among = 0;
  for (let n = 1; n <= accounts; n++) among += 1 - (1 - 1 / (n * total)) ** calls;
  return among;
}

/** A batch as it is posted: its calls, those who pay for them, and the seconds in which they ended. */
export interface Batch {
  calls: number;
  accounts: number;
  windowSeconds: number;
}

/**
 * Write units of a posted batch. An account costs its balance, its block of calls and its marks, whatever their number;
 * a call costs its bytes, and marks of a ten-minute window are written anew with every batch of it.
 */
export const writeUnitsOf = ({ calls, accounts, windowSeconds }: Batch): number =>
  5.5 * accountsAmong(calls, accounts) + calls * (0.3 + 10 / windowSeconds);

/** Read units of the same. */
export const readUnitsOf = ({ calls, accounts }: Batch): number => 2 * accountsAmong(calls, accounts) + 0.08 * calls;

/** Bytes of a call in its block, and in the file of its day. */
export const callBytes = 90;
/** Days that a block lies in the table: until its day is over, and then 35 more. */
export const blockDays = 36;
/** Whole copies of the table that lie in a vault at the same time. */
export const copiesHere = copyDays.here / copyDays.between;
export const copiesThere = copyDays.there / copyDays.between;
/** Write units of letting the blocks of a batch go, once: an item costs its kilobytes. */
export const expiryUnitsOf = ({ calls, accounts }: Batch): number =>
  0.75 * accountsAmong(calls, accounts) + (calls * callBytes) / 1024;
/** Read units of putting a call into its day's file: it is counted, merged, and looked at once more. */
export const filingReadUnits = (3 * callBytes) / 4096;
/** Milliseconds of a whole core for the same: unpacked four times, packed once. */
export const filingMs = 0.1;
/** Files a day of each account: calls that come late make a second one. */
export const filesOfDay = 1.3;
/** Bytes of a call on the stream and as it is kept, packed. */
export const packedBytes = 60;
/** Milliseconds of a whole core (1,769 MB) for a call: read, rated, posted, its share of the batch. */
export const ratingMs = 0.35;
/** Milliseconds of the switch API (1 GB) for a delivery of CDRs, and for a call that is asked for. */
export const deliveryMs = 60;
export const authorizeMs = 45;
/** Write and read units of a call that was asked for, with its settlement (5-8 by limits in use). */
export const authorizeWriteUnits = 9 + 3;
export const authorizeReadUnits = 6;

/** Seconds and read units of a function by the clock that finds nothing to do. */
export const idleRunSeconds = 0.1;
export const idleReadUnits = 12;
/** Calls of a delivery, where a switch gathers them. */
export const callsInDelivery = 200;
/** Bytes of log that a call and a request leave. */
export const logBytesOfBatch = 600;
export const logBytesOfRequest = 250;
/** What Lambda itself writes of a run: its start, end and report. */
export const logBytesOfRun = 500;
/** Pages that staff and customers open in a month, and what a first visit loads. */
export const pageViewsOf = (accounts: number): number => 50 * accounts + 20_000;
export const requestsOfView = 8;
export const bytesOfView = 120_000;
