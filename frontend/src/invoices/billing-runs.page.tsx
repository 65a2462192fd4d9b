import { Button, Progress } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { AskedBy } from "../audit/who.tsx";
import { AccountLink } from "../customers/account-link.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import {
  type BillingRunView,
  beginBillingRun,
  billingRunQuery,
  billingRunsPath,
  billingRunsQuery,
} from "./invoice.api.ts";

const forWhom = ({ account, closeNow }: BillingRunView) =>
  account === null ? (
    "All customers"
  ) : (
    <>
      <Link to="/customers/$account/invoices" params={{ account }} className="mono">
        {account}
      </Link>
      {closeNow ? <span className="dim"> period ended early</span> : null}
    </>
  );

const columns = (show: (id: string) => void): readonly Column<BillingRunView>[] => [
  { id: "createdAt", header: "Begun", main: true, cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { id: "whom", header: "For", cell: forWhom },
  {
    id: "status",
    header: "Status",
    cell: ({ status, progress }) =>
      status === "running" ? (
        <Progress value={progress} aria-label={`${progress} % done`} w={90} />
      ) : (
        <Status value={status} />
      ),
  },
  { id: "customers", header: "Customers", align: "end", cell: ({ customers }) => customers.toLocaleString("en-US") },
  { id: "due", header: "Due", align: "end", cell: ({ due }) => due.toLocaleString("en-US") },
  { id: "issued", header: "Invoices", align: "end", cell: ({ issued }) => issued.toLocaleString("en-US") },
  { id: "empty", header: "Without usage", align: "end", cell: ({ empty }) => empty.toLocaleString("en-US") },
  {
    id: "failed",
    header: "Not invoiced",
    align: "end",
    cell: ({ failed, id }) =>
      failed === 0 ? (
        0
      ) : (
        <Button variant="subtle" size="compact-xs" color="red" onClick={() => show(id)}>
          {failed}
        </Button>
      ),
  },
  {
    id: "gross",
    header: "Issued over",
    align: "end",
    cell: ({ gross }) =>
      Object.entries(gross).map(([currency, amount]) => (
        <div key={currency}>
          <Money value={amount} currency={currency} />
        </div>
      )),
  },
  {
    id: "by",
    header: "By",
    cell: ({ createdBy }) => <AskedBy id={createdBy} />,
  },
];

type Begin = ReturnType<typeof useBeginRun>;

/** Begins a run, of one customer or of all. */
function useBeginRun() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (account: string | undefined) => beginBillingRun(account),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["billing-runs"] }),
  });
}

function Faults({ id, begin }: { id: string; begin: Begin }) {
  const { data, isError, error, refetch } = useQuery(billingRunQuery(id));
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (!data || data.faults.length === 0) return null;
  return (
    <section aria-label="Customers that were not invoiced">
      <h2>Not invoiced</h2>
      <ul>
        {data.faults.map(({ account, reason, message }) => (
          <li key={account}>
            <AccountLink account={account} /> <span className="mono dim">{reason}</span> {message}{" "}
            <Button
              variant="subtle"
              size="compact-xs"
              loading={begin.isPending && begin.variables === account}
              onClick={() => begin.mutate(account)}
              aria-label={`Run again: ${account}`}
            >
              Run again
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The runs that issue invoices: by the clock every hour where something is due, or asked for. */
export function BillingRunsPage() {
  const { run } = useSearch({ from: "/inside/billing-runs" });
  const navigate = useNavigate();
  const asked = useInfiniteQuery(billingRunsQuery);
  const begin = useBeginRun();
  const rows = useMemo(() => asked.data?.pages.flatMap(({ items }) => items) ?? [], [asked.data]);
  const shown = useMemo(
    () => columns((id) => void navigate({ to: ".", search: { run: id }, replace: true })),
    [navigate],
  );
  return (
    <Page
      title="Billing runs"
      up={{ to: "/invoices", label: "Invoices" }}
      call={{ method: "GET", path: billingRunsPath }}
      actions={
        <Button loading={begin.isPending && begin.variables === undefined} onClick={() => begin.mutate(undefined)}>
          Start a run
        </Button>
      }
    >
      <p className="dim">
        A run issues the invoice of every customer whose billing period ended two hours ago or more. What stands is not
        done again, so it may be started at any time.
      </p>
      {begin.isError ? <ProblemNote error={begin.error} /> : null}
      {asked.isError ? <ProblemNote error={asked.error} retry={asked.refetch} /> : null}
      {asked.isSuccess && rows.length === 0 ? (
        <EmptyState title="No run yet">The clock looks every hour and begins a run where something is due.</EmptyState>
      ) : (
        <DataTable label="Billing runs" columns={shown} rows={rows} rowKey={({ id }) => id} loading={asked.isPending} />
      )}
      <TableFoot list={asked} count={rows.length} word="run" />
      {run ? <Faults id={run} begin={begin} /> : null}
    </Page>
  );
}
