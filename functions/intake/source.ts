import * as z from "zod";
import { isKnownZone } from "../time/zone.ts";
import { type ColumnRole, Columns, Constants, CsvDialect, NumberText, plainCsv } from "./csv-dialect.ts";
import { mappingFault } from "./formats/asterisk-mapping.ts";
import { templateFault } from "./formats/freeswitch-template.ts";
import { columnNamesFault } from "./formats/kamailio-columns.ts";

/**
 * A CDR source is one switch's records in one layout. It says what the layout leaves open: the zone of its clock, what
 * its seconds mean, which leg is billed, whose calls they are and how the numbers are written. Every CDR is delivered
 * in the name of a source.
 */

/** The layouts that can be read; one file each in formats/. */
export const SourceFormat = z.enum([
  "freeswitch-json",
  "freeswitch-csv",
  "freeswitch-xml",
  "asterisk-csv",
  "asterisk-custom",
  "asterisk-json",
  "kamailio-json",
  "kamailio-log",
  "kamailio-acc",
  "kamailio-flatstore",
  "opensips-event",
  "opensips-log",
  "radius-detail",
  "vos-json",
  "generic-csv",
]);
export type SourceFormat = z.infer<typeof SourceFormat>;

/**
 * Where the talk time is read from. `billusec`: the switch's finest count (FreeSWITCH). `billsec`: its whole seconds.
 * `end-answer`: difference of the two instants. `duration`: the layout's duration field, as Kamailio and generic CSV have it.
 */
export const BillableFrom = z.enum(["billusec", "billsec", "end-answer", "duration"]);
export type BillableFrom = z.infer<typeof BillableFrom>;

/** What a layout offers; the first is its default. A difference of stamps that were cut to seconds is never billed. */
export const billableChoices: Record<SourceFormat, readonly BillableFrom[]> = {
  "freeswitch-json": ["billusec", "billsec", "end-answer", "duration"],
  "freeswitch-csv": ["billusec", "billsec", "duration"],
  "freeswitch-xml": ["billusec", "billsec", "end-answer", "duration"],
  "asterisk-csv": ["billsec", "duration"],
  "asterisk-custom": ["billsec", "duration"],
  "asterisk-json": ["billsec", "duration"],
  "kamailio-json": ["duration", "end-answer"],
  "kamailio-log": ["duration", "end-answer"],
  // Two transactions have instants and nothing else.
  "kamailio-acc": ["end-answer"],
  "kamailio-flatstore": ["duration"],
  // `duration` is ms_duration where it is written; `billsec` the begun seconds.
  "opensips-event": ["duration", "billsec"],
  "opensips-log": ["duration", "billsec"],
  "radius-detail": ["duration", "end-answer"],
  // `duration` is holdTime, whole seconds.
  "vos-json": ["end-answer", "duration"],
  "generic-csv": ["duration", "end-answer"],
};

/** IANA name, as the runtime's zone data knows it. */
const TimeZone = z
  .string()
  .max(64)
  .refine(isKnownZone, { message: "There is no such time zone. Use an IANA name such as Europe/London." });

const Digits = (max: number) => z.string().regex(/^\d*$/, "Digits only.").max(max);

/** How the switch writes numbers, and so how `+44…`, `0044…` and `020…` become one number. Empty text switches a step off. */
export const Normalise = z.strictObject({
  /** Take a leading `+` away. */
  plus: z.boolean().default(true),
  /** What stands before an international number, mostly `00` or `011`. It is removed. */
  internationalPrefix: Digits(8).default("00"),
  /** What stands before a national number, mostly `0`. It is replaced by the country code. */
  nationalPrefix: Digits(8).default(""),
  /** Country code of national numbers, without `+`. */
  countryCode: Digits(4).default(""),
});
export type Normalise = z.infer<typeof Normalise>;

