import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isUndoable, undoDays } from "../../../functions/customers/undo-term.ts";
import { counted } from "../../../functions/time/counted.ts";
import { useMay } from "../auth/use-may.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Instant } from "../ui/figures.tsx";
import { toast } from "../ui/toasts.tsx";
import { type CustomerView, promoteCustomer } from "./customer.api.ts";
import { reopen } from "./reopen-customer.ts";

/** What a closed account and a demo say of themselves on top of their page, and the way out of it. */
export function CustomerState({ customer }: { customer: CustomerView }) {
  const [mayOpen, mayPromote] = [useMay("customers:write"), useMay("money:write")];
  if (customer.status === "CLOSED") return <Closed customer={customer} mayOpen={mayOpen} />;
  return customer.customerType === "DEMO" ? <Demo customer={customer} mayPromote={mayPromote} /> : null;
}

function Closed({ customer, mayOpen }: { customer: CustomerView; mayOpen: boolean }) {
  const queryClient = useQueryClient();
  const open = useMutation({ mutationFn: () => reopen(queryClient, customer) });
  const { closedAt } = customer;
  return (
    <p className="state-note">
      <span>
        Closed <Instant at={closedAt} />. History stays; login, IP addresses and SIP users are free. An account can be
        opened again for {counted(undoDays, "day")}.
      </span>
      {mayOpen && closedAt && isUndoable(closedAt, Date.now()) ? (
        <Button variant="default" loading={open.isPending} onClick={() => open.mutate()}>
          Reopen
        </Button>
      ) : null}
    </p>
  );
}

/** Until when a demo goes on, or that it is over. */
function DemoEnd({ customer: { demoUntil } }: { customer: CustomerView }) {
  if (demoUntil === null) return null;
  const isOver = Date.parse(demoUntil) <= Date.now();
  return (
    <>
      {isOver ? "It ended " : "It will be blocked "}
      <Instant at={demoUntil} />
      {isOver ? "; another status than Blocked lets it in again for as many days." : "."}
    </>
  );
}

function Demo({ customer, mayPromote }: { customer: CustomerView; mayPromote: boolean }) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const promote = useMutation({
    mutationFn: () => promoteCustomer(customer.account),
    onSuccess: async () => {
      setAsking(false);
      toast(`${customer.company} is live.`);
      await queryClient.invalidateQueries({ queryKey: ["customers"] });
    },
  });
  return (
    <p className="state-note">
      <span>
        A demo account: its money is play money. <DemoEnd customer={customer} />
      </span>
      {mayPromote ? (
        <Button variant="default" onClick={() => setAsking(true)}>
          Make live
        </Button>
      ) : null}
      <Confirm
        opened={asking}
        title={`Make ${customer.company} live?`}
        verb="Make live"
        busy={promote.isPending}
        error={promote.error}
        onClose={() => setAsking(false)}
        onConfirm={() => promote.mutate()}
      >
        <p>
          Everything that is set for it stays. Its play money is taken out by an entry in the statement. A live account
          cannot become a demo again.
        </p>
      </Confirm>
    </p>
  );
}
