import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answer, api } from "../api/client.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { Ends, statementColumns } from "../ledger/statement.page.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { DayRange } from "../ui/day-range.tsx";
import { dayOf, nextDay } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import type { ResellerView } from "./reseller.api.ts";

/** Days that are shown when none are chosen, today included. */
const usualDays = 30;

/** What moved its balance: its own price for every call, and what those below it used up or were given. */
export function ResellerStatement({ reseller }: { reseller: ResellerView }) {
  const { account, currency, billingDecimals, timeZone } = reseller;
  const chosen = useSearch({ from: "/inside/resellers/$account" });
  const navigate = useNavigate();
  const to = chosen.to || dayOf(Date.now(), timeZone);
  const from = chosen.from || nextDay(to, 1 - usualDays);
  const query = { from, to };
  const statement = useQuery({
    queryKey: ["statement", account, query],
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: 15_000,
    queryFn: () =>
      answer(api.GET("/api/v1/resellers/{reseller}/statement", { params: { path: { reseller: account }, query } })),
  });
  return (
    <section className="section" aria-label="Statement">
      <h2>Statement</h2>
      <div className="toolbar">
        <DayRange
          {...query}
          change={(part) => void navigate({ to: ".", search: { ...query, ...part }, replace: true })}
        />
        <span className="dim">Days in {timeZone}</span>
        <span className="grow" />
        <ExportButton asked={{ kind: "statement", filter: { account, ...query } }} />
      </div>
      {statement.isError ? <ProblemNote error={statement.error} retry={statement.refetch} /> : null}
      <Ends statement={statement.data} currency={currency} places={billingDecimals} />
      {statement.data?.rows.length === 0 ? (
        <p className="dim">Nothing was posted in these days.</p>
      ) : (
        <DataTable
          label="Account statement"
          columns={statementColumns(billingDecimals, undefined)}
          rows={statement.data?.rows ?? []}
          rowKey={({ at, reference, activity }) => `${at} ${reference} ${activity}`}
          loading={statement.isPending}
          stale={statement.isPlaceholderData}
        />
      )}
    </section>
  );
}
