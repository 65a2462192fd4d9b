import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { CallFilters } from "../filters.ts";
import { Money } from "../ui/figures.tsx";
import { countOf, countText } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { useZone } from "../ui/zone.tsx";
import { callTotalsQuery, wholeOf } from "./call-totals.api.ts";
import "./call-totals.css";

interface CallTotalsProps {
  account: string;
  filters: CallFilters;
  currency: string;
}

/** `1,234.5` of 74,070 seconds. */
const minutesText = (seconds: number): string =>
  (seconds / 60).toLocaleString("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Stands where the totals will. */
export const AddingUp = () => <p className="call-totals dim">Adding up …</p>;

/** What all calls of the filter come to, not only those on show. Many calls are counted in parts, one after another. */
export function CallTotals({ account, filters, currency }: CallTotalsProps) {
  const { zone } = useZone();
  const totals = useInfiniteQuery(callTotalsQuery(account, filters, zone));
  const { hasNextPage, isFetching, isError, fetchNextPage } = totals;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  if (isError) return <ProblemNote error={totals.error} retry={totals.refetch} />;
  if (!totals.data) return <AddingUp />;
  const { calls, answered, seconds, charge } = wholeOf(totals.data.pages);
  return (
    <p className="call-totals" role="status" aria-label="Totals">
      {hasNextPage ? <span className="dim">So far </span> : null}
      <strong>{countOf(calls, false, "call")}</strong>
      <span className="dim"> · {countText(answered)} answered · </span>
      {minutesText(seconds)} <span className="dim">min · </span>
      <Money value={charge} currency={currency} least={4} />
    </p>
  );
}
