import { Button, NativeSelect, TextInput } from "@mantine/core";
import { IconCalculator } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { useMay } from "../auth/use-may.ts";
import { useSellTariffs } from "../tariffs/use-tariffs.ts";
import { DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { ProblemNote } from "../ui/problem-note.tsx";
import { TableFoot } from "../ui/table-foot.tsx";
import { comparisonColumns, verdictText } from "./comparison-columns.tsx";
import { type ComparisonAsked, comparisonPath, comparisonQuery, comparisonQueryOf } from "./cost.api.ts";
import "./costs.css";

/** What every vendor takes for each prefix, the cheapest first, beside what we take and what is left. */
export function RateComparisonPage() {
  const asked = useSearch({ from: "/inside/rates/compare" });
  const navigate = useNavigate({ from: "/rates/compare" });
  const tariffs = useSellTariffs();
  // Without them vendors are compared with each other.
  const mayReadTariffs = useMay("tariffs:read");
  const tariff = asked.tariff || tariffs.data?.items[0]?.id || "";
  const lines = useInfiniteQuery({
    ...comparisonQuery({ ...asked, tariff }),
    enabled: tariffs.isSuccess || !mayReadTariffs,
  });
  const items = lines.data?.pages.flatMap((page) => page.items) ?? [];
  const first = lines.data?.pages[0];
  const isFiltered = asked.prefix !== "" || asked.destination !== "" || asked.verdict !== "";
  return (
    <Page
      title="Rate comparison"
      call={{ method: "GET", path: comparisonPath, query: comparisonQueryOf({ ...asked, tariff }) }}
      actions={useMay("tariffs:write") ? <MakeTariff /> : null}
    >
      <Filters
        key={JSON.stringify(asked)}
        asked={{ ...asked, tariff }}
        tariffs={mayReadTariffs ? (tariffs.data?.items ?? []) : undefined}
        ask={(next) => void navigate({ search: next })}
      />
      <p className="dim">
        Prices and costs are those of a call of {first?.expectedSeconds ?? "…"} s, in {first?.currency ?? "…"}, with
        each side's own increments and fees and without tax.
      </p>
      {lines.isError ? <ProblemNote error={lines.error} retry={lines.refetch} /> : null}
      {lines.isSuccess && items.length === 0 && !lines.hasNextPage ? (
        <EmptyState title={isFiltered ? "No prefix matches" : "Nothing to compare yet"}>
          {isFiltered
            ? "Take a filter away to see the others."
            : "Give a vendor a cost tariff with rates; what it takes then stands beside your prices."}
        </EmptyState>
      ) : lines.isError ? null : (
        <DataTable
          label="Rate comparison"
          columns={comparisonColumns}
          rows={items}
          rowKey={({ prefix }) => prefix}
          loading={lines.isPending}
          stale={lines.isPlaceholderData}
        />
      )}
      {items.length > 0 || lines.hasNextPage ? <TableFoot list={lines} count={items.length} word="prefix" /> : null}
    </Page>
  );
}

const MakeTariff = () => (
  <Button renderRoot={(props) => <Link to="/rates/from-cost" {...props} />} leftSection={<IconCalculator size={16} />}>
    Make tariff from cost
  </Button>
);

interface FiltersProps {
  asked: ComparisonAsked;
  /** Undefined for whoever may not read them. */
  tariffs: readonly { id: string; name: string; currency: string }[] | undefined;
  ask(next: ComparisonAsked): void;
}

function Filters({ asked, tariffs, ask }: FiltersProps) {
  const [form, setForm] = useState(asked);
  const set = (part: Partial<ComparisonAsked>) => setForm({ ...form, ...part });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask({ ...form, prefix: form.prefix.replace(/\D/g, ""), destination: form.destination.trim() });
  };
  return (
    <form className="toolbar" onSubmit={submit} aria-label="Rate comparison">
      {tariffs ? (
        <NativeSelect
          label="Our tariff"
          w={240}
          value={form.tariff}
          onChange={(event) => ask({ ...form, tariff: event.currentTarget.value })}
          data={tariffs.map(({ id, name, currency }) => ({ value: id, label: `${name} (${currency})` }))}
        />
      ) : null}
      <TextInput
        label="Prefix"
        w={110}
        placeholder="44"
        inputMode="tel"
        data-search
        value={form.prefix}
        onChange={(event) => set({ prefix: event.currentTarget.value })}
      />
      <TextInput
        label="Destination"
        w={170}
        placeholder="Part of its name"
        value={form.destination}
        onChange={(event) => set({ destination: event.currentTarget.value })}
      />
      <NativeSelect
        label="Outcome"
        value={form.verdict}
        onChange={(event) => ask({ ...form, verdict: event.currentTarget.value })}
        data={[{ value: "", label: "All" }, ...Object.entries(verdictText).map(([value, label]) => ({ value, label }))]}
      />
      <TextInput
        label="Seconds of talk"
        w={110}
        placeholder="180"
        inputMode="numeric"
        value={form.seconds}
        onChange={(event) => set({ seconds: event.currentTarget.value })}
      />
      <Button type="submit">Compare</Button>
    </form>
  );
}
