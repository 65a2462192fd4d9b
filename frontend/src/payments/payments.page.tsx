import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "../auth/use-may.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { isNarrow, type PaymentFilters } from "../filters.ts";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { CardGateway } from "./card-gateway.tsx";
import { allPaymentsQuery, type ListedPayment, paymentQuestion, paymentsPath } from "./payment.api.ts";
import { customerColumn, paymentColumns } from "./payment-columns.tsx";
import { PaymentFilterBar } from "./payment-filter-bar.tsx";
import { WaitingPayments } from "./waiting-payments.tsx";

const columns = [customerColumn<ListedPayment>(), ...paymentColumns<ListedPayment>()];

const NoPayment = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <EmptyState title="No payment fits">No payment fits these filters.</EmptyState>
  ) : (
    <EmptyState title="No payment yet">What is booked at a customer stands here.</EmptyState>
  );

/** The money of all customers that people and the card gateway moved. */
export function PaymentsPage() {
  const filters = useSearch({ from: "/inside/payments" });
  const navigate = useNavigate();
  const seesCustomers = useMay("customers:read");
  const change = (part: Partial<PaymentFilters>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...part }), replace: true });
  const payments = useInfiniteQuery(allPaymentsQuery(filters));
  const rows = payments.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Payments"
      call={{ method: "GET", path: paymentsPath, query: paymentQuestion(filters) }}
      actions={<ExportButton asked={{ kind: "payments", filter: filters }} />}
    >
      <p className="dim">
        Positive is the customer's money: a payment raises the balance, calls and refunds lower it. Money is booked at
        the {seesCustomers ? <Link to="/customers">customer</Link> : "customer"}, on the tab Payments.
      </p>
      <WaitingPayments />
      <PaymentFilterBar filters={filters} change={change} />
      {payments.isError ? <ProblemNote error={payments.error} retry={payments.refetch} /> : null}
      {payments.isSuccess && rows.length === 0 && !payments.hasNextPage ? (
        <NoPayment filtered={isNarrow(filters)} />
      ) : payments.isError ? null : (
        <DataTable
          label="Payments"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={payments.isPending}
          stale={payments.isPlaceholderData}
        />
      )}
      <TableFoot list={payments} count={rows.length} word="payment" />
      <CardGateway />
    </Page>
  );
}
