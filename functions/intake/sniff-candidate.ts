import * as z from "zod";
import { Columns, CsvDialect } from "./csv-dialect.ts";
import type { SourceFormat } from "./source.ts";

/** The fields of a source that a sample can tell. */
export const SniffedSettings = z.object({
  template: z.string().optional(),
  columns: Columns.optional(),
  onlyLinesWith: z.string().optional(),
  csv: z.object(CsvDialect.shape).optional(),
});

/** A layout that a sample may be in, before the sample is read with it. */
export interface Candidate {
  format: SourceFormat;
  /** Certainty, 0 to 100, when every record can be read. */
  most: number;
  because: string;
  settings: z.infer<typeof SniffedSettings>;
}
