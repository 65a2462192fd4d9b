import type { ParkedLine } from "../../cdrs/cdr.ts";
import { park, type RawRecord } from "./format.ts";

/**
 * Log lines of `name=value` pairs between semicolons. Nothing is escaped: a value may hold a semicolon, but not one that
 * a name and an equals sign follow, so that is where a value ends.
 */

/** The pairs of a text; undefined when a name stands twice, because then one of them is part of somebody's value. */
function pairsIn(text: string): Map<string, string> | undefined {
  const pairs = new Map<string, string>();
  let name = "";
  for (const part of text.split(";")) {
    const found = /^\s*([A-Za-z_][\w.-]{0,63})=/.exec(part);
    if (!found) {
      if (name === "") return undefined;
      pairs.set(name, `${pairs.get(name)};${part}`);
      continue;
    }
    name = found[1] ?? "";
    if (pairs.has(name)) return undefined;
    pairs.set(name, part.slice(found[0].length));
  }
  for (const [key, value] of pairs) pairs.set(key, value.trim());
  return pairs;
}

/** Reads the lines of one log and remembers with which name they end: one that lacks it was cut by the log. */
export class LogFields {
  readonly #last = new Map<string, string>();

  /**
   * @param text the line from its first pair on
   * @param kind lines of one kind have the same names
   */
  read(record: RawRecord, text: string, kind: string): Map<string, string> | ParkedLine {
    const pairs = pairsIn(text);
    if (!pairs) return park(record, "MALFORMED", "A name stands twice, or a value has no name.");
    const last = this.#last.get(kind);
    const cut = record.unended || (last !== undefined && !pairs.has(last));
    if (cut)
      return park(
        record,
        "TRUNCATED",
        record.unended ? "The delivery ends in this line." : `The line ends before ${last}.`,
      );
    this.#last.set(kind, [...pairs.keys()].at(-1) ?? "");
    return pairs;
  }
}

/** Whether the line is a record at all, where the source's log holds other lines too. */
export const isAskedFor = (record: RawRecord, onlyLinesWith: string): boolean =>
  record.text.trim() !== "" && (onlyLinesWith === "" || record.text.includes(onlyLinesWith));
