import type { ColumnRole } from "../csv-dialect.ts";
import type { CdrSource } from "../source.ts";
import { asteriskCall } from "./asterisk-call.ts";
import { type CdrFormat, park, type RawRecord, type Reading } from "./format.ts";
import { fieldIn, parseObject } from "./json-fields.ts";

/** Asterisk's JSON mappings: one object a record, its members named as in `CDR()` unless the source's `columns` say otherwise. */

const rolesOf: Record<string, ColumnRole> = {
  uniqueid: "callId",
  sequence: "leg",
  accountcode: "account",
  src: "cli",
  dst: "cld",
  start: "setup",
  answer: "answer",
  end: "end",
  billsec: "duration",
  disposition: "cause",
  channel: "sipUser",
  dstchannel: "gateway",
};

function read(source: CdrSource, record: RawRecord): Reading {
  if (record.text.trim() === "") return undefined;
  const json = parseObject(record.text);
  if (!json) return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The record is not a JSON object.");
  return asteriskCall(source, record, (name) => {
    const role = Object.hasOwn(rolesOf, name) ? rolesOf[name] : undefined;
    const renamed = role === undefined ? undefined : source.columns[role];
    return fieldIn(json, renamed === undefined ? name : String(renamed)) ?? "";
  });
}

export const asteriskJson: CdrFormat = {
  records: "json",
  parserVersion: 1,
  open: (source) => ({ read: (record) => read(source, record) }),
};
