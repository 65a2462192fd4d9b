import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useIsOffice, useMay } from "../auth/use-may.ts";
import { resellersQuery } from "../resellers/reseller.api.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import type { TariffValues } from "./tariff-values.ts";

/** Whose tariff it becomes, where the operator's people have the choice. Its currency is the reseller's. */
export function SellerField({ handle: { field, form } }: { handle: FormHandle<TariffValues> }) {
  const isOffice = useIsOffice();
  const { data } = useQuery({ ...resellersQuery, enabled: useMay("customers:read") && isOffice });
  const resellers = data?.items ?? [];
  if (resellers.length === 0) return null;
  return (
    <Select
      {...field("owner", "Fixed for good. A reseller's tariff is given to its own customers alone.")}
      clearable
      searchable
      placeholder="Yourself"
      data={resellers.map(({ account, company }) => ({ value: account, label: `${company} (${account})` }))}
      nothingFoundMessage="No such reseller"
      value={form.getValues().owner || null}
      onChange={(account) => {
        const chosen = resellers.find((reseller) => reseller.account === account);
        form.setFieldValue("owner", account ?? "");
        if (chosen) form.setFieldValue("currency", chosen.currency);
      }}
    />
  );
}
