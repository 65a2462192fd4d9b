import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import { toast } from "../ui/toasts.tsx";
import { type PaymentView, reversePayment } from "./payment.api.ts";
import { kindWords } from "./payment-words.ts";

interface ReversePaymentProps {
  account: string;
  payment: PaymentView;
  /** How it is taken back, where it is no customer's. */
  take?: typeof reversePayment;
  onClose(): void;
}

/** Asks for the reason before a payment is taken back. */
export function ReversePayment({ account, payment, take = reversePayment, onClose }: ReversePaymentProps) {
  const queryClient = useQueryClient();
  const [note, setNote] = useState("");
  const [key] = useState(() => crypto.randomUUID());
  const reverse = useMutation({
    mutationFn: () => take(account, payment.id, note.trim(), key),
    onSuccess: async ({ status }) => {
      toast(status === "BOOKED" ? "It is taken back." : "It is taken back when a second person agrees.");
      onClose();
      await Promise.all(
        [["payments"], ["customers"], ["vendors"], ["statement"]].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={`Take back this ${kindWords[payment.kind].toLowerCase()} of ${payment.amount}?`}
      verb="Take back"
      dangerous
      busy={reverse.isPending}
      error={reverse.error}
      onConfirm={() => reverse.mutate()}
    >
      <p>An entry of the opposite effect is booked, once. What it settled is open again.</p>
      <TextInput
        label="Reason"
        withAsterisk
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-autofocus
      />
    </Confirm>
  );
}
