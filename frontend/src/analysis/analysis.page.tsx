import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { ExportButton } from "../exports/export-button.tsx";
import type { AnalysisFilters } from "../filters.ts";
import { DataTable } from "../ui/data-table.tsx";
import { DayRange } from "../ui/day-range.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { useZone } from "../ui/zone.tsx";
import {
  type Analysis,
  analysisPath,
  analysisQuery,
  analysisQuestion,
  daysShown,
  filterOf,
  type TrafficBy,
} from "./analysis.api.ts";
import { FilterChips } from "./filter-chips.tsx";
import { byWords, vendorsBy } from "./group-name.ts";
import { HeatMap } from "./heat-map.tsx";
import { TotalFigures } from "./total-figures.tsx";
import { TrafficChart } from "./traffic-chart.tsx";
import { trafficColumns } from "./traffic-columns.tsx";
import { useSeesVendors } from "./use-sees-vendors.ts";

/** How a customer's calls went and what they brought. A click on a row filters by it; the question is in the address. */
export function AnalysisPage() {
  const { account } = useParams({ from: "/inside/customers/$account/analysis" });
  const filters = useSearch({ from: "/inside/customers/$account/analysis" });
  const { zone } = useZone();
  const navigate = useNavigate();
  const change = useCallback(
    (part: Partial<AnalysisFilters>) => void navigate({ to: ".", search: (old) => ({ ...old, ...part }) }),
    [navigate],
  );
  const { data, isError, error, refetch, isPending, isPlaceholderData } = useQuery(
    analysisQuery(account, filters, zone),
  );
  const isEmpty = data && data.totals.attempts + data.totals.refused === 0;
  return (
    <>
      <AnalysisBar account={account} filters={filters} change={change} />
      <FilterChips filters={filters} change={change} />
      {isError ? <ProblemNote error={error} retry={refetch} /> : null}
      {data ? <TotalFigures analysis={data} /> : null}
      {isEmpty ? (
        <EmptyState title="No call in these days">Choose other days, or take a filter away.</EmptyState>
      ) : (
        <Groups analysis={data} change={change} loading={isPending && !isError} stale={isPlaceholderData} zone={zone} />
      )}
    </>
  );
}

interface BarProps {
  account: string;
  filters: AnalysisFilters;
  change(part: Partial<AnalysisFilters>): void;
}

function AnalysisBar({ account, filters, change }: BarProps) {
  const { zone } = useZone();
  const sees = useSeesVendors();
  const { from, to } = daysShown(filters, zone);
  const question = analysisQuestion(filters, zone);
  const offered = byWords.filter(([by]) => sees || !vendorsBy.includes(by));
  return (
    <div className="toolbar">
      <DayRange from={from} to={to} change={change} />
      <NativeSelect
        label="By"
        value={filters.by || "day"}
        onChange={(event) => change({ by: event.currentTarget.value })}
        data={offered.map(([value, label]) => ({ value, label }))}
      />
      <span className="grow" />
      <ExportButton asked={{ kind: "analysis", filter: { account, ...question } }} />
      <ViewAsApi call={{ method: "GET", path: analysisPath(account), query: question }} />
    </div>
  );
}

interface GroupsProps {
  analysis: Analysis | undefined;
  change(part: Partial<AnalysisFilters>): void;
  loading: boolean;
  stale: boolean;
  zone: string;
}

function Groups({ analysis, change, loading, stale, zone }: GroupsProps) {
  const by: TrafficBy = analysis?.by ?? "day";
  const cost = analysis !== undefined && analysis.totals.margin !== null;
  const currency = analysis?.currency ?? "";
  const columns = useMemo(() => {
    const filter = filterOf[by];
    const choose = filter ? (key: string) => change({ [filter]: key, by: "day" }) : undefined;
    return trafficColumns({ by, zone, currency, cost, choose });
  }, [by, zone, currency, cost, change]);
  const groups = analysis?.groups ?? [];
  return (
    <>
      {analysis && (by === "day" || by === "hour") ? <TrafficChart groups={groups} by={by} zone={zone} /> : null}
      {analysis && by === "weekdayHour" ? <HeatMap groups={groups} /> : null}
      <DataTable
        label="Traffic"
        wide
        columns={columns}
        rows={groups}
        rowKey={({ key }) => key}
        loading={loading}
        stale={stale}
      />
    </>
  );
}
