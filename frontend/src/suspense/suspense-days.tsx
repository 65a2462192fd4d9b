import { useMemo } from "react";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Duration } from "../ui/figures.tsx";
import { countText, sentence } from "../ui/format.ts";
import { StakeFigure } from "./stake-figure.tsx";
import type { SuspenseCount, SuspenseFilter } from "./suspense.api.ts";

type Filter = Omit<SuspenseFilter, "state">;

interface SuspenseDaysProps {
  counts: readonly SuspenseCount[];
  filter: Filter;
  /** Names of the sources by id. */
  names: ReadonlyMap<string, string>;
  choose(filter: Filter): void;
}

const nothingChosen = { reason: "", source: "", day: "" };
const isChosen = (filter: Filter, { reason, source, day }: SuspenseCount): boolean =>
  filter.reason === reason && filter.source === source && filter.day === day;

const columnsOf = ({ filter, names, choose }: Omit<SuspenseDaysProps, "counts">): readonly Column<SuspenseCount>[] => [
  {
    id: "day",
    header: "Day of the call (UTC)",
    main: true,
    cell: (row) => (
      <button
        type="button"
        className="link-button"
        aria-pressed={isChosen(filter, row)}
        aria-label={`${row.day}, ${sentence(row.reason)}, ${names.get(row.source) ?? row.source}`}
        onClick={() =>
          choose(isChosen(filter, row) ? nothingChosen : { reason: row.reason, source: row.source, day: row.day })
        }
      >
        {row.day}
      </button>
    ),
  },
  { id: "reason", header: "Reason", cell: ({ reason }) => sentence(reason) },
  { id: "source", header: "Source", cell: ({ source }) => names.get(source) ?? source },
  { id: "count", header: "Records", align: "end", cell: ({ count }) => countText(count) },
  { id: "seconds", header: "Talk time", align: "end", cell: ({ seconds }) => <Duration seconds={seconds} /> },
  { id: "stake", header: "At stake (estimate)", cell: (row) => <StakeFigure {...row} /> },
];

/** How much waits for each reason, source and day; a click on the day shows these records. Folded, because the list is what one came for. */
export function SuspenseDays({ counts, filter, names, choose }: SuspenseDaysProps) {
  const columns = useMemo(() => columnsOf({ filter, names, choose }), [filter, names, choose]);
  if (counts.length === 0) return null;
  return (
    <details>
      <summary>By reason, source and day</summary>
      <DataTable
        label="Waiting by reason, source and day"
        columns={columns}
        rows={counts}
        rowKey={({ reason, source, day }) => `${reason} ${source} ${day}`}
      />
    </details>
  );
}
