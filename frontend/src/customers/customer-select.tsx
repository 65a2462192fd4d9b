import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { companyText } from "./company.tsx";
import { findCustomersQuery } from "./customer.api.ts";

/** The customer's search: company, name, user name, account code. The chosen one stays among the choices. */
export function CustomerSelect({ value, choose }: { value: string; choose(account: string): void }) {
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
