import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { OverallFilters } from "../filters.ts";
import { Awaited } from "../ui/awaited.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useZone } from "../ui/zone.tsx";
import { filterOf, type ShownAnalysis, type TrafficBy } from "./analysis.api.ts";
import { HeatMap } from "./heat-map.tsx";
import { TotalFigures } from "./total-figures.tsx";
import { TrafficChart } from "./traffic-chart.tsx";
import { trafficColumns } from "./traffic-columns.tsx";

interface AnalysisBodyProps {
  asked: UseQueryResult<ShownAnalysis>;
  change(part: Partial<OverallFilters>): void;
}

/** The figures beside those of the time before, and the groups as chart and table. */
export function AnalysisBody({ asked, change }: AnalysisBodyProps) {
  const { data, isError, error, refetch, isPending, isPlaceholderData } = asked;
  const { zone } = useZone();
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (data && data.totals.attempts + data.totals.refused === 0)
    return (
      <>
        <TotalFigures analysis={data} />
        <EmptyState title="No call in these days">Choose other days, or take a filter away.</EmptyState>
      </>
    );
  return (
    <>
      {data ? <TotalFigures analysis={data} /> : <Awaited height={260} />}
      <Groups analysis={data} change={change} loading={isPending} stale={isPlaceholderData} zone={zone} />
    </>
  );
}

interface GroupsProps {
  analysis: ShownAnalysis | undefined;
  change(part: Partial<OverallFilters>): void;
  loading: boolean;
  stale: boolean;
  zone: string;
}

/** What a click on a row does: a day is shown by its hours, all else that can be filtered by is. */
function chooseBy(by: TrafficBy, change: GroupsProps["change"]): ((key: string) => void) | undefined {
  const filter = filterOf[by];
  if (by === "day") return (day) => change({ from: day, to: day, by: "hour" });
  return filter ? (key) => change({ [filter]: key, by: "day" }) : undefined;
}

function Groups({ analysis, change, loading, stale, zone }: GroupsProps) {
  const by: TrafficBy = analysis?.by ?? "day";
  const cost = analysis?.groups.some(({ margin }) => margin !== null) ?? false;
  const currency = analysis?.currency ?? "";
  const columns = useMemo(() => {
    return trafficColumns({ by, zone, currency, cost, choose: chooseBy(by, change) });
  }, [by, zone, currency, cost, change]);
  const groups = analysis?.groups ?? [];
  return (
    <>
      {analysis && (by === "day" || by === "hour") ? <TrafficChart groups={groups} by={by} zone={zone} /> : null}
      {analysis && by === "weekdayHour" ? <HeatMap groups={groups} /> : null}
      <DataTable
        label="Traffic"
        columns={columns}
        rows={groups}
        rowKey={({ key }) => key}
        loading={loading}
        stale={stale}
      />
    </>
  );
}
