import * as z from "zod";
import type { SourceView } from "./intake.api.ts";
import { templateNotes } from "./source-words.ts";

/** The form's values: column numbers and names are both text here. */
export type SourceValues = Record<string, unknown> & {
  format: string;
  template: string;
  columns: Record<string, string>;
  csv: { separator: string; header: boolean; timeFormat: string; durationUnit: string };
  billableFrom: string;
};

export const newSource: SourceValues = {
  name: "",
  switch: "",
  format: "freeswitch-json",
  timeZone: "UTC",
  billableFrom: "",
  billedLeg: "a",
  customerBy: "account",
  vendorBy: "gateway",
  numberState: "DIALLED",
  cliField: "",
  cldField: "",
  template: "",
  onlyLinesWith: "",
  columns: {},
  csv: { separator: ",", header: true, timeFormat: "iso", durationUnit: "s" },
  normalise: { plus: true, internationalPrefix: "00", nationalPrefix: "", countryCode: "" },
};

export function valuesOf(source: SourceView): SourceValues {
  const known = Object.fromEntries(
    Object.keys(newSource).map((name) => [name, source[name as keyof SourceView] ?? ""]),
  );
  const columns = Object.fromEntries(Object.entries(source.columns).map(([role, column]) => [role, String(column)]));
  return { ...known, columns } as SourceValues;
}

/** What is sent: empty columns and the template of another layout left out, positions as numbers where the file has no header. */
export function bodyOf(values: SourceValues): Record<string, unknown> {
  const { billableFrom, columns, template, ...rest } = values;
  const given = Object.entries(columns).filter(([, column]) => column !== "");
  const column = (text: string) => (values.csv.header || !/^\d+$/.test(text) ? text : Number(text));
  return {
    ...rest,
    template: Object.hasOwn(templateNotes, values.format) ? template : "",
    ...(billableFrom ? { billableFrom } : {}),
    columns: Object.fromEntries(given.map(([role, text]) => [role, column(text)])),
  };
}

const titled = (title: string) => z.unknown().meta({ title });

/** What the form calls its fields. */
export const sourceShape = {
  name: titled("Name"),
  switch: titled("Switch"),
  format: titled("Layout"),
  timeZone: titled("Time zone"),
  billableFrom: titled("Billable seconds"),
  billedLeg: titled("Billed leg"),
  customerBy: titled("Customer by"),
  vendorBy: titled("Vendor by"),
  numberState: titled("Number state"),
  cliField: titled("CLI field"),
  cldField: titled("CLD field"),
  template: titled("Template"),
  onlyLinesWith: titled("Only lines with"),
  "normalise.internationalPrefix": titled("International prefix"),
  "normalise.nationalPrefix": titled("National prefix"),
  "normalise.countryCode": titled("Country code"),
  "csv.separator": titled("Separator"),
  "csv.timeFormat": titled("Time format"),
  "csv.durationUnit": titled("Duration unit"),
};
