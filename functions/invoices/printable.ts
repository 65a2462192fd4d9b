import { currencyExponent, fixedDecimalOf, type Nano } from "../money/money.ts";
import { counted } from "../time/counted.ts";
import { dateIn } from "../time/zone.ts";
import type { StoredCreditNote } from "./credit-note.ts";
import { openOf, type Party, type StoredInvoice, type TaxClass } from "./invoice.ts";

/** What stands on paper, as texts in their order: the same document always has the same. */

export interface Printable {
  title: string;
  number: string;
  /** Across the first page; null: nothing. */
  stamp: string | null;
  seller: Party;
  buyer: Party;
  facts: [label: string, value: string][];
  columns: { title: string; isAmount: boolean; share: number }[];
  rows: string[][];
  totals: { label: string; value: string; isSum: boolean }[];
  /** How the balance went; empty: not shown. */
  account: [label: string, value: string][];
  notes: string[];
  paper: StoredInvoice["paper"];
  logo: StoredInvoice["logo"];
  /** Epoch ms. */
  madeAt: number;
}

/** The last day of a half-open span. */
const lastDay = (zone: string, until: number): string => dateIn(zone, until - 1);

const minutesOf = (seconds: number): string => {
  const tenths = Math.round(seconds / 6);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
};

/** With a space between thousands, which no language takes for a decimal point. */
export function grouped(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

const amount = (nano: Nano, least: number): string => grouped(fixedDecimalOf(nano, least));

/** The sign of a currency beside its code: `EUR €`. */
export function currencyWords(code: string): string {
  const sign = new Intl.NumberFormat("en", { style: "currency", currency: code, currencyDisplay: "narrowSymbol" })
    .formatToParts(0)
    .find(({ type }) => type === "currency")?.value;
  return sign === undefined || sign === code ? code : `${code} ${sign}`;
}

function taxRows(classes: readonly TaxClass[], decimals: number): Printable["totals"] {
  return classes.flatMap(({ taxFlag, taxes, net }) =>
    taxes.map(({ name, percent, amount: tax }) => ({
      label: `${taxFlag === "VAT" && !/vat/i.test(name) ? `VAT (${name})` : name} ${percent} % of ${amount(net, decimals)}`,
      value: amount(tax, decimals),
      isSum: false,
    })),
  );
}

interface Sums {
  currency: string;
  net: Nano;
  rounding: Nano;
  gross: Nano;
  classes: readonly TaxClass[];
}

function totalsOf({ currency, net, rounding, gross, classes }: Sums, sumLabel: string): Printable["totals"] {
  const decimals = currencyExponent(currency);
  return [
    { label: "Net", value: amount(net, decimals), isSum: false },
    ...taxRows(classes, decimals),
    ...(rounding === 0n ? [] : [{ label: "Rounding", value: amount(rounding, decimals), isSum: false }]),
    { label: `${sumLabel} ${currencyWords(currency)}`, value: amount(gross, decimals), isSum: true },
  ];
}

const isOfNumber = ({ kind }: StoredInvoice["body"]["lines"][number]): boolean => kind.startsWith("DID_");

/** What moves money without talk time of its own. */
const hasNoMinutes = (line: StoredInvoice["body"]["lines"][number]): boolean =>
  line.kind === "RELEASED_CALL" || line.kind === "RERATED" || isOfNumber(line);

const lineText = ({ kind, text }: StoredInvoice["body"]["lines"][number]): string =>
  kind === "LATE_CALLS" ? `${text} (previous period)` : text;

function accountRows(invoice: StoredInvoice): Printable["account"] {
  const { account, gross } = invoice.body;
  const least = currencyExponent(invoice.currency);
  const moved: [string, Nano][] = [
    ["Payments less refunds", account.payments],
    ["Credits and debits", account.credits],
    ["Credit notes", account.creditNotes],
  ];
  return [
    ["Balance brought forward", amount(account.opening, least)],
    ...moved.flatMap(([label, nano]): [string, string][] => (nano === 0n ? [] : [[label, amount(nano, least)]])),
    ["This invoice", amount(-gross, least)],
    ["Balance", amount(account.closing, least)],
  ];
}

function invoiceFacts(invoice: StoredInvoice): Printable["facts"] {
  const { number, issuedOn, timeZone, from, until, dueOn, termDays, currency } = invoice;
  const isDue = openOf({ ...invoice, paid: invoice.body.taken, credited: 0n, state: "ISSUED" }) > 0n;
  const days = `${dateIn(timeZone, from)} to ${lastDay(timeZone, until)}`;
  return [
    ["Number", number],
    ["Date", issuedOn],
    ["Period", days],
    ["Days in", timeZone],
    ["Currency", currencyWords(currency)],
    ...(isDue ? ([["Due", `${dueOn} (${counted(termDays, "day")})`]] as [string, string][]) : []),
  ];
}

const paidNote = (invoice: StoredInvoice): string[] =>
  invoice.body.taken > 0n && invoice.body.taken === invoice.body.gross
    ? ["Paid: everything was taken from the prepaid balance, with its tax."]
    : [];

export function printableInvoice(invoice: StoredInvoice): Printable {
  const { body, decimals } = invoice;
  const isPaid = body.taken > 0n && body.taken === body.gross;
  return {
    title: invoice.isFinal ? "Final invoice" : "Invoice",
    number: invoice.number,
    stamp: isPaid ? "PAID" : null,
    seller: invoice.sellerBlock,
    buyer: invoice.buyerBlock,
    facts: invoiceFacts(invoice),
    columns: [
      { title: "No.", isAmount: true, share: 1 },
      { title: "Description", isAmount: false, share: 7 },
      { title: "Calls", isAmount: true, share: 1.6 },
      { title: "Minutes", isAmount: true, share: 2 },
      { title: `Net ${invoice.currency}`, isAmount: true, share: 2.4 },
    ],
    rows: body.lines.map((line) => [
      String(line.line),
      lineText(line),
      isOfNumber(line) ? "" : grouped(String(line.calls)),
      hasNoMinutes(line) ? "" : grouped(minutesOf(line.seconds)),
      amount(line.net, decimals),
    ]),
    totals: totalsOf({ ...body, currency: invoice.currency }, "Total"),
    account: accountRows(invoice),
    notes: [...paidNote(invoice), ...invoice.note.split("\n").filter((line) => line.trim() !== "")],
    paper: invoice.paper,
    logo: invoice.logo,
    madeAt: invoice.issuedAt,
  };
}

export function printableCreditNote(note: StoredCreditNote): Printable {
  const { currency, decimals } = note;
  return {
    title: "Credit note",
    number: note.number,
    stamp: null,
    seller: note.sellerBlock,
    buyer: note.buyerBlock,
    facts: [
      ["Number", note.number],
      ["Date", note.issuedOn],
      ["To invoice", note.invoice],
      ["Days in", note.timeZone],
      ["Currency", currencyWords(currency)],
    ],
    columns: [
      { title: "Line", isAmount: true, share: 1 },
      { title: "Description", isAmount: false, share: 9 },
      { title: `Net ${currency}`, isAmount: true, share: 2.4 },
    ],
    rows: note.lines.map(({ line, text, net }) => [String(line), text, amount(net, decimals)]),
    totals: totalsOf(note, "Credited"),
    account: [],
    notes: [`Reason: ${note.reason}`, ...(note.voids ? [`Invoice ${note.invoice} is void.`] : [])],
    paper: note.paper,
    logo: note.logo,
    madeAt: note.issuedAt,
  };
}
