import { theirFieldTitles } from "../../../functions/comparisons/their-fields.ts";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { countOf, countText, sentence } from "../ui/format.ts";
import type { ComparisonView } from "./comparison.api.ts";

type Faulty = ComparisonView["faults"][number];

const titles: Readonly<Record<string, string>> = theirFieldTitles;
const wrong = ({ path, message }: Faulty["faults"][number]): string =>
  titles[path] ? `${titles[path]}: ${message}` : message;

const columns: readonly Column<Faulty>[] = [
  { id: "line", header: "Line", main: true, cell: ({ line }) => <span className="figure">{line}</span> },
  { id: "reason", header: "Reason", cell: ({ reason }) => sentence(reason) },
  { id: "wrong", header: "What is wrong", cell: ({ faults }) => faults.map(wrong).join(" ") },
];

/** Rows of their file that are not compared: how many, the first of them, and all of them as a file. */
export function UnusedRows({ job }: { job: ComparisonView }) {
  const { rows, faults, rejectUrl } = job;
  const count = rows.refused + rows.outside;
  if (count === 0) return null;
  return (
    <details className="section">
      <summary>
        {countOf(count, false, "row")} not compared: {countText(rows.refused)} could not be read,{" "}
        {countText(rows.outside)} outside of the period
      </summary>
      {rejectUrl ? (
        <p>
          <a href={rejectUrl} download>
            Download these rows with their columns and reasons
          </a>
        </p>
      ) : null}
      <DataTable label="Rows not compared" columns={columns} rows={faults} rowKey={({ line }) => String(line)} />
    </details>
  );
}
