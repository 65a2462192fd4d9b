import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Status } from "../ui/status.tsx";
import { type CustomerImportView, importsQuery } from "./customer-import.api.ts";
import { kindWords, stateText } from "./import-words.ts";

const columns: readonly Column<CustomerImportView>[] = [
  {
    id: "file",
    header: "Sheet",
    main: true,
    cell: ({ id, fileName }) => (
      <Link to="/customers/import" search={{ import: id }}>
        {fileName}
      </Link>
    ),
  },
  { id: "kind", header: "What", cell: ({ kind }) => kindWords[kind] },
  { id: "at", header: "Sent", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { id: "rows", header: "Rows", align: "end", cell: ({ rows }) => countText(rows) },
  {
    id: "made",
    header: "Added, changed",
    align: "end",
    cell: ({ counts }) => countText(counts.added + counts.changed),
  },
  { id: "refused", header: "Refused", align: "end", cell: ({ counts }) => countText(counts.refused) },
  {
    id: "status",
    header: "Status",
    cell: (job) => (
      <Status
        value={job.phase === "change" ? job.status : job.status === "done" ? "PENDING" : job.status}
        label={stateText(job)}
      />
    ),
  },
];

/** Earlier sheets, of every kind. */
export function ImportHistory() {
  const { data, isError, error, refetch } = useQuery(importsQuery);
  if (isError) return <ProblemNote error={error} retry={refetch} />;
  if (!data?.items.length) return null;
  return (
    <section className="section" aria-label="Earlier sheets">
      <h2>Earlier sheets</h2>
      <DataTable label="Earlier sheets" columns={columns} rows={data.items} rowKey={({ id }) => id} />
    </section>
  );
}
