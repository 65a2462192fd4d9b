import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { ExportButton } from "../exports/export-button.tsx";
import type { AnalysisFilters } from "../filters.ts";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { useZone } from "../ui/zone.tsx";
import { analysisPath, analysisQuery, analysisQuestion, daysShown } from "./analysis.api.ts";
import { AnalysisBody } from "./analysis-body.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { RangeAndBy } from "./range-and-by.tsx";
import { ShowCalls } from "./show-calls.tsx";

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

interface BarProps {
  account: string;
  filters: AnalysisFilters;
  change(part: Partial<AnalysisFilters>): void;
}

function AnalysisBar({ account, filters, change }: BarProps) {
  const { zone } = useZone();
  const { from, to } = daysShown(filters, zone);
  const question = analysisQuestion(filters, zone);
  return (
    <div className="toolbar">
      <RangeAndBy from={from} to={to} by={filters.by} except="customer" change={change} />
      <span className="grow" />
      <ShowCalls account={account} from={from} to={to} filters={filters} />
      <ExportButton asked={{ kind: "analysis", filter: { account, ...question } }} />
      <ViewAsApi call={{ method: "GET", path: analysisPath(account), query: question }} />
    </div>
  );
}
