import type { ParkedLine } from "../../cdrs/cdr.ts";
import { counted } from "../../time/counted.ts";
import { asteriskCall, isUniqueId } from "./asterisk-call.ts";
import { csvFaults, csvLine } from "./csv-line.ts";
import { type CdrFormat, park, type RawRecord, type Reading } from "./format.ts";

/**
 * Asterisk's Master.csv (cdr_csv.c, cdr.conf.sample): 16 columns, then uniqueid, userfield and three newer ones, each
 * only when switched on. Whole seconds, cut; local time unless `usegmtime=yes`.
 */

/** The columns that every Master.csv has. */
export const first16 = [
  "accountcode",
  "src",
  "dst",
  "dcontext",
  "clid",
  "channel",
  "dstchannel",
  "lastapp",
  "lastdata",
  "start",
  "answer",
  "end",
  "duration",
  "billsec",
  "disposition",
  "amaflags",
];
const newer = ["peeraccount", "linkedid", "sequence"];

/** Names of all columns. With 17 or 20 the one before the newer three is uniqueid or userfield: its shape tells. */
function namesOf(fields: readonly string[]): string[] {
  const tail = fields.length >= 19 ? newer : [];
  const older = fields.length - first16.length - tail.length;
  const single = isUniqueId(fields[16] ?? "") ? ["uniqueid"] : ["userfield"];
  return [...first16, ...(older === 2 ? ["uniqueid", "userfield"] : older === 1 ? single : []), ...tail];
}

/** The line's columns, or why it is none of Asterisk's. `usual` is how many the rows before it had. */
function columnsOf(record: RawRecord, usual: number | undefined): string[] | ParkedLine {
  const { fields, fault } = csvLine(record.text, ",");
  const count = fields.length;
  if (fault) return park(record, record.unended && fault !== "TOO_WIDE" ? "TRUNCATED" : "MALFORMED", csvFaults[fault]);
  if (record.unended && count < (usual ?? 16))
    return park(record, "TRUNCATED", `The delivery ends in column ${count}.`);
  if (count < 16 || count > 21)
    return park(record, "MALFORMED", `${counted(count, "column")}; Asterisk writes 16 to 21.`);
  return fields;
}

export const asteriskCsv: CdrFormat = {
  records: "lines",
  parserVersion: 1,
  open(source) {
    /** A last line that was cut at a comma looks whole: the rows before it tell how many columns there are. */
    let usual: number | undefined;
    const read = (record: RawRecord): Reading => {
      if (record.text.trim() === "") return undefined;
      const fields = columnsOf(record, usual);
      if (!Array.isArray(fields)) return fields;
      usual = fields.length;
      const names = namesOf(fields);
      return asteriskCall(source, record, (name) => fields[names.indexOf(name)] ?? "");
    };
    return { read };
  },
};
