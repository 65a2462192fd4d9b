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
  retry(row: ParkedView): void;
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

const why: Column<ParkedView> = { id: "note", header: "Why", cell: (row) => row.writtenOff?.note };

/** Another try, or what else helps. */
const retryColumn = (retry: Acts["retry"]): Column<ParkedView> => ({
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

export const suspenseColumns = ({
  isWrittenOff,
  mayChoose,
  names,
  open,
  retry,
}: Acts): readonly Column<ParkedView>[] => [
  ...(mayChoose ? [choose] : []),
  {
    id: "reason",
    header: "Reason",
    main: true,
    cell: (row) => (
      <button type="button" className="link-button" onClick={() => open(row)}>
        {sentence(row.reason)}
      </button>
    ),
  },
  { id: "detail", header: "Detail", cell: ({ detail }) => <ParkedDetail detail={detail} /> },
  { id: "source", header: "Source", cell: ({ source }) => names.get(source) ?? source },
  { id: "line", header: "Line", align: "end", cell: ({ line }) => line },
  { id: "estimate", header: "At stake", cell: (row) => <EstimateFigure {...row} /> },
  { id: "parkedAt", header: "Parked", cell: ({ parkedAt }) => <Instant at={parkedAt} relative /> },
  ...(isWrittenOff ? [writtenOff, why] : [retryColumn(retry)]),
];
