import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { countText, sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { type SourceView, type UploadView, uploadsQuery } from "./intake.api.ts";
import { UploadState } from "./upload-state.tsx";

const count = (value: number | undefined) => <span className="figure">{countText(value ?? 0)}</span>;

/** Parked lines by reason; each leads to them. */
const ParkedReasons = ({ upload }: { upload: UploadView }) => {
  const reasons = Object.entries(upload.reasons ?? {});
  if (reasons.length === 0) return count(upload.parked);
  return reasons.map(([reason, lines], index) => (
    <span key={reason}>
      {index > 0 ? ", " : ""}
      <Link to="/suspense" search={{ reason, source: upload.source }}>
        {countText(lines)} {sentence(reason).toLowerCase()}
      </Link>
    </span>
  ));
};

const Parked = ({ upload }: { upload: UploadView }) => (
  <>
    <ParkedReasons upload={upload} />
    {upload.joined > 0 ? (
      <span className="dim" title="Halves of calls that waited when the file was read and have met their other half.">
        , {countText(upload.joined)} joined since
      </span>
    ) : null}
  </>
);

const columns = (names: Map<string, string>): readonly Column<UploadView>[] => [
  { id: "fileName", header: "File", main: true, cell: ({ fileName }) => fileName },
  { id: "source", header: "Source", cell: ({ source }) => names.get(source) ?? source },
  { id: "createdAt", header: "Uploaded", cell: ({ createdAt }) => <Instant at={createdAt} /> },
  {
    id: "status",
    header: "Status",
    cell: (upload) => <UploadState upload={upload} />,
  },
  { id: "lines", header: "Lines", align: "end", cell: ({ lines }) => count(lines) },
  { id: "accepted", header: "Accepted", align: "end", cell: ({ accepted }) => count(accepted) },
  { id: "duplicates", header: "Duplicates", align: "end", cell: ({ duplicates }) => count(duplicates) },
  { id: "parked", header: "Parked", align: "end", cell: (upload) => <Parked upload={upload} /> },
];

export function UploadTable({ sources }: { sources: readonly SourceView[] }) {
  const uploads = useQuery(uploadsQuery);
  if (uploads.isError) return <ProblemNote error={uploads.error} retry={uploads.refetch} />;
  if (uploads.data?.items.length === 0) return <p className="dim">No file was uploaded yet.</p>;
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  return (
    <DataTable
      label="Uploaded files"
      columns={columns(names)}
      rows={uploads.data?.items ?? []}
      rowKey={({ id }) => id}
      loading={uploads.isPending}
    />
  );
}
