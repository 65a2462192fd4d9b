import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { ExportButton } from "../exports/export-button.tsx";
import { type AnalysisFilters, noCallFilters } from "../filters.ts";
import { DayRange } from "../ui/day-range.tsx";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { useZone } from "../ui/zone.tsx";
import { analysisPath, analysisQuery, analysisQuestion, daysShown } from "./analysis.api.ts";
import { AnalysisBody } from "./analysis-body.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { byWords, vendorsBy } from "./group-name.ts";
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
  const asked = useQuery(analysisQuery(account, filters, zone));
  return (
    <>
      <AnalysisBar account={account} filters={filters} change={change} />
      <FilterChips filters={filters} change={change} />
      <AnalysisBody asked={asked} change={change} />
    </>
  );
}

/** What the calls are filtered by, as a call history is. */
const chosenIn = ({ by: _by, from: _from, to: _to, ...chosen }: AnalysisFilters) => chosen;

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
  const offered = byWords.filter(([by]) => by !== "customer" && (sees || !vendorsBy.includes(by)));
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
      <Button
        variant="default"
        renderRoot={(props) => (
          <Link
            to="/customers/$account/calls"
            params={{ account }}
            search={{ ...noCallFilters, from, to, ...chosenIn(filters) }}
            {...props}
          />
        )}
      >
        Show calls
      </Button>
      <ExportButton asked={{ kind: "analysis", filter: { account, ...question } }} />
      <ViewAsApi call={{ method: "GET", path: analysisPath(account), query: question }} />
    </div>
  );
}
