import * as z from "zod";
import { AnalysisQuery, backwards, isForward, OverallQuery } from "../analysis/analysis.ts";
import { AuditFilters } from "../audit/audit.ts";
import type { Permission, Whose } from "../auth/access.ts";
import { CallFilters } from "../cdrs/call-filter.ts";
import { DifferenceFilters } from "../comparisons/difference.ts";
import { AccountCode } from "../customers/customer.ts";
import { TimeZone } from "../customers/customer-fields.ts";
import { CustomerFilters } from "../customers/listing.ts";
import { sortFields } from "../customers/listing-order.ts";
import { DidFilters } from "../dids/did.ts";
import { InvoiceFilters } from "../invoices/invoice-view.ts";
import { inOrder, notInOrder, StatementDays } from "../ledger/statement.ts";
import { PaymentFilters } from "../payments/payment-filters.ts";
import { PriceFilters } from "../rate-notices/notice-line.ts";
import { RowPrefix } from "../routing/route-row.ts";
import { SuspenseFilters } from "../suspense/suspended.ts";
import { RateFilters } from "../tariffs/rate.ts";
import { dateFormats } from "./cell.ts";

/**
 * A list written to a file in the background: exactly the rows that its filters show, to whoever may read them. The
 * filters are those of the list itself, so that neither can know one that the other ignores.
 */

