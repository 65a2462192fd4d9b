import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CustomerSelect } from "../customers/customer-select.tsx";
import { countOf } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { assignCode, type ParkedView, sameCallerQuery } from "./suspense.api.ts";
import { useRetry } from "./use-retry.ts";

/** "This is customer …": gives the record's account code to a customer and retries every record that came with it. */
export function ParkedCustomer({ parked, onDone }: { parked: ParkedView; onDone(): void }) {
  const same = useQuery(sameCallerQuery(parked.id));
  const [account, setAccount] = useState("");
  const assign = useRetry(assignCode);
  if (!same.data?.code) return null;
  const { code, count, more } = same.data;
  return (
    <form
      className="section"
      aria-label="This is customer"
      onSubmit={(event) => {
        event.preventDefault();
        assign.mutate({ parked, code, account }, { onSuccess: onDone });
      }}
    >
      <h2>This is customer …</h2>
      <p className="dim">
        The code <span className="mono">{code}</span> becomes the customer's for this source, and what waits with it is
        retried: {countOf(count, more, "record")}.
      </p>
      <CustomerSelect value={account} choose={setAccount} />
      {assign.error ? <ProblemNote error={assign.error} /> : null}
      <div>
        <Button type="submit" loading={assign.isPending} disabled={account === ""}>
          Give the code and retry
        </Button>
      </div>
    </form>
  );
}
