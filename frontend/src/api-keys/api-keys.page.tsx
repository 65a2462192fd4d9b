import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SecretOnce, type ShownSecret } from "../ui/secret-once.tsx";
import { type ApiKeyView, apiKeysPath, apiKeysQuery, revokeApiKey } from "./api-key.api.ts";
import { apiKeyColumns } from "./api-key-columns.tsx";
import { ApiKeyForm } from "./api-key-form.tsx";
import { RevokeKey } from "./revoke-key.tsx";

/** How machines sign in: switches, scripts, other systems. */
export function ApiKeysPage() {
  const keys = useQuery(apiKeysQuery);
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyView>();
  const [shown, setShown] = useState<ShownSecret>();
  const add = (
    <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      Add API key
    </Button>
  );
  return (
    <Page title="API keys" call={{ method: "GET", path: apiKeysPath }} actions={add}>
      <p className="dim">
        A key is for a machine: <span className="mono">Authorization: Bearer sbk_…</span>, or Basic with the key id as
        user name and the secret as password.
      </p>
      <p>
        <a href="/api/docs">The API, to read and to try</a>
      </p>
      {keys.isError ? <ProblemNote error={keys.error} retry={keys.refetch} /> : null}
      {keys.data?.items.length === 0 ? (
        <EmptyState title="No API key yet">
          A switch needs one to deliver its records and to ask about calls.
        </EmptyState>
      ) : (
        <DataTable
          label="API keys"
          columns={apiKeyColumns(setRevoking)}
          rows={keys.data?.items ?? []}
          rowKey={({ id }) => id}
          loading={keys.isPending}
        />
      )}
      {adding ? <ApiKeyForm onClose={() => setAdding(false)} onMade={setShown} /> : null}
      <SecretOnce shown={shown} onClose={() => setShown(undefined)} />
      <RevokeKey
        apiKey={revoking}
        revoke={revokeApiKey}
        refreshes={apiKeysQuery.queryKey}
        onClose={() => setRevoking(undefined)}
      />
    </Page>
  );
}
