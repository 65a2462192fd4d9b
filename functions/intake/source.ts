import * as z from "zod";

/**
 * A CDR source is one switch's records in one layout. It says what the layout leaves open: the zone of its clock, what
 * its seconds mean, which leg is billed, whose calls they are and how the numbers are written. Every CDR is delivered
 * in the name of a source.
 */

/** The layouts that can be read; one file each in formats/. */
export const SourceFormat = z.enum(["freeswitch-json", "asterisk-csv", "kamailio-json", "generic-csv"]);
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
  "asterisk-csv": ["billsec", "duration"],
  "kamailio-json": ["duration", "end-answer"],
  "generic-csv": ["duration", "end-answer"],
};

/** IANA name, as the runtime's zone data knows it. */
const TimeZone = z
  .string()
  .max(64)
  .refine(
    (zone) => {
      try {
        return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
      } catch {
        return false;
      }
    },
    { message: "There is no such time zone. Use an IANA name such as Europe/London." },
  );

/** What a column or a Kamailio `cdr_extra` can hold. */
export const columnRoles = [
  "callId",
  "leg",
  "account",
  "sipUser",
  "sourceIp",
  "cli",
  "cld",
  "setup",
  "answer",
  "end",
  "duration",
  "sipCode",
  "q850",
  "cause",
  "releasedBy",
  "gateway",
  "destinationIp",
  "codec",
  "pdd",
  "authorizationId",
] as const;
export type ColumnRole = (typeof columnRoles)[number];

/** A header's name, without case, or a position counted from 1. */
const Column = z.union([z.string().min(1).max(100), z.number().int().min(1).max(300)]);
export type Column = z.infer<typeof Column>;

/** Which column holds what. For Kamailio the values are the names given in `cdr_extra`. */
export const Columns = z.partialRecord(z.enum(columnRoles), Column);
export type Columns = z.infer<typeof Columns>;

/** How a generic CSV file is written. */
export const CsvDialect = z.strictObject({
  separator: z.enum([",", ";", "|", "\t"]).default(","),
  /** Whether the first line names the columns. Without one, columns are positions. */
  header: z.boolean().default(true),
  /**
   * `iso` (ISO 8601, with or without zone), `epoch` (seconds since 1970, decimals allowed), `epochMs`, or a pattern of
   * `YYYY MM DD HH mm ss SSS` with anything between, as `DD.MM.YYYY HH:mm:ss`. Times without a zone are in the source's.
   */
  timeFormat: z.string().min(2).max(40).default("iso"),
  /** Unit of the duration column. Seconds may have decimals, after a point or a comma. */
  durationUnit: z.enum(["s", "ms"]).default("s"),
});
export type CsvDialect = z.infer<typeof CsvDialect>;

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
  /** Generic CSV: which column holds what. Kamailio: names of `cdr_extra` that differ from the recommended ones. */
  columns: Columns.default({}),
  csv: CsvDialect.default({ separator: ",", header: true, timeFormat: "iso", durationUnit: "s" }),
  /** Name of the field that holds the calling number, where it is not the layout's usual one. */
  cliField: z.string().max(100).default(""),
  /** Name of the field that holds the called number, where it is not the layout's usual one. */
  cldField: z.string().max(100).default(""),
  /** `DIALLED`: strip the dial prefix and apply the customer's rules before rating. `TRANSLATED`: rate as it stands. */
  numberState: z.enum(["DIALLED", "TRANSLATED"]).default("DIALLED"),
  normalise: Normalise.default({ plus: true, internationalPrefix: "00", nationalPrefix: "", countryCode: "" }),
};

interface Checked {
  format: SourceFormat;
  billableFrom?: BillableFrom | undefined;
  columns: Columns;
  csv: CsvDialect;
  normalise: Normalise;
}

/** What no single field can say. */
function checkTogether(source: Checked, context: z.core.$RefinementCtx): void {
  const fault = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
  const choices = billableChoices[source.format];
  if (source.billableFrom && !choices.includes(source.billableFrom))
    fault(["billableFrom"], `${source.format} has: ${choices.join(", ")}.`);
  if (source.normalise.nationalPrefix !== "" && source.normalise.countryCode === "")
    fault(["normalise", "countryCode"], "National numbers need a country code.");
  if (source.format !== "generic-csv") return;
  const needed: ColumnRole[] = ["callId", "cld", "setup", source.billableFrom === "end-answer" ? "end" : "duration"];
  for (const role of needed) if (source.columns[role] === undefined) fault(["columns", role], "This column is needed.");
  if (!source.csv.header)
    for (const [role, column] of Object.entries(source.columns))
      if (typeof column === "string") fault(["columns", role], "Without a header line, give the position from 1.");
}

export const NewSource = z.strictObject(fields).superRefine(checkTogether).meta({ id: "NewCdrSource" });
export type NewSource = z.infer<typeof NewSource>;

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
