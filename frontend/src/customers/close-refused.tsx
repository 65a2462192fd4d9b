import { Button, Group, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ApiProblem } from "../api/problem.ts";
import { useMay } from "../auth/use-may.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useLayer } from "../ui/use-layer.ts";
import { type useCloseCustomer, useFinalInvoice } from "./close-customer.ts";
import { customerQuery } from "./customer.api.ts";
import type { ActedOn } from "./customer-index.api.ts";

interface CloseRefusedProps {
  customer: ActedOn;
  close: ReturnType<typeof useCloseCustomer>;
}

/** What stands in the way of closing, all of it, and the ways that are left. */
export function CloseRefused({ customer, close }: CloseRefusedProps) {
  const { company } = customer;
  const final = useFinalInvoice(customer, close.reset);
  const mayInvoice = useMay("money:write") && customer.customerType !== "DEMO";
  const { error } = close;
  const paths = error instanceof ApiProblem ? error.fields.map(({ path }) => path) : [];
  // What was confirmed is sent again, so the dialog stays as it is meanwhile.
  const isAboutMoney = paths.some((path) => path.startsWith("confirm")) && !paths.includes("liveCalls");
  const opened = close.isError || (close.isPending && close.variables !== undefined);
  const leave = () => {
    final.reset();
    close.reset();
  };
  useLayer(opened, leave);
  return (
    <Modal opened={opened} onClose={leave} title={`${company} is not closed`} centered>
      {isAboutMoney ? (
        <div className="confirm-text">
          <p>{error?.message}</p>
          {mayInvoice ? (
            <p>
              The final invoice ends the billing period now and takes what was not invoiced yet; then the account is
              closed. Without it the account is closed as it stands: the money stays in its statement, and invoices can
              still be paid.
            </p>
          ) : (
            <p>The account can be closed as it stands: the money stays in its statement.</p>
          )}
          <p>Its login, IP addresses and SIP users can then be used by others. It can be opened again for 30 days.</p>
        </div>
      ) : error ? (
        <ProblemNote error={error} />
      ) : null}
      {final.isError ? <ProblemNote error={final.error} /> : null}
      {final.isPending ? (
        <p role="status" className="dim">
          The final invoice is being issued…
        </p>
      ) : null}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={leave}>
          Cancel
        </Button>
        {isAboutMoney ? (
          <CloseAnyway customer={customer} close={close} busy={final.isPending} />
        ) : (
          <Button loading={close.isPending} onClick={() => close.mutate(undefined)}>
            Try again
          </Button>
        )}
        {isAboutMoney && mayInvoice ? (
          <Button color="red.9" loading={final.isPending} onClick={() => final.mutate()}>
            Issue the final invoice and close
          </Button>
        ) : null}
      </Group>
    </Modal>
  );
}

function CloseAnyway({ customer, close, busy }: CloseRefusedProps & { busy: boolean }) {
  const { data } = useQuery(customerQuery(customer.account));
  return (
    <Button
      variant="default"
      disabled={data === undefined || busy}
      loading={close.isPending}
      onClick={() => close.mutate({ balance: data?.balance ?? "0" })}
    >
      Close without an invoice
    </Button>
  );
}
