import { NativeSelect, Textarea } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { readRows } from "../../../functions/routing/row-text.ts";
import { counted } from "../../../functions/time/counted.ts";
import { choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import { toast } from "../ui/toasts.tsx";
import type { GatewayView } from "../vendors/vendor.api.ts";
import { putRows, rowsTextQuery } from "./route-row.api.ts";

const shape = { text: titled("Rows, a line each"), mode: titled("What is not named here") };

/** More lines at fault than a person reads at once. */
const mostTold = 20;

interface PasteRowsProps {
  routeId: string;
  gateways: readonly GatewayView[];
  onClose(): void;
}

const checked = (gateways: readonly GatewayView[]) =>
  z.object({ text: z.string(), mode: z.string() }).superRefine(({ text }, context) => {
    const { faults } = readRows(text, new Map(gateways.map((gateway) => [gateway.name.toLowerCase(), gateway])));
    const told = faults.slice(0, mostTold).map(({ message }) => message);
    if (faults.length > mostTold) told.push(`And ${faults.length - mostTold} more lines.`);
    if (told.length > 0) context.addIssue({ code: "custom", path: ["text"], message: told.join("\n") });
  });

/** All rows as one text: paste, change many, put back. */
export function PasteRows({ routeId, gateways, onClose }: PasteRowsProps) {
  const { data, isError, error, refetch } = useQuery({ ...rowsTextQuery(routeId), staleTime: 0, gcTime: 0 });
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  return data ? <RowsText route={{ id: routeId, ...data }} gateways={gateways} onClose={onClose} /> : null;
}

interface RowsTextProps extends Omit<PasteRowsProps, "routeId"> {
  route: { id: string; text: string; version: number };
}

function RowsText({ route, gateways, onClose }: RowsTextProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<{ text: string; mode: "REPLACE" | "MERGE" }, { rows: number }>({
    schema: checked(gateways),
    shape,
    initial: { text: route.text, mode: "REPLACE" },
    save: (values) => putRows(route, values),
    saved: async ({ rows }) => {
      toast(`The route has ${counted(rows, "row")}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["routes"] });
    },
  });
  return (
    <DrawerForm title="Rows as text" verb="Save rows" handle={handle} size={720} onClose={onClose}>
      <Textarea
        {...handle.field(
          "text",
          "Prefix, gateway, priority, share, hours, time zone, status; what follows the gateway may be left out: 44%, London 1, 1, 60, Mon-Fri 08:00-18:00, Europe/London.",
        )}
        autosize
        minRows={8}
        maxRows={24}
        spellCheck={false}
        className="mono-input rules-text"
        data-autofocus
      />
      <NativeSelect
        {...choice(handle.field("mode"), [
          { value: "REPLACE", label: "Goes: the route has these rows only" },
          { value: "MERGE", label: "Stays: these rows are added or overwritten" },
        ])}
      />
    </DrawerForm>
  );
}
