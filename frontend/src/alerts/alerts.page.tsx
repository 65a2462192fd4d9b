import { Button, Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { AlertKind } from "../../../functions/alerts/alert.ts";
import { alertKinds } from "../../../functions/alerts/alert-kinds.ts";
import { AccountLink } from "../customers/account-link.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { type AlertView, alertsPath, alertsQuery } from "./alert.api.ts";

const AlertMailsForm = lazy(async () => ({ default: (await import("./alert-mails-form.tsx")).AlertMailsForm }));

const columns: readonly Column<AlertView>[] = [
  { id: "opened", header: "Since", cell: ({ openedAt }) => <Instant at={openedAt} /> },
  {
    id: "kind",
    header: "Kind",
    cell: ({ kind }) => <span title={alertKinds[kind].about}>{alertKinds[kind].title}</span>,
  },
  {
    id: "text",
    header: "What",
    main: true,
    cell: ({ text, page }) => (
      <Link className="wraps" to={page}>
        {text}
      </Link>
    ),
  },
  { id: "account", header: "Customer", cell: ({ account }) => <AccountLink account={account} /> },
];
const closedColumn: Column<AlertView> = {
  id: "closed",
  header: "Gone",
  cell: ({ closedAt }) => <Instant at={closedAt} />,
};

const kinds = AlertKind.options.map((value) => ({ value, label: alertKinds[value].title }));

/** What should not stay as it is, or was so; nobody closes an alert but the end of its cause. */
export function AlertsPage() {
  const { state, kind } = useSearch({ from: "/inside/alerts" });
  const navigate = useNavigate({ from: "/alerts" });
  const change = (part: { state?: string; kind?: string }) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  const alerts = useInfiniteQuery(alertsQuery({ state, kind }));
  const rows = alerts.data?.pages.flatMap(({ items }) => items) ?? [];
  const [choosing, setChoosing] = useState(false);
  const isClosed = state === "closed";
  return (
    <Page
      title="Alerts"
      call={{ method: "GET", path: alertsPath, query: { state, kind } }}
      actions={
        <Button variant="default" onClick={() => setChoosing(true)}>
          My e-mails
        </Button>
      }
    >
      <p className="dim">
        Looked for every ten minutes. Each is raised once for its cause and closed by itself when that is gone.
      </p>
      <div className="toolbar">
        <Select
          label="Show"
          allowDeselect={false}
          value={state || "open"}
          onChange={(value) => change({ state: value === "closed" ? "closed" : "" })}
          data={[
            { value: "open", label: "Open" },
            { value: "closed", label: "Closed in the last 90 days" },
          ]}
        />
        <Select
          label="Kind"
          placeholder="All"
          clearable
          value={kind || null}
          onChange={(value) => change({ kind: value ?? "" })}
          data={kinds}
        />
      </div>
      {alerts.isError ? <ProblemNote error={alerts.error} retry={alerts.refetch} /> : null}
      {alerts.isSuccess && rows.length === 0 && !alerts.hasNextPage ? (
        <EmptyState title={isClosed ? "None was closed" : "Nothing is wrong"}>
          {isClosed ? "No alert of this kind has come and gone." : "Nothing that is looked for is so."}
        </EmptyState>
      ) : alerts.isError ? null : (
        <DataTable
          label="Alerts"
          columns={isClosed ? [...columns, closedColumn] : columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={alerts.isPending}
        />
      )}
      <TableFoot list={alerts} count={rows.length} word="alert" />
      <Suspense fallback={null}>{choosing ? <AlertMailsForm onClose={() => setChoosing(false)} /> : null}</Suspense>
    </Page>
  );
}
