import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "../api/problem.ts";
import { Confirm } from "../ui/confirm.tsx";
import { groupDecimal } from "../ui/format.ts";
import { toast } from "../ui/toasts.tsx";
import { closeCustomer, customerQuery } from "./customer.api.ts";
import type { CustomerLine } from "./customer-index.api.ts";
import { reopen } from "./reopen-customer.ts";

/** Closes at once and offers to undo it. With a balance it is what is in the account, and that this is known. */
export function useCloseCustomer(customer: CustomerLine) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (balance: string | undefined) => closeCustomer(customer.account, balance),
    onSuccess: async () => {
      const undo = () => void reopen(queryClient, customer);
      toast(`${customer.company} is closed.`, { action: { label: "Undo", act: undo } });
      await queryClient.invalidateQueries({ queryKey: ["customers"] });
    },
  });
}

/** The account has money, and the server wants to hear that this is known. */
const isAboutMoney = (error: unknown): boolean =>
  error instanceof ApiProblem && error.fields.some(({ path }) => path === "confirmBalance");

interface CloseRefusedProps {
  customer: CustomerLine;
  close: ReturnType<typeof useCloseCustomer>;
}

/** What stands in the way of closing; nothing where nothing does. */
export function CloseRefused({ customer, close }: CloseRefusedProps) {
  const confirming = close.isPending && close.variables !== undefined;
  if (isAboutMoney(close.error) || confirming) return <MoneyLeft customer={customer} close={close} />;
  return (
    <Confirm
      opened={close.isError}
      title={`${customer.company} is not closed`}
      verb="Try again"
      error={close.error}
      onClose={close.reset}
      onConfirm={() => close.mutate(undefined)}
    >
      {null}
    </Confirm>
  );
}

function MoneyLeft({ customer, close }: CloseRefusedProps) {
  const { data } = useQuery(customerQuery(customer.account));
  const money = `${groupDecimal(data?.balance ?? "0")} ${customer.currency}`;
  return (
    <Confirm
      opened={data !== undefined}
      title={`Delete ${customer.company}?`}
      verb={`Close with ${money}`}
      dangerous
      busy={close.isPending}
      onClose={close.reset}
      onConfirm={() => close.mutate(data?.balance)}
    >
      <p>
        The balance of {customer.account} is {money}. Settle it by a payment or a refund first, or close the account
        with it: the money stays in its statement.
      </p>
      <p>
        Its calls and statement stay. Its login, IP addresses and SIP users can be used by others. It can be opened
        again for 30 days.
      </p>
    </Confirm>
  );
}
