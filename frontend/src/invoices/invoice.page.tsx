import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { counted } from "../../../functions/time/counted.ts";
import { useMay } from "../auth/use-may.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Duration, Instant, Money } from "../ui/figures.tsx";
import { countText, sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { CreditNotes } from "./credit-notes.tsx";
import { callsFileOf, type InvoiceView, invoicePath, invoiceQuery, pdfOf } from "./invoice.api.ts";
import { periodText } from "./invoice-columns.tsx";
import { InvoiceTotals } from "./invoice-totals.tsx";
import { kindText, toneOf } from "./invoice-words.ts";
import { VoidInvoice } from "./void-invoice.tsx";

const CreditForm = lazy(async () => ({ default: (await import("./credit-form.tsx")).CreditForm }));

type Line = InvoiceView["lines"][number];

const none = <span className="dim">–</span>;

const columns: readonly Column<Line>[] = [
  { id: "line", header: "No.", align: "end", cell: ({ line }) => line },
  {
    id: "text",
    header: "Description",
    main: true,
    cell: ({ text, kind }) => (
      <span className="wraps">
        {text}
        {kindText[kind] ? <span className="dim"> ({kindText[kind]})</span> : null}
      </span>
    ),
  },
  { id: "calls", header: "Calls", align: "end", cell: ({ calls }) => (calls === 0 ? none : countText(calls)) },
  {
    id: "seconds",
    header: "Billed",
    align: "end",
    cell: ({ calls, seconds }) => <Duration seconds={calls === 0 ? null : seconds} />,
  },
  { id: "net", header: "Net", align: "end", cell: ({ net }) => <Money value={net} least={4} /> },
  {
    id: "credited",
    header: "Credited",
    align: "end",
    cell: ({ credited }) => (credited === "0" ? null : <Money value={credited} least={4} />),
  },
];

function Unrated({ invoice }: { invoice: InvoiceView }) {
  if (invoice.unrated.length === 0) return null;
  return (
    <section aria-label="Calls that are not on it">
      <h2>Not on this invoice</h2>
      <p className="dim">
        These calls waited in <Link to="/suspense">suspense</Link> when it was issued. Once they are charged they stand
        on the invoice of that period.
      </p>
      <ul>
        {invoice.unrated.map(({ reason, calls, seconds }) => (
          <li key={reason}>
            {sentence(reason)}: {counted(calls, "call")}, <Duration seconds={seconds} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ invoice, credit }: { invoice: InvoiceView; credit(): void }) {
  const { account, number, filesReady, status } = invoice;
  const mayCredit = useMay("money:write");
  const file = (href: string, words: string) =>
    filesReady ? (
      <Button component="a" href={href} variant="default">
        {words}
      </Button>
    ) : (
      <Button variant="default" loading>
        {words}
      </Button>
    );
  if (status === "DRAFT")
    return <span className="dim">Nothing is issued yet: these are the figures of this moment.</span>;
  const isLeft = mayCredit && status !== "VOID" && Number(invoice.gross) > Number(invoice.credited);
  return (
    <>
      {invoice.takenOver ? (
        <span className="dim">Issued by the former system, which has its file.</span>
      ) : (
        <>
          {file(pdfOf(account, number), "PDF")}
          {file(callsFileOf(account, number), "Calls (CSV)")}
        </>
      )}
      {isLeft ? (
        <>
          <Button variant="default" onClick={credit}>
            Credit note
          </Button>
          <VoidInvoice invoice={invoice} />
        </>
      ) : null}
    </>
  );
}

function Facts({ invoice }: { invoice: InvoiceView }) {
  const isDue = invoice.status !== "DRAFT" && invoice.open !== "0";
  return (
    <dl className="facts">
      <dt>Period</dt>
      <dd>
        {periodText(invoice)} <span className="dim">{invoice.timeZone}</span>
      </dd>
      {invoice.status === "DRAFT" ? null : (
        <>
          <dt>Issued</dt>
          <dd>
            <Instant at={invoice.issuedAt} />
          </dd>
        </>
      )}
      {isDue ? (
        <>
          <dt>Due</dt>
          <dd className="figure">{invoice.dueOn}</dd>
        </>
      ) : null}
      {invoice.seller ? (
        <>
          <dt>Seller</dt>
          <dd className="mono">{invoice.seller}</dd>
        </>
      ) : null}
    </dl>
  );
}

/** One invoice with its lines, totals and what can be done with it; `draft` is what the open period would say now. */
export function InvoicePage() {
  const { account, number } = useParams({ from: "/inside/customers/$account/invoices/$number" });
  const { data: invoice, isError, error, refetch } = useQuery(invoiceQuery(account, number));
  const [crediting, setCrediting] = useState(false);
  return (
    <>
      <div className="toolbar">
        <Link to="/customers/$account/invoices" params={{ account }} className="up">
          Invoices
        </Link>
        <h2 className="invoice-title">{number === "draft" ? "Open period" : number}</h2>
        {invoice ? <Status value={invoice.status} tone={toneOf(invoice.status)} /> : null}
        <span className="grow" />
        {invoice ? <Actions invoice={invoice} credit={() => setCrediting(true)} /> : null}
        <ViewAsApi call={{ method: "GET", path: invoicePath(account, number) }} />
      </div>
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {invoice ? <Facts invoice={invoice} /> : null}
      {isError && !invoice ? null : (
        <DataTable
          label="Lines"
          columns={columns}
          rows={invoice?.lines ?? []}
          rowKey={({ line }) => String(line)}
          loading={!invoice}
        />
      )}
      {invoice ? (
        <>
          <InvoiceTotals invoice={invoice} />
          <Unrated invoice={invoice} />
          <CreditNotes account={account} invoice={number} />
        </>
      ) : null}
      {invoice && crediting ? (
        <Suspense>
          <CreditForm invoice={invoice} onClose={() => setCrediting(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
