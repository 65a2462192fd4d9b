import * as z from "zod";
import { PlainText } from "../customers/customer-fields.ts";
import {
  Amount,
  currencyExponent,
  decimalOf,
  type Nano,
  nanoOf,
  quantumOf,
  roundNano,
  StoredNano,
} from "../money/money.ts";
import { type FieldFault, Problem } from "../platform/problem.ts";
import { Logo } from "../settings/logo.ts";
import { shareOf, splitTax } from "../tax/tax.ts";
import { Party, type StoredInvoice, TaxClass } from "./invoice.ts";
import { PaperSize } from "./paper-size.ts";

/**
 * A credit note gives back what an invoice said, in whole or in part, line by line. It has a number of its own, and the
 * invoice stays as it is.
 */

const reason = PlainText.min(1, "Required. Say why.").max(300, "Must be at most 300 characters.");

export const NewCreditNote = z
  .strictObject({
    reason,
    /** Net amounts of lines of the invoice. Left out: all that is left of all of them. */
    lines: z
      .array(z.strictObject({ line: z.int().positive(), net: Amount }))
      .min(1, "Must name at least one line.")
      .max(500, "Must be at most 500 lines.")
      .optional(),
  })
  .meta({ id: "NewCreditNote" });
export type NewCreditNote = z.infer<typeof NewCreditNote>;

export const VoidInvoice = z.strictObject({ reason }).meta({ id: "VoidInvoice" });

export const StoredCreditNote = z.object({
  account: z.string(),
  number: z.string(),
  /** Number of the invoice. */
  invoice: z.string(),
  period: z.number().int(),
  seller: z.string().nullable(),
  currency: z.string(),
  decimals: z.number().int(),
  timeZone: z.string(),
  issuedAt: z.number().int(),
  issuedOn: z.string(),
  reason: z.string(),
  /** Whether the invoice counts as void from here on. */
  voids: z.boolean(),
  lines: z.array(z.object({ line: z.number().int(), text: z.string(), net: StoredNano, taxClass: z.number().int() })),
  classes: z.array(TaxClass),
  net: StoredNano,
  tax: StoredNano,
  rounding: StoredNano,
  gross: StoredNano,
  sellerBlock: Party,
  buyerBlock: Party,
  paper: PaperSize,
  logo: Logo.nullable(),
  filesReady: z.boolean(),
});
export type StoredCreditNote = z.infer<typeof StoredCreditNote>;

const leftOf = ({ creditedLines }: StoredInvoice, { line, net }: { line: number; net: Nano }): Nano =>
  net - (creditedLines[String(line)] ?? 0n);

/** Net to give back by line. @throws Problem invalid that names every line which does not exist, comes twice or has less left */
function askedNets(invoice: StoredInvoice, lines: NewCreditNote["lines"]): Map<number, Nano> {
  if (!lines) return new Map(invoice.body.lines.map((line) => [line.line, leftOf(invoice, line)]));
  const nets = new Map<number, Nano>();
  const fields = lines.flatMap(({ line: number, net }, index): FieldFault[] => {
    const line = invoice.body.lines.find((one) => one.line === number);
    const path = `lines.${index}`;
    if (!line) return [{ path: `${path}.line`, message: `The invoice has no line ${number}.` }];
    if (nets.has(number)) return [{ path: `${path}.line`, message: `Line ${number} is named twice.` }];
    nets.set(number, nanoOf(net));
    const left = leftOf(invoice, line);
    return nanoOf(net) > left
      ? [{ path: `${path}.net`, message: `Must be at most ${decimalOf(left)}, what is left of line ${number}.` }]
      : [];
  });
  if (fields.length > 0) throw new Problem("invalid", "Please correct the lines.", { fields });
  return nets;
}

/**
 * Tax of a class that is given back when so much of its net is: its share, so that all of the net takes all of the tax.
 */
const taxBack = ({ net, tax }: TaxClass, credited: Nano, quantum: bigint): Nano => shareOf(tax, credited, net, quantum);

function classBack(invoice: StoredInvoice, index: number, nets: ReadonlyMap<number, Nano>, exponent: number): TaxClass {
  const one = invoice.body.classes[index];
  if (!one) throw new Error("a line without a tax class");
  const lines = invoice.body.lines.filter(({ taxClass }) => taxClass === index);
  const before = lines.reduce((sum, { line }) => sum + (invoice.creditedLines[String(line)] ?? 0n), 0n);
  const net = lines.reduce((sum, { line }) => sum + (nets.get(line) ?? 0n), 0n);
  const places = one.taken === "WITH_CALL" ? invoice.decimals : exponent;
  const quantum = quantumOf(places);
  const tax =
    before + net === one.net
      ? one.tax - taxBack(one, before, quantum)
      : taxBack(one, before + net, quantum) - taxBack(one, before, quantum);
  const parts = splitTax(tax, one.taxes, places);
  return { ...one, net, tax, taxes: one.taxes.map((each, n) => ({ ...each, amount: parts[n] ?? 0n })) };
}

export type CreditFigures = Pick<StoredCreditNote, "lines" | "classes" | "net" | "tax" | "rounding" | "gross"> & {
  creditedLines: Record<string, Nano>;
};

/**
 * What a credit note over these lines says. Several of them over all of an invoice give back exactly what it asked for.
 * @throws Problem invalid, and conflict where nothing is left to give back
 */
export function creditFigures(invoice: StoredInvoice, asked: NewCreditNote["lines"]): CreditFigures {
  const { body } = invoice;
  const exponent = currencyExponent(invoice.currency);
  const nets = askedNets(invoice, asked);
  const lines = body.lines.flatMap(({ line, text, taxClass }) => {
    const net = nets.get(line) ?? 0n;
    return net === 0n ? [] : [{ line, text, net, taxClass }];
  });
  const classes = body.classes.map((_, index) => classBack(invoice, index, nets, exponent));
  const net = lines.reduce((sum, one) => sum + one.net, 0n);
  const tax = classes.reduce((sum, one) => sum + one.tax, 0n);
  const creditedLines = { ...invoice.creditedLines };
  for (const one of lines) creditedLines[String(one.line)] = (creditedLines[String(one.line)] ?? 0n) + one.net;
  const isAll = body.lines.every((line) => (creditedLines[String(line.line)] ?? 0n) === line.net);
  const isTaken = classes.every(({ taken }) => taken === "WITH_CALL");
  const exact = net + tax;
  const gross = isAll ? body.gross - invoice.credited : isTaken ? exact : roundNano(exact, exponent, "HALF_UP");
  if (gross <= 0n) throw new Problem("conflict", "Nothing is left to give back on this invoice.");
  return { lines, classes, net, tax, rounding: gross - net - tax, gross, creditedLines };
}
