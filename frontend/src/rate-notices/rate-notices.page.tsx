import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { tariffQuery } from "../tariffs/tariff.api.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { noticesPath, noticesQuery, type RateNotice } from "./rate-notice.api.ts";

const NoticeDrawer = lazy(async () => ({ default: (await import("./notice-drawer.tsx")).NoticeDrawer }));

/** `4 increases, 2 new`. */
function changesText({ counts }: RateNotice): string {
  const { new: added, increase, decrease, closed } = counts;
  const parts = [
    [increase, "increase"],
    [decrease, "decrease"],
    [added, "new"],
    [closed, "closed"],
  ] as const;
  return parts.flatMap(([count, word]) => (count > 0 ? `${countText(count)} ${word}` : [])).join(", ");
}

const columns: readonly Column<RateNotice>[] = [
  {
    id: "created",
    header: "Announced",
    main: true,
    cell: ({ id, createdAt }) => (
      <Link to="." search={(old) => ({ ...old, notice: id })}>
        <Instant at={createdAt} />
      </Link>
    ),
  },
  { id: "changes", header: "Changes", cell: changesText },
  { id: "from", header: "First from", cell: ({ firstFrom }) => <Instant at={firstFrom} /> },
  {
    id: "scope",
    header: "Sheet",
    cell: ({ scope }) => (scope === "FULL" ? "All prices" : "Changes"),
  },
  {
    id: "override",
    header: "Early increase",
    cell: ({ override }) => override ?? <span className="dim">–</span>,
  },
  {
    id: "versions",
    header: "Versions",
    cell: ({ fromVersion, toVersion }) => `${fromVersion} to ${toVersion}`,
  },
  { id: "mails", header: "Mails", align: "end", cell: ({ mails }) => countText(mails) },
  {
    id: "status",
    header: "State",
    cell: ({ status }) => <Status value={status} tone={status === "SENT" ? "ok" : "neutral"} />,
  },
];

/** What the customers of a tariff were told of its changes, and what became of it. */
export function RateNoticesPage() {
  const { tariffId } = useParams({ from: "/inside/tariffs/$tariffId/notices" });
  const { notice } = useSearch({ from: "/inside/tariffs/$tariffId/notices" });
  const navigate = useNavigate({ from: "/tariffs/$tariffId/notices" });
  const { data: tariff } = useQuery(tariffQuery(tariffId));
  const notices = useInfiniteQuery(noticesQuery(tariffId));
  const rows = notices.data?.pages.flatMap(({ items }) => items) ?? [];
  const isEmpty = notices.isSuccess && rows.length === 0;
  return (
    <Page
      title={`Rate notices${tariff ? ` of ${tariff.name}` : ""}`}
      up={{ to: `/tariffs/${tariffId}`, label: tariff?.name ?? "Tariff" }}
      call={{ method: "GET", path: noticesPath(tariffId) }}
      actions={
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/tariffs/$tariffId" params={{ tariffId }} {...props} />}
        >
          Rates
        </Button>
      }
    >
      {notices.isError ? <ProblemNote error={notices.error} retry={notices.refetch} /> : null}
      {isEmpty ? (
        <EmptyState title="No notice yet">
          {tariff?.rateNotices === "OFF"
            ? "This tariff tells its customers nothing. Switch its rate notices on under Edit tariff."
            : "The next change of a price is written to every customer of the tariff, and stands here."}
        </EmptyState>
      ) : notices.isError ? null : (
        <DataTable
          label="Rate notices"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={notices.isPending}
        />
      )}
      {rows.length > 0 ? <TableFoot list={notices} count={rows.length} word="notice" /> : null}
      <Suspense>
        {notice ? (
          <NoticeDrawer
            tariff={tariffId}
            notice={notice}
            onClose={() => void navigate({ search: { notice: "" }, replace: true })}
          />
        ) : null}
      </Suspense>
    </Page>
  );
}
