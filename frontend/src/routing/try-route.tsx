import { Button, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { TraceSteps } from "../cdrs/trace-steps.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { useSettledSearch } from "../ui/use-settled-search.ts";
import { type RouteTryView, tryRouteQuery } from "./route-row.api.ts";

type Turn = RouteTryView["turn"][number] & { place: number };

const columns: readonly Column<Turn>[] = [
  { id: "place", header: "Turn", align: "end", cell: ({ place }) => place },
  { id: "gateway", header: "Gateway", main: true, cell: ({ gateway }) => gateway },
  { id: "vendor", header: "Vendor", cell: ({ vendor }) => vendor },
  { id: "prefix", header: "Prefix", cell: ({ prefix }) => <span className="mono">{prefix || "%"}</span> },
  { id: "priority", header: "Priority", align: "end", cell: ({ priority }) => priority },
  { id: "share", header: "Share", align: "end", cell: ({ share }) => `${share} %` },
  { id: "sent", header: "Number sent", cell: ({ numberSent }) => <span className="mono">{numberSent}</span> },
  {
    id: "cost",
    header: "Cost of 60 s",
    align: "end",
    cell: ({ cost60, currency }) =>
      cost60 === null ? <span className="dim">not known</span> : <Money value={cost60} currency={currency} least={4} />,
  },
];

interface TryRouteProps {
  routeId: string;
  number: string;
  ask(number: string): void;
}

/** Where a call to a number would go now, what was passed over, and another draw among rows that share the calls. */
export function TryRoute({ routeId, number, ask }: TryRouteProps) {
  const [text, setText] = useState(number);
  const [seed, setSeed] = useState(1);
  const settle = useSettledSearch(ask, 250);
  const tried = useQuery({ ...tryRouteQuery(routeId, number, seed), placeholderData: keepPreviousData });
  return (
    <section className="section" aria-label="Try a number">
      <h2>Try a number</h2>
      <div className="toolbar">
        <TextInput
          label="Called number, translated"
          placeholder="442071234567"
          inputMode="tel"
          maxLength={40}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            settle(event.currentTarget.value.trim());
          }}
        />
        <Button variant="default" disabled={number === ""} onClick={() => setSeed(seed + 1)}>
          Draw again
        </Button>
      </div>
      {number === "" ? (
        <p className="dim">Type a number to see which gateways it is offered to, and in which turn.</p>
      ) : null}
      {tried.isError ? <ProblemNote error={tried.error} /> : null}
      {number !== "" && tried.data && !tried.isError ? <Tried tried={tried.data} /> : null}
    </section>
  );
}

function Tried({ tried: { outcome, turn, trace } }: { tried: RouteTryView }) {
  return (
    <div className="section" aria-live="polite">
      {turn.length > 0 ? (
        <DataTable
          label="Turn of the gateways"
          columns={columns}
          rows={turn.map((one, i) => ({ ...one, place: i + 1 }))}
          rowKey={({ rowId }) => rowId}
        />
      ) : (
        <p>
          <Status value={outcome} tone="bad" label={sentence(outcome)} />
        </p>
      )}
      <TraceSteps trace={trace} />
    </div>
  );
}
