import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { Below } from "../ui/below.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { SecretOnce, type ShownSecret } from "../ui/secret-once.tsx";
import { Status } from "../ui/status.tsx";
import { type WebhookView, webhooksPath, webhooksQuery } from "./webhook.api.ts";
import { WebhookForm } from "./webhook-form.tsx";
import { WebhookMenu } from "./webhook-menu.tsx";
import { eventWords } from "./webhook-words.ts";

const columns: readonly Column<WebhookView>[] = [
  {
    id: "url",
    header: "Address",
    main: true,
    cell: ({ id, url, description }) => (
      <>
        <Link to="/webhooks/$webhookId" params={{ webhookId: id }} className="mono">
          {url}
        </Link>
        <Below>{description}</Below>
      </>
    ),
  },
  { id: "events", header: "Events", cell: ({ events }) => events.map((event) => eventWords[event]).join(", ") },
  {
    id: "kinds",
    header: "Alerts",
    cell: ({ alertKinds }) =>
      alertKinds.length === 0 ? <span className="dim">of all kinds</span> : `of ${alertKinds.length} kinds`,
  },
  { id: "created", header: "Made", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { id: "status", header: "Status", cell: ({ status }) => <Status value={status} /> },
];

/** Other systems that are told what happens. */
export function WebhooksPage() {
  const list = useQuery(webhooksQuery);
  const mayChange = useMay("settings:write");
  const [editing, setEditing] = useState<WebhookView | "new">();
  const [shown, setShown] = useState<ShownSecret>();
  const menu: Column<WebhookView> = {
    id: "menu",
    header: "",
    bare: true,
    cell: (webhook) => <WebhookMenu webhook={webhook} onEdit={() => setEditing(webhook)} onSecret={setShown} />,
  };
  return (
    <Page
      title="Webhooks"
      call={{ method: "GET", path: webhooksPath }}
      actions={
        mayChange ? (
          <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
            Add webhook
          </Button>
        ) : null
      }
    >
      <p className="dim">
        A signed POST (Standard Webhooks) to an address of yours, tried again for two days until it answers with 2xx.
        What is sent is described in the <a href="/api/docs">API's documentation</a>.
      </p>
      {list.isError ? <ProblemNote error={list.error} retry={list.refetch} /> : null}
      {list.data?.items.length === 0 ? (
        <EmptyState title="No webhook yet">
          Your ticket system or chat can hear of alerts as they are raised.
        </EmptyState>
      ) : list.isError ? null : (
        <DataTable
          label="Webhooks"
          columns={mayChange ? [...columns, menu] : columns}
          rows={list.data?.items ?? []}
          rowKey={({ id }) => id}
          loading={list.isPending}
        />
      )}
      {editing ? (
        <WebhookForm
          webhook={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onMade={setShown}
        />
      ) : null}
      <SecretOnce shown={shown} onClose={() => setShown(undefined)} />
    </Page>
  );
}
