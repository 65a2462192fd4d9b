import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Below } from "../ui/below.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { type ComparisonView, comparisonsPath, comparisonsQuery } from "./comparison.api.ts";
import { stateText } from "./comparison-words.ts";
import { NewComparison } from "./new-comparison.tsx";

const countOfDifferences = ({ total }: ComparisonView): number =>
  Object.values(total?.classes ?? {}).reduce((sum, { calls }) => sum + calls, 0);

const columns: readonly Column<ComparisonView>[] = [
  {
    id: "name",
    header: "With",
    main: true,
    cell: ({ id, name, vendor }) => (
      <>
        <Link to="/comparisons/$comparisonId" params={{ comparisonId: id }}>
          {name}
        </Link>
        <Below>{vendor === null ? "Customer" : "Vendor"}</Below>
      </>
    ),
  },
  { id: "status", header: "Status", cell: (job) => <Status value={job.status} label={stateText(job)} /> },
  {
    id: "period",
    header: "Calls from",
    cell: ({ from, to }) => (
      <>
        <Instant at={from} />
        <Below>
          to <Instant at={to} />
        </Below>
      </>
    ),
  },
  {
    id: "file",
    header: "File",
    cell: ({ fileName }) => <span className="wraps">{fileName ?? <span className="dim">Typed totals</span>}</span>,
  },
  {
    id: "ours",
    header: "Ours",
    align: "end",
    cell: ({ total, currency }) => <Money value={total?.ours.amount} currency={total ? currency : ""} />,
  },
  {
    id: "theirs",
    header: "Theirs",
    align: "end",
    cell: ({ total, currency }) => <Money value={total?.theirs.amount} currency={total ? currency : ""} />,
  },
  {
    id: "differences",
    header: "Calls that differ",
    align: "end",
    cell: (job) => (job.total ? countText(countOfDifferences(job)) : <span className="dim">–</span>),
  },
];

/** Our calls against a customer's or vendor's own record of them: begun here, and those that were. */
export function ComparisonsPage() {
  const asked = useSearch({ from: "/inside/comparisons" });
  const navigate = useNavigate();
  const { data, isError, error, refetch } = useQuery(comparisonsQuery);
  const [opened, setOpened] = useState(asked.account !== "" || asked.vendor !== "");
  const add = opened ? null : <Button onClick={() => setOpened(true)}>New comparison</Button>;
  return (
    <Page title="Comparisons" actions={add} call={{ method: "GET", path: comparisonsPath }}>
      {opened ? (
        <NewComparison
          asked={asked}
          close={() => setOpened(false)}
          begun={(id) => void navigate({ to: "/comparisons/$comparisonId", params: { comparisonId: id } })}
        />
      ) : null}
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {data?.items.length === 0 && !opened ? (
        <EmptyState title="No comparisons yet" action={<Button onClick={() => setOpened(true)}>New comparison</Button>}>
          Send a customer's or vendor's CDR file, and see which calls, seconds and amounts are not the same on both
          sides.
        </EmptyState>
      ) : null}
      {data?.items.length === 0 || (isError && !data) ? null : (
        <DataTable
          label="Comparisons"
          columns={columns}
          rows={data?.items ?? []}
          rowKey={({ id }) => id}
          loading={!data}
        />
      )}
    </Page>
  );
}
