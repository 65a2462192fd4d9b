import { type Column, DataTable } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { instantText, sentence } from "../ui/format.ts";
import { useZone } from "../ui/zone.tsx";
import type { Preview } from "./intake.api.ts";
import type { SourceValues } from "./source-values.ts";
import { customerByNames } from "./source-words.ts";

/** Several records may stand on one line, so rows are told apart by their place. */
interface Placed {
  place: number;
}
type Read = Preview["records"][number] & Placed;
type Parked = Preview["parked"][number] & Placed;
type CustomerBy = SourceValues["customerBy"];

/** `+4420… → 4420…` where the number is rated in another form than it came in. */
const Dialled = ({ received, rated }: { received: string; rated: string }) => (
  <span className="mono">
    {received || "–"}
    {rated === received ? "" : ` → ${rated}`}
  </span>
);

/** The setup beside it has the day. */
function TimeOfDay({ at }: { at: string | null }) {
  const { zone } = useZone();
  if (at === null) return <span className="dim">–</span>;
  return (
    <time dateTime={at} title={`${instantText(at, "UTC")} UTC`} className="figure">
      {instantText(at, zone).slice(11)}
    </time>
  );
}

const callerOf = (record: Read, by: CustomerBy): string | null =>
  ({ account: record.accountCode, ip: record.ip, sipUser: record.sipUser })[by];

const recordColumns = (by: CustomerBy): readonly Column<Read>[] => [
  { id: "line", header: "Line", align: "end", cell: ({ line }) => line },
  { id: "setup", header: "Setup", main: true, cell: ({ setupAt }) => <Instant at={setupAt} /> },
  { id: "from", header: "From", cell: ({ cliReceived, cli }) => <Dialled received={cliReceived} rated={cli} /> },
  { id: "to", header: "To", cell: ({ cldReceived, cld }) => <Dialled received={cldReceived} rated={cld} /> },
  {
    id: "account",
    header: customerByNames[by],
    cell: (record) => callerOf(record, by) ?? <span className="negative">None</span>,
  },
  { id: "answered", header: "Answered", cell: ({ answeredAt }) => <TimeOfDay at={answeredAt} /> },
  { id: "seconds", header: "Seconds", align: "end", cell: ({ billableSeconds }) => billableSeconds },
  {
    id: "disposition",
    header: "Disposition",
    cell: ({ disposition, cause, billed }) => (
      <>
        {sentence(disposition)}
        {cause && cause.toUpperCase() !== disposition.replace("_", " ") ? <span className="dim"> {cause}</span> : null}
        {billed ? null : <span className="dim">, leg not charged</span>}
      </>
    ),
  },
];

const parkedColumns: readonly Column<Parked>[] = [
  { id: "line", header: "Line", align: "end", cell: ({ line }) => line },
  { id: "reason", header: "Reason", main: true, cell: ({ reason }) => sentence(reason) },
  {
    id: "detail",
    header: "Detail",
    cell: ({ detail }) => (
      <span title={detail} className="cut">
        {detail}
      </span>
    ),
  },
  {
    id: "raw",
    header: "Record",
    cell: ({ raw }) => (
      <span className="mono cut" title={raw}>
        {raw.slice(0, 200)}
      </span>
    ),
  },
];

const placed = <T extends object>(rows: readonly T[]): (T & Placed)[] => rows.map((row, place) => ({ ...row, place }));
const rowKey = ({ place }: Placed) => String(place);

/** Calls as they would be read, and lines that would wait in suspense. */
export function PreviewTables({ preview, customerBy }: { preview: Preview; customerBy: CustomerBy }) {
  const { zone } = useZone();
  const { records, parked, counts } = preview;
  return (
    <>
      {records.length > 0 ? (
        <>
          <p className="dim">
            {counts.records > records.length ? `The first ${records.length}. ` : ""}Times are in {zone}. A number with
            an arrow is rated in the form behind it; a customer's dial prefix is taken off besides.
          </p>
          <DataTable
            label="Records of the sample"
            columns={recordColumns(customerBy)}
            rows={placed(records)}
            rowKey={rowKey}
          />
        </>
      ) : null}
      {parked.length > 0 ? (
        <>
          <p className="dim">
            {counts.parked > parked.length ? `The first ${parked.length} that` : "These"} would wait in suspense:
          </p>
          <DataTable label="Parked of the sample" columns={parkedColumns} rows={placed(parked)} rowKey={rowKey} />
        </>
      ) : null}
    </>
  );
}
