import type { DecimalSign } from "./sheet-place.ts";

/** What a spreadsheet was told to leave alone: `="4420"` and `'4420`. */
export const unforced = (cell: string): string => /^="([^"]*)"$/.exec(cell)?.[1] ?? cell.replace(/^'/, "");

export interface NumberWriting {
  decimal: DecimalSign;
  /** Whether cells are separated by commas: an undeclared decimal comma then cannot be. */
  commaSeparated: boolean;
}

/** `POINT`: a point where a decimal comma was declared. `THOUSANDS`: a comma that may mean them. */
export type NumberDoubt = { doubt: "POINT" | "THOUSANDS" };

/** The number with a point before its decimals and without marks for thousands; text that is no number stays as it is. */
export function withPoint(text: string, { decimal, commaSeparated }: NumberWriting): string | NumberDoubt {
  if (decimal === "COMMA")
    return /^-?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/.test(text) || !text.includes(".")
      ? text.replaceAll(".", "").replace(",", ".")
      : { doubt: "POINT" };
  if (decimal === "POINT") return /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(text) ? text.replaceAll(",", "") : text;
  if (!/^\d+,\d+$/.test(text)) return text;
  if (commaSeparated || /^[1-9]\d{0,2},\d{3}$/.test(text)) return { doubt: "THOUSANDS" };
  return text.replace(",", ".");
}
