import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExportButton } from "../exports/export-button.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { CardGateway } from "./card-gateway.tsx";
import { allPaymentsQuery, type ListedPayment, paymentsPath } from "./payment.api.ts";
import { customerColumn, paymentColumns } from "./payment-columns.tsx";
import { WaitingPayments } from "./waiting-payments.tsx";

const columns = [customerColumn<ListedPayment>(), ...paymentColumns<ListedPayment>()];

/** The money of all customers that people and the card gateway moved. */
export function PaymentsPage() {
  const payments = useInfiniteQuery(allPaymentsQuery);
  const rows = payments.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Payments"
      call={{ method: "GET", path: paymentsPath }}
      actions={<ExportButton asked={{ kind: "payments", filter: {} }} />}
    >
      <p className="dim">
        Positive is the customer's money: a payment raises the balance, calls and refunds lower it. Money is booked at
        the <Link to="/customers">customer</Link>, on the tab Payments.
      </p>
      <WaitingPayments />
      {payments.isError ? <ProblemNote error={payments.error} retry={payments.refetch} /> : null}
      {payments.isSuccess && rows.length === 0 ? (
        <EmptyState title="No payment yet">What is booked at a customer stands here.</EmptyState>
      ) : payments.isError ? null : (
        <DataTable
          label="Payments"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={payments.isPending}
        />
      )}
      <TableFoot list={payments} count={rows.length} word="payment" />
      <CardGateway />
    </Page>
  );
}
