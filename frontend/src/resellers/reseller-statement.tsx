import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answer, api } from "../api/client.ts";
import { Ends, statementColumns } from "../ledger/statement.page.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import type { ResellerView } from "./reseller.api.ts";

/** What moved its balance in the last 30 days: its own price for every call, and what those below it used up or were given. */
export function ResellerStatement({ reseller }: { reseller: ResellerView }) {
  const { account, currency, billingDecimals } = reseller;
  const statement = useQuery({
    queryKey: ["statement", account],
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: 15_000,
    queryFn: () =>
      answer(api.GET("/api/v1/resellers/{reseller}/statement", { params: { path: { reseller: account } } })),
  });
  return (
    <section className="section" aria-label="Statement">
      <h2>Statement of the last 30 days</h2>
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
        />
      )}
    </section>
  );
}
