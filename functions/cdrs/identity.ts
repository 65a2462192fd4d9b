import { hash } from "node:crypto";
import type { SwitchCdr } from "./cdr.ts";

/**
 * What makes two records the same call. The identity comes from the call, never from the delivery, so that a file sent
 * twice, or once as JSON and once as CSV, is one call. All three are hex text; in a mark they stand side by side as bytes.
 */
export interface Fingerprint {
  /** 8 bytes: switch, call id, leg and setup second. The setup second is in it because a Call-ID is the caller's choice and may come again. */
  identity: string;
  /** 4 bytes: what the charge depends on, as the switch sent it. Never a rated value, so that re-rating changes no mark. */
  content: string;
  /** 4 bytes: the delivery and its line. Tells a redelivery, which counts as accepted, from a duplicate. */
  delivery: string;
}

// JSON text keeps the parts apart: a `|` inside a caller-chosen Call-ID cannot make two calls look the same.
const digest = (parts: readonly unknown[], hexLength: number) =>
  hash("sha256", JSON.stringify(parts), "hex").slice(0, hexLength);

/** Who the switch says the caller is, before anything is looked up. */
const callerKey = (cdr: SwitchCdr) => cdr.accountCode ?? cdr.sipUser ?? cdr.sourceIp ?? "";

export const identityOf = (cdr: Pick<SwitchCdr, "switch" | "callId" | "leg" | "setupMs">): string =>
  digest([cdr.switch, cdr.callId, cdr.leg, Math.floor(cdr.setupMs / 1000)], 16);

/** @param delivery id of the request or upload that brought the record */
export function fingerprint(cdr: SwitchCdr, delivery: string): Fingerprint {
  return {
    identity: identityOf(cdr),
    content: digest([callerKey(cdr), cdr.cldReceived, cdr.answeredMs !== null, cdr.setupMs, cdr.billableMs], 8),
    delivery: digest([delivery, cdr.line], 8),
  };
}

/** Identity of a line that could not be read as a record: its text and its place, so that the same file again is the same line again. */
export const lineIdentity = (source: string, line: number, raw: string): string => digest([source, line, raw], 16);
