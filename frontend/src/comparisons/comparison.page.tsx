import { Button, Progress } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { counted } from "../../../functions/time/counted.ts";
import { AccountLink } from "../customers/account-link.tsx";
import type { ComparisonFilters } from "../filters.ts";
import { Instant } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { CompareAgain } from "./compare-again.tsx";
import { type ComparisonView, cancelComparison, comparisonQuery, comparisonsPath, isAtWork } from "./comparison.api.ts";
import { ComparisonResult } from "./comparison-result.tsx";
import { clockText, isClockDoubtful, stateText } from "./comparison-words.ts";
import { UnusedRows } from "./unused-rows.tsx";

/** One comparison: how far it is, what both sides come to, and which calls are not the same. */
export function ComparisonPage() {
  const { comparisonId } = useParams({ from: "/inside/comparisons/$comparisonId" });
  const filters = useSearch({ from: "/inside/comparisons/$comparisonId" });
  const navigate = useNavigate();
  const { data: job, isError, error, refetch } = useQuery(comparisonQuery(comparisonId));
  const change = (part: Partial<ComparisonFilters>) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...part }), replace: true });
  return (
    <Page
      title={job ? `Comparison with ${job.name}` : "Comparison"}
      up={{ to: "/comparisons", label: "Comparisons" }}
      call={{ method: "GET", path: `${comparisonsPath}/${comparisonId}` }}
    >
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {job ? <Comparison job={job} filters={filters} change={change} /> : null}
    </Page>
  );
}

interface ComparisonProps {
  job: ComparisonView;
  filters: ComparisonFilters;
  change(part: Partial<ComparisonFilters>): void;
}

function Comparison({ job, filters, change }: ComparisonProps) {
  return (
    <>
      <Facts job={job} />
      {isAtWork(job) ? <AtWork job={job} /> : null}
      {job.failure ? <p className="negative">{job.failure.message}</p> : null}
      {job.fileName !== null && !isAtWork(job) ? (
        <>
          <Clock job={job} />
          <UnusedRows job={job} />
          <CompareAgain key={job.aliveAt} job={job} />
        </>
      ) : null}
      {job.status === "done" ? <ComparisonResult job={job} filters={filters} change={change} /> : null}
    </>
  );
}

function Facts({ job }: { job: ComparisonView }) {
  const { account, vendor, name, from, to, fileName, currency, rows } = job;
  return (
    <dl className="facts">
      <dt>Status</dt>
      <dd>
        <Status value={job.status} label={stateText(job)} />
      </dd>
      <dt>{vendor === null ? "Customer" : "Vendor"}</dt>
      <dd>
        {vendor === null ? (
          <>
            {name} <AccountLink account={account} />
          </>
        ) : (
          <Link to="/vendors/$vendorId" params={{ vendorId: vendor }}>
            {name}
          </Link>
        )}
      </dd>
      <dt>Set up</dt>
      <dd>
        <Instant at={from} /> – <Instant at={to} />
      </dd>
      <dt>They sent</dt>
      <dd>
        {fileName === null ? "Totals by destination" : `${fileName}, ${counted(rows.all, "row")}`}{" "}
        <span className="dim">amounts in {currency}</span>
      </dd>
    </dl>
  );
}

function AtWork({ job }: { job: ComparisonView }) {
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelComparison(job.id),
    onSuccess: (next) => queryClient.setQueryData(comparisonQuery(job.id).queryKey, next),
  });
  return (
    <section className="section" aria-label="Progress">
      <Progress value={job.progress} aria-label="Comparing" size="sm" />
      {cancel.isError ? <ProblemNote error={cancel.error} /> : null}
      <Button
        variant="default"
        style={{ alignSelf: "start" }}
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        Cancel
      </Button>
    </section>
  );
}

function Clock({ job }: { job: ComparisonView }) {
  const text = clockText(job);
  if (text === "") return null;
  return <p className={isClockDoubtful(job) ? "negative" : "dim"}>{text}</p>;
}
