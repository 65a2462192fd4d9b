import type { CdrSource } from "../source.ts";
import { type CdrFormat, park, type RawRecord, type Reading } from "./format.ts";
import { callOf } from "./freeswitch-call.ts";
import { shippedTemplates, type Template, templateOf, valuesIn } from "./freeswitch-template.ts";
import { fieldIn, type JsonObject } from "./json-fields.ts";

/**
 * FreeSWITCH mod_cdr_csv: Master.csv or a file for each account code, in the columns of a template. Without one in the
 * source, a row is of the two that FreeSWITCH ships, whichever it matches. Stamps are the switch's local time.
 */

/** The row as channel variables; the caller's number is a caller profile's, not a variable, in the other layouts too. */
function channelOf(values: ReadonlyMap<string, string>) {
  const variables = Object.assign(Object.create(null) as JsonObject, Object.fromEntries(values));
  const profile = {
    caller_id_number: values.get("caller_id_number"),
    destination_number: values.get("destination_number"),
  };
  const originated = fieldIn(variables, "direction") === "outbound" && fieldIn(variables, "originator") !== null;
  return { variables, profile, originated, applications: [] };
}

function read(source: CdrSource, record: RawRecord, templates: readonly Template[]): Reading {
  const row = record.text.trim();
  if (row === "") return undefined;
  for (const template of templates) {
    const values = valuesIn(row, template);
    if (values) return callOf(source, record, channelOf(values));
  }
  return park(record, record.unended ? "TRUNCATED" : "MALFORMED", "The row does not have the template's columns.");
}

export const freeswitchCsv: CdrFormat = {
  records: "lines",
  parserVersion: 1,
  open(source) {
    const texts = source.template ? [source.template] : Object.values(shippedTemplates);
    const templates = texts.map(templateOf);
    return { read: (record) => read(source, record, templates) };
  },
};
