import { Button } from "@mantine/core";
import { ChooseRow, ChooseShown } from "../ui/choose-rows.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Instant } from "../ui/figures.tsx";
import { sentence } from "../ui/format.ts";
import { ParkedDetail } from "./parked-detail.tsx";
import { EstimateFigure } from "./stake-figure.tsx";
import type { ParkedView } from "./suspense.api.ts";

interface Acts {
  isWrittenOff: boolean;
  /** Whether records can be chosen: whoever may do nothing with many chooses none. */
  mayChoose: boolean;
  names: Map<string, string>;
  open(row: ParkedView): void;
  /** Left out for whoever may not. */
  retry: ((row: ParkedView) => void) | undefined;
}

const choose: Column<ParkedView> = {
  id: "choose",
  header: "",
  bare: true,
  head: () => <ChooseShown />,
  cell: ({ id, line, reason }) => <ChooseRow id={id} name={`line ${line}, ${sentence(reason)}`} />,
};

const writtenOff: Column<ParkedView> = {
  id: "writtenOff",
  header: "Written off",
  cell: (row) => <Instant at={row.writtenOff?.at} relative />,
};

const detail: Column<ParkedView> = {
  id: "detail",
  header: "Detail",
  cell: (row) => <ParkedDetail detail={row.detail} />,
};
const estimate: Column<ParkedView> = { id: "estimate", header: "At stake", cell: (row) => <EstimateFigure {...row} /> };
const parkedAt: Column<ParkedView> = {
  id: "parkedAt",
  header: "Parked",
  cell: (row) => <Instant at={row.parkedAt} relative />,
};

const why: Column<ParkedView> = {
  id: "note",
  header: "Why",
  cell: (row) => <span className="wraps">{row.writtenOff?.note}</span>,
};

/** Another try, or what else helps. */
const retryColumn = (retry: (row: ParkedView) => void): Column<ParkedView> => ({
  id: "retry",
  header: "",
  bare: true,
  cell: (row) =>
    row.canRetry ? (
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => retry(row)}
        aria-label={`Retry line ${row.line}: ${sentence(row.reason)}`}
      >
        Retry
      </Button>
    ) : (
      <span className="dim" title="The line could not be read as a record: send it again.">
        Send again
      </span>
    ),
});

export function suspenseColumns({ isWrittenOff, mayChoose, names, open, retry }: Acts): readonly Column<ParkedView>[] {
  const reason: Column<ParkedView> = {
    id: "reason",
    header: "Reason",
    main: true,
    cell: (row) => (
      <button type="button" className="link-button" onClick={() => open(row)}>
        {sentence(row.reason)}
      </button>
    ),
  };
  const source: Column<ParkedView> = {
    id: "source",
    header: "Source",
    cell: (row) => (
      <>
        {names.get(row.source) ?? row.source}
        <span className="dim">, line {row.line}</span>
      </>
    ),
  };
  const first = mayChoose ? [choose, reason] : [reason];
  return isWrittenOff
    ? [...first, why, writtenOff, estimate, detail, source]
    : [...first, detail, source, estimate, parkedAt, ...(retry ? [retryColumn(retry)] : [])];
}
