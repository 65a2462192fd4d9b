import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { reasonWords } from "../../../functions/suspense/reason-words.ts";
import { useMay } from "../auth/use-may.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { sourcesQuery } from "../intake/intake.api.ts";
import { Awaited } from "../ui/awaited.tsx";
import { ChoiceOfRows } from "../ui/choose-rows.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { countText, sentence, withinSentence } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { ParkedRecord } from "./parked-record.tsx";
import {
  type ParkedView,
  type RetryResult,
  retryAll,
  retryOne,
  type SuspenseFilter,
  suspenseCountsQuery,
  suspensePath,
  suspenseQuery,
} from "./suspense.api.ts";
import { suspenseColumns } from "./suspense-columns.tsx";
import { SuspenseCounts } from "./suspense-counts.tsx";
import { SuspenseDays } from "./suspense-days.tsx";
import { useRetry } from "./use-retry.ts";
import { AutomaticRetryWords, stillWait } from "./wait-words.tsx";
import { WriteOffBar } from "./write-off-bar.tsx";

/** Records that could not be charged: why, and another try once the cause is gone. Nothing is lost meanwhile. */
export function SuspensePage() {
  const filter = useSearch({ from: "/inside/suspense" });
  const navigate = useNavigate({ from: "/suspense" });
  const change = (part: Partial<typeof filter>) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true });
  const sources = useQuery(sourcesQuery);
  const counts = useQuery(suspenseCountsQuery);
  const isWrittenOff = filter.state === "WRITTEN_OFF";
  const ofState = (isWrittenOff ? counts.data?.writtenOff : counts.data?.items) ?? [];
  const mayRetry = useMay("intake:write");
  const mayDecide = useMay("intake:write", "money:write");
  const list = useInfiniteQuery(suspenseQuery(filter));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const one = useRetry(retryOne);
  const [step, setStep] = useState<RetryResult>();
  const all = useRetry((asked: typeof filter) => retryAll(asked, setStep).finally(() => setStep(undefined)));
  const [opened, setOpened] = useState<ParkedView>();
  const names = useMemo(() => new Map(sources.data?.items.map(({ id, name }) => [id, name])), [sources.data]);
  const columns = useMemo(
    () =>
      suspenseColumns({
        isWrittenOff,
        mayChoose: mayDecide,
        names,
        open: setOpened,
        retry: mayRetry ? (row) => one.mutate(row.id) : undefined,
      }),
    [isWrittenOff, mayDecide, mayRetry, names, one],
  );
  const shown = useMemo(() => rows.map(({ id }) => id), [rows]);
  const failed = list.error ?? one.error ?? all.error;
  const matching = ofState.filter(
    ({ reason, source, day }) =>
      (!filter.reason || reason === filter.reason) &&
      (!filter.source || source === filter.source) &&
      (!filter.day || day === filter.day),
  );
  const total = matching.reduce((sum, { count }) => sum + count, 0);
  const retryReason = () => all.mutate(filter);
  return (
    <Page
      title="Suspense"
      call={{ method: "GET", path: suspensePath, query: filter }}
      actions={
        <>
          <ExportButton asked={{ kind: "suspense", filter }} />
          {filter.reason && !isWrittenOff && mayRetry ? (
            <Button loading={all.isPending} onClick={retryReason}>
              Retry all {withinSentence(filter.reason)}
              {total > 0 ? ` (${countText(total)})` : ""}
            </Button>
          ) : null}
        </>
      }
    >
      {counts.isPending ? <Awaited height={120} /> : null}
      <SuspenseCounts counts={ofState} filter={filter} choose={(reason) => change({ reason })} />
      <SuspenseDays counts={ofState} filter={filter} names={names} choose={change} />
      <div className="toolbar">
        <NativeSelect
          label="Show"
          value={filter.state}
          onChange={(event) => change({ state: event.currentTarget.value })}
          data={[
            { value: "", label: "Waiting" },
            { value: "WRITTEN_OFF", label: "Written off" },
          ]}
        />
        <NativeSelect
          label="Source"
          className="later-options"
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
        {isWrittenOff
          ? "Calls that were given up: no retry charges them. They can be taken back."
          : filter.reason in reasonWords
            ? reasonWords[filter.reason as keyof typeof reasonWords]
            : "Calls that could not be charged yet. None is lost: mend the cause, then retry."}
      </p>
      {isWrittenOff ? null : <AutomaticRetryWords automatic={counts.data?.automatic} />}
      {step ? (
        <p role="status">
          Trying again: {countText(step.retried)} tried, {countText(step.charged)} charged, {stillWait(step.parked)} …
        </p>
      ) : null}
      {failed ? <ProblemNote error={failed} {...(list.error ? { retry: list.refetch } : {})} /> : null}
      <ChoiceOfRows shown={shown}>
        {list.isSuccess && rows.length === 0 ? (
          <NothingThere filter={filter} />
        ) : (
          <>
            <div className="bar-place">
              {mayDecide ? <WriteOffBar filter={filter} rows={rows} matching={matching} /> : null}
            </div>
            <DataTable
              label="Suspense"
              tall
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              loading={list.isPending}
              stale={list.isPlaceholderData}
            />
          </>
        )}
      </ChoiceOfRows>
      <TableFoot list={list} count={rows.length} word="record" />
      <ParkedRecord parked={opened} onClose={() => setOpened(undefined)} />
    </Page>
  );
}

function NothingThere({ filter: { state, reason, source, day } }: { filter: SuspenseFilter }) {
  const isFiltered = reason || source || day;
  if (state === "WRITTEN_OFF")
    return (
      <EmptyState title={isFiltered ? "Nothing of this was written off" : "Nothing was written off"}>
        A record that shall never be charged is chosen in the list of what waits and written off with a reason.
      </EmptyState>
    );
  return (
    <EmptyState title={isFiltered ? "Nothing waits for this" : "Nothing waits"}>
      Every record that came in was charged, was known already, or was written off.
    </EmptyState>
  );
}
