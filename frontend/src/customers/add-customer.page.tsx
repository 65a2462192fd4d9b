import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { Page } from "../ui/page.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { browserZone } from "../ui/zone.tsx";
import { addCustomer, type CustomerView, customersPath } from "./customer.api.ts";
import { CustomerForm } from "./customer-form.tsx";
import { addingSchema, formShape } from "./customer-schema.ts";
import { type CustomerValues, newCustomer } from "./customer-values.ts";

export function AddCustomerPage() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const initial = useMemo(() => newCustomer(browserZone), []);
  const handle = useSchemaForm<CustomerValues, CustomerView>({
    schema: addingSchema,
    shape: formShape,
    initial,
    save: addCustomer,
    saved: async ({ account, company }) => {
      toast(`${company} is added as ${account}.`);
      void queryClient.invalidateQueries({ queryKey: ["customers"] });
      await navigate({ to: "/customers/$account", params: { account } });
    },
  });
  const { password: _password, ...shown } = handle.form.getValues();
  return (
    <Page
      title="Add customer"
      up={{ to: "/customers", label: "Customers" }}
      call={{ method: "POST", path: customersPath, body: { ...shown, password: "…" } }}
    >
      <CustomerForm handle={handle} adding verb="Add customer" cancelTo="/customers" />
    </Page>
  );
}
