import { Button, Progress } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { Below } from "../ui/below.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { isUnderWay, type RerateView, reratesPath, reratesQuery } from "./rerate.api.ts";
import { RerateAbout } from "./rerate-about.tsx";
import { RerateForm } from "./rerate-form.tsx";
import { statusWords } from "./rerate-words.ts";
import { useMayRerate } from "./use-may-rerate.ts";

/** Where a job stands, as a bar while something is done. */
export const RerateState = (job: RerateView) =>
  isUnderWay(job) ? (
    <Progress value={job.progress} aria-label={`${statusWords[job.status].label}, ${job.progress} %`} w={110} />
  ) : (
    <Status value={job.status} {...statusWords[job.status]} />
  );

const columns: readonly Column<RerateView>[] = [
  {
    id: "createdAt",
    header: "Begun",
    main: true,
    cell: ({ id, createdAt, by, byName }) => (
      <>
        <Link to="/rerates/$id" params={{ id }}>
          <Instant at={createdAt} />
        </Link>
        <Below>by {byName ?? <span className="mono">{by}</span>}</Below>
      </>
    ),
  },
  { id: "about", header: "Calls", cell: RerateAbout },
  { id: "status", header: "Status", cell: RerateState },
  {
    id: "changed",
    header: "Changed",
    align: "end",
    cell: ({ totals }) => countText(totals.reduce((sum, { changed }) => sum + changed, 0)),
  },
  {
    id: "difference",
    header: "Difference",
    align: "end",
    cell: ({ totals }) =>
      totals.map(({ currency, difference }) => (
        <div key={currency}>
          <Money value={difference} currency={currency} least={4} />
        </div>
      )),
  },
  { id: "reason", header: "Reason", cell: ({ asked }) => <span className="wraps">{asked.reason}</span> },
];

/** Calls that were charged by wrong prices: what was tried, what waits for somebody to agree, what is done. */
export function ReratesPage() {
  const { make, ...start } = useSearch({ from: "/inside/rerates" });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const asked = useInfiniteQuery(reratesQuery);
  const mayRerate = useMayRerate();
  const rows = useMemo(() => asked.data?.pages.flatMap(({ items }) => items) ?? [], [asked.data]);
  const open = (make: string) => void navigate({ to: "/rerates", search: { make }, replace: true });
  const began = async ({ id }: RerateView) => {
    await navigate({ to: "/rerates/$id", params: { id } });
    await queryClient.invalidateQueries({ queryKey: ["rerates"] });
  };
  return (
    <Page
      title="Re-rating"
      call={{ method: "GET", path: reratesPath }}
      actions={
        mayRerate ? (
          <Button data-new leftSection={<IconPlus size={16} />} onClick={() => open("1")}>
            Re-rate calls
          </Button>
        ) : null
      }
    >
      <p className="dim">
        Where prices were wrong, calls of the past are rated again. The difference is a line of the account's ledger and
        of its next invoice; calls, invoices and closed periods are never edited.
      </p>
      {asked.isError ? <ProblemNote error={asked.error} retry={asked.refetch} /> : null}
      {asked.isSuccess && rows.length === 0 ? (
        <EmptyState title="Nothing was re-rated yet">Begin here, at a tariff, or from a customer's calls.</EmptyState>
      ) : asked.isError ? null : (
        <DataTable label="Re-ratings" columns={columns} rows={rows} rowKey={({ id }) => id} loading={asked.isPending} />
      )}
      <TableFoot list={asked} count={rows.length} word="re-rating" />
      {make && mayRerate ? (
        <RerateForm
          start={Object.fromEntries(Object.entries(start).filter(([, value]) => value !== ""))}
          began={began}
          onClose={() => open("")}
        />
      ) : null}
    </Page>
  );
}
