import { NativeSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { NewRouteRow } from "../../../functions/routing/route-row.ts";
import { type HourWindow, WeekHours } from "../tariffs/week-hours.tsx";
import { activeOrInactive, choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { browserZone } from "../ui/zone.tsx";
import { zoneNames } from "../ui/zone-names.ts";
import type { GatewayView } from "../vendors/vendor.api.ts";
import { addRow, editRow, type RowView } from "./route-row.api.ts";
import type { RouteView } from "./routing.api.ts";

type Values = {
  prefix: string;
  gatewayId: string;
  priority: number;
  share: number;
  windows: HourWindow[];
  timeZone: string;
  status: "ACTIVE" | "INACTIVE";
};

const empty: Values = {
  prefix: "",
  gatewayId: "",
  priority: 1,
  share: 100,
  windows: [],
  timeZone: browserZone,
  status: "ACTIVE",
};

const valuesOf = ({ prefix, gatewayId, priority, share, windows, timeZone, status }: RowView): Values => ({
  ...{ prefix, gatewayId, priority, share, windows, timeZone, status },
});

interface RowFormProps {
  route: RouteView;
  gateways: readonly GatewayView[];
  row?: RowView;
  onClose(): void;
}

export function RowForm({ route, gateways, row, onClose }: RowFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, { prefix: string }>({
    schema: NewRouteRow,
    shape: NewRouteRow.shape,
    initial: row ? valuesOf(row) : empty,
    save: (values, key) => (row ? editRow(route, row.id, values) : addRow(route, values, key)),
    saved: async ({ prefix }) => {
      toast(`The row of ${prefix || "%"} is ${row ? "saved" : "added"}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["routes"] });
    },
  });
  const { field, form } = handle;
  const count = { allowDecimal: false, clampBehavior: "none", withAsterisk: true } as const;
  const { windows, timeZone } = form.getValues();
  return (
    <DrawerForm
      title={row ? `Edit the row of ${row.prefix || "%"}` : "Add row"}
      verb={row ? "Save changes" : "Add row"}
      handle={handle}
      onClose={onClose}
    >
      <TextInput {...field("prefix")} data-autofocus className="mono-input" spellCheck={false} />
      <Select
        {...field("gatewayId")}
        withAsterisk
        searchable
        allowDeselect={false}
        nothingFoundMessage="No such gateway"
        data={gateways.map(({ id, name, status }) => ({
          value: id,
          label: status === "ACTIVE" ? name : `${name} (inactive)`,
        }))}
      />
      <NumberInput {...field("priority")} {...count} min={1} max={99} />
      <NumberInput {...field("share")} {...count} min={0} max={100} />
      <WeekHours handle={handle} zone={timeZone} />
      {windows.length > 0 ? (
        <Select {...field("timeZone")} searchable allowDeselect={false} data={zoneNames} limit={80} />
      ) : null}
      <NativeSelect {...choice(field("status"), activeOrInactive)} />
    </DrawerForm>
  );
}
