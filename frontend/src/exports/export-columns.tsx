import { Button, Menu } from "@mantine/core";
import type { Column } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { countText } from "../ui/format.ts";
import { RowMenuButton } from "../ui/row-menu-button.tsx";
import { Status } from "../ui/status.tsx";
import { type ExportLine, isOpen } from "./export.api.ts";
import { hasDates } from "./export-dates.tsx";
import { failureText, kindWords, sizeText } from "./export-words.ts";

interface Actions {
  /** The name of the user or key of this id. */
  who(id: string): string;
  download(id: string): void;
  copy(id: string): void;
  cancel(id: string): void;
  again(line: ExportLine): void;
  /** Another run with other dates or columns. */
  change(line: ExportLine): void;
}

const hasFile = ({ status, expiresAt }: ExportLine): boolean =>
  status === "done" && expiresAt !== null && Date.parse(expiresAt) > Date.now();

const filtersText = ({ criteria }: ExportLine): string => (criteria.length > 0 ? criteria.join(", ") : "none");

function State({ line }: { line: ExportLine }) {
  const { status, progress, failure } = line;
  if (status === "running") return <Status value={status} label={`Running, ${progress} %`} />;
  if (status === "done" && !hasFile(line)) return <Status value="expired" />;
  return (
    <>
      <Status value={status} />
      {failure ? <span className="dim"> {failureText(failure)}</span> : null}
    </>
  );
}

/** An export in a line. */
export const exportColumns = (actions: Actions): readonly Column<ExportLine>[] => [
  {
    id: "kind",
    header: "List",
    main: true,
    cell: (line) => (
      <>
        {kindWords[line.kind]}, {line.format.toUpperCase()}
      </>
    ),
  },
  { id: "status", header: "Status", cell: (line) => <State line={line} /> },
  {
    id: "filters",
    header: "Filters",
    cell: (line) => <span title={filtersText(line)}>{filtersText(line)}</span>,
  },
  { id: "who", header: "Asked by", cell: ({ createdBy }) => actions.who(createdBy) },
  { id: "at", header: "Asked", cell: ({ createdAt }) => <Instant at={createdAt} relative /> },
  { id: "rows", header: "Rows", align: "end", cell: ({ rows }) => <span className="figure">{countText(rows)}</span> },
  {
    id: "size",
    header: "Size",
    align: "end",
    cell: ({ bytes }) => (bytes === null ? <span className="dim">–</span> : sizeText(bytes)),
  },
  { id: "expires", header: "File goes", cell: ({ expiresAt }) => <Instant at={expiresAt} relative /> },
  { id: "file", header: "", bare: true, cell: (line) => <MainAction line={line} actions={actions} /> },
  { id: "menu", header: "", bare: true, cell: (line) => <ExportMenu line={line} actions={actions} /> },
];

function MainAction({ line, actions }: { line: ExportLine; actions: Actions }) {
  if (isOpen(line))
    return (
      <Button size="compact-sm" variant="default" onClick={() => actions.cancel(line.id)}>
        Cancel
      </Button>
    );
  return hasFile(line) ? (
    <Button size="compact-sm" variant="default" onClick={() => actions.download(line.id)}>
      Download
    </Button>
  ) : null;
}

function ExportMenu({ line, actions }: { line: ExportLine; actions: Actions }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <RowMenuButton name={line.fileName} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => actions.again(line)}>Run again</Menu.Item>
        <Menu.Item onClick={() => actions.change(line)}>
          {hasDates(line.kind) ? "Run again with other dates …" : "Run again with other columns …"}
        </Menu.Item>
        {hasFile(line) ? <Menu.Item onClick={() => actions.copy(line.id)}>Copy link</Menu.Item> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
