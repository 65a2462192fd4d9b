import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { NewRoute } from "../../../functions/routing/route.ts";
import { usualFailover, usualFailoverQ850 } from "../../../functions/vendors/failover.ts";
import { activeOrInactive, choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { type FormHandle, useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { FailoverCodes } from "../vendors/failover-codes.tsx";
import { addRoute, editRoute, type RouteView, routesQuery } from "./routing.api.ts";

type Values = Pick<RouteView, "name" | "description" | "status" | "failoverSipCodes" | "failoverCauses">;

const { failoverSipCodes, failoverCauses } = NewRoute.shape;
const shape = {
  ...{ name: titled("Name"), description: titled("Description"), status: titled("Status") },
  ...{ failoverSipCodes, failoverCauses },
};

const empty: Values = { name: "", description: "", status: "ACTIVE", failoverSipCodes: null, failoverCauses: null };

const valuesOf = ({ name, description, status, ...rest }: RouteView): Values => ({
  ...{ name, description, status },
  ...{ failoverSipCodes: rest.failoverSipCodes, failoverCauses: rest.failoverCauses },
});

/** The lists of the route in place of its gateways' own. */
function Failover({ handle }: { handle: FormHandle<Values> }) {
  const { form } = handle;
  const own = form.getValues().failoverSipCodes !== null;
  return (
    <>
      <Checkbox
        label="Failover codes of its own"
        description="Off: after which answers the next gateway is tried is as each gateway has it."
        checked={own}
        onChange={({ currentTarget: { checked } }) =>
          form.setValues({
            failoverSipCodes: checked ? [...usualFailover] : null,
            failoverCauses: checked ? [...usualFailoverQ850] : null,
          })
        }
      />
      {own ? (
        <>
          <FailoverCodes handle={handle} name="failoverSipCodes" />
          <FailoverCodes handle={handle} name="failoverCauses" />
        </>
      ) : null}
    </>
  );
}

export function RouteForm({ route, onClose }: { route?: RouteView; onClose(): void }) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, RouteView>({
    schema: NewRoute,
    shape,
    initial: route ? valuesOf(route) : empty,
    save: (values, key) => (route ? editRoute(route, values) : addRoute(values, key)),
    saved: async ({ name }) => {
      toast(`${name} is ${route ? "saved" : "added"}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: routesQuery.queryKey });
    },
  });
  const { field } = handle;
  return (
    <DrawerForm
      title={route ? `Edit ${route.name}` : "Add route"}
      verb={route ? "Save changes" : "Add route"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput
        {...field("name", "What staff choose it by in a customer's dialing routes.")}
        withAsterisk
        data-autofocus
      />
      <TextInput {...field("description", "For people: what it is good for.")} />
      <NativeSelect {...choice(field("status"), activeOrInactive)} />
      <Failover handle={handle} />
    </DrawerForm>
  );
}
