import { Button, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { companyText } from "../customers/company.tsx";
import { findCustomersQuery } from "../customers/customer.api.ts";
import { countOf } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { assignCode, type ParkedView, sameCallerQuery } from "./suspense.api.ts";
import { useRetry } from "./use-retry.ts";

/** The customer's search: company, name, user name, account code. The chosen one stays among the choices. */
function CustomerSelect({ value, choose }: { value: string; choose(account: string): void }) {
  const [typed, setTyped] = useState("");
  const [picked, setPicked] = useState<{ value: string; label: string }>();
  const [settled] = useDebouncedValue(typed.trim(), 150);
  // What is written in the field after a choice is the choice, not a question.
  const word = settled === picked?.label ? "" : settled;
  const found = useQuery({ ...findCustomersQuery(word), enabled: word.length > 0 });
  const hits = (word ? (found.data ?? []) : [])
    .filter(({ status }) => status !== "CLOSED")
    .map(({ account, ...customer }) => ({ value: account, label: `${companyText(customer)} (${account})` }));
  const others = picked ? hits.filter((hit) => hit.value !== picked.value) : hits;
  return (
    <Select
      label="Customer"
      placeholder="Company, name, user name or account code"
      searchable
      clearable
      // The server has searched already; a user name that matched is not in the label.
      filter={({ options }) => options}
      nothingFoundMessage={word && !found.isFetching ? "No customer is called so" : "Type to search"}
      data={picked ? [picked, ...others] : others}
      value={value || null}
      onSearchChange={setTyped}
      onChange={(account, option) => {
        setPicked(account && option ? { value: account, label: option.label } : undefined);
        choose(account ?? "");
      }}
    />
  );
}

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
