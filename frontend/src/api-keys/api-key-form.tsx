import { MultiSelect, TagsInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { NewApiKey } from "../../../functions/auth/api-key.ts";
import { sourcesQuery } from "../intake/intake.api.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import type { ShownSecret } from "../ui/secret-once.tsx";
import { titled } from "../ui/titled.ts";
import { permissionChoices } from "../users/permission-words.ts";
import { type ApiKeyView, type ApiKeyWithSecret, addApiKey, apiKeysQuery } from "./api-key.api.ts";

interface Values extends Record<string, unknown> {
  name: string;
  scopes: ApiKeyView["scopes"];
  allowedIps: string[];
  sources: string[];
  /** Last day, in UTC; empty for no end. */
  lastDay: string;
}

const shape = {
  name: titled("Name"),
  scopes: titled("Scopes"),
  allowedIps: titled("Allowed addresses"),
  sources: titled("CDR sources"),
  lastDay: titled("Last day"),
};

const bodyOf = ({ sources, lastDay, ...values }: Values) => ({
  ...values,
  ...(sources.length > 0 ? { sources } : {}),
  ...(lastDay ? { expiresAt: `${lastDay}T23:59:59Z` } : {}),
});

interface ApiKeyFormProps {
  onClose(): void;
  onMade(secret: ShownSecret): void;
}

export function ApiKeyForm({ onClose, onMade }: ApiKeyFormProps) {
  const queryClient = useQueryClient();
  const sources = useQuery(sourcesQuery);
  const handle = useSchemaForm<Values, ApiKeyWithSecret>({
    schema: z.preprocess((values) => bodyOf(values as Values), NewApiKey),
    shape,
    initial: { name: "", scopes: ["switch"], allowedIps: [], sources: [], lastDay: "" },
    save: (values, key) => addApiKey(bodyOf(values), key),
    saved: async ({ name, secret }) => {
      onClose();
      onMade({ login: name, secret });
      await queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
    },
  });
  const { field, form } = handle;
  const { scopes } = form.getValues();
  return (
    <DrawerForm title="Add API key" verb="Add API key" handle={handle} onClose={onClose}>
      <TextInput {...field("name", "Which machine signs in with it.")} withAsterisk data-autofocus />
      <MultiSelect
        {...field("scopes", "What the machine may do.")}
        withAsterisk
        data={permissionChoices()}
        searchable
      />
      <TagsInput {...field("allowedIps", "IP addresses or networks. Enter after each; empty: from anywhere.")} />
      {scopes.includes("switch") ? (
        <MultiSelect
          {...field("sources", "Those it may deliver for. Empty: all.")}
          data={(sources.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <TextInput {...field("lastDay", "Of its use, in UTC. Empty: no end.")} type="date" />
    </DrawerForm>
  );
}
