import { parkedName, type Sums } from "../reconcile/figures.ts";
import type { Suspended } from "./suspended.ts";
import type { RowChange } from "./waiting.ts";

/** How many records of each uploaded file wait, by reason, and how many were written off. Of a day of a source the counts of what waits say it themselves. */

/** Of a replayed line that was charged as it was read before, the charge counts the line; that it is disputed is no record of the file. */
const isCounted = ({ upload, day, formerly }: Suspended): boolean =>
  upload !== null && day !== null && formerly?.waited !== false;

const shareOf = (record: Suspended | undefined, count: 1 | -1): { cell: { upload: string }; sums: Sums }[] =>
  record?.upload && isCounted(record)
    ? [
        {
          cell: { upload: record.upload },
          sums: { [record.writtenOff ? "writtenOff" : parkedName(record.reason)]: count },
        },
      ]
    : [];

/** What a change of a row does to the figures of the file that brought the record. */
export const fileShares = ({ before, after }: RowChange) => [...shareOf(before, -1), ...shareOf(after, 1)];
