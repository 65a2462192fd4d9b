import type { CdrSource } from "../source.ts";
import { type CdrFormat, park, type RawRecord, type Reading } from "./format.ts";
import { fieldIn, parseObject } from "./json-fields.ts";
import { kamailioCall } from "./kamailio-call.ts";

/** Kamailio acc_json: a dialog CDR as one JSON object, all values text. */

function read(source: CdrSource, record: RawRecord): Reading {
  if (record.text.trim() === "") return undefined;
  const cdr = parseObject(record.text);
  if (!cdr) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The record is not a JSON object.");
  return kamailioCall(source, record, (name) => fieldIn(cdr, name));
}

export const kamailioJson: CdrFormat = {
  records: "json",
  parserVersion: 1,
  open: (source) => ({ read: (record) => read(source, record) }),
};
