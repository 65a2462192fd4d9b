import { type CdrFormat, park, type RawRecord, type Reading } from "./format.ts";
import { kamailioCall } from "./kamailio-call.ts";
import { isAskedFor, LogFields } from "./log-fields.ts";

/** Kamailio's dialog CDRs as log lines (`acc_cdr.c`): `start_time=…; end_time=…; duration=…; …`, whatever syslog puts before. */
export const kamailioLog: CdrFormat = {
  records: "lines",
  parserVersion: 1,
  open(source) {
    const fields = new LogFields();
    const read = (record: RawRecord): Reading => {
      if (!isAskedFor(record, source.onlyLinesWith)) return undefined;
      const start = record.text.indexOf("start_time=");
      if (start < 0)
        return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The line has no start_time=: it is no CDR.");
      const pairs = fields.read(record, record.text.slice(start), "cdr");
      return !(pairs instanceof Map) ? pairs : kamailioCall(source, record, (name) => pairs.get(name) || null);
    };
    return { read };
  },
};