const fields = {
  name: z.string().trim().min(1).max(100),
  /** The switch's name. Two sources of one switch share it: it is part of a call's identity. */
  switch: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, "1 to 64 letters, digits, dots, dashes or underscores."),
  format: SourceFormat,
  /** Zone of the times that are written without one. */
  timeZone: TimeZone.default("UTC"),
  /** Left out: the first choice of the layout. */
  billableFrom: BillableFrom.optional(),
  /** Which leg is charged. The others are kept at charge 0, for vendor cost and statistics. */
  billedLeg: z.enum(["a", "b", "all"]).default("a"),
  /** How the customer of a call is found. */
  customerBy: z.enum(["account", "ip", "sipUser"]).default("account"),
  vendorBy: z.enum(["gateway", "destinationIp", "bLeg"]).default("gateway"),
  /**
   * How the switch lays out a row. FreeSWITCH CSV: the template of cdr_csv.conf.xml; empty is either that it ships.
   * Asterisk custom: the mapping of cdr_custom.conf; empty is the sample's. Kamailio flatstore: the columns' names between
   * bars; empty is what the recommended `cdr_extra` makes.
   */
  template: z.string().trim().max(8000).default(""),
  /** Generic CSV: which column holds what. Other layouts with named fields: names that differ from the usual ones. */
  columns: Columns.default({}),
  constants: Constants.default({}),
  csv: CsvDialect.default(plainCsv),
  /** Only lines that hold this text are records; the others are passed over. For logs that are not the switch's CDRs alone. */
  onlyLinesWith: z.string().max(100).default(""),
  numberText: NumberText.default({ after: "", before: "", remove: "" }),
  /** Name of the field that holds the calling number, where it is not the layout's usual one. */
  cliField: z.string().max(100).default(""),
  /** Name of the field that holds the called number, where it is not the layout's usual one. */
  cldField: z.string().max(100).default(""),
  /** `DIALLED`: strip the dial prefix and apply the customer's rules before rating. `TRANSLATED`: rate as it stands. */
  numberState: z.enum(["DIALLED", "TRANSLATED"]).default("DIALLED"),
  normalise: Normalise.default({ plus: true, internationalPrefix: "00", nationalPrefix: "", countryCode: "" }),
  /** Minutes without a CDR after which the source is silent; 0 = never. Left out: twice its mean pause in a week, at least 60. */
  silentAfterMinutes: z.number().int().min(0).max(525_600).nullable().optional(),
  /** So many running numbers in a row must be missing to be shown as a gap. Left out: 1 for VOS, 20 for Asterisk, which numbers channels too that write no CDR. */
  smallestGap: z.number().int().min(1).max(100_000).nullable().optional(),
};

interface Checked {
  format: SourceFormat;
  billableFrom?: BillableFrom | undefined;
  template: string;
  columns: Columns;
  constants: z.infer<typeof Constants>;
  csv: CsvDialect;
  normalise: Normalise;
}

/** Why the template cannot be used; undefined when it can. */
function templateFaultOf({ format, template, csv }: Checked): string | undefined {
  if (template === "") return undefined;
  switch (format) {
    case "freeswitch-csv":
      return templateFault(template);
    case "asterisk-custom":
      return mappingFault(template, csv.separator);
    case "kamailio-flatstore":
      return columnNamesFault(template);
    default:
      return "This layout has no template. Leave it empty.";
  }
}

/** What no single field can say. */
function checkTogether(source: Checked, context: z.core.$RefinementCtx): void {
  const fault = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
  const choices = billableChoices[source.format];
  if (source.billableFrom && !choices.includes(source.billableFrom))
    fault(["billableFrom"], `${source.format} has: ${choices.join(", ")}.`);
  if (source.normalise.nationalPrefix !== "" && source.normalise.countryCode === "")
    fault(["normalise", "countryCode"], "National numbers need a country code.");
  const odd = templateFaultOf(source);
  if (odd) fault(["template"], odd);
  if (source.format !== "generic-csv") return;
  const needed: ColumnRole[] = ["callId", "setup", source.billableFrom === "end-answer" ? "end" : "duration"];
  for (const role of needed) if (source.columns[role] === undefined) fault(["columns", role], "This column is needed.");
  if (source.columns.cld === undefined && source.constants.cld === undefined)
    fault(["columns", "cld"], "This column is needed.");
  const filtered = source.csv.rowFilter?.column;
  if (!source.csv.header && typeof filtered === "string")
    fault(["csv", "rowFilter", "column"], "Without a header line, give the position from 1.");
  if (!source.csv.header)
    for (const [role, column] of Object.entries(source.columns))
      if (typeof column === "string") fault(["columns", role], "Without a header line, give the position from 1.");
}

/** Every setting of a source, as a sample is read by. */
export const NewSource = z.strictObject(fields).superRefine(checkTogether).meta({ id: "CdrSourceSettings" });
export type NewSource = z.infer<typeof NewSource>;

export const AskedSource = z
  .strictObject({
    ...fields,
    /** Zone of the times that are written without one. Left out: that of the settings, as they are now. */
    timeZone: TimeZone.optional(),
  })
  .superRefine(checkTogether)
  .meta({ id: "NewCdrSource" });
export type AskedSource = z.infer<typeof AskedSource>;

/** A field of a change: what is left out stays as it is, so no default may stand in. */
type Optional<Name extends keyof typeof fields> = z.ZodOptional<
  z.ZodType<NewSource[Name], z.input<(typeof fields)[Name]>>
>;
const changeable = Object.fromEntries(
  Object.entries(fields).map(([name, schema]) => [
    name,
    schema instanceof z.ZodDefault ? schema.unwrap().optional() : schema.optional(),
  ]),
) as unknown as { [Name in keyof typeof fields]: Optional<Name> };

/** A change names what it changes; the source is checked whole after it. `switch` and `format` stay: they are part of old calls' identity. */
export const SourceChange = z.strictObject(changeable).meta({ id: "CdrSourceChange" });
export type SourceChange = z.infer<typeof SourceChange>;

export const CdrSource = z
  .object({ id: z.string(), ...fields, createdAt: z.string(), version: z.number().int() })
  .meta({ id: "CdrSource" });
export type CdrSource = z.infer<typeof CdrSource>;

/** The rule in force for the talk time. */
export const billableFrom = (source: CdrSource): BillableFrom =>
  source.billableFrom ?? billableChoices[source.format][0] ?? "duration";
