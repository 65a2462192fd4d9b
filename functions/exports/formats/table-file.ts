import type { CellStyle } from "../cell.ts";
import type { ColumnHead, Value } from "../column.ts";

/** Where a file's bytes go. `write` returns once the next piece is welcome. */
export interface Out {
  write: (piece: Uint8Array) => Promise<void>;
}

/** What a file says beside its rows. */
export interface FileHead {
  /** What it is a list of. */
  title: string;
  columns: readonly ColumnHead[];
  style: CellStyle;
  /** The filters in words. */
  criteria: readonly string[];
  /** ISO 8601 UTC. */
  madeAt: string;
}

/** A file in the making: rows in pages, then `close`, which writes what is still held. */
export interface TableFile {
  write: (rows: readonly (readonly Value[])[]) => Promise<void>;
  close: () => Promise<void>;
}
