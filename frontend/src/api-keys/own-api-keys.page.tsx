import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useMayChangeSecrets } from "../auth/use-may.ts";
import { Confirm } from "../ui/confirm.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SecretOnce, type ShownSecret } from "../ui/secret-once.tsx";
import { toast } from "../ui/toasts.tsx";
import type { ApiKeyView } from "./api-key.api.ts";
import { apiKeyColumns } from "./api-key-columns.tsx";
import { ownApiKeysPath, ownApiKeysQuery, revokeOwnApiKey } from "./own-api-key.api.ts";

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
      <Revoke apiKey={revoking} onClose={() => setRevoking(undefined)} />
    </Page>
  );
}

/** Asks before a key ends for good. */
function Revoke({ apiKey, onClose }: { apiKey: ApiKeyView | undefined; onClose(): void }) {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: ({ id }: ApiKeyView) => revokeOwnApiKey(id),
    onSuccess: async (_, { name }) => {
      toast(`${name} is revoked.`);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ownApiKeysQuery.queryKey });
    },
  });
  return (
    <Confirm
      opened={apiKey !== undefined}
      onClose={onClose}
      title={`Revoke ${apiKey?.name ?? ""}?`}
      verb="Revoke key"
      dangerous
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => (apiKey ? revoke.mutate(apiKey) : undefined)}
    >
      <p>What signs in with it is refused from now on. A revoked key cannot be used again.</p>
    </Confirm>
  );
}
