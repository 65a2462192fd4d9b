import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Money } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { type CreditNoteView, creditNotePdfOf, creditNotesQuery } from "./invoice.api.ts";

const columns: readonly Column<CreditNoteView>[] = [
  {
    id: "number",
    header: "Number",
    main: true,
    cell: ({ account, number, filesReady }) =>
      filesReady ? (
        <a href={creditNotePdfOf(account, number)} className="mono" title="Download the PDF file">
          {number}
        </a>
      ) : (
        <span className="mono">{number}</span>
      ),
  },
  { id: "issuedOn", header: "Date", cell: ({ issuedOn }) => <span className="figure">{issuedOn}</span> },
  {
    id: "invoice",
    header: "To invoice",
    cell: ({ account, invoice }) => (
      <Link to="/customers/$account/invoices/$number" params={{ account, number: invoice }} className="mono">
        {invoice}
      </Link>
    ),
  },
  { id: "reason", header: "Reason", cell: ({ reason }) => reason },
  { id: "net", header: "Net", align: "end", cell: ({ net }) => <Money value={net} /> },
  { id: "tax", header: "Tax", align: "end", cell: ({ tax }) => <Money value={tax} /> },
  {
    id: "gross",
    header: "Credited",
    align: "end",
    cell: ({ gross, currency }) => <Money value={gross} currency={currency} />,
  },
];

/** Credit notes of a customer, or those to one of its invoices; nothing where there is none. */
export function CreditNotes({ account, invoice }: { account: string; invoice?: string }) {
  const { data, isError, error, refetch } = useQuery(creditNotesQuery(account));
  const rows = (data?.items ?? []).filter((one) => invoice === undefined || one.invoice === invoice).reverse();
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (rows.length === 0) return null;
  return (
    <section aria-label="Credit notes">
      <h2>Credit notes</h2>
      <DataTable label="Credit notes" columns={columns} rows={rows} rowKey={({ number }) => number} />
    </section>
  );
}
