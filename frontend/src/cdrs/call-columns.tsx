import type { ReactNode } from "react";
import type { Column } from "../ui/data-table.tsx";
import { Duration, Instant, Money } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { Status } from "../ui/status.tsx";
import type { CallRow } from "./call.api.ts";

const digits = (number: string): ReactNode => <span className="mono">{number || "–"}</span>;

const noneIsNew: ReadonlySet<string> = new Set();

/** A call in a line. `open` shows its why; `fresh` are the ids of calls that came while somebody looked. */
export const callColumns = (
  currency: string,
  open: (call: CallRow) => void,
  fresh = noneIsNew,
): readonly Column<CallRow>[] => [
  {
    id: "setupAt",
    header: "Setup",
    main: true,
    cell: (call) => (
      <>
        <button type="button" className="link-button" onClick={() => open(call)}>
          <Instant at={call.setupAt} />
          <span className="sr-only"> why</span>
        </button>
        {fresh.has(call.id) ? (
          <>
            {" "}
            <Status value="NEW" tone="ok" label="New" />
          </>
        ) : null}
      </>
    ),
  },
  { id: "cli", header: "CLI", cell: ({ cli }) => digits(cli) },
  { id: "cld", header: "CLD", cell: ({ cld }) => digits(cld) },
  {
    id: "destination",
    header: "Destination",
    cell: ({ destination }) => destination ?? <span className="dim">–</span>,
  },
  { id: "prefix", header: "Prefix", cell: ({ prefix }) => (prefix ? digits(prefix) : <span className="dim">–</span>) },
  {
    id: "duration",
    header: "Duration",
    align: "end",
    cell: ({ durationSeconds }) => <Duration seconds={durationSeconds} />,
  },
  { id: "billed", header: "Billed", align: "end", cell: ({ billedSeconds }) => <Duration seconds={billedSeconds} /> },
  {
    id: "charge",
    header: `Charge ${currency}`,
    align: "end",
    cell: ({ charge }) => <Money value={charge} least={4} />,
  },
  {
    id: "disposition",
    header: "Disposition",
    cell: ({ disposition, sipCode }) => (
      <>
        <Status value={disposition} label={sentence(disposition)} />{" "}
        {sipCode ? <span className="dim">{sipCode}</span> : null}
      </>
    ),
  },
];
