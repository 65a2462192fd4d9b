import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { defaultsQuery, type FormDefaults } from "../settings/settings.api.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { addCustomer, type CustomerView, customersPath } from "./customer.api.ts";
import { CustomerForm } from "./customer-form.tsx";
import { addingSchema, formShape } from "./customer-schema.ts";
import { type CustomerValues, newCustomer } from "./customer-values.ts";

const frame = { title: "Add customer", up: { to: "/customers", label: "Customers" } };

/** The form begins with what the settings say. */
export function AddCustomerPage() {
  const { data: defaults, isError, error, refetch } = useQuery(defaultsQuery);
  if (defaults) return <AddCustomerForm defaults={defaults} />;
  return <Page {...frame}>{isError ? <ProblemNote error={error} retry={refetch} /> : null}</Page>;
}

function AddCustomerForm({ defaults }: { defaults: FormDefaults }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [initial, schema] = useMemo(() => [newCustomer(defaults), addingSchema(defaults)], [defaults]);
  const handle = useSchemaForm<CustomerValues, CustomerView>({
    schema,
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
    <Page {...frame} call={{ method: "POST", path: customersPath, body: { ...shown, password: "…" } }}>
      <CustomerForm handle={handle} adding verb="Add customer" cancelTo="/customers" />
    </Page>
  );
}
