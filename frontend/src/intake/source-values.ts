import * as z from "zod";
import { type ColumnRole, plainCsv } from "../../../functions/intake/csv-dialect.ts";
import { NewSource, type SourceFormat } from "../../../functions/intake/source.ts";
import type { FormHandle } from "../ui/schema-form.ts";
import { titled } from "../ui/titled.ts";
import type { SourceView } from "./intake.api.ts";
import { hasConstants, hasOnlyLinesWith, hasSeparator, mostlyNeedsTimeZone, rolesOf } from "./layout-traits.ts";
import { roleNames, templateNotes } from "./source-words.ts";

/** The form's values: column numbers and names are both text here, and no row filter is an empty one. */
export type SourceValues = Record<string, unknown> & {
  name: string;
  switch: string;
  format: SourceFormat;
  timeZone: string;
  /** What a sample told of its times; undefined until one is taken. */
  needsTimeZone: boolean | undefined;
  customerBy: SourceView["customerBy"];
  template: string;
  columns: Record<string, string>;
  constants: Record<string, string>;
  csv: Omit<SourceView["csv"], "rowFilter"> & { rowFilter: { column: string; values: string[] } };
  billableFrom: string;
  silentAfterMinutes: string | number;
  smallestGap: string | number;
};

export type SourceHandle = FormHandle<SourceValues>;

/** A zone is not chosen for anybody: it begins empty. */
export const newSource: SourceValues = {
  name: "",
  switch: "",
  format: "freeswitch-json",
  timeZone: "",
  needsTimeZone: undefined,
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
  constants: {},
  csv: { ...plainCsv, rowFilter: { column: "", values: [] } },
  numberText: { after: "", before: "", remove: "" },
  normalise: { plus: true, internationalPrefix: "00", nationalPrefix: "", countryCode: "" },
  silentAfterMinutes: "",
  smallestGap: "",
};

const textsOf = (given: object): Record<string, string> =>
  Object.fromEntries(Object.entries(given).map(([role, value]) => [role, String(value)]));

export const csvValues = ({ rowFilter, ...csv }: SourceView["csv"]): SourceValues["csv"] => ({
  ...csv,
  rowFilter: { column: String(rowFilter?.column ?? ""), values: [...(rowFilter?.values ?? [])] },
});
export const columnValues = textsOf;

export function valuesOf(source: SourceView): SourceValues {
  const known = Object.fromEntries(
    Object.keys(newSource).map((name) => [name, source[name as keyof SourceView] ?? ""]),
  );
  const written = { columns: textsOf(source.columns), constants: textsOf(source.constants) };
  return { ...known, ...written, csv: csvValues(source.csv), needsTimeZone: undefined } as unknown as SourceValues;
}

const filled = (given: Record<string, string>, format: SourceFormat): [string, string][] => {
  const asked = new Set<string>(rolesOf(format));
  return Object.entries(given).filter(([role, text]) => text !== "" && asked.has(role));
};

/** Positions are numbers where the file has no header. */
function csvBody(csv: SourceValues["csv"], format: SourceFormat, column: (text: string) => string | number) {
  if (format !== "generic-csv")
    return hasSeparator(format) ? { ...plainCsv, separator: csv.separator, quoting: csv.quoting } : plainCsv;
  const { rowFilter } = csv;
  const isEmpty = rowFilter.column === "" && rowFilter.values.length === 0;
  return { ...csv, rowFilter: isEmpty ? null : { ...rowFilter, column: column(rowFilter.column) } };
}

/** Empty is the layout's own; what is no number is sent as it is, to be refused with its field. */
const numberOrNull = (given: string | number) =>
  given === "" ? null : /^\d+$/.test(String(given)) ? Number(given) : given;

/** What is sent: without what is empty and without settings of another layout, whose fields are no longer shown. */
export function bodyOf(values: SourceValues): Record<string, unknown> {
  const { billableFrom, columns, constants, template, timeZone, needsTimeZone: _, ...rest } = values;
  const { format, csv } = values;
  const column = (text: string) => (csv.header || !/^\d+$/.test(text) ? text : Number(text));
  return {
    ...rest,
    silentAfterMinutes: numberOrNull(values.silentAfterMinutes),
    smallestGap: numberOrNull(values.smallestGap),
    ...(timeZone ? { timeZone } : {}),
    ...(billableFrom ? { billableFrom } : {}),
    template: Object.hasOwn(templateNotes, format) ? template : "",
    onlyLinesWith: hasOnlyLinesWith(format) ? values["onlyLinesWith"] : "",
    columns: Object.fromEntries(filled(columns, format).map(([role, text]) => [role, column(text)])),
    constants: hasConstants(format) ? Object.fromEntries(filled(constants, format)) : {},
    csv: csvBody(csv, format, column),
  };
}

/** Whether the zone must be said: by the sample that was taken, else by what the layout mostly has. */
export const needsTimeZone = ({ needsTimeZone: told, format, csv }: SourceValues): boolean =>
  told ?? mostlyNeedsTimeZone(format, csv.timeFormat);

/** The server's own schema, asked with the body that will be sent; and no zone that nobody chose. */
export const checkedSource = z.any().superRefine((given, context) => {
  const values = given as SourceValues;
  const fault = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
  if (values.timeZone === "" && needsTimeZone(values))
    fault(["timeZone"], "Choose the zone of the switch's clock: its times carry none.");
  for (const { path, message } of NewSource.safeParse(bodyOf(values)).error?.issues ?? []) fault([...path], message);
});

/** What the form calls its fields. */
export const sourceShape: Record<string, z.ZodType> = {
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
  "numberText.after": titled("Number begins after"),
  "numberText.before": titled("Number ends before"),
  "numberText.remove": titled("Characters to remove"),
  "normalise.internationalPrefix": titled("International prefix"),
  "normalise.nationalPrefix": titled("National prefix"),
  "normalise.countryCode": titled("Country code"),
  silentAfterMinutes: titled("Silent after minutes"),
  smallestGap: titled("Smallest gap"),
  "csv.separator": titled("Separator"),
  "csv.quoting": titled("Quoting"),
  "csv.skipLines": titled("Lines to skip"),
  "csv.timeFormat": titled("Time format"),
  "csv.durationUnit": titled("Duration unit"),
  "csv.answeredWords": titled("Words for answered"),
  "csv.rowFilter.column": titled("Column that tells calls"),
  "csv.rowFilter.values": titled("Values of a call"),
};

/** What a person calls the field of a fault, such as `columns.setup`. */
export function labelOf(path: string): string {
  const [group = "", role = ""] = path.split(".");
  const title = sourceShape[path]?.meta()?.title ?? sourceShape[path.replace(/\.\d+$/, "")]?.meta()?.title;
  return title ?? (Object.hasOwn(roleNames, role) ? `${roleNames[role as ColumnRole]} (${group})` : path);
}
