import { csvLine } from "../../../functions/intake/formats/csv-line.ts";
import type { SourceValues } from "./source-values.ts";

export interface SampleColumn {
  /** What the mapping calls it: the header's name, or the position from 1. */
  column: string;
  /** The first values that are not empty, each once. */
  values: string[];
}

const mostValues = 3;
const mostRows = 50;

/** The columns of a sample as the table's present settings cut it. */
export function sampleColumns(text: string, csv: SourceValues["csv"]): SampleColumn[] {
  const { separator, quoting, skipLines, header } = csv;
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .slice(Number(skipLines))
    .filter((line) => line.trim() !== "");
  const [first = [], ...rest] = lines.slice(0, mostRows).map((line) => csvLine(line, separator, quoting).fields);
  const rows = header ? rest : [first, ...rest];
  return first.map((name, place) => ({
    column: header ? name.trim() : String(place + 1),
    values: [...new Set(rows.map((row) => row[place]?.trim() ?? ""))].filter((value) => value).slice(0, mostValues),
  }));
}
