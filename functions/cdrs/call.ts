import * as z from "zod";
import { decimalOf, SignedAmount } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { CallLevel } from "./call-levels.ts";
import type { CallRow, SeenCall } from "./call-row.ts";

/** A call as people and programs read it. */

/** How the attempt ended, from SIP code and Q.850 cause (ITU-T Q.850; RFC 3398 §8.2.6.1 maps one to the other). */
export const Disposition = z.enum(["ANSWERED", "BUSY", "NO_ANSWER", "CANCELLED", "FAILED"]);
export type Disposition = z.infer<typeof Disposition>;

const instant = z.iso.datetime();

export const Call = z
  .object({
    id: z.string(),
    /** Id of the CDR source; of a call that was taken over, the name of the system that it came from. */
    source: z.string(),
    /** Whether another system charged it, before the customer was here: in call history, in no balance and no invoice. */
    takenOver: z.boolean(),
    /** The switch's own id of the call. */
    callId: z.string(),
    account: z.string(),
    direction: z.enum(["OUT", "DID"]),
    setupAt: instant,
    answeredAt: instant.nullable(),
    endedAt: instant.nullable(),
    cliReceived: z.string(),
    cldReceived: z.string(),
    cli: z.string(),
    cld: z.string(),
    prefix: z.string().nullable(),
    destination: z.string().nullable(),
    tariffId: z.string().nullable(),
    tariffVersion: z.number().int().nullable(),
    durationSeconds: z.number().int(),
    billedSeconds: z.number().int(),
    /** What the account was debited. */
    charge: SignedAmount,
    /** Part of `charge`. */
    tax: SignedAmount,
    /** What the vendor bills us, net, in `costCurrency`. Null = not known, never 0 for that. */
    cost: SignedAmount.nullable(),
    costCurrency: z.string().nullable(),
    /** Net charge less cost, in `marginCurrency`. Null = not known: no cost, or no exchange rate. */
    margin: SignedAmount.nullable(),
    /** The customer's currency; of a resold call that of the reseller at the top. */
    marginCurrency: z.string().nullable(),
    vendorId: z.string().nullable(),
    gatewayId: z.string().nullable(),
    /** What the switch calls the gateway. */
    gateway: z.string().nullable(),
    deviceId: z.string().nullable(),
    disposition: Disposition,
    sipCode: z.number().int().nullable(),
    disconnectCause: z.number().int().nullable(),
    pddMs: z.number().int().nullable(),
    /** What the resellers above the customer pay, as far up as whoever asks may see; empty for customers. */
    levels: z.array(CallLevel),
    /** Whether it cost more than it brought. Null while the margin is not known. */
    loss: z.boolean().nullable(),
    /** Of a call that was re-rated: what it was charged at first, and every change since. */
    corrected: z
      .object({
        firstCharge: SignedAmount,
        firstTax: SignedAmount,
        /** The first change first; the last one's charge is the call's. */
        changes: z.array(
          z.object({
            /** Id of the re-rating job. */
            job: z.string(),
            at: instant,
            reason: z.string(),
            charge: SignedAmount,
            tax: SignedAmount,
          }),
        ),
      })
      .nullable(),
  })
  .meta({ id: "CallSummary" });
export type Call = z.infer<typeof Call>;

const busy = { sip: [486, 600], q850: [17] };
const noAnswer = { sip: [408, 480], q850: [18, 19] };

export function dispositionOf({ answeredMs, sipCode, q850 }: SeenCall["cdr"]): Disposition {
  if (answeredMs !== null) return "ANSWERED";
  const is = ({ sip, q850: causes }: typeof busy) => sip.includes(sipCode ?? 0) || causes.includes(q850 ?? 0);
  if (is(busy)) return "BUSY";
  if (sipCode === 487) return "CANCELLED";
  return is(noAnswer) ? "NO_ANSWER" : "FAILED";
}

const amountOf = (nano: bigint | null): string | null => (nano === null ? null : decimalOf(nano));

function correctedOf({ corrected }: CallRow): Call["corrected"] {
  if (!corrected) return null;
  const { first, steps } = corrected;
  return {
    firstCharge: decimalOf(first.charge),
    firstTax: decimalOf(first.tax),
    changes: steps.map(({ id, at, reason, charge, tax }) => ({
      ...{ job: id, at: isoInstant(at), reason },
      ...{ charge: decimalOf(charge), tax: decimalOf(tax) },
    })),
  };
}

export const callOf = (row: CallRow, account: string, id: string): Call => ({
  id,
  source: row.source,
  takenOver: row.kind === "TAKEN_OVER",
  callId: row.cdr.callId,
  account,
  direction: row.cdr.direction,
  setupAt: isoInstant(row.cdr.setupMs),
  answeredAt: isoInstant(row.cdr.answeredMs),
  endedAt: isoInstant(row.cdr.endedMs),
  cliReceived: row.cdr.cliReceived,
  cldReceived: row.cdr.cldReceived,
  cli: row.cli,
  cld: row.cld,
  prefix: row.prefix,
  destination: row.destination,
  tariffId: row.tariffId,
  tariffVersion: row.tariffVersion,
  durationSeconds: row.durationSeconds,
  billedSeconds: row.billedSeconds,
  charge: decimalOf(row.charge),
  tax: decimalOf(row.tax),
  cost: amountOf(row.vendor.cost),
  costCurrency: row.vendor.currency,
  margin: amountOf(row.vendor.margin),
  marginCurrency: row.vendor.marginCurrency,
  vendorId: row.vendor.vendorId,
  gatewayId: row.vendor.gatewayId,
  gateway: row.cdr.gateway,
  deviceId: row.deviceId,
  disposition: dispositionOf(row.cdr),
  sipCode: row.cdr.sipCode,
  disconnectCause: row.cdr.q850,
  pddMs: row.cdr.pddMs,
  levels: [],
  loss: row.vendor.margin === null ? null : row.vendor.margin < 0n,
  corrected: correctedOf(row),
});

/** The call for whoever may not see how it was terminated, and for how much. */
export const withoutVendor = (call: Call): Call => ({
  ...call,
  ...{ cost: null, costCurrency: null, margin: null, marginCurrency: null, vendorId: null, gatewayId: null },
  ...{ gateway: null, loss: null },
});
