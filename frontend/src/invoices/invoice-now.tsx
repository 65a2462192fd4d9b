import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import { type BillingRunView, billingRunQuery } from "./invoice.api.ts";

/** Closes the period and follows the run that issues its invoice. */
export function InvoiceNow({ begin: ask }: { begin(): Promise<BillingRunView> }) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const begin = useMutation({ mutationFn: ask, onSuccess: () => setAsking(false) });
  const run = useQuery(billingRunQuery(begin.data?.id ?? ""));
  const isDone = run.data?.status === "done";
  useEffect(() => {
    if (isDone) void queryClient.invalidateQueries({ queryKey: ["invoices"] });
  }, [isDone, queryClient]);
  const fault = run.data?.faults[0]?.message;
  const found =
    run.data?.issued === 0 ? "Nothing was used in this period, so there is no invoice." : "The invoice is issued.";
  return (
    <>
      <Button onClick={() => setAsking(true)} loading={begin.data !== undefined && !isDone}>
        Invoice now
      </Button>
      <span className="dim" role="status">
        {isDone ? (fault ?? found) : begin.data ? "The invoice is being written…" : ""}
      </span>
      <Confirm
        opened={asking}
        title="End the billing period now?"
        verb="End it and invoice"
        busy={begin.isPending}
        error={begin.error}
        onClose={() => setAsking(false)}
        onConfirm={() => begin.mutate()}
      >
        <p>
          The open period ends this moment, before its time, and its invoice is issued. The next one begins now. Calls
          that come later for this period stand on the next invoice. This cannot be taken back.
        </p>
      </Confirm>
    </>
  );
}
