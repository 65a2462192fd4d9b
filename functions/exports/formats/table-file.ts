import type { CellStyle } from "../cell.ts";
import type { ColumnHead, Value } from "../column.ts";

/** Where a file's bytes go. `write` returns once the next piece is welcome. */
export interface Out {
  write: (piece: Uint8Array) => Promise<void>;
}

/** Whose paper it is. */
export interface Letterhead {
  company: string;
  supportEmail: string | null;
  /** Name, address and tax number of the seller, line by line. */
  seller: readonly string[];
  /** A PNG or JPEG that was looked at when it came in. */
  logo: Uint8Array | null;
  /** Large and pale behind the rows of every page; null: none. */
  watermark: string | null;
}

/** What a file says beside its rows. */
export interface FileHead {
  /** What it is a list of. */
  title: string;
  columns: readonly ColumnHead[];
  style: CellStyle;
  /** Between the cells of CSV and TXT; left out: by the decimal separator. */
  separator?: string;
  /** The filters in words. */
  criteria: readonly string[];
  /** ISO 8601 UTC. */
  madeAt: string;
  /** Only pages have one. */
  letterhead?: Letterhead;
}

/** A file in the making: rows in pages, then `close`, which writes what is still held. */
export interface TableFile {
  write: (rows: readonly (readonly Value[])[]) => Promise<void>;
  close: () => Promise<void>;
}
