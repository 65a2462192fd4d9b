import { Link } from "@tanstack/react-router";
import type { Column } from "../ui/data-table.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import type { ListedPayment, PaymentView } from "./payment.api.ts";
import { kindWords } from "./payment-words.ts";

const Settled = ({ allocations }: Pick<PaymentView, "allocations">) =>
  allocations.length > 0 ? (
    <span className="mono">{allocations.map(({ invoice }) => invoice).join(", ")}</span>
  ) : (
    <span className="dim">–</span>
  );

const State = ({ payment }: { payment: PaymentView }) => {
  if (payment.reversedBy) return <Status value="REVERSED" tone="warn" label="Taken back" />;
  if (payment.status !== "BOOKED") return <Status value={payment.status} tone="warn" />;
  if (payment.expiresAt)
    return (
      <>
        until <Instant at={payment.expiresAt} />
      </>
    );
  return <Status value="DONE" label="Booked" />;
};

/** The columns of a list of payments. An amount has a sign where it lowers the balance. */
export const paymentColumns = <P extends PaymentView & { currency?: string }>(): Column<P>[] => [
  { id: "at", header: "Date", cell: ({ at }) => <Instant at={at} /> },
  { id: "kind", header: "Kind", main: true, cell: ({ kind }) => kindWords[kind] },
  {
    id: "amount",
    header: "Amount",
    align: "end",
    cell: ({ effect, currency = "" }) => <Money value={effect} currency={currency} least={2} />,
  },
  { id: "method", header: "Method", cell: ({ method }) => sentence(method) },
  {
    id: "reference",
    header: "Reference",
    cell: ({ reference, note }) => [reference, note].filter(Boolean).join(": ") || <span className="dim">–</span>,
  },
  { id: "invoices", header: "Settles", cell: (payment) => <Settled {...payment} /> },
  { id: "state", header: "State", cell: (payment) => <State payment={payment} /> },
];

export const customerColumn = <P extends PaymentView & ListedPayment>(): Column<P> => ({
  id: "customer",
  header: "Customer",
  cell: ({ account, company, isReseller, isVendor }) =>
    isVendor ? (
      <>
        <Link to="/vendors/$vendorId" params={{ vendorId: account }}>
          {company}
        </Link>
        <span className="dim"> vendor</span>
      </>
    ) : (
      <Link to={isReseller ? "/resellers/$account" : "/customers/$account/payments"} params={{ account }}>
        {company}
      </Link>
    ),
});
