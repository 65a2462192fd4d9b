import type { SwitchCdr } from "./cdr.ts";
import type { Fingerprint } from "./identity.ts";

/** What one account of the chain above the customer is debited for a call, and by what. */
export interface UpperCharge {
  account: string;
  charge: bigint;
  /** Nano of tax in `charge`. */
  tax: bigint;
  /** Null where nothing was rated; also of calls from before resellers were charged. */
  tariffId: string | null;
  tariffVersion: number | null;
  /** The account's billing terms of that moment, as JSON text. */
  terms: string | null;
}

/** How a call came to its charge. Frozen with the call, so that its trace can be computed again whatever is sold later. */
export interface RatedPart {
  /** TAKEN_OVER: of another system, at the charge that it had there; in no balance and on no invoice of ours. RATED: by a tariff. UNANSWERED, UNBILLED_LEG and EMERGENCY: charge 0 because there is nothing to charge, not because something was missing. */
  kind: "RATED" | "UNANSWERED" | "UNBILLED_LEG" | "EMERGENCY" | "FREE_INCOMING" | "TAKEN_OVER";
  tariffId: string | null;
  tariffVersion: number | null;
  cardId: string | null;
  prefix: string | null;
  destination: string | null;
  /** The customer's billing terms of that moment, as JSON text. */
  terms: string;
  /** Whole seconds of talk, rounded up. */
  durationSeconds: number;
  billedSeconds: number;
  /** Nano that the account was debited. */
  charge: bigint;
  /** Nano of tax in `charge`. */
  tax: bigint;
  /** Accounts above the customer, nearest first. */
  upper: readonly UpperCharge[];
}

/** Who terminated a call and what it cost us, by the rates and the exchange rates of its rating. Frozen with the call. */
export interface VendorPart {
  /** Null: the record does not say whose the call was, or nobody is called so. */
  vendorId: string | null;
  gatewayId: string | null;
  /** The vendor's cost tariff by which it was rated. */
  tariffId: string | null;
  tariffVersion: number | null;
  /** Currency of `cost`: the vendor's. */
  currency: string | null;
  /** Nano that the vendor bills us, net. Null: not known, never 0 for that. */
  cost: bigint | null;
  /** What `cost` was converted by, `to/from`; null where the margin is not known. */
  fx: string | null;
  /** Nano that is left of what the account at the top pays, net of tax. Null: not known. */
  margin: bigint | null;
  /** The currency of the account at the top. */
  marginCurrency: string | null;
}

export const noVendor: VendorPart = {
  ...{ vendorId: null, gatewayId: null, tariffId: null, tariffVersion: null, currency: null },
  ...{ cost: null, fx: null, margin: null, marginCurrency: null },
};

/** A change of a call's money as it is told: by which job of re-rating, and what it was after it. */
export interface CorrectionStep {
  id: string;
  /** Epoch ms. */
  at: number;
  /** Why, as whoever began the job put it. */
  reason: string;
  charge: bigint;
  tax: bigint;
  cost: bigint | null;
}

/** What a call that was corrected says beside its present money. */
export interface Corrected {
  /** The row as it was posted. */
  first: CallRow;
  steps: readonly CorrectionStep[];
}

/** One posted call as its block keeps it. */
export interface CallRow extends Fingerprint, RatedPart {
  vendor: VendorPart;
  cdr: Omit<SwitchCdr, "source" | "line">;
  source: string;
  /** Id of the request or upload that brought it, and the line there. `delivery` is the mark's hash of both. */
  deliveryId: string;
  line: number;
  /** Numbers after translation: what was rated. */
  cli: string;
  cld: string;
  deviceId: string | null;
  /** Of a call that was re-rated: what it was at first, and each change. No block has it. */
  corrected?: Corrected;
}

/** What filters and sums look at: of a row, or of a call that is packed still. */
export interface SeenCall
  extends Pick<CallRow, "cli" | "cld" | "prefix" | "destination" | "source" | "deviceId">,
    Pick<CallRow, "durationSeconds" | "billedSeconds" | "charge" | "tax"> {
  readonly cdr: Pick<
    CallRow["cdr"],
    "setupMs" | "answeredMs" | "cliReceived" | "cldReceived" | "direction" | "sipCode" | "q850" | "causeText"
  >;
  readonly vendor: Pick<VendorPart, "vendorId" | "gatewayId">;
}

/**
 * At least as many bytes as the row can add to a block, so that a block is cut before it grows too large. Fixed columns
 * need less than 150; texts count in full, as if nothing compressed.
 */
export function rowBytesAtMost(row: CallRow): number {
  const texts = [row.cdr.callId, row.cdr.leg, row.cdr.cliReceived, row.cdr.cldReceived, row.cli, row.cld];
  const free = [row.cdr.sipUser, row.cdr.accountCode, row.cdr.causeText, row.cdr.authorizationId, row.destination];
  const length = [...texts, ...free].reduce((sum, text) => sum + (text?.length ?? 0), 0);
  return 150 + length + row.upper.length * 24;
}
