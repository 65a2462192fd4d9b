import type { CsvDialect } from "../csv-dialect.ts";

export interface CsvLine {
  fields: string[];
  /** Why the line cannot be cut; the fields are then not to be used. */
  fault?: "OPEN_QUOTE" | "STRAY_QUOTE" | "TOO_WIDE";
}

/** The widest rows known, of border controllers, have some 300 columns. */
const mostColumns = 1000;

/** The field that starts at `from` with a quote: its text, and the index after the closing quote, -1 when there is none. */
function quoted(line: string, from: number): { text: string; next: number } {
  let text = "";
  for (let start = from + 1; ; ) {
    const quote = line.indexOf('"', start);
    if (quote < 0) return { text, next: -1 };
    text += line.slice(start, quote);
    if (line[quote + 1] !== '"') return { text, next: quote + 1 };
    text += '"';
    start = quote + 2;
  }
}

/** The same where a backslash takes the next character's meaning away. */
function escaped(line: string, from: number): { text: string; next: number } {
  let text = "";
  for (let at = from + 1; at < line.length; at++) {
    if (line[at] === "\\" && at + 1 < line.length) text += line[++at];
    else if (line[at] === '"') return { text, next: at + 1 };
    else text += line[at];
  }
  return { text, next: -1 };
}

const bounded = (fields: string[]): CsvLine =>
  fields.length > mostColumns ? { fields, fault: "TOO_WIDE" } : { fields };

/**
 * One line as RFC 4180 has it: quotes around a field, doubled inside. Spaces around a quoted field are allowed.
 * Lines are never joined: a quote that stays open spoils its own line only.
 */
export function csvLine(line: string, separator: string, quoting: CsvDialect["quoting"] = "double"): CsvLine {
  if (quoting === "none") return bounded(line.split(separator, mostColumns + 1));
  const readQuoted = quoting === "double" ? quoted : escaped;
  const fields: string[] = [];
  for (let at = 0; at <= line.length; ) {
    if (fields.length === mostColumns) return { fields, fault: "TOO_WIDE" };
    let start = at;
    while (line[start] === " ") start++;
    if (line[start] === '"') {
      const { text, next } = readQuoted(line, start);
      if (next < 0) return { fields, fault: "OPEN_QUOTE" };
      let end = next;
      while (line[end] === " ") end++;
      if (end < line.length && line[end] !== separator) return { fields, fault: "STRAY_QUOTE" };
      fields.push(text);
      at = end + 1;
      continue;
    }
    const end = line.indexOf(separator, at);
    const field = line.slice(at, end < 0 ? line.length : end);
    if (field.includes('"')) return { fields, fault: "STRAY_QUOTE" };
    fields.push(field);
    at = end < 0 ? line.length + 1 : end + 1;
  }
  return { fields };
}

export const csvFaults = {
  OPEN_QUOTE: "A quote is opened and never closed.",
  STRAY_QUOTE: "A quote stands inside a field without being doubled.",
  TOO_WIDE: "The line has more than 1,000 columns.",
} as const;
