import { counted } from "../../time/counted.ts";
import { asteriskCall } from "./asterisk-call.ts";
import { mappingOf } from "./asterisk-mapping.ts";
import { csvFaults, csvLine } from "./csv-line.ts";
import { type CdrFormat, park, type RawRecord, type Reading } from "./format.ts";

/**
 * Asterisk's cdr_custom and the separated mappings of newer releases: columns as the mapping in the source's `template`
 * says, in the order of the shipped sample without one. Times may be epochs or carry an offset, seconds may have decimals.
 */
export const asteriskCustom: CdrFormat = {
  records: "lines",
  parserVersion: 1,
  open(source) {
    const { separator, quoting } = source.csv;
    const names = mappingOf(source.template, separator);
    const read = (record: RawRecord): Reading => {
      if (record.text.trim() === "") return undefined;
      const { fields, fault } = csvLine(record.text, separator, quoting);
      const short = record.unended && (fault !== undefined || fields.length < names.length);
      if (short) return park(record, "TRUNCATED", `The delivery ends in column ${fields.length}.`);
      if (fault) return park(record, "MALFORMED", csvFaults[fault]);
      if (fields.length !== names.length)
        return park(record, "MALFORMED", `${counted(fields.length, "column")}; the mapping has ${names.length}.`);
      return asteriskCall(source, record, (name) => fields[names.indexOf(name)] ?? "");
    };
    return { read };
  },
};
