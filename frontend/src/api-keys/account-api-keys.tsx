import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, api } from "../api/client.ts";
import { useMay, useMayChangeSecrets } from "../auth/use-may.ts";
import { DataTable } from "../ui/data-table.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import type { ApiKeyView } from "./api-key.api.ts";
import { apiKeyColumns } from "./api-key-columns.tsx";
import { RevokeKey } from "./revoke-key.tsx";

/** Whose keys they are. */
interface Holder {
  account: string;
  kind: "customer" | "reseller";
}

const keysOf = ({ account, kind }: Holder) =>
  queryOptions({
    queryKey: ["account-api-keys", account],
    queryFn: () =>
      kind === "customer"
        ? answer(api.GET("/api/v1/customers/{account}/api-keys", { params: { path: { account } } }))
        : answer(api.GET("/api/v1/resellers/{reseller}/api-keys", { params: { path: { reseller: account } } })),
  });

const revokeOf = ({ account, kind }: Holder, id: string) =>
  kind === "customer"
    ? answer(api.DELETE("/api/v1/customers/{account}/api-keys/{id}", { params: { path: { account, id } } }))
    : answer(api.DELETE("/api/v1/resellers/{reseller}/api-keys/{id}", { params: { path: { reseller: account, id } } }));

/** How the machines of an account get in, for whoever stands above it. Nothing where it never made a key. */
export function AccountApiKeys({ holder }: { holder: Holder }) {
  const [mayWrite, mayChange] = [useMay("customers:write"), useMayChangeSecrets()];
  const keys = useQuery(keysOf(holder));
  const [revoking, setRevoking] = useState<ApiKeyView>();
  if (keys.isError) return <ProblemNote error={keys.error} retry={keys.refetch} />;
  if (!keys.data || keys.data.items.length === 0) return null;
  return (
    <section className="section" aria-label="API keys">
      <h2>API keys</h2>
      <p className="dim">Made by the {holder.kind} itself, for its own machines.</p>
      <DataTable
        label="API keys"
        columns={apiKeyColumns(mayWrite && mayChange ? setRevoking : undefined)}
        rows={keys.data.items}
        rowKey={({ id }) => id}
      />
      <RevokeKey
        apiKey={revoking}
        revoke={(id) => revokeOf(holder, id)}
        refreshes={keysOf(holder).queryKey}
        onClose={() => setRevoking(undefined)}
      />
    </section>
  );
}
