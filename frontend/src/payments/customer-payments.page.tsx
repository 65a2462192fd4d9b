import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useIsCustomer, useMay } from "../auth/use-may.ts";
import { customerQuery } from "../customers/customer.api.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { type PaymentView, paymentsOfQuery, receiptOf } from "./payment.api.ts";
import { paymentColumns } from "./payment-columns.tsx";

const PaymentForm = lazy(async () => ({ default: (await import("./payment-form.tsx")).PaymentForm }));
const ReversePayment = lazy(async () => ({ default: (await import("./reverse-payment.tsx")).ReversePayment }));
const TopUpNote = lazy(async () => ({ default: (await import("./top-up-note.tsx")).TopUpNote }));
const TopUp = lazy(async () => ({ default: (await import("./top-up.tsx")).TopUp }));

const isReversible = ({ kind, reversedBy, status }: PaymentView) =>
  status === "BOOKED" && kind !== "REVERSAL" && reversedBy === null;

/** One customer's payments: booking, taking back, receipts, and paying by card. */
export function CustomerPaymentsPage() {
  const { account } = useParams({ from: "/inside/customers/$account/payments" });
  const { topUp } = useSearch({ from: "/inside/customers/$account/payments" });
  const { data: customer } = useQuery(customerQuery(account));
  const payments = useInfiniteQuery(paymentsOfQuery(account));
  const mayBook = useMay("money:write");
  const isCustomer = useIsCustomer();
  const [open, setOpen] = useState<"book" | "card" | PaymentView>();
  const receipt = useMutation({
    mutationFn: (id: string) => receiptOf(account, id),
    onSuccess: ({ url }) => location.assign(url),
  });
  const rows = payments.data?.pages.flatMap((page) => page.items) ?? [];
  const isDemo = customer?.customerType === "DEMO";
  const columns = [
    ...paymentColumns<PaymentView>(),
    {
      id: "actions",
      header: "",
      bare: true,
      align: "end" as const,
      cell: (payment: PaymentView) => (
        <span className="row-links">
          {payment.kind === "PAYMENT" ? (
            <button
              type="button"
              className="link-button"
              onClick={() => receipt.mutate(payment.id)}
              aria-label={`Receipt ${payment.reference || payment.id}`}
            >
              Receipt
            </button>
          ) : null}
          {mayBook && isReversible(payment) ? (
            <button
              type="button"
              className="link-button"
              onClick={() => setOpen(payment)}
              aria-label={`Take back ${payment.reference || payment.id}`}
            >
              Take back
            </button>
          ) : null}
        </span>
      ),
    },
  ];
  const close = () => setOpen(undefined);
  const currency = customer?.currency ?? "";
  return (
    <>
      <div className="toolbar">
        <span className="dim">Positive is {isCustomer ? "your" : "the customer's"} money.</span>
        <span className="grow" />
        <ExportButton asked={{ kind: "payments", filter: { account } }} />
        {isDemo ? null : (
          <Button variant="default" onClick={() => setOpen("card")}>
            Pay by card
          </Button>
        )}
        {mayBook ? (
          <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setOpen("book")}>
            Book money
          </Button>
        ) : null}
      </div>
      <Suspense>{topUp ? <TopUpNote account={account} id={topUp} /> : null}</Suspense>
      {isDemo ? <p className="dim">A demo has play money only and cannot pay.</p> : null}
      {payments.isError ? <ProblemNote error={payments.error} retry={payments.refetch} /> : null}
      {receipt.isError ? <ProblemNote error={receipt.error} /> : null}
      {payments.isSuccess && rows.length === 0 ? (
        <EmptyState title="No payment yet">Nothing was paid, credited or taken off.</EmptyState>
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
      <Suspense>
        {open === "book" ? <PaymentForm {...{ account, currency, isDemo }} onClose={close} /> : null}
        {open === "card" ? <TopUp {...{ account, currency }} onClose={close} /> : null}
        {typeof open === "object" ? <ReversePayment account={account} payment={open} onClose={close} /> : null}
      </Suspense>
    </>
  );
}
