import { Select, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../auth/use-may.ts";
import { resellersQuery } from "./reseller.api.ts";

interface ResellerSelectProps {
  /** Of the form's field: its label, what it is for and what is wrong with it. */
  input: SelectProps;
  /** Who is meant when none is chosen. */
  placeholder: string;
  /** Account of the one that is chosen; empty: none. */
  value: string;
  /** @param currency the reseller's; undefined: none is chosen any more */
  choose(account: string, currency: string | undefined): void;
}

/** One of the resellers below whoever looks, found by typing. Nothing where there is none. */
export function ResellerSelect({ input, placeholder, value, choose }: ResellerSelectProps) {
  const { data } = useQuery({ ...resellersQuery, enabled: useMay("customers:read") });
  const resellers = data?.items ?? [];
  if (resellers.length === 0) return null;
  return (
    <Select
      {...input}
      clearable
      searchable
      placeholder={placeholder}
      data={resellers.map(({ account, company }) => ({ value: account, label: `${company} (${account})` }))}
      nothingFoundMessage="No such reseller"
      value={value || null}
      onChange={(account) =>
        choose(account ?? "", resellers.find((reseller) => reseller.account === account)?.currency)
      }
    />
  );
}
