import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../auth/use-may.ts";
import { resellersQuery } from "../resellers/reseller.api.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import type { CustomerValues } from "./customer-values.ts";

/** Whose customer it becomes, where there is a choice. Its currency is the reseller's, and so are the tariffs offered. */
export function SellerField({ handle: { field, form } }: { handle: FormHandle<CustomerValues> }) {
  const { data } = useQuery({ ...resellersQuery, enabled: useMay("customers:read") });
  const resellers = data?.items ?? [];
  if (resellers.length === 0) return null;
  return (
    <Select
      {...field("reseller", "Fixed for good. Left empty: your own customer.")}
      label="Reseller"
      clearable
      searchable
      placeholder="Your own customer"
      data={resellers.map(({ account, company }) => ({ value: account, label: `${company} (${account})` }))}
      nothingFoundMessage="No such reseller"
      value={form.getValues().reseller || null}
      onChange={(account) => {
        form.setFieldValue("reseller", account ?? "");
        const chosen = resellers.find((reseller) => reseller.account === account);
        if (chosen) form.setFieldValue("currency", chosen.currency);
        form.setFieldValue("tariffId", "");
      }}
    />
  );
}
