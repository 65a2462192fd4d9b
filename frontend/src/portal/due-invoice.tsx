import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { customerInvoicesQuery, type InvoiceLine, pdfOf } from "../invoices/invoice.api.ts";
import { Awaited } from "../ui/awaited.tsx";
import { Money } from "../ui/figures.tsx";
import { Status } from "../ui/status.tsx";

/** The one that is due first of those that are still to be paid. */
export const firstDue = (invoices: readonly InvoiceLine[]): InvoiceLine | undefined =>
  invoices
    .filter(({ open, status }) => open !== "0" && status !== "VOID" && status !== "DRAFT")
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];

export function DueInvoice({ account }: { account: string }) {
  const { data, isPending } = useInfiniteQuery(customerInvoicesQuery(account));
  const due = firstDue(data?.pages.flatMap(({ items }) => items) ?? []);
  if (isPending) return <Awaited height={60} />;
  if (!due) return null;
  const { number, open, currency, dueOn, status } = due;
  return (
    <section className="portal-note" aria-labelledby="due-invoice">
      <h2 id="due-invoice">Invoice to pay {status === "OVERDUE" ? <Status value="OVERDUE" tone="bad" /> : null}</h2>
      <p>
        <Link to="/customers/$account/invoices/$number" params={{ account, number }} className="mono">
          {number}
        </Link>
        : <Money value={open} currency={currency} /> by {dueOn}. <a href={pdfOf(account, number)}>PDF</a>
      </p>
    </section>
  );
}
