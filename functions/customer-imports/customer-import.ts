import * as z from "zod";
import { FieldFault } from "../platform/problem.ts";
import { ImportFailure, SeenSheet } from "../sheets/sheet-unreadable.ts";
import { fieldNamesOf, fieldsOf, type ImportKind, importFields, importKinds, mandatoryOf } from "./import-fields.ts";
import { ImportLayout, ImportLayoutChange } from "./import-layout.ts";

/**
 * A sheet of customers or devices on its way in: uploaded, tried row by row while nothing changes, looked at by a person,
 * and only then made, each row as if it had been sent from the form.
 */

/** ADD: a customer that is there already is refused. ADD_AND_CHANGE: it is changed as its row says; the key is its user name. */
const Mode = z.enum(["ADD", "ADD_AND_CHANGE"]);

const settings = {
  mode: Mode,
  /** How the sheet is written. What is given here is kept for the next sheet of the kind. */
  layout: ImportLayoutChange,
};

export const NewCustomerImport = z
  .strictObject({
    kind: z.enum(importKinds),
    fileName: z.string().trim().min(1, "Must be given.").max(200),
    mode: settings.mode.default("ADD"),
    layout: settings.layout.optional(),
  })
  .meta({ id: "NewCustomerImport" });
export type NewCustomerImport = z.infer<typeof NewCustomerImport>;

export const CustomerImportChange = z.strictObject(settings).partial().meta({ id: "CustomerImportChange" });
export type CustomerImportChange = z.infer<typeof CustomerImportChange>;

/** `ADD`, `CHANGE` after the trial become `ADDED`, `CHANGED`. `SAME`: there is nothing to change. */
export const RowOutcome = z.enum(["ADD", "CHANGE", "SAME", "REFUSED", "ADDED", "CHANGED"]);
export type RowOutcome = z.infer<typeof RowOutcome>;

export const RowReason = z.enum([
  /** The line cannot be cut into cells. */
  "MALFORMED",
  /** The form would refuse it; every faulty field is named. */
  "FAULTY",
  /** An earlier line of the sheet says the same user name, address, login, extension or code. */
  "DUPLICATE",
  /** There already, and the import only adds. */
  "EXISTS",
  /** User name, address, login, extension or code are somebody else's. */
  "TAKEN",
  /** No customer of that account code or login. */
  "NO_CUSTOMER",
  /** The customer is closed. */
  "CLOSED",
  /** It lost against another change again and again; send it again. */
  "CHANGED_MEANWHILE",
]);
export type RowReason = z.infer<typeof RowReason>;

export const ImportRow = z
  .object({
    /** Line of the sheet, from 1. */
    line: z.int(),
    outcome: RowOutcome,
    reason: RowReason.nullable(),
    /** User name, address or SIP login, as the sheet says it. */
    name: z.string(),
    /** Company or description. */
    label: z.string(),
    /** The customer; of a new one as soon as it is added. */
    account: z.string().nullable(),
    /** All that is wrong with a refused row. */
    faults: z.array(FieldFault),
    /** What of the row is left out, in a sentence. */
    note: z.string().nullable(),
    /** Whether the opening balance is booked; null where there is none. */
    balance: z.enum(["TO_BOOK", "BOOKED"]).nullable(),
  })
  .meta({ id: "CustomerImportRow" });
export type ImportRow = z.infer<typeof ImportRow>;

const Counts = z.object({
  add: z.int(),
  change: z.int(),
  same: z.int(),
  refused: z.int(),
  added: z.int(),
  changed: z.int(),
});
export type Counts = z.infer<typeof Counts>;
export const noCounts: Counts = { add: 0, change: 0, same: 0, refused: 0, added: 0, changed: 0 };

export const CustomerImportFailure = z.enum([
  ...ImportFailure.options,
  /** Whoever began it may no longer do this. */
  "NO_LONGER_ALLOWED",
  /** Another file was sent to the same address after the trial. */
  "FILE_CHANGED",
]);
export type CustomerImportFailure = z.infer<typeof CustomerImportFailure>;

