import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useMay } from "../auth/use-may.ts";
import { ExportButton } from "../exports/export-button.tsx";
import type { OverallFilters } from "../filters.ts";
import { resellersQuery } from "../resellers/reseller.api.ts";
import { Instant } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { useZone } from "../ui/zone.tsx";
import { daysShown, type OverallAnalysis, overallPath, overallQuery, overallQuestion } from "./analysis.api.ts";
import { AnalysisBody } from "./analysis-body.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { RangeAndBy } from "./range-and-by.tsx";
import { ShowCalls } from "./show-calls.tsx";

type Change = (part: Partial<OverallFilters>) => void;

/** How the calls of all customers went and what they brought. A click on a row filters by it; the question is in the address. */
export function OverallPage() {
  const filters = useSearch({ from: "/inside/analysis" });
  const { zone } = useZone();
  const navigate = useNavigate();
  const change: Change = useCallback(
    (part) => void navigate({ to: ".", search: (old) => ({ ...old, ...part }) }),
    [navigate],
  );
  const asked = useQuery(overallQuery(filters, zone));
  const question = overallQuestion(filters, zone);
  return (
    <Page
      title="Analysis"
      call={{ method: "GET", path: overallPath, query: question }}
      actions={<ExportButton asked={{ kind: "overall-analysis", filter: question }} />}
    >
      <OverallBar filters={filters} change={change} currencies={asked.data?.currencies ?? []} />
      <FilterChips filters={filters} change={change} />
      {asked.data ? <Counted analysis={asked.data} /> : null}
      <AnalysisBody asked={asked} change={change} />
    </Page>
  );
}

interface BarProps {
  filters: OverallFilters;
  change: Change;
  currencies: readonly string[];
}

function OverallBar({ filters, change, currencies }: BarProps) {
  const { zone } = useZone();
  const { from, to } = daysShown(filters, zone);
  return (
    <div className="toolbar">
      <RangeAndBy from={from} to={to} by={filters.by} except="device" change={change} />
      <ResellerField value={filters.reseller} change={(reseller) => change({ reseller })} />
      {currencies.length > 1 || filters.currency ? (
        <NativeSelect
          label="Money in"
          value={filters.currency}
          onChange={(event) => change({ currency: event.currentTarget.value })}
          data={[{ value: "", label: "Own currency" }, ...new Set([...currencies, filters.currency].filter(Boolean))]}
        />
      ) : null}
      <span className="grow" />
      {filters.customer ? <ShowCalls account={filters.customer} from={from} to={to} filters={filters} /> : null}
    </div>
  );
}

/** Nothing where there is no reseller below. */
function ResellerField({ value, change }: { value: string; change(reseller: string): void }) {
  const { data } = useQuery({ ...resellersQuery, enabled: useMay("customers:read") });
  if (!data || data.items.length === 0) return null;
  return (
    <NativeSelect
      label="Customers of"
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      data={[
        { value: "", label: "All" },
        ...data.items.map(({ account, company }) => ({ value: account, label: company })),
      ]}
    />
  );
}

/** How fresh the figures are, and what money is left out. */
function Counted({ analysis: { countedUpTo, currency, currencies } }: { analysis: OverallAnalysis }) {
  const others = currencies.filter((other) => other !== currency);
  return (
    <p className="dim">
      {countedUpTo ? (
        <>
          Counted up to <Instant at={countedUpTo} />, once an hour.
        </>
      ) : (
        "Counted once an hour; nothing is counted yet."
      )}
      {others.length > 0
        ? ` Amounts are of calls in ${currency}; those in ${others.join(", ")} are in all other figures.`
        : null}
    </p>
  );
}
