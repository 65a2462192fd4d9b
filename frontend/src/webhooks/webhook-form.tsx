import { MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { AlertKind } from "../../../functions/alerts/alert.ts";
import { alertKinds } from "../../../functions/alerts/alert-kinds.ts";
import { NewWebhook, WebhookEventType } from "../../../functions/webhooks/webhook.ts";
import { activeOrInactive, choice } from "../ui/choice.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import type { ShownSecret } from "../ui/secret-once.tsx";
import { titled } from "../ui/titled.ts";
import { addWebhook, editWebhook, type WebhookView } from "./webhook.api.ts";
import { eventWords } from "./webhook-words.ts";

interface Values extends Record<string, unknown> {
  url: string;
  description: string;
  events: WebhookView["events"];
  alertKinds: WebhookView["alertKinds"];
  status: WebhookView["status"];
}

const shape = {
  url: titled("Address"),
  description: titled("Description"),
  events: titled("Events"),
  alertKinds: titled("Kinds of alerts"),
  status: titled("Status"),
};

const empty: Values = {
  url: "",
  description: "",
  events: ["alert.opened", "alert.closed", "webhook.test"],
  alertKinds: [],
  status: "ACTIVE",
};

interface WebhookFormProps {
  /** The one that is changed; undefined: a new one. */
  webhook: WebhookView | undefined;
  onClose(): void;
  onMade(secret: ShownSecret): void;
}

const valuesOf = ({ url, description, events, alertKinds, status }: WebhookView): Values => ({
  ...{ url, description, events, alertKinds, status },
});

export function WebhookForm({ webhook, onClose, onMade }: WebhookFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, WebhookView & { secret?: string | null }>({
    schema: NewWebhook,
    shape,
    initial: webhook ? valuesOf(webhook) : empty,
    save: (values, key) => (webhook ? editWebhook(webhook, values) : addWebhook(values, key)),
    saved: async ({ url, secret }) => {
      onClose();
      if (secret !== undefined) onMade({ login: new URL(url).host, secret });
      await queryClient.invalidateQueries({ queryKey: ["webhooks"] });
    },
  });
  const { field } = handle;
  const title = webhook ? "Edit webhook" : "Add webhook";
  return (
    <DrawerForm title={title} verb={webhook ? "Save" : title} handle={handle} onClose={onClose}>
      <TextInput {...field("url", "Of your system, https, in the public network.")} withAsterisk data-autofocus />
      <TextInput {...field("description", "What it is for.")} />
      <MultiSelect
        {...field("events", "What is sent to it.")}
        withAsterisk
        data={WebhookEventType.options.map((value) => ({ value, label: eventWords[value] }))}
      />
      <MultiSelect
        {...field("alertKinds", "Only alerts of these kinds. Empty: all.")}
        data={AlertKind.options.map((value) => ({ value, label: alertKinds[value].title }))}
        searchable
      />
      <NativeSelect
        {...choice(field("status", "Inactive: nothing is sent, and nothing is kept for later."), activeOrInactive)}
      />
    </DrawerForm>
  );
}
