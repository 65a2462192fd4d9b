import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useMayChangeSecrets } from "../auth/use-may.ts";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SecretOnce, type ShownSecret } from "../ui/secret-once.tsx";
import type { ApiKeyView } from "./api-key.api.ts";
import { apiKeyColumns } from "./api-key-columns.tsx";
import { ownApiKeysPath, ownApiKeysQuery, revokeOwnApiKey } from "./own-api-key.api.ts";
import { RevokeKey } from "./revoke-key.tsx";

const OwnApiKeyForm = lazy(async () => ({ default: (await import("./own-api-key-form.tsx")).OwnApiKeyForm }));

/** How the machines of a customer or a reseller sign in. */
export function OwnApiKeysPage() {
  const keys = useQuery(ownApiKeysQuery);
  const mayChange = useMayChangeSecrets();
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyView>();
  const [shown, setShown] = useState<ShownSecret>();
  const add = (
    <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      Add API key
    </Button>
  );
  return (
    <Page title="API keys" call={{ method: "GET", path: ownApiKeysPath }} {...(mayChange ? { actions: add } : {})}>
      <p className="dim">
        A key is for a machine of yours: <span className="mono">Authorization: Bearer sbk_…</span>. It reaches your own
        account alone, and stops when your account can no longer sign in.{" "}
        <a href="/api/docs">The API, to read and to try</a>
      </p>
      {keys.isError ? <ProblemNote error={keys.error} retry={keys.refetch} /> : null}
      {keys.data?.items.length === 0 ? (
        <EmptyState title="No API key yet">A script that fetches calls or invoices needs one.</EmptyState>
      ) : keys.isError ? null : (
        <DataTable
          label="API keys"
          columns={apiKeyColumns(mayChange ? setRevoking : undefined)}
          rows={keys.data?.items ?? []}
          rowKey={({ id }) => id}
          loading={keys.isPending}
        />
      )}
      {adding && keys.data ? (
        <Suspense>
          <OwnApiKeyForm scopes={keys.data.scopes} onClose={() => setAdding(false)} onMade={setShown} />
        </Suspense>
      ) : null}
      <SecretOnce shown={shown} onClose={() => setShown(undefined)} />
      <RevokeKey
        apiKey={revoking}
        revoke={revokeOwnApiKey}
        refreshes={ownApiKeysQuery.queryKey}
        onClose={() => setRevoking(undefined)}
      />
    </Page>
  );
}
