import { counted } from "../../time/counted.ts";
import { type CdrFormat, park, type RawRecord, type Reading } from "./format.ts";
import { kamailioCall } from "./kamailio-call.ts";
import { columnNames } from "./kamailio-columns.ts";

/**
 * Kamailio's db_flatstore: `start|end|duration|…`, one file for each process. There is no header; the source's `template`
 * names the columns, and without one they are those that the recommended `cdr_extra` makes. A bar in a value is `%7C`.
 */

/** This backend writes every duration with decimals, that of a failed call too: a length of nothing says no answer here. */
const lengthOf = (duration: string): string => (/^0*\.0*$/.test(duration) ? "0" : duration);

const withBars = (text: string) => (text.includes("%") ? text.replaceAll(/%7c/gi, "|") : text);

export const kamailioFlatstore: CdrFormat = {
  records: "lines",
  parserVersion: 1,
  open(source) {
    const names = columnNames(source.template);
    const places = new Map(names.map((name, place) => [name, place]));
    const read = (record: RawRecord): Reading => {
      if (record.text.trim() === "") return undefined;
      const values = record.text.split("|");
      if (values.length !== names.length)
        return park(
          record,
          record.unended && values.length < names.length ? "TRUNCATED" : "MALFORMED",
          `${counted(values.length, "column")} instead of ${names.length}.`,
        );
      return kamailioCall(source, record, (name) => {
        const value = withBars(values[places.get(name) ?? -1] ?? "").trim();
        return (name === "duration" ? lengthOf(value) : value) || null;
      });
    };
    return { read };
  },
};
