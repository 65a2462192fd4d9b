import { Button, Checkbox, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { customerQuery } from "../customers/customer.api.ts";
import { ExportButton } from "../exports/export-button.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Instant, Money } from "../ui/figures.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { ViewAsApi } from "../ui/view-as-api.tsx";
import { type Price, type PriceFilters, pricesPath, pricesQuery } from "./rate-notice.api.ts";

const none = <span className="dim">–</span>;
const tones = { new: "ok", increase: "bad", decrease: "ok", unchanged: "neutral", closed: "warn" } as const;

const columns: readonly Column<Price>[] = [
  { id: "destination", header: "Destination", main: true, cell: ({ destination }) => destination },
  { id: "code", header: "Code", cell: ({ prefix }) => <span className="mono">{prefix}</span> },
  { id: "old", header: "Old price", align: "end", cell: ({ oldPrice }) => <Money value={oldPrice} least={6} /> },
  { id: "new", header: "Price per minute", align: "end", cell: ({ newPrice }) => <Money value={newPrice} least={6} /> },
  { id: "fee", header: "Connect fee", align: "end", cell: ({ connectFee }) => <Money value={connectFee} least={6} /> },
  { id: "increments", header: "Increments", align: "end", cell: ({ increments }) => increments ?? none },
  { id: "change", header: "Change", cell: ({ change }) => <Status value={change} tone={tones[change]} /> },
  { id: "from", header: "From", cell: ({ effectiveFrom }) => <Instant at={effectiveFrom} /> },
  { id: "card", header: "Rate card", cell: ({ card }) => card },
];

/** What the customer pays, and what is announced: the same list that its rate notices carry. */
export function PriceListPage() {
  const { account } = useParams({ from: "/inside/customers/$account" });
  const asked = useSearch({ from: "/inside/customers/$account/prices" });
  const { q, only } = asked;
  const filters: PriceFilters = { ...(q ? { q } : {}), ...(only === "announced" ? { only } : {}) };
  const navigate = useNavigate();
  const { data: customer } = useQuery(customerQuery(account));
  const prices = useInfiniteQuery(pricesQuery(account, filters));
  const change = (part: { q?: string; only?: string }) =>
    void navigate({ to: ".", search: { q, only, ...part }, replace: true });
  const rows = prices.data?.pages.flatMap(({ items }) => items) ?? [];
  const isEmpty = prices.isSuccess && rows.length === 0;
  return (
    <>
      <Filter key={q} q={q} find={(next) => change({ q: next })}>
        <Checkbox
          label="Announced changes only"
          checked={filters.only !== undefined}
          onChange={(event) => change({ only: event.currentTarget.checked ? "announced" : "" })}
        />
        <span className="grow" />
        <ExportButton asked={{ kind: "prices", filter: { account, ...filters } }} />
        <ViewAsApi call={{ method: "GET", path: pricesPath(account), query: filters }} />
      </Filter>
      {prices.isError ? <ProblemNote error={prices.error} retry={prices.refetch} /> : null}
      {isEmpty ? (
        <EmptyState title={q ? "No price matches" : only ? "No change is announced" : "No price yet"}>
          {q || only ? "Take the filter away to see the others." : "The tariff has no rates."}
        </EmptyState>
      ) : prices.isError ? null : (
        <>
          <p className="dim">
            Prices are per minute{customer ? `, in ${customer.currency}` : ""}. A change that is announced stands beside
            what it replaces, with the day from which it holds.
          </p>
          <DataTable
            label="Prices"
            columns={columns}
            rows={rows}
            rowKey={({ card, prefix, effectiveFrom }) => `${card} ${prefix} ${effectiveFrom}`}
            loading={prices.isPending}
            stale={prices.isPlaceholderData}
          />
        </>
      )}
      {rows.length > 0 ? <TableFoot list={prices} count={rows.length} word="price" /> : null}
    </>
  );
}

interface FilterProps {
  q: string;
  find(q: string): void;
  children: React.ReactNode;
}

function Filter({ q, find, children }: FilterProps) {
  const [text, setText] = useState(q);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    find(text.trim());
  };
  return (
    <form className="toolbar" onSubmit={submit} aria-label="Prices">
      <TextInput
        label="Destination, code or number"
        data-search
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit">Find</Button>
      {children}
    </form>
  );
}
