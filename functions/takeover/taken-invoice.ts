import * as z from "zod";
import type { InvoiceBody } from "../invoices/invoice.ts";
import { Amount, decimalOf, type Nano, nanoOf, roundRatio } from "../money/money.ts";
import { Origin } from "./taken-call.ts";

/**
 * An invoice that another system issued and that is not paid yet. It keeps its number and its dates and is open here, so
 * that payments settle it. It moves no balance: what is owed for it is in the opening balance.
 */

const day = z.iso.date("Must be a day such as 2026-10-01.");
const numberRule = "Must be 1 to 40 letters, digits or . _ - and begin with a letter or digit.";
/** `draft` is another document's path. */
const number = z.string().regex(/^(?!draft$)[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, numberRule);

export const TakenInvoice = z
  .strictObject({
    origin: Origin,
    /** As it is printed on it. */
    number,
    /** Days of the customer's zone; the period has both. */
    issuedOn: day,
    dueOn: day,
    periodFrom: day,
    periodTo: day,
    net: Amount,
    tax: Amount,
    /** What was paid of net and tax there. */
    paid: Amount.default("0"),
  })
  .meta({ id: "TakenInvoice" });
export type TakenInvoice = z.infer<typeof TakenInvoice>;

/** What is wrong between fields. */
export function takenInvoiceFaults({ issuedOn, dueOn, periodFrom, periodTo, net, tax, paid }: TakenInvoice) {
  const gross = nanoOf(net) + nanoOf(tax);
  return [
    ...(dueOn < issuedOn ? [{ path: "dueOn", message: "Must not be before `issuedOn`." }] : []),
    ...(periodTo < periodFrom ? [{ path: "periodTo", message: "Must not be before `periodFrom`." }] : []),
    ...(nanoOf(paid) >= gross
      ? [{ path: "paid", message: "Must be less than net and tax: paid invoices stay there." }]
      : []),
  ];
}

/** `INV-2026-0012` → `INV-0-0`: numbers with the same shape may meet. */
const shapeOf = (text: string): string => text.replaceAll(/\{[^}]*\}/g, "0").replaceAll(/\d+/g, "0");

/** Whether our own series may come to this number one day, where there is one already then. */
export const isOfSeries = (asked: string, { template, seller }: { template: string; seller: string | null }): boolean =>
  shapeOf(asked) === shapeOf(seller === null ? template : `${seller}-${template}`);

/** Percent with at most 4 decimals, as near as they come to the amounts. */
function percentOf(net: Nano, tax: Nano): string {
  const tenThousandths = net === 0n ? 0n : roundRatio(tax * 1_000_000n, net, "HALF_UP");
  return decimalOf(tenThousandths * 100_000n);
}

/** What it says: one line, because its lines are on the paper of the other system. */
export function takenBody(asked: TakenInvoice): InvoiceBody {
  const [net, tax] = [nanoOf(asked.net), nanoOf(asked.tax)];
  const taxes = tax === 0n ? [] : [{ name: "Tax", percent: percentOf(net, tax), amount: tax }];
  return {
    lines: [
      {
        ...{ line: 1, kind: "TAKEN_OVER" as const, calls: 0, seconds: 0, net, taxClass: 0 },
        text: `${asked.periodFrom} to ${asked.periodTo}, as invoiced before`,
      },
    ],
    classes: [{ taken: "AT_INVOICE", taxFlag: tax === 0n ? "NONE" : "TAX", net, tax, taxes }],
    account: { opening: 0n, payments: 0n, credits: 0n, creditNotes: 0n, closing: -(net + tax) },
    ...{ usage: net, charges: 0n, net, tax, rounding: 0n, gross: net + tax, taken: 0n, unrated: [] },
  };
}
