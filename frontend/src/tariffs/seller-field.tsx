import { useIsOffice } from "../auth/use-may.ts";
import { ResellerSelect } from "../resellers/reseller-select.tsx";
import type { FormHandle } from "../ui/schema-form.ts";
import type { TariffValues } from "./tariff-values.ts";

/** Whose tariff it becomes, where the operator's people have the choice. Its currency is the reseller's. */
export function SellerField({ handle: { field, form } }: { handle: FormHandle<TariffValues> }) {
  if (!useIsOffice()) return null;
  return (
    <ResellerSelect
      input={field("owner", "Fixed for good. A reseller's tariff is given to its own customers alone.")}
      placeholder="Yourself"
      value={form.getValues().owner}
      choose={(account, currency) => {
        form.setFieldValue("owner", account);
        if (currency) form.setFieldValue("currency", currency);
      }}
    />
  );
}
