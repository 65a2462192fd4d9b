import { Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { NewDialingRoute } from "../../../functions/routing/dialing-route.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import { addDialingRoute, type DialingRouteView, editDialingRoute, type RouteView } from "./routing.api.ts";

type Values = { routeId: string; pattern: string };

const shape = { routeId: titled("Route"), pattern: titled("Dialing pattern") };

interface DialingRouteFormProps {
  account: string;
  routes: readonly RouteView[];
  dialingRoute?: DialingRouteView;
  onClose(): void;
}

export function DialingRouteForm({ account, routes, dialingRoute, onClose }: DialingRouteFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, DialingRouteView>({
    schema: NewDialingRoute,
    shape,
    initial: { routeId: dialingRoute?.routeId ?? "", pattern: dialingRoute?.pattern ?? "" },
    save: (values, key) =>
      dialingRoute ? editDialingRoute(account, dialingRoute.id, values) : addDialingRoute(account, values, key),
    saved: async ({ pattern }) => {
      toast(`${pattern} is ${dialingRoute ? "saved" : "added"}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["dialing-routes", account] });
      await queryClient.invalidateQueries({ queryKey: ["routes"] });
    },
  });
  const { field } = handle;
  return (
    <DrawerForm
      title={dialingRoute ? `Edit ${dialingRoute.pattern}` : "Add dialing route"}
      verb={dialingRoute ? "Save changes" : "Add dialing route"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput label="Account code" value={account} readOnly variant="filled" className="mono-input" />
      <Select
        {...field("routeId")}
        withAsterisk
        searchable
        allowDeselect={false}
        nothingFoundMessage="No such route"
        data={routes.map(({ id, name, status }) => ({
          value: id,
          label: status === "ACTIVE" ? name : `${name} (inactive)`,
        }))}
      />
      <TextInput
        {...field(
          "pattern",
          "What the translated destination begins with, such as 44%. Digits before | are taken away: 9|44%. % alone takes every number.",
        )}
        withAsterisk
        spellCheck={false}
        className="mono-input"
      />
    </DrawerForm>
  );
}