const fields = {
  id: z.string(),
  kind: z.enum(importKinds),
  mode: Mode,
  fileName: z.string(),
  layout: ImportLayout,
  /** `trial` changes nothing; `change` follows when it is asked for. */
  phase: z.enum(["trial", "change"]),
  /** `queued`: waits for the file, or to be read again. */
  status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  /** Percent of the rows. */
  progress: z.int().min(0).max(100),
  /** Lines below the headers that are not empty. */
  rows: z.int(),
  counts: Counts,
  failure: z.object({ reason: CustomerImportFailure, message: z.string() }).nullable(),
  /** What was looked at, so that another worksheet, header line or column can be chosen. */
  seen: SeenSheet.nullable(),
  /** The header that was taken for each field. */
  mapping: z.record(z.string(), z.string()),
  createdAt: z.string(),
  /** When it last came further. */
  aliveAt: z.string(),
};

export const StoredCustomerImport = z.object({
  ...fields,
  /** Whose list the customers are in. */
  owner: z.string(),
  /** Whoever began it. What it may do is looked up again with every run. */
  asker: z.object({
    id: z.string(),
    kind: z.enum(["admin", "reseller", "customer", "key"]),
    account: z.string().nullable(),
  }),
  /** The layout is that of an earlier sheet and was not yet chosen for this one. */
  isRemembered: z.boolean(),
  /** Counts the trials: each has rows of its own. */
  reading: z.int(),
  /** Lines up to this one are settled. */
  settledLine: z.int(),
  /** SHA-256 of the file that was tried: an ETag changes when a file is copied onto itself. */
  sha256: z.string().nullable(),
  /** Counts the writes; a run that was overtaken writes nothing. */
  seq: z.int(),
  ttl: z.number(),
});
export type StoredCustomerImport = z.infer<typeof StoredCustomerImport>;

export const CustomerImport = z
  .object({
    ...fields,
    /** Fields that a column can be chosen for, and whether the form calls them mandatory. */
    fields: z.array(z.object({ id: z.enum(importFields), title: z.string(), isMandatory: z.boolean() })),
    /** Where the refused rows can be downloaded, for 5 minutes; null where there are none. */
    rejectUrl: z.string().nullable(),
  })
  .meta({ id: "CustomerImport" });

/** Answer to a new import: the import, and how to send the file. */
export const CustomerImportUpload = CustomerImport.extend({
  /** Takes the file by PUT for 10 minutes. */
  url: z.string(),
  method: z.literal("PUT"),
}).meta({ id: "CustomerImportUpload" });

function shownFields(kind: ImportKind) {
  const titles = fieldsOf(kind);
  return fieldNamesOf(kind).map((id) => ({
    id,
    title: titles[id]?.title ?? id,
    isMandatory: mandatoryOf[kind].has(id),
  }));
}

export function customerImportOf(job: StoredCustomerImport, rejectUrl: string | null): z.infer<typeof CustomerImport> {
  const {
    owner: _o,
    asker: _a,
    isRemembered: _i,
    reading: _r,
    settledLine: _s,
    sha256: _e,
    seq: _q,
    ttl: _t,
    ...rest
  } = job;
  return { ...rest, fields: shownFields(job.kind), rejectUrl };
}

/** A row of which nothing is wrong yet. */
export const freshRow = (line: number, name: string, label: string, outcome: RowOutcome): ImportRow => ({
  line,
  outcome,
  reason: null,
  name: name.slice(0, 100),
  label: label.slice(0, 100),
  account: null,
  faults: [],
  note: null,
  balance: null,
});

export const refusedRow = (row: ImportRow, reason: RowReason, faults: readonly FieldFault[]): ImportRow => ({
  ...row,
  outcome: "REFUSED",
  reason,
  faults: faults.slice(0, 50),
  balance: null,
});

export function countRow(counts: Counts, { outcome }: Pick<ImportRow, "outcome">): void {
  counts[outcome.toLowerCase() as keyof Counts]++;
}
