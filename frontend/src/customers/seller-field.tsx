import { ResellerSelect } from "../resellers/reseller-select.tsx";
import type { FormHandle } from "../ui/schema-form.ts";
import type { CustomerValues } from "./customer-values.ts";

/** Whose customer it becomes, where there is a choice. Its currency is the reseller's, and so are the tariffs offered. */
export const SellerField = ({ handle: { field, form } }: { handle: FormHandle<CustomerValues> }) => (
  <ResellerSelect
    input={{ ...field("reseller", "Fixed for good. Left empty: your own customer."), label: "Reseller" }}
    placeholder="Your own customer"
    value={form.getValues().reseller}
    choose={(account, currency) => {
      form.setFieldValue("reseller", account);
      if (currency) form.setFieldValue("currency", currency);
      form.setFieldValue("tariffId", "");
    }}
  />
);
