import { Button, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { currencyCodes } from "../../../functions/money/currency.ts";
import { useMay } from "../auth/use-may.ts";
import { settingsQuery } from "../settings/settings.api.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant } from "../ui/figures.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { type ExchangeRateView, exchangeRatesPath, exchangeRatesQuery } from "./exchange-rate.api.ts";
import { ExchangeRateForm } from "./exchange-rate-form.tsx";

const columnsOf = (correct: ((rate: ExchangeRateView) => void) | undefined): Column<ExchangeRateView>[] => [
  { id: "currency", header: "Currency", main: true, cell: ({ currency }) => currency },
  {
    id: "rate",
    header: "Rate",
    align: "end",
    cell: ({ rate, base, currency }) =>
      rate === null ? (
        <Status value="WITHDRAWN" tone="warn" label="Withdrawn" />
      ) : (
        <span className="figure">
          {rate} <span className="dim">{`${currency} for 1 ${base}`}</span>
        </span>
      ),
  },
  { id: "from", header: "From", cell: ({ effectiveFrom }) => <span className="figure">{effectiveFrom}</span> },
  {
    id: "state",
    header: "Today",
    cell: ({ inForce }) =>
      inForce ? <Status value="ACTIVE" label="In force" /> : <span className="dim">not in force</span>,
  },
  {
    id: "correction",
    header: "Record",
    cell: ({ correction }) => (correction === 0 ? "First" : `Correction ${correction}`),
  },
  { id: "note", header: "Note", cell: ({ note }) => note || <span className="dim">–</span> },
  { id: "created", header: "Recorded", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  ...(correct
    ? [
        {
          id: "correct",
          header: "",
          bare: true,
          cell: (rate: ExchangeRateView) => (
            <button
              type="button"
              className="link-button"
              onClick={() => correct(rate)}
              aria-label={`Correct ${rate.currency} from ${rate.effectiveFrom}, record ${rate.correction + 1}`}
            >
              Correct
            </button>
          ),
        },
      ]
    : []),
];

/** What the base currency is worth in others, day by day. */
export function ExchangeRatesPage() {
  const { currency } = useSearch({ from: "/inside/exchange-rates" });
  const navigate = useNavigate({ from: "/exchange-rates" });
  const rates = useInfiniteQuery(exchangeRatesQuery(currency));
  const { data: settings } = useQuery({ ...settingsQuery, enabled: useMay("settings:read") });
  const mayEdit = useMay("tariffs:write");
  const [editing, setEditing] = useState<ExchangeRateView | "new">();
  const items = rates.data?.pages.flatMap((page) => page.items) ?? [];
  const base = settings?.baseCurrency ?? items[0]?.base ?? "base currency";
  const isEmpty = rates.isSuccess && items.length === 0;
  return (
    <Page
      title="Exchange rates"
      call={{ method: "GET", path: exchangeRatesPath, query: { currency } }}
      actions={
        mayEdit ? (
          <Button data-new leftSection={<IconPlus size={16} />} onClick={() => setEditing("new")}>
            Add exchange rate
          </Button>
        ) : null
      }
    >
      <p className="dim">
        Money of vendors and customers in different currencies is compared by these. A rate holds from its day, 00:00
        UTC, and is never changed: a mistake is corrected by a further record. Calls that are charged keep the rate of
        their time.
      </p>
      {isEmpty && currency === "" ? null : (
        <search className="toolbar">
          <Select
            label="Currency"
            placeholder="All"
            clearable
            searchable
            data={[...currencyCodes]}
            limit={60}
            value={currency || null}
            onChange={(value) => void navigate({ search: { currency: value ?? "" }, replace: true })}
          />
        </search>
      )}
      {rates.isError ? <ProblemNote error={rates.error} retry={rates.refetch} /> : null}
      {isEmpty ? (
        <EmptyState title={currency ? `No rate of ${currency}` : "No exchange rate yet"}>
          {currency
            ? "What is in this currency cannot be compared with others until there is one."
            : "Without one, the margin of a call is known only where vendor and customer have the same currency."}
        </EmptyState>
      ) : rates.isError ? null : (
        <DataTable
          label="Exchange rates"
          columns={columnsOf(mayEdit ? setEditing : undefined)}
          rows={items}
          rowKey={({ id }) => id}
          loading={rates.isPending}
          stale={rates.isPlaceholderData}
        />
      )}
      {items.length > 0 ? <TableFoot list={rates} count={items.length} word="rate" /> : null}
      {editing ? (
        <ExchangeRateForm
          base={base}
          {...(editing === "new" ? {} : { corrects: editing })}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </Page>
  );
}
