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

/** The rates of one card: searched by prefix and name, all of them or those in force at an instant. */
export function RateTable({ tariff, filter, change, edit }: RateTableProps) {
  const rates = useInfiniteQuery(ratesQuery(tariff.id, filter));
  const rows = useMemo(() => rates.data?.pages.flatMap((page) => page.items) ?? [], [rates.data]);
  const shown = useMemo(() => columns(edit), [edit]);
  const isFiltered = isSearched(filter);
  return (
    <>
      <RateSearch filter={filter} change={change} />
      {rates.isError ? <ProblemNote error={rates.error} retry={rates.refetch} /> : null}
      {rates.isSuccess && rows.length === 0 ? (
        <EmptyState title={isFiltered ? "No rate matches" : "This card has no rates yet"}>
          {isFiltered ? "Search by first digits, or by a part of the name." : "Import a sheet or add a rate."}
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

const isSearched = ({ prefix, destination, at }: RateFilter): boolean => [prefix, destination, at].some(Boolean);

function RateSearch({ filter, change }: Pick<RateTableProps, "filter" | "change">) {
  const { prefix, destination } = filter;
  const [typed, setTyped] = useState({ prefix, destination });
  const settle = useSettledSearch(change, 200);
  useEffect(() => setTyped({ prefix, destination }), [prefix, destination]);
  const type = (part: Partial<typeof typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    settle(next);
  };
  return (
    <search className="toolbar">
      <TextInput
        label="Prefix begins with"
        placeholder="44"
        data-search
        inputMode="numeric"
        value={typed.prefix}
        onChange={(event) => type({ prefix: event.currentTarget.value.replace(/[^0-9*#]/g, "") })}
      />
      <TextInput
        label="Destination"
        placeholder="Part of its name"
        maxLength={100}
        value={typed.destination}
        onChange={(event) => type({ destination: event.currentTarget.value })}
      />
      <InstantField label="In force at" value={filter.at} onChange={(at) => change({ at })} />
      <Button variant="subtle" color="gray" onClick={() => change({ at: new Date().toISOString() })}>
        Now
      </Button>
      {isSearched(filter) ? (
        <Button variant="subtle" color="gray" onClick={() => change({ prefix: "", destination: "", at: "" })}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}
