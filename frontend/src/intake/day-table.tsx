import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { countText } from "../ui/format.ts";
import { Count, callFigures, ParkedReasons } from "./figure-cells.tsx";
import type { SourceDay } from "./intake.api.ts";

/** Ranges that are in sight; the others are opened. */
const mostInSight = 2;

type Missing = NonNullable<SourceDay["missing"]>;

const rangeText = ({ from, to }: Missing["ranges"][number]): string => (from === to ? `${from}` : `${from}–${to}`);

function MissingNumbers({ missing }: { missing: SourceDay["missing"] }) {
  if (missing === null) return <span className="dim">–</span>;
  if (missing.count === 0) return <Count value={0} />;
  const ranges = missing.ranges.map(rangeText);
  const others = ranges.slice(mostInSight);
  return (
    <div className="day-missing">
      <span className="negative">{countText(missing.count)}</span>: {ranges.slice(0, mostInSight).join(", ")}
      {others.length > 0 ? (
        <details>
          <summary>
            and {missing.more ? "more than " : ""}
            {countText(others.length)} more
          </summary>
          {others.join(", ")}
        </details>
      ) : null}
    </div>
  );
}

const columns = (source: string): readonly Column<SourceDay>[] => [
  {
    id: "day",
    header: "Day",
    main: true,
    cell: ({ day }) => (
      <Link to="/intake/$sourceId/$day" params={{ sourceId: source, day }} className="figure">
        {day}
        <span className="sr-only"> its calls</span>
      </Link>
    ),
  },
  { id: "records", header: "Records", align: "end", cell: ({ records }) => <Count value={records} /> },
  ...(callFigures as readonly Column<SourceDay>[]),
  {
    id: "legs",
    header: "Other legs",
    align: "end",
    cell: ({ otherLegs }) => <Count value={otherLegs} />,
  },
  { id: "duplicates", header: "Duplicates", align: "end", cell: ({ duplicates }) => <Count value={duplicates} /> },
  {
    id: "parked",
    header: "Parked",
    align: "end",
    cell: ({ reasons, day, writtenOff }) => (
      <div className="upload-parked">
        <ParkedReasons reasons={reasons} source={source} day={day} />
        {writtenOff > 0 ? <span className="dim">, {countText(writtenOff)} written off</span> : null}
      </div>
    ),
  },
  { id: "missing", header: "Missing numbers", cell: ({ missing }) => <MissingNumbers missing={missing} /> },
];

interface DayTableProps {
  source: string;
  days: readonly SourceDay[];
  loading: boolean;
}

/** A source's days, to lay beside the switch's own counts. */
export function DayTable({ source, days, loading }: DayTableProps) {
  const shown = useMemo(
    () => columns(source).filter(({ id }) => id !== "missing" || days.some(({ missing }) => missing !== null)),
    [source, days],
  );
  return <DataTable label="Days" columns={shown} rows={days} rowKey={({ day }) => day} loading={loading} />;
}
