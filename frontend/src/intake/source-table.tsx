import { Link } from "@tanstack/react-router";
import { Copy } from "../ui/copy.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { Duration, Instant } from "../ui/figures.tsx";
import type { SourceView } from "./intake.api.ts";
import { SilenceState } from "./silence-state.tsx";
import { formatNames } from "./source-words.ts";
import "./upload.css";

type Act = (source: SourceView) => void;

const columns = (edit: Act | undefined, replay: Act | undefined): readonly Column<SourceView>[] => [
  {
    id: "name",
    header: "Name",
    main: true,
    cell: (source) =>
      edit ? (
        <button type="button" data-edit className="link-button" onClick={() => edit(source)}>
          {source.name}
        </button>
      ) : (
        <Link to="/intake/$sourceId" params={{ sourceId: source.id }}>
          {source.name}
        </Link>
      ),
  },
  {
    id: "id",
    header: "Id",
    cell: ({ id }) => (
      <span className="code-copy">
        <span className="mono source-id" title={id}>
          {id}
        </span>
        <Copy value={id} what="source id" />
      </span>
    ),
  },
  { id: "switch", header: "Switch", cell: (source) => <span className="mono">{source.switch}</span> },
  { id: "format", header: "Layout", cell: ({ format }) => formatNames[format] },
  { id: "silence", header: "State", cell: ({ silence }) => <SilenceState silence={silence} /> },
  { id: "last", header: "Last delivery", cell: ({ lastDeliveryAt }) => <Instant at={lastDeliveryAt} relative /> },
  { id: "lag", header: "Lag", align: "end", cell: ({ lagSeconds }) => <Duration seconds={lagSeconds} /> },
  {
    id: "suspense",
    header: "",
    bare: true,
    cell: ({ id }) => (
      <Link to="/suspense" search={{ source: id }}>
        Suspense
      </Link>
    ),
  },
  {
    id: "days",
    header: "",
    bare: true,
    cell: ({ id, name }) => (
      <Link to="/intake/$sourceId" params={{ sourceId: id }} aria-label={`Days of ${name}`}>
        Days
      </Link>
    ),
  },
  {
    id: "replay",
    header: "",
    bare: true,
    cell: (source) =>
      replay ? (
        <button type="button" className="link-button" onClick={() => replay(source)}>
          Replay
        </button>
      ) : null,
  },
];

interface SourceTableProps {
  sources: readonly SourceView[];
  loading: boolean;
  /** Left out, as the next, for whoever may not. */
  onEdit: Act | undefined;
  onReplay: Act | undefined;
}

export const SourceTable = ({ sources, loading, onEdit, onReplay }: SourceTableProps) => (
  <DataTable
    label="CDR sources"
    columns={columns(onEdit, onReplay)}
    rows={sources}
    rowKey={({ id }) => id}
    loading={loading}
  />
);
