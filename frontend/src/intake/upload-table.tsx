import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Below } from "../ui/below.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Count, callFigures, ParkedReasons } from "./figure-cells.tsx";
import { type SourceView, type UploadView, uploadsQuery } from "./intake.api.ts";
import { UploadState } from "./upload-state.tsx";
import "./upload.css";

const Parked = ({ upload }: { upload: UploadView }) => (
  <div className="upload-parked">
    <ParkedReasons reasons={upload.reasons} source={upload.source} />
    {upload.joined > 0 ? (
      <span className="dim" title="Lines that are half of a call for which another line stands.">
        , {countText(upload.joined)} joined
      </span>
    ) : null}
    {upload.status === "done" && upload.open > 0 ? (
      <span className="negative"> {countText(upload.open)} not accounted for</span>
    ) : null}
  </div>
);

const name: Column<UploadView> = {
  id: "fileName",
  header: "File",
  main: true,
  cell: ({ fileName, createdAt }) => (
    <>
      <div className="upload-name">{fileName}</div>
      <Below>
        uploaded <Instant at={createdAt} />
      </Below>
    </>
  ),
};
const status: Column<UploadView> = {
  id: "status",
  header: "Status",
  cell: (upload) => <UploadState upload={upload} />,
};
const lines: Column<UploadView> = {
  id: "lines",
  header: "Lines",
  align: "end",
  cell: ({ lines: read }) => <Count value={read} />,
};
const duplicates: Column<UploadView> = {
  id: "duplicates",
  header: "Duplicates",
  align: "end",
  cell: ({ duplicates: known }) => <Count value={known} />,
};
const parked: Column<UploadView> = {
  id: "parked",
  header: "Parked",
  align: "end",
  cell: (upload) => <Parked upload={upload} />,
};

const ofAllSources = (names: Map<string, string>): readonly Column<UploadView>[] => [
  name,
  {
    id: "source",
    header: "Source",
    cell: ({ source }) => <div className="upload-source">{names.get(source) ?? source}</div>,
  },
  status,
  lines,
  { id: "accepted", header: "Accepted", align: "end", cell: ({ accepted }) => <Count value={accepted} /> },
  duplicates,
  parked,
];

/** With the figures to compare with the switch; the name of the source stands over the table. */
const ofOneSource: readonly Column<UploadView>[] = [
  name,
  status,
  lines,
  ...(callFigures as readonly Column<UploadView>[]),
  duplicates,
  parked,
];

interface UploadTableProps {
  sources: readonly SourceView[];
  /** Only its files. */
  source?: string;
}

export function UploadTable({ sources, source }: UploadTableProps) {
  const uploads = useQuery(uploadsQuery(source));
  // Made anew with every answer, the cells would forget what was asked in them.
  const shown = useMemo(
    () => (source ? ofOneSource : ofAllSources(new Map(sources.map((one) => [one.id, one.name])))),
    [sources, source],
  );
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
