import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { type MissingCdrView, missingCdrsPath, missingCdrsQuery } from "./missing-cdr.api.ts";

const columns: readonly Column<MissingCdrView>[] = [
  {
    id: "account",
    header: "Customer",
    main: true,
    cell: ({ account }) => (
      <Link to="/customers/$account/calls" params={{ account }} className="mono">
        {account}
      </Link>
    ),
  },
  { id: "cld", header: "Number", cell: ({ cld }) => <span className="mono">{cld}</span> },
  { id: "asked", header: "Asked for", cell: ({ askedAt }) => <Instant at={askedAt} /> },
  { id: "swept", header: "Let go", cell: ({ sweptAt }) => <Instant at={sweptAt} /> },
  {
    id: "held",
    header: "Was held",
    align: "end",
    cell: ({ held, currency }) => <Money value={held} currency={currency} least={4} />,
  },
  {
    id: "end",
    header: "End",
    cell: ({ ended }) =>
      ended ? (
        <Status value="ENDED" tone="neutral" label="Said" />
      ) : (
        <Status value="SILENT" tone="warn" label="Not a word" />
      ),
  },
  { id: "switch", header: "Switch", cell: (row) => row.switch },
  { id: "call", header: "Call-ID", cell: ({ callId }) => <span className="mono wraps">{callId}</span> },
];

/** Calls that a switch asked for, whose time is over and whose CDR has not come. */
export function MissingCdrsPage() {
  const missing = useInfiniteQuery(missingCdrsQuery);
  const rows = missing.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title="Missing CDRs" call={{ method: "GET", path: missingCdrsPath }}>
      <p className="dim">
        A switch asked for these calls, their time is over, and no CDR has come: nothing was charged, and what was held
        is free again. A CDR that comes later is charged, and its line goes from here. Look in the switch for records
        that it could not deliver.
      </p>
      {missing.isError ? <ProblemNote error={missing.error} retry={missing.refetch} /> : null}
      {missing.data && rows.length === 0 ? (
        <EmptyState title="Every call has its CDR">
          Nothing that a switch asked for is left without a record.
        </EmptyState>
      ) : missing.isError ? null : (
        <>
          <DataTable
            label="Missing CDRs"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            loading={missing.isPending}
          />
          <TableFoot list={missing} count={rows.length} word="call" />
        </>
      )}
    </Page>
  );
}
