import * as z from "zod";

/** How a sheet of any content is written, and where in its file the table stands. */
export const sheetPlace = {
  /** Worksheet of a workbook; null: the first visible one in which the columns are found. */
  sheet: z.string().min(1).max(100).nullable(),
  /** Line of the headers, from 1. 0: there are none, columns go by their letters. Null: the first line that names what a row must have. */
  headerRow: z.number().int().min(0).max(1000).nullable(),
  /** Sign before the decimals. AUTO: a point; a comma where it cannot mean anything else, else the row is refused. */
  decimal: z.enum(["AUTO", "POINT", "COMMA"]),
  /** Of a text sheet without a byte order mark. */
  encoding: z.enum(["UTF-8", "WINDOWS-1252"]),
};

export type DecimalSign = z.infer<typeof sheetPlace.decimal>;
export type Encoding = z.infer<typeof sheetPlace.encoding>;
