import * as z from "zod";
import { EmailAddress, TimeZone } from "../customers/customer-fields.ts";
import { dateFormats } from "../exports/cell.ts";
import { WebhookUrl } from "../webhooks/webhook.ts";

/** How a customer wants the file of each day's calls, and who is told that it is there. */

/** Columns of the list of calls that a customer may have: none of them speaks of vendors. */
export const callFileColumns = [
  ...(["id", "source", "callId", "account", "direction", "setupAt", "answeredAt", "endedAt"] as const),
  ...(["cliReceived", "cldReceived", "cli", "cld", "prefix", "destination", "durationSeconds"] as const),
  ...(["billedSeconds", "charge", "tax", "deviceId", "disposition", "sipCode", "disconnectCause", "pddMs"] as const),
] as const;

export const separators = { COMMA: ",", SEMICOLON: ";", TAB: "\t", PIPE: "|" } as const;

const whole = (least: number, most: number) => {
  const says = `Must be a whole number from ${least} to ${most}.`;
  return z.int({ error: says }).min(least, says).max(most, says);
};

const distinct = (list: readonly string[]) => new Set(list).size === list.length;

const fields = {
  /** Off: no files are made. Switched on again, they begin with the day on which that is done. */
  active: z.boolean(),
  /** Zone of the days and of the dates in the file, an IANA name; null: the customer's. */
  timeZone: TimeZone.nullable(),
  /** Hours after the end of a day at which its file is made. */
  delayHours: whole(1, 48),
  /** For so many days back it is looked whether calls came late, and the file of a day that has some is made anew. */
  lateDays: whole(0, 14),
  format: z.enum(["csv", "txt", "xlsx"]),
  /** CSV and TXT packed by gzip. */
  gzip: z.boolean(),
  /** In the order in which they are written; null: all. */
  columns: z
    .array(z.enum(callFileColumns))
    .min(1, "Must name at least one column.")
    .refine(distinct, "Must not name a column twice.")
    .nullable(),
  /** Between the cells of CSV and TXT. */
  separator: z.enum(Object.keys(separators) as [keyof typeof separators]),
  decimalSeparator: z.enum([".", ","]),
  dateFormat: z.enum(dateFormats),
  /** For a day without calls: a file without rows, or none and no word. */
  whenEmpty: z.enum(["FILE", "NOTHING"]),
  /** Days for which a file is kept. */
  keepDays: z.literal([7, 30, 90], "Must be 7, 30 or 90."),
  /** Who is written to when a file is there; none: nobody. */
  emails: z
    .array(EmailAddress)
    .max(5, "Must be at most five addresses.")
    .refine((list) => distinct(list.map((one) => one.toLowerCase())), "Must not name an address twice."),
  /** What is told by `calls.delivered`; null: nothing. */
  webhookUrl: WebhookUrl.nullable(),
};

export const CallFileSettings = z
  .strictObject(fields)
  .refine(({ format, gzip }) => format !== "xlsx" || !gzip, {
    path: ["gzip"],
    message: "A workbook is packed already.",
  })
  .refine(
    ({ format, separator, decimalSeparator }) => format === "xlsx" || separator !== "COMMA" || decimalSeparator !== ",",
    { path: ["separator"], message: "Must be another one where decimals have a comma." },
  )
  .meta({ id: "CallFileSettings" });
export type CallFileSettings = z.infer<typeof CallFileSettings>;

/** What holds before anything was set. */
export const callFileDefaults: CallFileSettings = {
  ...{ active: false, timeZone: null, delayHours: 3, lateDays: 3, format: "csv", gzip: false, columns: null },
  ...{ separator: "COMMA", decimalSeparator: ".", dateFormat: "YYYY-MM-DD HH:mm:ss", whenEmpty: "FILE" },
  ...{ keepDays: 30, emails: [], webhookUrl: null },
};

export const StoredCallFiles = z.object({
  ...fields,
  account: z.string(),
  /** Up to where files were made: the next one begins there. Null: never switched on. */
  coveredUntil: z.string().nullable(),
  /** When the next file is made; null while it is off. */
  dueAt: z.string().nullable(),
  /** Counts what people changed. */
  version: z.int(),
  /** Counts every write. */
  v: z.int(),
});
export type StoredCallFiles = z.infer<typeof StoredCallFiles>;

export const CallFileSettingsView = z
  .object({
    ...fields,
    /** When the next file is made, at the earliest; null while it is off. */
    dueAt: z.string().nullable(),
    version: z.int(),
    /** What may stand in `columns`. */
    known: z.array(z.object({ id: z.enum(callFileColumns), title: z.string() })),
    /** By which webhooks are signed: in the answer that made it, and null ever after. */
    secret: z.string().nullable(),
  })
  .meta({ id: "CallFileSettingsView" });
export type CallFileSettingsView = z.infer<typeof CallFileSettingsView>;

export const settingsIn = (from: CallFileSettings): CallFileSettings =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, from[name as keyof CallFileSettings]])) as never;
