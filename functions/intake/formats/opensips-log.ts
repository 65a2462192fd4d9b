import type { CdrSource } from "../source.ts";
import { type CdrFormat, type CdrReader, park, type RawRecord } from "./format.ts";
import { isAskedFor, LogFields } from "./log-fields.ts";
import { opensipsCall } from "./opensips-call.ts";

/** OpenSIPS' accounting in the log: `ACC: call ended: created=…;call_start_time=…;duration=…;ms_duration=…;…` and its like. */

const kinds = ["call ended", "call missed", "transaction answered", "request acknowledged"];

/** The fields begin behind `ACC: <kind>: `; of a log that writes them bare, at the line's beginning. */
function fieldsFrom(text: string): { kind: string; start: number } | undefined {
  for (const kind of kinds) {
    const found = text.indexOf(`ACC: ${kind}: `);
    if (found >= 0) return { kind, start: found + kind.length + 7 };
  }
  return /^(?:created|timestamp|method)=/.test(text) ? { kind: "", start: 0 } : undefined;
}

function reader(source: CdrSource): CdrReader {
  const fields = new LogFields();
  const read = (record: RawRecord) => {
    if (!isAskedFor(record, source.onlyLinesWith)) return undefined;
    const found = fieldsFrom(record.text);
    if (!found) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The line is no record of accounting.");
    const values = fields.read(record, record.text.slice(found.start), found.kind);
    return !(values instanceof Map) ? values : opensipsCall(source, record, (name) => values.get(name) || null);
  };
  return { read };
}

export const opensipsLog: CdrFormat = { records: "lines", parserVersion: 1, open: reader };
