import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMay } from "../auth/use-may.ts";
import { AccountLink } from "../customers/account-link.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Duration, Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { DayTable } from "./day-table.tsx";
import { type DayCall, dayCallsQuery, sourceDayQuery, sourceDaysPath, sourceQuery } from "./intake.api.ts";
import "./upload.css";

const columns: readonly Column<DayCall>[] = [
  {
    id: "setupAt",
    header: "Setup",
    main: true,
    cell: ({ account, id, setupAt }) => (
      <Link to="/customers/$account/calls" params={{ account }} search={{ call: id }}>
        <Instant at={setupAt} />
        <span className="sr-only"> why</span>
      </Link>
    ),
  },
  {
    id: "account",
    header: "Customer",
    cell: ({ account }) => <AccountLink account={account} />,
  },
  { id: "callId", header: "Call id", cell: ({ callId }) => <span className="mono call-id">{callId}</span> },
  { id: "cld", header: "CLD", cell: ({ cld }) => <span className="mono">{cld || "–"}</span> },
  {
    id: "duration",
    header: "Duration",
    align: "end",
    cell: ({ durationSeconds }) => <Duration seconds={durationSeconds} />,
  },
  { id: "billed", header: "Billed", align: "end", cell: ({ billedSeconds }) => <Duration seconds={billedSeconds} /> },
  {
    id: "charge",
    header: "Charge",
    align: "end",
    cell: ({ charge, currency }) => <Money value={charge} currency={currency} least={4} />,
  },
  {
    id: "disposition",
    header: "Disposition",
    cell: ({ disposition }) => <Status value={disposition} label={sentence(disposition)} />,
  },
];

function Calls({ source, day }: { source: string; day: string }) {
  const calls = useInfiniteQuery(dayCallsQuery(source, day));
  const rows = calls.data?.pages.flatMap(({ items }) => items) ?? [];
  if (calls.isError) return <ProblemNote error={calls.error} retry={calls.refetch} />;
  if (calls.isSuccess && rows.length === 0 && !calls.hasNextPage)
    return (
      <EmptyState title="No call was charged on this day">
        Calls appear here as soon as their records are rated.
      </EmptyState>
    );
  return (
    <>
      <DataTable
        label="Calls of the day"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        loading={calls.isPending}
      />
      <TableFoot list={calls} count={rows.length} word="call" />
    </>
  );
}

/** One day of a source: its figures, and the calls and parked records that they count. */
export function DayPage() {
  const { sourceId, day } = useParams({ from: "/inside/intake/$sourceId/$day" });
  const { data: source } = useQuery(sourceQuery(sourceId));
  const figures = useQuery(sourceDayQuery(sourceId, day));
  const seesCalls = useMay("calls:read");
  return (
    <Page
      title={source ? `${day}, ${source.name}` : day}
      up={{ to: `/intake/${sourceId}`, label: source?.name ?? "CDR source" }}
      call={{ method: "GET", path: `${sourceDaysPath(sourceId)}?from=${day}&to=${day}` }}
    >
      {figures.isError ? <ProblemNote error={figures.error} retry={figures.refetch} /> : null}
      {figures.data?.length === 0 ? (
        <EmptyState title="No record on this day">Nothing that was set up on it has come from this source.</EmptyState>
      ) : (
        <DayTable source={sourceId} days={figures.data ?? []} loading={figures.isPending} />
      )}
      <section className="section" aria-label="Calls">
        <h2>Calls</h2>
        <p className="dim">
          Calls set up on this day{source ? ` in ${source.timeZone}` : ""}, one customer after another. Parked records
          are behind the reasons above.
        </p>
        {seesCalls ? <Calls source={sourceId} day={day} /> : <p>Calls are shown to whoever may read calls.</p>}
      </section>
    </Page>
  );
}
