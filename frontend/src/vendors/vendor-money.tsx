import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../auth/use-may.ts";
import type { PaymentView } from "../payments/payment.api.ts";
import { paymentColumns } from "../payments/payment-columns.tsx";
import { WaitingPayments } from "../payments/waiting-payments.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Money } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { reverseVendorPayment, type VendorView, vendorBalanceQuery, vendorPaymentsQuery } from "./vendor.api.ts";
import { VendorStatement } from "./vendor-statement.tsx";

const VendorPaymentForm = lazy(async () => ({
  default: (await import("./vendor-payment-form.tsx")).VendorPaymentForm,
}));
const ReversePayment = lazy(async () => ({
  default: (await import("../payments/reverse-payment.tsx")).ReversePayment,
}));

/** What a vendor takes for calls and what it is paid: how we stand, the statement of any days, and every payment. */
export function VendorMoney({ vendor }: { vendor: VendorView }) {
  const mayBook = useMay("money:write");
  const [booking, setBooking] = useState(false);
  const [taking, setTaking] = useState<PaymentView>();
  return (
    <>
      <Standing vendor={vendor} />
      {mayBook ? (
        <div className="toolbar">
          <Button onClick={() => setBooking(true)}>Book money</Button>
        </div>
      ) : null}
      <VendorStatement vendor={vendor} />
      <WaitingPayments of={vendor.id} />
      <Payments vendor={vendor} take={mayBook ? setTaking : undefined} />
      <Suspense>
        {booking ? <VendorPaymentForm vendor={vendor} onClose={() => setBooking(false)} /> : null}
        {taking ? (
          <ReversePayment
            account={vendor.id}
            payment={taking}
            take={reverseVendorPayment}
            onClose={() => setTaking(undefined)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

function Standing({ vendor }: { vendor: VendorView }) {
  const { data, isError, error, refetch } = useQuery(vendorBalanceQuery(vendor.id));
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (!data) return null;
  const { balance, creditLimit, available, lowBalanceThreshold, isLow, currency } = data;
  const figures = [
    ["Balance", balance],
    ["Credit limit", creditLimit],
    ["Available", available],
  ] as const;
  return (
    <>
      <div className="figures">
        {figures.map(([label, value]) => (
          <div key={label}>
            <span className="dim">{label}</span>
            <strong>
              <Money value={value} currency={currency} least={2} />
            </strong>
          </div>
        ))}
      </div>
      <p className="dim">
        Positive is our money that lies with the vendor: payments raise it, calls lower it. Costs of calls follow within
        ten minutes. {isLow ? <Status value="LOW" tone="bad" label={`Less than ${lowBalanceThreshold} left`} /> : null}
      </p>
    </>
  );
}

const shown = ["at", "kind", "amount", "method", "reference", "state"];

function Payments({ vendor, take }: { vendor: VendorView; take: ((payment: PaymentView) => void) | undefined }) {
  const payments = useInfiniteQuery(vendorPaymentsQuery(vendor.id));
  const rows = payments.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns: Column<PaymentView>[] = paymentColumns<PaymentView>().filter(({ id }) => shown.includes(id));
  if (take)
    columns.push({
      id: "take",
      header: "",
      bare: true,
      cell: (payment) =>
        payment.kind === "REVERSAL" || payment.reversedBy ? null : (
          <Button size="compact-sm" variant="subtle" onClick={() => take(payment)}>
            Take back
          </Button>
        ),
    });
  return (
    <section className="section" aria-label="Payments">
      <h2>Payments</h2>
      {payments.isError ? <ProblemNote error={payments.error} retry={payments.refetch} /> : null}
      {payments.isSuccess && rows.length === 0 ? (
        <p className="dim">Nothing was paid yet.</p>
      ) : (
        <DataTable
          label="Payments"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={payments.isPending}
        />
      )}
      {rows.length > 0 ? <TableFoot list={payments} count={rows.length} word="payment" /> : null}
    </section>
  );
}
