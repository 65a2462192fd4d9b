import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { inviteReseller } from "../auth/one-time-link.api.ts";
import { SendLink } from "../auth/send-link.tsx";
import { useMay } from "../auth/use-may.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { type ResellerView, resellersPath, resellersQuery } from "./reseller.api.ts";
import { ResellerForm } from "./reseller-form.tsx";
import { ResellerTable } from "./reseller-table.tsx";
import "./resellers.css";

/** Who sells on, as a tree: each below the one that it buys from. A reseller sees those below itself. */
export function ResellersPage() {
  const resellers = useQuery(resellersQuery);
  const mayEdit = useMay("customers:write");
  const [editing, setEditing] = useState<ResellerView | "new">();
  const [linking, setLinking] = useState<ResellerView>();
  const actions = (
    <>
      <ExportButton asked={{ kind: "resellers", filter: {} }} />
      {mayEdit ? (
        <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
          Add reseller
        </Button>
      ) : null}
    </>
  );
  return (
    <Page title="Resellers" call={{ method: "GET", path: resellersPath }} actions={actions}>
      {resellers.isError ? <ProblemNote error={resellers.error} retry={resellers.refetch} /> : null}
      {resellers.data?.items.length === 0 ? (
        <EmptyState title="No reseller yet">
          A reseller sells to customers of its own by tariffs of its own, and is charged by yours for each of their
          calls.
        </EmptyState>
      ) : resellers.isError ? null : (
        <ResellerTable resellers={resellers.data?.items ?? []} loading={resellers.isPending} onEdit={setEditing} />
      )}
      {editing ? (
        <ResellerForm
          {...(editing === "new" ? {} : { reseller: editing })}
          onInvite={setLinking}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
      <SendLink
        name={linking?.company ?? ""}
        opened={linking !== undefined}
        make={() => inviteReseller(linking?.account ?? "")}
        onClose={() => setLinking(undefined)}
      />
    </Page>
  );
}
