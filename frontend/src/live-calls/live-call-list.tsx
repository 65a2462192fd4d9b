import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useSeesVendors } from "../analysis/use-sees-vendors.ts";
import { useMay } from "../auth/use-may.ts";
import { isNarrow, type LiveFilters } from "../filters.ts";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { countText } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { type LiveCallView, liveCallsQuery } from "./live-call.api.ts";
import { liveCallColumns } from "./live-call-columns.tsx";
import { LiveFilterBar } from "./live-filter-bar.tsx";
import { StopCall } from "./stop-call.tsx";

/** The instant, anew every second. */
function useSecond(): number {
  const [at, setAt] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return at;
}

interface LiveCallListProps {
  /** The customer to whose calls it is kept. */
  own?: string;
  filters: LiveFilters;
  change(part: Partial<LiveFilters>): void;
}

/** Calls that are up, looked at every ten seconds until that is paused. */
export function LiveCallList({ own, filters, change }: LiveCallListProps) {
  const [paused, setPaused] = useState(false);
  const [stopping, setStopping] = useState<LiveCallView>();
  const at = useSecond();
  const isOwn = own !== undefined;
  const [seesVendors, mayStop] = [useSeesVendors(), useMay("customers:write")];
  const list = useInfiniteQuery(liveCallsQuery(own, filters, paused));
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const [last] = list.data?.pages.slice(-1) ?? [];
  const agoMs = Math.max(0, at - list.dataUpdatedAt);
  const columns = liveCallColumns({ isOwn, seesVendors, mayStop, agoMs, stop: setStopping });
  return (
    <>
      <p className="dim">
        By what switches asked for and did not say was over. {mayStop ? <StopWords /> : null} The cost is by the rate
        that let the call go.
      </p>
      <LiveFilterBar filters={filters} change={change} isOwn={isOwn} seesVendors={seesVendors} />
      <div className="toolbar">
        <span className="dim">
          {last ? `${countText(last.total)}${last.isCut ? " and more" : ""} up, ` : ""}
          {list.isSuccess ? `looked at ${Math.floor(agoMs / 1000)} s ago` : ""}
        </span>
        <Button variant="default" size="compact-sm" aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? "Go on looking" : "Pause"}
        </Button>
      </div>
      {list.isError ? <ProblemNote error={list.error} retry={list.refetch} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <EmptyState title={isNarrow(filters) ? "No call matches" : "No call is up"}>
          {isNarrow(filters)
            ? "No call that is up fits these filters."
            : "Only calls of switches that ask before a call goes can be shown; of the others the records come afterwards."}
        </EmptyState>
      ) : list.isError && !list.data ? null : (
        <DataTable
          label="Live calls"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={list.isPending}
          stale={list.isPlaceholderData}
        />
      )}
      <TableFoot list={list} count={rows.length} word="call" />
      <StopCall call={stopping} onClose={() => setStopping(undefined)} />
    </>
  );
}

const StopWords = () => (
  <>
    <strong>A stop acts when the switch next asks for more time</strong>, not at once; suspending or blocking a customer
    does the same to all its calls.
  </>
);
