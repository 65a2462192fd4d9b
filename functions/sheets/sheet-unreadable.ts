import * as z from "zod";

/** Why a sheet could not be read at all. */
export const ImportFailure = z.enum([
  /** Nothing in it. */
  "EMPTY",
  /** No column for what every row needs, or a chosen column or worksheet is not there. Choose, and it is read again. */
  "COLUMNS",
  /** Over 64 MB, over 512 MB or 100 times its size when unpacked, or more rows than such a sheet may have. */
  "TOO_LARGE",
  /** Neither text nor an XLSX workbook, or damaged. */
  "UNREADABLE",
]);
export type ImportFailure = z.infer<typeof ImportFailure>;

/** What of a file was looked at, so that a person can choose another worksheet, header line or column. */
export const SeenSheet = z.object({
  /** Worksheets of a workbook, hidden ones last; none for text. */
  sheets: z.array(z.string()),
  /** The worksheet that was read. */
  sheet: z.string().nullable(),
  /** Line of the headers, from 1; 0: the sheet has none and its columns go by their letters; null: none was found. */
  headerRow: z.number().int().nullable(),
  headers: z.array(z.string()),
  /** First lines of the sheet as they stand. */
  preview: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
});
export type SeenSheet = z.infer<typeof SeenSheet>;

/** A sheet that cannot be read at all; the message is fit to show. */
export class SheetUnreadable extends Error {
  readonly reason: ImportFailure;
  readonly seen: SeenSheet | null;
  constructor(reason: ImportFailure, message: string, detail: { cause?: unknown; seen?: SeenSheet } = {}) {
    super(message, { cause: detail.cause });
    this.reason = reason;
    this.seen = detail.seen ?? null;
  }
}
