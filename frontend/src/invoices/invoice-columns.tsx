import { Link } from "@tanstack/react-router";
import type { Column } from "../ui/data-table.tsx";
import { Money } from "../ui/figures.tsx";
import { dayOf } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import type { InvoiceLine } from "./invoice.api.ts";
import { toneOf } from "./invoice-words.ts";

/** First and last day of the period, in the customer's zone: `2026-10-01 – 10-31`; a period of one day is that day. */
export function periodText({ periodFrom, periodTo, timeZone }: InvoiceLine): string {
  const first = dayOf(Date.parse(periodFrom), timeZone);
  const last = dayOf(Date.parse(periodTo) - 1, timeZone);
  if (first === last) return first;
  return `${first} – ${first.slice(0, 5) === last.slice(0, 5) ? last.slice(5) : last}`;
}

const customer: Column<InvoiceLine> = {
  id: "company",
  header: "Customer",
  cell: ({ account, company, isReseller }) => (
    <Link to={isReseller ? "/resellers/$account" : "/customers/$account/invoices"} params={{ account }}>
      {company}
    </Link>
  ),
};

const own: readonly Column<InvoiceLine>[] = [
  {
    id: "number",
    header: "Number",
    main: true,
    cell: ({ account, number, isReseller }) =>
      isReseller ? (
        <a href={`/api/v1/resellers/${account}/invoices/${encodeURIComponent(number)}/pdf`} className="mono">
          {number}
        </a>
      ) : (
        <Link to="/customers/$account/invoices/$number" params={{ account, number }} className="mono">
          {number}
        </Link>
      ),
  },
  { id: "status", header: "Status", cell: ({ status }) => <Status value={status} tone={toneOf(status)} /> },
  { id: "issuedOn", header: "Date", cell: ({ issuedOn }) => <span className="figure">{issuedOn}</span> },
  { id: "period", header: "Period", cell: (invoice) => <span className="figure">{periodText(invoice)}</span> },
  { id: "dueOn", header: "Due", cell: ({ dueOn }) => <span className="figure">{dueOn}</span> },
  {
    id: "gross",
    header: "Total",
    align: "end",
    cell: ({ gross, currency }) => <Money value={gross} currency={currency} />,
  },
  { id: "open", header: "To pay", align: "end", cell: ({ open }) => <Money value={open === "0" ? null : open} /> },
];

/** With the customer behind the number, or without where all are of one. */
export const invoiceColumns = (isOfOne: boolean): Column<InvoiceLine>[] =>
  isOfOne ? [...own] : own.flatMap((column) => (column.id === "number" ? [column, customer] : [column]));
