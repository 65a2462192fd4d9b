import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { countText, sentence } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { type SourceView, type UploadView, uploadsQuery } from "./intake.api.ts";
import { UploadState } from "./upload-state.tsx";
import "./upload.css";

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
  <div className="upload-parked">
    <ParkedReasons upload={upload} />
    {upload.joined > 0 ? (
      <span className="dim" title="Halves of calls that waited when the file was read and have met their other half.">
        , {countText(upload.joined)} joined since
      </span>
    ) : null}
  </div>
);

const columns = (names: Map<string, string>): readonly Column<UploadView>[] => [
  { id: "fileName", header: "File", main: true, cell: ({ fileName }) => <div className="upload-name">{fileName}</div> },
  {
    id: "source",
    header: "Source",
    cell: ({ source }) => <div className="upload-source">{names.get(source) ?? source}</div>,
  },
  {
    id: "createdAt",
    header: "Uploaded",
    cell: ({ createdAt }) => (
      <div className="upload-when">
        <Instant at={createdAt} />
      </div>
    ),
  },
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
  // Made anew with every answer, the cells would forget what was asked in them.
  const shown = useMemo(() => columns(new Map(sources.map(({ id, name }) => [id, name]))), [sources]);
  if (uploads.isError) return <ProblemNote error={uploads.error} retry={uploads.refetch} />;
  if (uploads.data?.items.length === 0) return <p className="dim">No file was uploaded yet.</p>;
  return (
    <DataTable
      label="Uploaded files"
      columns={shown}
      rows={uploads.data?.items ?? []}
      rowKey={({ id }) => id}
      loading={uploads.isPending}
    />
  );
}
