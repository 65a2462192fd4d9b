import { NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { NewRoute } from "../../../functions/routing/route.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { addRoute, editRoute, type RouteView, routesQuery } from "./routing.api.ts";

type Values = Pick<RouteView, "name" | "description" | "status">;

const shape = { name: titled("Name"), description: titled("Description"), status: titled("Status") };

export function RouteForm({ route, onClose }: { route?: RouteView; onClose(): void }) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, RouteView>({
    schema: NewRoute,
    shape,
    initial: { name: route?.name ?? "", description: route?.description ?? "", status: route?.status ?? "ACTIVE" },
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
      <NativeSelect
        {...field("status")}
        data={[
          { value: "ACTIVE", label: "Active" },
          { value: "INACTIVE", label: "Inactive" },
        ]}
      />
    </DrawerForm>
  );
}
