import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import { toast } from "../ui/toasts.tsx";
import { type InvoiceView, voidInvoice } from "./invoice.api.ts";

/** Makes an invoice void, with the reason that stands on its credit note. */
export function VoidInvoice({ invoice }: { invoice: InvoiceView }) {
  const { account, number } = invoice;
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState("");
  const queryClient = useQueryClient();
  const making = useMutation({
    mutationFn: () => voidInvoice(account, number, reason.trim()),
    onSuccess: async (note) => {
      setOpened(false);
      toast(`Invoice ${number} is void. Credit note ${note.number} gives back what was left.`);
      await queryClient.invalidateQueries({ queryKey: ["invoices"] });
    },
  });
  return (
    <>
      <Button variant="default" color="red" onClick={() => setOpened(true)}>
        Make void
      </Button>
      <Confirm
        opened={opened}
        title={`Make invoice ${number} void?`}
        verb="Make it void"
        dangerous
        busy={making.isPending}
        error={making.error}
        onClose={() => setOpened(false)}
        onConfirm={() => making.mutate()}
      >
        <p>
          A credit note gives back all that is left of it. The invoice and its number stay, marked as void. This cannot
          be taken back.
        </p>
        <TextInput
          label="Reason"
          description="Stands on the credit note."
          value={reason}
          maxLength={300}
          withAsterisk
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Confirm>
    </>
  );
}
