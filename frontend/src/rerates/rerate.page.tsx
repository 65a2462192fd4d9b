import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { counted } from "../../../functions/time/counted.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { TariffName } from "../tariffs/tariff-name.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { toast } from "../ui/toasts.tsx";
import {
  approveRerate,
  beginRerate,
  cancelRerate,
  isUnderWay,
  type RerateView,
  rerateAccountsQuery,
  rerateQuery,
} from "./rerate.api.ts";
import { RerateAbout } from "./rerate-about.tsx";
import { accountColumns, costColumns, exampleColumns, totalColumns } from "./rerate-columns.tsx";
import { whatWords } from "./rerate-words.ts";
import { RerateState } from "./rerates.page.tsx";
import { useMayRerate } from "./use-may-rerate.ts";

/** What one does with a job, each asked for once more where it moves money. */
function useDecide(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (approve: boolean) => (approve ? approveRerate(id) : cancelRerate(id)),
    onSuccess: ({ status }) => toast(status === "CANCELLED" ? "It is cancelled." : "It is agreed to."),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["rerates"] }),
  });
}

const changedOf = ({ totals }: RerateView): number => totals.reduce((sum, { changed }) => sum + changed, 0);

function Actions({ job }: { job: RerateView }) {
  const [asking, setAsking] = useState<"approve" | "cancel">();
  const navigate = useNavigate();
  const decide = useDecide(job.id);
  const again = useMutation({
    mutationFn: () => beginRerate(job.asked),
    onSuccess: ({ id }) => navigate({ to: "/rerates/$id", params: { id } }),
  });
  const broke = job.status === "FAILED" && job.approvedBy !== null;
  const mayCancel = isUnderWay(job) || job.status === "TRIED" || job.status === "FAILED";
  const close = () => {
    setAsking(undefined);
    decide.reset();
  };
  return (
    <>
      <ExportButton asked={{ kind: "rerate", filter: { rerate: job.id } }} verb="Export calls" />
      {isUnderWay(job) ? null : (
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          Try again
        </Button>
      )}
      {mayCancel ? (
        <Button variant="default" onClick={() => setAsking("cancel")}>
          Cancel it
        </Button>
      ) : null}
      {(job.status === "TRIED" && changedOf(job) > 0) || broke ? (
        <Button onClick={() => setAsking("approve")}>{broke ? "Go on" : "Approve"}</Button>
      ) : null}
      <Confirm
        opened={asking !== undefined}
        onClose={close}
        title={asking === "cancel" ? "Cancel this re-rating?" : `Correct ${counted(changedOf(job), "call")}?`}
        verb={asking === "cancel" ? "Cancel the re-rating" : "Correct calls"}
        dangerous={asking === "cancel"}
        busy={decide.isPending}
        error={decide.error}
        onConfirm={() => decide.mutate(asking === "approve", { onSuccess: close })}
      >
        {asking === "cancel" ? (
          <p>What is corrected by now stays so; nothing more is.</p>
        ) : (
          <>
            <p>Each account gets the difference as a line of its ledger:</p>
            <ul>
              {job.totals.map(({ currency, difference, accounts }) => (
                <li key={currency}>
                  <Money value={difference} currency={currency} least={4} /> for {counted(accounts, "account")}
                </li>
              ))}
            </ul>
            {job.takesTwo ? (
              <p>It is above the amount from which it takes two people: not whoever asked for it.</p>
            ) : null}
          </>
        )}
      </Confirm>
    </>
  );
}

/** By name; by id where nobody of that id is left. */
const Who = ({ name, id }: { name: string | null; id: string }) =>
  name === null ? <span className="mono">{id}</span> : <span title={id}>{name}</span>;

const Facts = ({ job }: { job: RerateView }) => (
  <dl className="facts">
    <dt>Status</dt>
    <dd>
      <RerateState {...job} />
    </dd>
    <dt>Calls</dt>
    <dd>
      <RerateAbout asked={job.asked} />
    </dd>
    <dt>Rated again</dt>
    <dd>
      {whatWords[job.asked.what ?? "CHARGES"]}
      {job.asked.withTariff ? (
        <>
          , by <TariffName id={job.asked.withTariff} />
        </>
      ) : null}
    </dd>
    <dt>Reason</dt>
    <dd>{job.asked.reason}</dd>
    <dt>Begun</dt>
    <dd>
      <Instant at={job.createdAt} /> by <Who name={job.byName} id={job.by} />
      {job.takesTwo ? <span className="dim"> · takes a second person</span> : null}
    </dd>
    {job.approvedBy ? (
      <>
        <dt>Approved</dt>
        <dd>
          <Instant at={job.approvedAt} /> by <Who name={job.approvedByName} id={job.approvedBy} />
        </dd>
      </>
    ) : null}
    {job.finishedAt ? (
      <>
        <dt>Ended</dt>
        <dd>
          <Instant at={job.finishedAt} />, {counted(job.done, "call")} corrected
        </dd>
      </>
    ) : null}
  </dl>
);

function Accounts({ job }: { job: RerateView }) {
  const asked = useInfiniteQuery(rerateAccountsQuery(job.id, job.status));
  const rows = useMemo(() => asked.data?.pages.flatMap(({ items }) => items) ?? [], [asked.data]);
  const examples = useMemo(
    () =>
      rows
        .flatMap(({ account, currency, examples: some }) => some.map((one) => ({ ...one, account, currency })))
        .slice(0, 50),
    [rows],
  );
  if (asked.isError) return <ProblemNote error={asked.error} retry={asked.refetch} />;
  if (asked.isSuccess && rows.length === 0)
    return <EmptyState title="No call fits">There is nothing to rate again in this time.</EmptyState>;
  return (
    <>
      <h2 id="accounts">Accounts</h2>
      <DataTable
        label="Accounts"
        columns={accountColumns}
        rows={rows}
        rowKey={({ account }) => account}
        loading={asked.isPending}
      />
      <TableFoot list={asked} count={rows.length} word="account" />
      {examples.length > 0 ? (
        <section aria-labelledby="examples">
          <h2 id="examples">Some of the calls</h2>
          <p className="dim">
            Those without a price come first: they keep what they were charged. Export calls for all.
          </p>
          <DataTable label="Some of the calls" columns={exampleColumns} rows={examples} rowKey={({ id }) => id} />
        </section>
      ) : null}
    </>
  );
}

/** One job of re-rating: what it is about, what it changes by currency and account, and where it stands. */
export function ReratePage() {
  const { id } = useParams({ from: "/inside/rerates/$id" });
  const { data: job, isError, error, refetch } = useQuery(rerateQuery(id));
  const mayRerate = useMayRerate();
  return (
    <Page
      title="Re-rating"
      up={{ to: "/rerates", label: "Re-rating" }}
      call={{ method: "GET", path: `/api/v1/rerates/${id}` }}
      actions={job && mayRerate ? <Actions job={job} /> : null}
    >
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {job ? (
        <>
          {job.message ? <p role="status">{job.message}</p> : null}
          <Facts job={job} />
          {job.totals.length > 0 ? (
            <DataTable label="Totals" columns={totalColumns} rows={job.totals} rowKey={({ currency }) => currency} />
          ) : null}
          {job.costs.length > 0 ? (
            <DataTable label="Vendors" columns={costColumns} rows={job.costs} rowKey={({ name }) => name} />
          ) : null}
          {job.status === "TRYING" ? null : <Accounts job={job} />}
        </>
      ) : null}
    </Page>
  );
}