export const ExportFormat = z.enum(["csv", "txt", "xlsx", "xls", "pdf"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

const ofAccount = { account: AccountCode };
const ofComparison = { comparison: z.string().min(1).max(64) };
const sorts = sortFields.flatMap((field) => [field, `-${field}`] as const);

/** What may be asked of each kind. A name that is not in here is refused, never ignored. */
const filters = {
  customers: z.strictObject({
    ...CustomerFilters.shape,
    sort: z.enum(sorts).default("account"),
    /** Of those that fit, these alone: the rows that somebody chose. */
    accounts: z.array(AccountCode).min(1).max(1000, "Must be at most 1,000 accounts.").optional(),
  }),
  resellers: z.strictObject({}),
  devices: z.strictObject({ account: AccountCode.optional(), type: z.enum(["IP", "SIP"]).optional() }),
  dids: z.strictObject(DidFilters.shape),
  routes: z.strictObject({ route: z.string().min(1).max(64).optional(), prefix: RowPrefix.optional() }),
  rates: z.strictObject({ tariff: z.string().min(1).max(64), ...RateFilters.shape }),
  calls: z.strictObject({ ...ofAccount, ...CallFilters.shape }),
  analysis: z.strictObject({ ...ofAccount, ...AnalysisQuery.shape }).refine(isForward, backwards),
  "overall-analysis": z.strictObject(OverallQuery.shape).refine(isForward, backwards),
  statement: z.strictObject({ ...ofAccount, ...StatementDays.shape }).refine(inOrder, notInOrder),
  "vendor-statement": z
    .strictObject({ vendor: z.string().min(1).max(64), ...StatementDays.shape })
    .refine(inOrder, notInOrder),
  payments: z.strictObject(PaymentFilters.shape),
  prices: z.strictObject({ ...ofAccount, ...PriceFilters.shape }),
  invoices: z.strictObject(InvoiceFilters.shape),
  audit: z.strictObject(AuditFilters.shape),
  suspense: z.strictObject(SuspenseFilters.shape),
  /** Id of a job of re-rating. */
  rerate: z.strictObject({ rerate: z.string().min(1).max(64) }),
  comparison: z.strictObject(ofComparison),
  differences: z.strictObject({ ...ofComparison, ...DifferenceFilters.shape }),
};

export type ExportKindName = keyof typeof filters;
export type FiltersOf<Kind extends ExportKindName> = z.output<(typeof filters)[Kind]>;
export const kindNames = Object.keys(filters) as ExportKindName[];

/** Who may export a list is who may read it. */
export const permissionOf: Record<ExportKindName, Permission> = {
  customers: "customers:read",
  resellers: "customers:read",
  devices: "devices:read",
  dids: "routing:read",
  routes: "routing:read",
  rates: "tariffs:read",
  calls: "calls:read",
  analysis: "calls:read",
  "overall-analysis": "calls:read",
  statement: "money:read",
  "vendor-statement": "vendors:read",
  payments: "money:read",
  prices: "money:read",
  invoices: "money:read",
  audit: "audit:read",
  suspense: "intake:read",
  rerate: "money:read",
  comparison: "calls:read",
  differences: "calls:read",
};

/** Whom a list is for, where its filter names no account. */
export const whoseOf: Record<ExportKindName, Whose> = {
  customers: "owned",
  resellers: "owned",
  devices: "owned",
  dids: "office",
  routes: "office",
  rates: "owned",
  calls: "account",
  analysis: "account",
  "overall-analysis": "owned",
  statement: "account",
  "vendor-statement": "office",
  payments: "office",
  prices: "account",
  invoices: "owned",
  audit: "owned",
  suspense: "office",
  rerate: "office",
  comparison: "owned",
  differences: "owned",
};

/** What is asked for: a kind with its filters. */
const wanted = kindNames.map((kind) => z.strictObject({ kind: z.literal(kind), filter: filters[kind] }));
const settings = {
  format: ExportFormat,
  /** Ids of columns in the order that is wanted; left out: all. */
  columns: z.array(z.string().max(40)).min(1, "Must name at least one column.").max(100).nullable().default(null),
  /** Zone of the dates where `dateFormat` is a wall clock. Left out: that of the settings. */
  timeZone: TimeZone.optional(),
  decimalSeparator: z.enum([".", ","]).default("."),
  dateFormat: z.enum(dateFormats).default("ISO"),
};

type Wanted = { [Kind in ExportKindName]: { kind: Kind; filter: FiltersOf<Kind> } }[ExportKindName];
type Settings = z.output<z.ZodObject<typeof settings>>;

const union = <S extends z.ZodRawShape>(extra: S) =>
  z.discriminatedUnion("kind", wanted.map((one) => z.strictObject({ ...one.shape, ...extra })) as never);

export const NewExport = union(settings).meta({ id: "NewExport" }) as unknown as z.ZodType<Wanted & Settings>;
export type NewExport = Wanted & Settings;

export const ExportQuestion = union({}).meta({ id: "ExportQuestion" }) as unknown as z.ZodType<Wanted>;
export type ExportQuestion = Wanted;

export const ExportAnswer = z
  .object({
    /** Rows that there are now; null where counting would be as much work as writing. */
    rows: z.number().int().nullable(),
    /** The filters in words. */
    criteria: z.array(z.string()),
    /** Columns that may be chosen. */
    columns: z.array(z.object({ id: z.string(), title: z.string() })),
  })
  .meta({ id: "ExportAnswer" });

export const ExportFailure = z.enum([
  /** More rows than the format is made for. */
  "TOO_MANY_ROWS",
  /** Not done before the function's time was up. */
  "OUT_OF_TIME",
  /** Whoever asked may no longer read it, or is no longer there. */
  "NO_LONGER_ALLOWED",
  /** It ended without a word, more than once. */
  "INTERRUPTED",
  /** A fault of ours. */
  "INTERNAL",
]);
export type ExportFailure = z.infer<typeof ExportFailure>;

/** Whoever asked, as it was then. What it may do is looked up again when the rows are read. */
const Asker = z.object({
  id: z.string(),
  kind: z.enum(["admin", "reseller", "customer", "key"]),
  account: z.string().nullable(),
});

const fields = {
  id: z.string(),
  kind: z.enum(kindNames as [ExportKindName, ...ExportKindName[]]),
  format: ExportFormat,
  filter: z.record(z.string(), z.unknown()),
  columns: z.array(z.string()).nullable(),
  timeZone: z.string(),
  decimalSeparator: settings.decimalSeparator.unwrap(),
  dateFormat: settings.dateFormat.unwrap(),
  fileName: z.string(),
  status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  /** Why it failed, and in words. */
  failure: z.object({ reason: ExportFailure, message: z.string() }).nullable(),
  /** 0 to 100. */
  progress: z.number().int(),
  /** Rows written so far. */
  rows: z.number().int(),
  /** Size of the file; null until it is done. */
  bytes: z.number().int().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
};

/** A job as it is kept. */
export const StoredExport = z.object({
  ...fields,
  asker: Asker,
  /** Runs begun. A later run takes over from an earlier one, whose writes are then refused. */
  attempt: z.number().int(),
  /** Epoch ms until which the running run counts as alive. */
  leaseMs: z.number().int(),
  /** Parts that the running run has sent, by the store's name for them. */
  uploadId: z.string().nullable(),
});
export type StoredExport = z.infer<typeof StoredExport>;

export const Export = z
  .object({
    ...fields,
    /** The filters in words. */
    criteria: z.array(z.string()),
    /** Id of the user or key that asked. */
    createdBy: z.string(),
    /** When the file goes; null until it is done. */
    expiresAt: z.string().nullable(),
  })
  .meta({ id: "ExportSummary" });
export type Export = z.infer<typeof Export>;

export const ExportWithUrl = Export.extend({
  /** Address of the file for five minutes, made anew on every ask; null where there is no file. */
  url: z.string().nullable(),
}).meta({ id: "Export" });

const hour = 3_600_000;
/** The bucket lets a file go after seven days. */
const keptMs = 7 * 24 * hour;
/** Two further deliveries of a start come within three minutes; a run that is silent for longer has ended. */
const silentMs = 10 * 60_000;
/** A start waits while others run, at most as long as Lambda keeps it (AWS Lambda, developer guide: asynchronous invocation). */
const waitingMs = 6 * hour;

const isSilent = ({ status, createdAt, leaseMs }: StoredExport, at: number): boolean =>
  (status === "queued" && at - Math.max(Date.parse(createdAt), leaseMs) > waitingMs) ||
  (status === "running" && at - leaseMs > silentMs);

export const interrupted = {
  reason: "INTERRUPTED",
  message: "The export ended without a word. Please run it again.",
} as const satisfies StoredExport["failure"];

/** The job as it stands at an instant (epoch ms): a run that has been silent for too long has failed. */
export function asOf(job: StoredExport, at: number): StoredExport {
  return isSilent(job, at) ? { ...job, status: "failed", failure: interrupted } : job;
}

export const expiryOf = ({ status, finishedAt }: StoredExport): number | undefined =>
  status === "done" && finishedAt !== null ? Date.parse(finishedAt) + keptMs : undefined;

/** `customers-2026-01-31-0930.csv`, by the UTC instant at which it was asked for. */
export const fileNameOf = (kind: ExportKindName, format: ExportFormat, iso: string): string =>
  `${kind}-${iso.slice(0, 10)}-${iso.slice(11, 16).replace(":", "")}.${format}`;

export const contentTypes: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xls: "application/vnd.ms-excel",
  pdf: "application/pdf",
};
