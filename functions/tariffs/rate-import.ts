import * as z from "zod";
import { ImportFailure, SeenSheet } from "../sheets/sheet-unreadable.ts";
import { Instant } from "./rate.ts";
import { SheetColumns, sheetFields } from "./sheet-columns.ts";
import { SheetLayout, SheetLayoutChange } from "./sheet-layout.ts";
import { RejectReason } from "./sheet-refusal.ts";
import { WarningKind, WarningLine } from "./sheet-warnings.ts";

/**
 * A price sheet on its way into a tariff: uploaded, read and compared with what holds now, looked at by a person, and
 * only then applied.
 */

/**
 * `new`: the prefix had no price then. `changed`: same price, other terms or name. `overlapping`: begins while an
 * earlier row of the sheet, which names its end, still holds; the later start wins.
 */
export const DiffKind = z.enum(["new", "up", "down", "changed", "unchanged", "closed", "overlapping"]);
export type DiffKind = z.infer<typeof DiffKind>;

export const DiffLine = z.object({
  /** Line of the sheet, the header being 1; null for what the sheet does not name. */
  line: z.number().int().nullable(),
  prefix: z.string(),
  destination: z.string(),
  /** Price per minute before and after; `blocked`, or null for none. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
});
export type DiffLine = z.infer<typeof DiffLine>;

const RejectLine = z.object({ line: z.number().int(), reason: RejectReason, detail: z.string(), raw: z.string() });

const settings = {
  /** Rate card that the rates go to; the tariff's first where none is named. */
  card: z.string().max(64),
  /** FULL: prefixes that the sheet does not name end at the effective date. UPDATE: they stay as they are. */
  mode: z.enum(["FULL", "UPDATE"]),
  /** Start of rows that give none. Without it: now for numbers that have a price, else from the beginning. */
  effectiveFrom: Instant.nullable(),
  /** Tariff of the same currency whose prices are taken as cost; null: nothing is compared with. */
  costTariff: z.string().max(64).nullable(),
  /** How the sheet is written. What is given here is kept for the tariff's next sheet. */
  layout: SheetLayoutChange,
};

export const NewRateImport = z
  .strictObject({
    fileName: z.string().trim().min(1, "Must be given.").max(200),
    card: settings.card.optional(),
    mode: settings.mode.default("UPDATE"),
    effectiveFrom: settings.effectiveFrom.default(null),
    costTariff: settings.costTariff.default(null),
    layout: settings.layout.optional(),
  })
  .meta({ id: "NewRateImport" });
export type NewRateImport = z.infer<typeof NewRateImport>;

export const RateImportChange = z.strictObject(settings).partial().meta({ id: "RateImportChange" });
export type RateImportChange = z.infer<typeof RateImportChange>;

/** What the reading of a sheet found. */
const Findings = z.object({
  /** Lines of the sheet below the headers that are not empty. */
  rows: z.number().int(),
  /** Rates that they name: a line may name many prefixes. */
  rates: z.number().int(),
  mapping: SheetColumns,
  counts: z.record(DiffKind, z.number().int()),
  samples: z.record(DiffKind, z.array(DiffLine)),
  rejected: z.number().int(),
  /** The first rejected lines; all of them are in the reject file. */
  rejects: z.array(RejectLine),
  warnings: z.record(WarningKind, z.number().int()),
  warned: z.array(WarningLine),
  /** Prefixes whose price of the past would change: applying needs a confirmation. */
  pastChanges: z.number().int(),
  /** Version of the tariff that this was compared with; it can be applied to no other. */
  againstVersion: z.number().int(),
});
export type Findings = z.infer<typeof Findings>;

export const StoredRateImport = z.object({
  id: z.string(),
  tariffId: z.string(),
  fileName: z.string(),
  card: z.string(),
  mode: settings.mode,
  effectiveFrom: z.string().nullable(),
  costTariff: z.string().nullable(),
  layout: SheetLayout,
  /** `queued`: waits for the file, or to be read again. `done`: can be looked at and applied. */
  status: z.enum(["queued", "running", "done", "failed"]),
  /** Percent of the file that is read. */
  progress: z.number().int().min(0).max(100),
  failure: z.object({ reason: ImportFailure, message: z.string() }).nullable(),
  /** What was looked at, so that another worksheet, header line or column can be chosen. */
  seen: SeenSheet.nullable(),
  findings: Findings.nullable(),
  /** Body that applying would publish, and its rows. */
  result: z.object({ body: z.string(), rates: z.number().int() }).nullable(),
  applied: z.object({ version: z.number().int(), at: z.string() }).nullable(),
  /** ETag of the file that was read: the same file told twice is read once. */
  etag: z.string().nullable(),
  createdAt: z.string(),
  /** Counts writes; a run that was overtaken writes nothing. */
  seq: z.number().int(),
});
export type StoredRateImport = z.infer<typeof StoredRateImport>;

/** The import as if its prices were compared with no cost. */
export const withoutCost = (job: StoredRateImport): StoredRateImport => ({
  ...job,
  costTariff: null,
  findings: job.findings && {
    ...job.findings,
    warnings: { ...job.findings.warnings, BELOW_COST: 0 },
    warned: job.findings.warned.filter(({ kind }) => kind !== "BELOW_COST"),
  },
});

export const RateImport = StoredRateImport.omit({ result: true, etag: true, seq: true, findings: true })
  .extend({ findings: Findings.omit({ rejects: true, samples: true, warned: true }).nullable() })
  .extend({
    samples: Findings.shape.samples.nullable(),
    rejects: Findings.shape.rejects,
    /** The first lines of each warning. */
    warned: Findings.shape.warned,
    /** Fields that a column can be chosen for. */
    fields: z.array(z.enum(sheetFields)),
    /** Where the rejected lines can be downloaded, for 5 minutes; null where there are none. */
    rejectUrl: z.string().nullable(),
  })
  .meta({ id: "RateImport" });

/** Answer to a new import: the import, and how to send the file. */
export const RateImportUpload = RateImport.extend({
  /** Takes the file by PUT for 10 minutes. */
  url: z.string(),
  method: z.literal("PUT"),
}).meta({ id: "RateImportUpload" });

export function rateImportOf(
  { result: _, etag: __, seq: ___, findings, ...rest }: StoredRateImport,
  rejectUrl: string | null,
) {
  const { rejects = [], samples = null, warned = [], ...found } = findings ?? {};
  return {
    ...rest,
    findings: findings && (found as Omit<Findings, "rejects" | "samples" | "warned">),
    rejects,
    warned,
    samples,
    rejectUrl,
    fields: [...sheetFields],
  };
}
