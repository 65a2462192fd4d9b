import { Button, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { InstantField } from "../ui/instant-field.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { useSettledSearch } from "../ui/use-settled-search.ts";
import { type RateFilter, type RateView, ratesQuery, type TariffView } from "./tariff.api.ts";
import { incrementsText } from "./tariff-words.ts";

const seconds = (value: number) => (value === 0 ? <span className="dim">–</span> : `${value} s`);

const columns = (edit: ((rate: RateView) => void) | undefined): readonly Column<RateView>[] => [
  {
    id: "prefix",
    header: "Prefix",
    main: true,
    cell: (rate) =>
      edit ? (
        <button type="button" data-edit className="link-button mono" onClick={() => edit(rate)}>
          {rate.prefix}
        </button>
      ) : (
        <span className="mono">{rate.prefix}</span>
      ),
  },
  { id: "destination", header: "Destination", cell: ({ destination }) => destination },
  {
    id: "price",
    header: "Price per minute",
    align: "end",
    cell: ({ blocked, pricePerMinute }) =>
      blocked ? <Status value="BLOCKED" label="Blocked" /> : <Money value={pricePerMinute} least={6} />,
  },
  {
    id: "connectFee",
    header: "Connect fee",
    align: "end",
    cell: ({ connectFee }) => <Money value={connectFee} least={6} />,
  },
  { id: "increments", header: "Increments", align: "end", cell: incrementsText },
  { id: "grace", header: "Grace", align: "end", cell: ({ graceSeconds }) => seconds(graceSeconds) },
  { id: "free", header: "Free", align: "end", cell: ({ freeSeconds }) => seconds(freeSeconds) },
  { id: "from", header: "Effective from", cell: ({ effectiveFrom }) => <Instant at={effectiveFrom} /> },
  { id: "to", header: "To", cell: ({ effectiveTo }) => <Instant at={effectiveTo} /> },
];

interface RateTableProps {
  tariff: TariffView;
  filter: RateFilter;
  change(part: Partial<RateFilter>): void;
  /** Left out where nothing may be changed. */
  edit: ((rate: RateView) => void) | undefined;
}

/** The rates of one card: searched by prefix, all of them or those in force at an instant. */
export function RateTable({ tariff, filter, change, edit }: RateTableProps) {
  const rates = useInfiniteQuery(ratesQuery(tariff.id, filter));
  const rows = useMemo(() => rates.data?.pages.flatMap((page) => page.items) ?? [], [rates.data]);
  const shown = useMemo(() => columns(edit), [edit]);
  return (
    <>
      <RateSearch filter={filter} change={change} />
      {rates.isError ? <ProblemNote error={rates.error} retry={rates.refetch} /> : null}
      {rates.isSuccess && rows.length === 0 ? (
        <EmptyState title={filter.prefix || filter.at ? "No rate matches" : "This card has no rates yet"}>
          {filter.prefix || filter.at ? "Search by the first digits of a prefix." : "Import a sheet or add a rate."}
        </EmptyState>
      ) : (
        <DataTable
          label="Rates"
          tall
          columns={shown}
          rows={rows}
          rowKey={({ prefix, effectiveFrom }) => `${prefix} ${effectiveFrom}`}
          loading={rates.isPending}
          stale={rates.isPlaceholderData}
        />
      )}
      <TableFoot list={rates} count={rows.length} word="rate" />
    </>
  );
}

function RateSearch({ filter, change }: Pick<RateTableProps, "filter" | "change">) {
  const [prefix, setPrefix] = useState(filter.prefix);
  const settle = useSettledSearch((text: string) => change({ prefix: text }), 200);
  useEffect(() => setPrefix(filter.prefix), [filter.prefix]);
  return (
    <search className="toolbar">
      <TextInput
        label="Prefix begins with"
        data-search
        inputMode="numeric"
        value={prefix}
        onChange={(event) => {
          const digits = event.currentTarget.value.replace(/[^0-9*#]/g, "");
          setPrefix(digits);
          settle(digits);
        }}
      />
      <InstantField label="In force at" value={filter.at} onChange={(at) => change({ at })} />
      <Button variant="subtle" color="gray" onClick={() => change({ at: new Date().toISOString() })}>
        Now
      </Button>
      {filter.prefix || filter.at ? (
        <Button variant="subtle" color="gray" onClick={() => change({ prefix: "", at: "" })}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}
