import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { billingRunQuery, invoiceAndClose } from "../invoices/invoice.api.ts";
import { toast } from "../ui/toasts.tsx";
import { closeCustomer, type KnownMoney } from "./customer.api.ts";
import type { ActedOn } from "./customer-index.api.ts";
import { reopen } from "./reopen-customer.ts";

async function closed(queryClient: QueryClient, customer: ActedOn, more = ""): Promise<void> {
  const undo = () => void reopen(queryClient, customer);
  toast(`${customer.company} is closed.${more}`, { action: { label: "Undo", act: undo } });
  await queryClient.invalidateQueries({ queryKey: ["customers"] });
}

/** Closes at once and offers to undo it. With money in the account, or owed, it is told that this is known. */
export function useCloseCustomer(customer: ActedOn) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (known: KnownMoney | undefined) => closeCustomer(customer.account, known),
    onSuccess: () => closed(queryClient, customer),
  });
}

const lookAgainMs = 800;

/** Issues the final invoice and closes behind it; over when the run that does both is. */
export function useFinalInvoice(customer: ActedOn, done: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { id } = await invoiceAndClose(customer.account);
      for (;;) {
        const run = await queryClient.fetchQuery({ ...billingRunQuery(id), staleTime: 0 });
        const [fault] = run.faults;
        if (fault) throw new Error(fault.message);
        if (run.status === "done") return run;
        await new Promise((go) => setTimeout(go, lookAgainMs));
      }
    },
    onSuccess: async ({ issued }) => {
      done();
      await closed(
        queryClient,
        customer,
        issued === 0 ? " Nothing was left to invoice." : " Its final invoice is issued.",
      );
    },
  });
}
