import { Link } from "@tanstack/react-router";
import { Below } from "../ui/below.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import type { ListedPayment, PaymentView } from "./payment.api.ts";
import { kindWords } from "./payment-words.ts";

const Settled = ({ allocations }: Pick<PaymentView, "allocations">) =>
  allocations.length > 0 ? (
    allocations.map(({ invoice }) => (
      <div key={invoice} className="mono">
        {invoice}
      </div>
    ))
  ) : (
    <span className="dim">–</span>
  );

const State = ({ payment }: { payment: PaymentView }) => {
  if (payment.reversedBy) return <Status value="REVERSED" tone="warn" label="Taken back" />;
  if (payment.status !== "BOOKED") return <Status value={payment.status} tone="warn" />;
  if (payment.expiresAt)
    return (
      <>
        <Status value="DONE" label="Booked" />
        <Below>
          until <Instant at={payment.expiresAt} />
        </Below>
      </>
    );
  return <Status value="DONE" label="Booked" />;
};

/** The columns of a list of payments. An amount has a sign where it lowers the balance. */
export const paymentColumns = <P extends PaymentView & { currency?: string }>(): Column<P>[] => [
  { id: "at", header: "Date", cell: ({ at }) => <Instant at={at} /> },
  {
    id: "kind",
    header: "Kind",
    main: true,
    cell: ({ kind, method }) => (
      <>
        {kindWords[kind]}
        <Below>{method === "MANUAL" ? null : sentence(method)}</Below>
      </>
    ),
  },
  {
    id: "amount",
    header: "Amount",
    align: "end",
    cell: ({ effect, currency = "" }) => <Money value={effect} currency={currency} least={2} />,
  },
  {
    id: "reference",
    header: "Reference",
    cell: ({ reference, note }) => (
      <>
        <span className="wraps">{reference || (note ? "" : <span className="dim">–</span>)}</span>
        <Below>{note}</Below>
      </>
    ),
  },
  { id: "invoices", header: "Settles", cell: (payment) => <Settled {...payment} /> },
  { id: "state", header: "State", cell: (payment) => <State payment={payment} /> },
];

export const customerColumn = <P extends PaymentView & ListedPayment>(header = "Customer"): Column<P> => ({
  id: "customer",
  header,
  cell: ({ account, company, isReseller, isVendor }) =>
    isVendor ? (
      <>
        <Link to="/vendors/$vendorId" params={{ vendorId: account }} className="wraps">
          {company}
        </Link>
        <Below>vendor</Below>
      </>
    ) : (
      <Link
        to={isReseller ? "/resellers/$account" : "/customers/$account/payments"}
        params={{ account }}
        className="wraps"
      >
        {company}
      </Link>
    ),
});
