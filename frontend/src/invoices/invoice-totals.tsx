import { Money } from "../ui/figures.tsx";
import { groupDecimal } from "../ui/format.ts";
import type { InvoiceView } from "./invoice.api.ts";
import "./invoice.css";

interface Row {
  label: string;
  value: string;
  isSum?: boolean;
}

const Rows = ({ rows, currency }: { rows: readonly Row[]; currency: string }) => (
  <dl className="totals">
    {rows.map(({ label, value, isSum }) => (
      <div key={label} data-sum={isSum || undefined}>
        <dt>{label}</dt>
        <dd>
          <Money value={value} {...(isSum ? { currency } : {})} />
        </dd>
      </div>
    ))}
  </dl>
);

const negated = (value: string): string =>
  value === "0" ? value : value.startsWith("-") ? value.slice(1) : `-${value}`;

const totalsOf = (invoice: InvoiceView): Row[] => [
  { label: "Net", value: invoice.net },
  ...invoice.taxes.map(({ name, percent, amount, taken, net }) => ({
    label: `${name} ${percent} % of ${groupDecimal(net)}${taken === "WITH_CALL" ? ", taken with the calls" : ""}`,
    value: amount,
  })),
  ...(invoice.rounding === "0" ? [] : [{ label: "Rounding", value: invoice.rounding }]),
  { label: "Total", value: invoice.gross, isSum: true },
  ...(invoice.paid === "0" ? [] : [{ label: "Paid", value: negated(invoice.paid) }]),
  ...(invoice.credited === "0" ? [] : [{ label: "Credited", value: negated(invoice.credited) }]),
  ...(invoice.status === "DRAFT" ? [] : [{ label: "To pay", value: invoice.open, isSum: true }]),
];

const accountOf = (invoice: InvoiceView): Row[] => [
  { label: "Balance brought forward", value: invoice.opening },
  ...[
    { label: "Payments less refunds", value: invoice.payments },
    { label: "Credits and debits", value: invoice.credits },
    { label: "Credit notes", value: invoice.creditNotes },
  ].filter(({ value }) => value !== "0"),
  { label: "This invoice", value: negated(invoice.gross) },
  { label: "Balance", value: invoice.closing, isSum: true },
];

/** What it asks for, and how the balance went from the invoice before to this one. A positive balance is the customer's money. */
export const InvoiceTotals = ({ invoice }: { invoice: InvoiceView }) => (
  <div className="invoice-sums">
    <section aria-label="Account">
      <h2>Account</h2>
      <Rows rows={accountOf(invoice)} currency={invoice.currency} />
    </section>
    <section aria-label="Totals">
      <h2>Total</h2>
      <Rows rows={totalsOf(invoice)} currency={invoice.currency} />
    </section>
  </div>
);
