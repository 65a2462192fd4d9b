import { MultiSelect, TagsInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import * as z from "zod";
import { NewOwnApiKey } from "../../../functions/auth/api-key.ts";
import { DrawerForm } from "../ui/drawer-form.tsx";
import { useSchemaForm } from "../ui/schema-form.ts";
import type { ShownSecret } from "../ui/secret-once.tsx";
import { titled } from "../ui/titled.ts";
import { permissionText } from "../users/permission-words.ts";
import type { ApiKeyView, ApiKeyWithSecret } from "./api-key.api.ts";
import { addOwnApiKey, ownApiKeysQuery } from "./own-api-key.api.ts";

interface Values extends Record<string, unknown> {
  name: string;
  scopes: ApiKeyView["scopes"];
  allowedIps: string[];
  /** Last day, in UTC; empty for no end. */
  lastDay: string;
}

const shape = {
  name: titled("Name"),
  scopes: titled("It may"),
  allowedIps: titled("Allowed addresses"),
  lastDay: titled("Last day"),
};

const bodyOf = ({ lastDay, ...values }: Values) => ({
  ...values,
  ...(lastDay ? { expiresAt: `${lastDay}T23:59:59Z` } : {}),
});

interface OwnApiKeyFormProps {
  /** What a key can be given. */
  scopes: ApiKeyView["scopes"];
  onClose(): void;
  onMade(secret: ShownSecret): void;
}

export function OwnApiKeyForm({ scopes, onClose, onMade }: OwnApiKeyFormProps) {
  const queryClient = useQueryClient();
  const handle = useSchemaForm<Values, ApiKeyWithSecret>({
    schema: z.preprocess((values) => bodyOf(values as Values), NewOwnApiKey),
    shape,
    initial: { name: "", scopes: scopes.filter((scope) => scope === "calls:read"), allowedIps: [], lastDay: "" },
    save: (values, key) => addOwnApiKey(bodyOf(values), key),
    saved: async ({ name, secret }) => {
      onClose();
      onMade({ login: name, secret });
      await queryClient.invalidateQueries({ queryKey: ownApiKeysQuery.queryKey });
    },
  });
  const { field } = handle;
  return (
    <DrawerForm title="Add API key" verb="Add API key" handle={handle} onClose={onClose}>
      <TextInput {...field("name", "Which machine signs in with it.")} withAsterisk data-autofocus />
      <MultiSelect
        {...field("scopes", "Of your own account, and nothing else.")}
        withAsterisk
        data={scopes.map((value) => ({ value, label: permissionText(value) }))}
        searchable
      />
      <TagsInput {...field("allowedIps", "IP addresses or networks. Enter after each; empty: from anywhere.")} />
      <TextInput {...field("lastDay", "Of its use, in UTC. Empty: no end.")} type="date" />
    </DrawerForm>
  );
}
