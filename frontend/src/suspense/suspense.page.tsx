import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { ExportButton } from "../exports/export-button.tsx";
import { sourcesQuery } from "../intake/intake.api.ts";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { countText, sentence } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ParkedRecord } from "./parked-record.tsx";
import { reasonWords } from "./reason-words.ts";
import {
  type ParkedView,
  type RetryResult,
  retryAll,
  retryOne,
  suspenseCountsQuery,
  suspensePath,
  suspenseQuery,
} from "./suspense.api.ts";
import { suspenseColumns } from "./suspense-columns.tsx";
import { SuspenseCounts } from "./suspense-counts.tsx";
import { SuspenseDays } from "./suspense-days.tsx";
import { useRetry } from "./use-retry.ts";
import { AutomaticRetryWords } from "./wait-words.tsx";

/** Records that could not be charged: why, and another try once the cause is gone. Nothing is lost meanwhile. */
export function SuspensePage() {
  const filter = useSearch({ from: "/inside/suspense" });
  const navigate = useNavigate({ from: "/suspense" });
  const change = (part: Partial<typeof filter>) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  const sources = useQuery(sourcesQuery);
  const counts = useQuery(suspenseCountsQuery);
  const list = useInfiniteQuery(suspenseQuery(filter));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const one = useRetry(retryOne);
  const [step, setStep] = useState<RetryResult>();
  const all = useRetry((asked: typeof filter) => retryAll(asked, setStep).finally(() => setStep(undefined)));
  const [opened, setOpened] = useState<ParkedView>();
  const names = useMemo(() => new Map(sources.data?.items.map(({ id, name }) => [id, name])), [sources.data]);
  const columns = useMemo(
    () => suspenseColumns({ names, open: setOpened, retry: (row) => one.mutate(row.id) }),
    [names, one],
  );
  const failed = list.error ?? one.error ?? all.error;
  const total = counts.data?.items
    .filter(({ reason }) => reason === filter.reason)
    .reduce((sum, { count }) => sum + count, 0);
  const retryReason = () => all.mutate(filter);
  return (
    <Page
      title="Suspense"
      call={{ method: "GET", path: suspensePath, query: filter }}
      actions={
        <>
          <ExportButton asked={{ kind: "suspense", filter }} />
          {filter.reason ? (
            <Button loading={all.isPending} onClick={retryReason}>
              Retry all {sentence(filter.reason).toLowerCase()}
              {total && !filter.source && !filter.day ? ` (${countText(total)})` : ""}
            </Button>
          ) : null}
        </>
      }
    >
      <SuspenseCounts counts={counts.data?.items ?? []} filter={filter} choose={(reason) => change({ reason })} />
      <SuspenseDays counts={counts.data?.items ?? []} filter={filter} names={names} choose={change} />
      <div className="toolbar">
        <NativeSelect
          label="Source"
          value={filter.source}
          onChange={(event) => change({ source: event.currentTarget.value })}
          data={[{ value: "", label: "Any" }, ...[...names].map(([value, label]) => ({ value, label }))]}
        />
        <NativeSelect
          label="Reason"
          value={filter.reason}
          onChange={(event) => change({ reason: event.currentTarget.value })}
          data={[
            { value: "", label: "Any" },
            ...Object.keys(reasonWords).map((value) => ({ value, label: sentence(value) })),
          ]}
        />
        <TextInput
          type="date"
          label="Day of the call"
          value={filter.day}
          onChange={(event) => change({ day: event.currentTarget.value })}
        />
      </div>
      <p className="dim">
        {filter.reason in reasonWords
          ? reasonWords[filter.reason as keyof typeof reasonWords]
          : "Calls that could not be charged yet. None is lost: mend the cause, then retry."}
      </p>
      <AutomaticRetryWords automatic={counts.data?.automatic} />
      {step ? (
        <p role="status">
          Trying again: {countText(step.retried)} tried, {countText(step.charged)} charged, {countText(step.parked)}{" "}
          still wait …
        </p>
      ) : null}
      {failed ? <ProblemNote error={failed} {...(list.error ? { retry: list.refetch } : {})} /> : null}
      {list.hasNextPage && rows.length === 0 ? (
        <p className="dim">None of the records that were looked at so far is of this choice. There are more.</p>
      ) : list.isSuccess && rows.length === 0 ? (
        <EmptyState title={filter.reason || filter.source || filter.day ? "Nothing waits for this" : "Nothing waits"}>
          Every record that came in was charged, or was known already.
        </EmptyState>
      ) : (
        <DataTable
          label="Suspense"
          tall
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={list.isPending}
          stale={list.isPlaceholderData}
        />
      )}
      {list.hasNextPage ? (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
      <ParkedRecord parked={opened} onClose={() => setOpened(undefined)} />
    </Page>
  );
}
