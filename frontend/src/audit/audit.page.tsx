import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { ExportButton } from "../exports/export-button.tsx";
import type { AuditFilters } from "../filters.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { type AuditEntryView, auditPath, auditQuery, auditQuestion } from "./audit.api.ts";
import { AuditChange } from "./audit-change.tsx";
import { AuditFilterBar } from "./audit-filter-bar.tsx";
import { AuditSeal } from "./audit-seal.tsx";
import "./audit.css";
import { type Names, useNames, Who, Whose } from "./who.tsx";

const columnsOf = (names: Names): Column<AuditEntryView>[] => [
  { id: "at", header: "When", cell: ({ at }) => <Instant at={at} /> },
  {
    id: "actor",
    header: "Who",
    main: true,
    cell: (entry) => <Who entry={entry} names={names} />,
  },
  { id: "action", header: "What", cell: ({ action }) => <span className="mono">{action}</span> },
  { id: "subject", header: "To what", cell: ({ subject }) => <span className="mono subject">{subject}</span> },
  {
    id: "account",
    header: "Customer",
    cell: ({ account }) => <Whose account={account} names={names} />,
  },
  { id: "change", header: "Before and after", cell: (entry) => <AuditChange entry={entry} /> },
];

function nothingText(filters: AuditFilters, hasMore: boolean): string {
  if (hasMore) return "The newest entries do not fit. Show more looks further back.";
  if (filters.actor || filters.kind || filters.action || filters.text) return "No entry fits these filters.";
  return filters.account ? "Nothing was changed at this customer." : "Nobody changed anything on this day.";
}

/** Every change that anyone made, newest first: of one day, or of one customer over all days, and what of it is asked for. */
export function AuditPage() {
  const filters = useSearch({ from: "/inside/audit" });
  const navigate = useNavigate();
  const change = (part: Partial<AuditFilters>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...part }), replace: true });
  const asked = useInfiniteQuery(auditQuery(filters));
  const names = useNames();
  const rows = useMemo(() => asked.data?.pages.flatMap((page) => page.items) ?? [], [asked.data]);
  const columns = useMemo(() => columnsOf(names), [names]);
  return (
    <Page
      title="Audit log"
      call={{ method: "GET", path: auditPath, query: auditQuestion(filters) }}
      actions={<ExportButton asked={{ kind: "audit", filter: auditQuestion(filters) }} />}
    >
      <AuditFilterBar filters={filters} change={change} actors={[...names.people, ...names.resellers]} />
      {asked.isError ? <ProblemNote error={asked.error} retry={asked.refetch} /> : null}
      {asked.isSuccess && rows.length === 0 ? (
        <EmptyState title={asked.hasNextPage ? "Nothing found so far" : "Nothing was changed"}>
          {nothingText(filters, asked.hasNextPage)}
        </EmptyState>
      ) : (
        <DataTable
          label="Changes"
          columns={columns}
          rows={names.isPending ? [] : rows}
          rowKey={({ id }) => id}
          loading={asked.isPending || names.isPending}
          stale={asked.isPlaceholderData}
        />
      )}
      <TableFoot list={asked} count={rows.length} word="change" />
      <AuditSeal />
    </Page>
  );
}
