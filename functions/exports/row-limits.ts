import type { ExportFormat } from "./export.ts";

/** Rows that each format is made for. Beyond them the job fails and says so: half a list would pass for the whole. */
export const mostRows: Record<ExportFormat, number> = {
  csv: 5_000_000,
  txt: 5_000_000,
  xlsx: 5_000_000,
  xls: 200_000,
  pdf: 50_000,
};

/** Rows of one worksheet (ECMA-376; [MS-XLS] 2.4.90; Excel specifications and limits), its header line among them. */
export const sheetRows = { xlsx: 1_048_576, xls: 65_536 } as const;
