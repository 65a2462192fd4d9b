import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { Awaited } from "../ui/awaited.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { toast } from "../ui/toasts.tsx";
import { decidePayment, type ListedPayment, waitingQuery } from "./payment.api.ts";
import { customerColumn, paymentColumns } from "./payment-columns.tsx";

function DecideDialog({ payment, onClose }: { payment: ListedPayment; onClose(): void }) {
  const queryClient = useQueryClient();
  const [note, setNote] = useState("");
  const decide = useMutation({
    mutationFn: (approve: boolean) => decidePayment(payment.id, approve, note.trim()),
    onSuccess: async ({ status }) => {
      toast(status === "BOOKED" ? "It is booked." : "It is rejected.");
      onClose();
      await Promise.all([["payments"], ["vendors"]].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={`${payment.amount} ${payment.currency} for ${payment.company}?`}
      verb="Agree and book"
      busy={decide.isPending}
      error={decide.error}
      onConfirm={() => decide.mutate(true)}
    >
      <p>It is above the amount from which it takes two people. Whoever asked for it cannot agree to it.</p>
      <TextInput label="Note" value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <Button mt="xs" variant="default" disabled={note.trim().length < 3} onClick={() => decide.mutate(false)}>
        Reject, for the reason in the note
      </Button>
    </Confirm>
  );
}

interface WaitingPaymentsProps {
  /** An account or vendor whose alone are shown, or all vendors; left out: all. */
  of?: string;
}

/** Payments that wait for a second person; nothing where none does. */
export function WaitingPayments({ of }: WaitingPaymentsProps) {
  const { data, isLoading } = useQuery({ ...waitingQuery, enabled: useMay("money:read") });
  const mayDecide = useMay("money:write");
  const [deciding, setDeciding] = useState<ListedPayment>();
  const rows = data?.items.filter(
    ({ account, isVendor }) => of === undefined || (of === "vendors" ? isVendor : account === of),
  );
  if (isLoading) return <Awaited height={60} />;
  if (!rows || rows.length === 0) return null;
  const columns = [
    customerColumn<ListedPayment>(of === "vendors" ? "Vendor" : "Customer"),
    ...paymentColumns<ListedPayment>(),
    {
      id: "decide",
      header: "",
      bare: true,
      cell: (payment: ListedPayment) =>
        mayDecide ? (
          <Button
            variant="default"
            onClick={() => setDeciding(payment)}
            aria-label={`Decide ${payment.reference || payment.id}`}
          >
            Decide
          </Button>
        ) : null,
    },
  ];
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">Waiting for a second person</h2>
      <DataTable label="Waiting payments" columns={columns} rows={rows} rowKey={({ id }) => id} />
      {deciding ? <DecideDialog payment={deciding} onClose={() => setDeciding(undefined)} /> : null}
    </section>
  );
}
