import { Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { readDialingRoutes } from "../../../functions/routing/dialing-route.ts";
import { counted } from "../../../functions/time/counted.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import { toast } from "../ui/toasts.tsx";
import { type DialingRoutesView, putDialingRoutes, type RouteView } from "./routing.api.ts";

const shape = { text: z.unknown().meta({ title: "Dialing routes, a line each" }) };

interface PasteDialingRoutesProps {
  account: string;
  seen: DialingRoutesView;
  routes: readonly RouteView[];
  onClose(): void;
}

const textOf = ({ items }: DialingRoutesView, routes: readonly RouteView[]): string => {
  const names = new Map(routes.map(({ id, name }) => [id, name]));
  return items.map(({ pattern, routeId }) => `${pattern} => ${names.get(routeId) ?? routeId}`).join("\n");
};

const checked = (routes: readonly RouteView[]) =>
  z.object({ text: z.string() }).superRefine(({ text }, context) => {
    const { faults } = readDialingRoutes(text, new Map(routes.map(({ id, name }) => [name.toLowerCase(), id])));
    const message = faults.map((fault) => fault.message).join("\n");
    if (message) context.addIssue({ code: "custom", path: ["text"], message });
  });

/** All dialing routes as one text: paste, change many, put back. */
export function PasteDialingRoutes({ account, seen, routes, onClose }: PasteDialingRoutesProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<{ text: string }, DialingRoutesView>({
    schema: checked(routes),
    shape,
    initial: { text: textOf(seen, routes) },
    save: ({ text }) => putDialingRoutes(account, text, seen.version),
    saved: async ({ items }) => {
      toast(`The customer has ${counted(items.length, "dialing route")}.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["dialing-routes", account] });
    },
  });
  return (
    <DrawerForm title="Dialing routes" verb="Save list" handle={handle} onClose={onClose}>
      <Textarea
        {...handle.field(
          "text",
          "A pattern, => and the name of a route, such as 44% => Premium. This replaces all of them.",
        )}
        autosize
        minRows={8}
        maxRows={24}
        spellCheck={false}
        className="mono-input rules-text"
        data-autofocus
      />
    </DrawerForm>
  );
}
