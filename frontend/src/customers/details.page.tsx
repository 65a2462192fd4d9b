import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { usePasswordPolicy } from "../auth/use-password-policy.ts";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { ConflictNote } from "./conflict-note.tsx";
import { type CustomerView, customerQuery, editCustomer } from "./customer.api.ts";
import { CustomerForm } from "./customer-form.tsx";
import { editingSchema, formShape } from "./customer-schema.ts";
import { changesOf, valuesOf } from "./customer-values.ts";

export function DetailsPage() {
  const { account } = useParams({ from: "/inside/customers/$account/details" });
  const { data: customer } = useQuery(customerQuery(account));
  // The form is begun once: a refetch in the background must not overwrite what is being typed.
  const [begun, setBegun] = useState<CustomerView>();
  const reopened = begun?.status === "CLOSED" && customer !== undefined && customer.status !== "CLOSED";
  if (customer && (begun?.account !== account || reopened)) setBegun(customer);
  if (!begun || begun.account !== account) return null;
  if (begun.status === "CLOSED")
    return <p className="dim">This account is closed. Its fields can be changed when it is opened again.</p>;
  return <Editor key={`${account} ${begun.version}`} customer={begun} restart={setBegun} />;
}

/** Sends only what was changed, in the name of the version that was seen. */
function Editor({ customer, restart }: { customer: CustomerView; restart(customer: CustomerView): void }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const mayEdit = useMay("customers:write");
  const [version, setVersion] = useState(customer.version);
  const initial = useMemo(() => valuesOf(customer), [customer]);
  const { account } = customer;
  const policy = usePasswordPolicy("CUSTOMERS");
  const schema = useMemo(() => editingSchema(policy), [policy]);
  const handle = useSchemaForm({
    schema,
    shape: formShape,
    initial,
    save: (values) => editCustomer(account, changesOf(initial, values), version),
    saved: async (saved) => {
      queryClient.setQueryData(customerQuery(account).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ["customers"] });
      toast("Saved.");
      await navigate({ to: "/customers/$account", params: { account } });
    },
  });
  return (
    <>
      <ConflictNote
        problem={handle.problem}
        account={account}
        before={initial}
        mine={handle.form.getValues()}
        keepMine={(theirs, untouched) => {
          setVersion(theirs.version);
          handle.form.setValues(untouched);
        }}
        takeTheirs={restart}
      />
      <CustomerForm
        handle={handle}
        adding={false}
        account={account}
        verb="Save changes"
        readOnly={!mayEdit}
        cancelTo={`/customers/${account}`}
      />
    </>
  );
}
