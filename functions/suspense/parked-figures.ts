import { parkedName, type Sums } from "../reconcile/figures.ts";
import type { Suspended } from "./suspended.ts";
import type { RowChange } from "./waiting.ts";

/** How many records of each uploaded file wait, by reason, and how many were written off. Of a day of a source the counts of what waits say it themselves. */

const shareOf = (record: Suspended | undefined, count: 1 | -1): { cell: { upload: string }; sums: Sums }[] =>
  record && record.upload !== null && record.day !== null
    ? [
        {
          cell: { upload: record.upload },
          sums: { [record.writtenOff ? "writtenOff" : parkedName(record.reason)]: count },
        },
      ]
    : [];

/** What a change of a row does to the figures of the file that brought the record. */
export const fileShares = ({ before, after }: RowChange) => [...shareOf(before, -1), ...shareOf(after, 1)];
