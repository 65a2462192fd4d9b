import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answer, api, given } from "../api/client.ts";
import { useIsOffice, useMay } from "../auth/use-may.ts";
import { type CreditNoteView, invoiceResellerNow } from "../invoices/invoice.api.ts";
import { invoiceColumns } from "../invoices/invoice-columns.tsx";
import { InvoiceNow } from "../invoices/invoice-now.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Money } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { type ResellerView, resellerPath } from "./reseller.api.ts";

const noteColumns: readonly Column<CreditNoteView>[] = [
  {
    id: "number",
    header: "Credit note",
    main: true,
    cell: ({ account, number, filesReady }) =>
      filesReady ? (
        <a href={`${resellerPath(account)}/credit-notes/${encodeURIComponent(number)}/pdf`} className="mono">
          {number}
        </a>
      ) : (
        <span className="mono">{number}</span>
      ),
  },
  { id: "issuedOn", header: "Date", cell: ({ issuedOn }) => <span className="figure">{issuedOn}</span> },
  { id: "invoice", header: "To invoice", cell: ({ invoice }) => <span className="mono">{invoice}</span> },
  { id: "reason", header: "Reason", cell: ({ reason }) => reason },
  {
    id: "gross",
    header: "Credited",
    align: "end",
    cell: ({ gross, currency }) => <Money value={gross} currency={currency} />,
  },
];

/** What the reseller is asked for by whoever sells to it; a number leads to the PDF file. */
export function ResellerInvoices({ reseller: { account } }: { reseller: ResellerView }) {
  const asked = useInfiniteQuery({
    queryKey: ["invoices", "of-reseller", account],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const params = { path: { reseller: account }, query: { limit: 50, ...given({ cursor: pageParam }) } };
      return answer(api.GET("/api/v1/resellers/{reseller}/invoices", { params }));
    },
    getNextPageParam: (page) => page.nextCursor,
  });
  const notes = useQuery({
    queryKey: ["invoices", "notes-of-reseller", account],
    queryFn: () =>
      answer(api.GET("/api/v1/resellers/{reseller}/credit-notes", { params: { path: { reseller: account } } })),
  });
  const isOffice = useIsOffice();
  const mayInvoice = useMay("money:write") && isOffice;
  const rows = asked.data?.pages.flatMap(({ items }) => items) ?? [];
  const credited = notes.data?.items ?? [];
  return (
    <section className="section" aria-label="Invoices">
      <h2>Invoices</h2>
      {mayInvoice ? (
        <div className="toolbar">
          <InvoiceNow begin={() => invoiceResellerNow(account)} />
        </div>
      ) : null}
      {asked.isError ? <ProblemNote error={asked.error} retry={asked.refetch} /> : null}
      {asked.isSuccess && rows.length === 0 ? (
        <p className="dim">No invoice yet.</p>
      ) : (
        <DataTable
          label="Invoices received"
          columns={invoiceColumns(true)}
          rows={rows}
          rowKey={({ number }) => number}
          loading={asked.isPending}
        />
      )}
      {rows.length > 0 ? <TableFoot list={asked} count={rows.length} word="invoice" /> : null}
      {credited.length > 0 ? (
        <DataTable
          label="Credit notes"
          columns={noteColumns}
          rows={credited.toReversed()}
          rowKey={({ number }) => number}
        />
      ) : null}
    </section>
  );
}
