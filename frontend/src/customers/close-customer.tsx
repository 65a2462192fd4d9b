import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Confirm } from "../ui/confirm.tsx";
import { toast } from "../ui/toasts.tsx";
import { closeCustomer } from "./customer.api.ts";
import type { CustomerLine } from "./customer-index.api.ts";

interface CloseCustomerProps {
  customer: CustomerLine;
  opened: boolean;
  onClose(): void;
}

/** Deleting closes the account: its money history stays, its login, IPs and SIP users are free again. */
export function CloseCustomer({ customer, opened, onClose }: CloseCustomerProps) {
  const queryClient = useQueryClient();
  const close = useMutation({
    mutationFn: () => closeCustomer(customer.account),
    onSuccess: async () => {
      onClose();
      toast(`${customer.company} is closed.`);
      await queryClient.invalidateQueries({ queryKey: ["customers"] });
    },
  });
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title={`Delete ${customer.company}?`}
      verb="Delete customer"
      dangerous
      busy={close.isPending}
      error={close.error}
      onConfirm={() => close.mutate()}
    >
      <p>
        The account {customer.account} becomes Closed and cannot be opened again. Calls from its devices are no longer
        charged to it.
      </p>
      <p>Its calls and statement stay. Its login, IP addresses and SIP users can be used by others.</p>
    </Confirm>
  );
}
