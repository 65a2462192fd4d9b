import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import { importsQuery, type RateImportView } from "./rate-import.api.ts";

const columns = (tariff: string): readonly Column<RateImportView>[] => [
  {
    id: "file",
    header: "Sheet",
    main: true,
    cell: ({ id, fileName }) => (
      <Link to="/tariffs/$tariffId/import" params={{ tariffId: tariff }} search={{ import: id }}>
        {fileName}
      </Link>
    ),
  },
  { id: "at", header: "Sent", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  { id: "rows", header: "Rows", align: "end", cell: ({ findings }) => (findings ? countText(findings.rows) : "–") },
  {
    id: "rejected",
    header: "Rejected",
    align: "end",
    cell: ({ findings }) => (findings ? countText(findings.rejected) : "–"),
  },
  {
    id: "status",
    header: "Status",
    cell: ({ status, applied }) =>
      applied ? <Status value="APPLIED" label={`Version ${applied.version}`} /> : <Status value={status} />,
  },
];

/** Earlier sheets of this tariff. */
export function ImportHistory({ tariff }: { tariff: string }) {
  const { data } = useQuery(importsQuery(tariff));
  if (!data?.items.length) return null;
  return (
    <section className="section" aria-label="Earlier sheets">
      <h2>Earlier sheets</h2>
      <DataTable label="Earlier sheets" columns={columns(tariff)} rows={data.items} rowKey={({ id }) => id} />
    </section>
  );
}
