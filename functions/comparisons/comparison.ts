import * as z from "zod";
import { AccountCode } from "../customers/customer.ts";
import { TimeZone } from "../customers/customer-fields.ts";
import { Amount, Currency, SignedAmount } from "../money/money.ts";
import { FieldFault } from "../platform/problem.ts";
import { ImportFailure, SeenSheet } from "../sheets/sheet-unreadable.ts";
import { dayMs } from "../time/day.ts";
import { DifferenceClass } from "./difference.ts";
import { FoundOffset } from "./find-offset.ts";
import { TheirLayout, TheirLayoutChange } from "./their-fields.ts";

/**
 * Our calls of a customer, or by a vendor, compared with their own record of them: a file of calls, or what they add up to
 * by destination. Nothing is changed by it.
 */

const settings = {
  /** Seconds between the setups of one call at most, 0–300. */
  timeToleranceSeconds: z.int().min(0).max(300),
  /** Seconds by which the lengths of a call may differ without being different. */
  durationToleranceSeconds: z.int().min(0).max(60),
  /** Amounts of a call that differ by no more are the same. */
  amountTolerance: Amount,
  /** Amounts of a call that differ by no more were rounded in another way. */
  roundingTolerance: Amount,
  /** Last digits in which called numbers must agree, 6–15; 0: all of them. */
  numberDigits: z.union([z.literal(0), z.int().min(6).max(15)]),
  /** Which instant of ours their time is. */
  clock: z.enum(["SETUP", "ANSWER"]),
  /** Whether tax is in a customer's amounts. A vendor's are net. */
  taxIncluded: z.boolean(),
  /** Zone in which times without an offset are written; null: read as UTC, and the offset is found. */
  timeZone: TimeZone.nullable(),
};

export const ComparisonSettings = z.strictObject(settings).meta({ id: "ComparisonSettings" });
export type ComparisonSettings = z.infer<typeof ComparisonSettings>;
const SettingsChange = ComparisonSettings.partial();

export const usualSettings: ComparisonSettings = {
  timeToleranceSeconds: 30,
  durationToleranceSeconds: 1,
  amountTolerance: "0",
  roundingTolerance: "0.005",
  numberDigits: 9,
  clock: "SETUP",
  taxIncluded: false,
  timeZone: null,
};

/** What they say that calls to a destination come to. */
const TheirTotal = z
  .strictObject({
    /** As our tariff calls it; upper and lower case are the same. */
    destination: z.string().trim().min(1, "Must be given.").max(100),
    calls: z.int().min(0).max(1_000_000_000),
    seconds: z.int().min(0).max(1_000_000_000_000),
    amount: SignedAmount,
  })
  .meta({ id: "ComparisonTotal" });
export type TheirTotal = z.infer<typeof TheirTotal>;

const period = {
  /** Setup from this instant on. */
  from: z.iso.datetime({ offset: true, error: "Must be an instant such as 2026-10-01T00:00:00Z." }),
  /** Setup before this instant. */
  to: z.iso.datetime({ offset: true, error: "Must be an instant such as 2026-11-01T00:00:00Z." }),
};
/** A month, and what a zone's clocks add. */
const mostDays = 35;

export const NewComparison = z
  .strictObject({
    /** Account code of the customer whose calls are compared. */
    account: AccountCode.optional(),
    /** Id of the vendor whose calls are compared. */
    vendor: z.string().min(1).max(64).optional(),
    ...period,
    /** Name of the file that will be sent. */
    fileName: z.string().trim().min(1, "Must be given.").max(200).optional(),
    /** Instead of a file: what they say that calls come to. */
    totals: z.array(TheirTotal).min(1, "Must name at least one destination.").max(500).optional(),
    /** Currency of their amounts; left out: the customer's or vendor's. */
    currency: Currency.optional(),
    settings: SettingsChange.optional(),
    layout: TheirLayoutChange.optional(),
  })
  .superRefine(({ account, vendor, from, to, fileName, totals }, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if ((account === undefined) === (vendor === undefined)) say("account", "Must name either a customer or a vendor.");
    if ((fileName === undefined) === (totals === undefined)) say("fileName", "Must be either a file or totals.");
    const length = Date.parse(to) - Date.parse(from);
    if (length <= 0) say("to", "Must be after `from`.");
    if (length > mostDays * dayMs) say("to", `Must be at most ${mostDays} days after \`from\`.`);
    const names = (totals ?? []).map(({ destination }) => destination.toLowerCase());
    for (const [index, name] of names.entries())
      if (names.indexOf(name) < index)
        context.addIssue({ code: "custom", path: ["totals", index, "destination"], message: "Is named twice." });
  })
  .meta({ id: "NewComparison" });
export type NewComparison = z.infer<typeof NewComparison>;

export const ComparisonChange = z
  .strictObject({ settings: SettingsChange, layout: TheirLayoutChange })
  .partial()
  .meta({ id: "ComparisonChange" });
export type ComparisonChange = z.infer<typeof ComparisonChange>;

export const RowFault = z.enum([
  /** The line cannot be cut into cells. */
  "MALFORMED",
  /** Number, time, duration or amount cannot be read; every faulty field is named. */
  "FAULTY",
  /** In another currency than our amounts. */
  "CURRENCY",
  /** Not in the period. */
  "OUTSIDE",
]);
export type RowFault = z.infer<typeof RowFault>;

export const ComparisonFailure = z.enum([
  ...ImportFailure.options,
  /** No row of the file could be used; the first faults are named. */
  "NO_ROWS",
  /** Every row is outside of the period. */
  "ALL_OUTSIDE",
  /** The customer or vendor is no longer there. */
  "GONE",
  /** Whoever began it may no longer do this. */
  "NO_LONGER_ALLOWED",
  /** Not done before the function's time was up. */
  "OUT_OF_TIME",
  /** It ended without a word. */
  "INTERRUPTED",
]);
export type ComparisonFailure = z.infer<typeof ComparisonFailure>;

const FaultyRow = z.object({
  /** Line of the file, from 1. */
  line: z.int(),
  reason: RowFault,
  faults: z.array(FieldFault),
});
export type FaultyRow = z.infer<typeof FaultyRow>;

const Rows = z.object({
  /** Lines of their file below the headers that are not empty. */
  all: z.int(),
  /** Compared. */
  used: z.int(),
  /** Could not be read. */
  refused: z.int(),
  /** Lie outside of the period. */
  outside: z.int(),
});
export const noRows: z.infer<typeof Rows> = { all: 0, used: 0, refused: 0, outside: 0 };

/** What calls come to. `amount` leaves out those whose amount is not known. */
export const Sum = z.object({ calls: z.int(), seconds: z.int(), amount: SignedAmount }).meta({ id: "ComparisonSum" });

/** Calls of a class of difference, and what they ask more than we do; only ours counts against them. */
const ClassSum = z.object({ calls: z.int(), amount: SignedAmount });

export const DestinationLine = z
  .object({
    destination: z.string(),
    /** What of ours was rated under it; empty where nothing was. */
    prefixes: z.array(z.string()),
    ours: Sum,
    theirs: Sum,
    /** Calls that both have. */
    matched: z.int(),
    /** By class; classes without calls are left out. */
    classes: z.partialRecord(DifferenceClass, ClassSum),
  })
  .meta({ id: "ComparisonDestination" });
export type DestinationLine = z.infer<typeof DestinationLine>;

const fields = {
  id: z.string(),
  account: z.string().nullable(),
  vendor: z.string().nullable(),
  /** Company of the customer or name of the vendor when it was made. */
  name: z.string(),
  ...period,
  /** Null: totals were typed. */
  fileName: z.string().nullable(),
  currency: z.string(),
  settings: ComparisonSettings,
  layout: TheirLayout,
  /** `queued`: waits for the file, or to be compared again. */
  status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  /** 0 to 100. */
  progress: z.int(),
  failure: z.object({ reason: ComparisonFailure, message: z.string() }).nullable(),
  rows: Rows,
  /** The first rows that could not be used. */
  faults: z.array(FaultyRow),
  /** What was looked at, so that another worksheet, header line or column can be chosen. */
  seen: SeenSheet.nullable(),
  /** The header that was taken for each field. */
  mapping: z.record(z.string(), z.string()),
  /** How their clock goes; null for totals and before it is known. */
  clock: FoundOffset.nullable(),
  /** Everything together; null before it is done. */
  total: DestinationLine.omit({ destination: true, prefixes: true }).nullable(),
  createdAt: z.string(),
  /** When it last came further. */
  aliveAt: z.string(),
};

export const StoredComparison = z.object({
  ...fields,
  /** Whose list it is in. */
  owner: z.string(),
  asker: z.object({
    id: z.string(),
    kind: z.enum(["admin", "reseller", "customer", "key"]),
    account: z.string().nullable(),
  }),
  totals: z.array(TheirTotal).nullable(),
  /** Runs begun: each writes a result of its own. */
  run: z.int(),
  /** Counts the writes; a run that was overtaken writes nothing. */
  seq: z.int(),
  ttl: z.number(),
});
export type StoredComparison = z.infer<typeof StoredComparison>;

export const Comparison = z
  .object({
    ...fields,
    /** Where the rows that could not be used can be downloaded, for 5 minutes; null where there are none. */
    rejectUrl: z.string().nullable(),
  })
  .meta({ id: "Comparison" });

export const ComparisonUpload = Comparison.extend({
  /** Takes the file by PUT for 10 minutes; null where totals were given. */
  url: z.string().nullable(),
  method: z.literal("PUT"),
}).meta({ id: "ComparisonUpload" });

/** A call that is not the same on both sides. */
export const Difference = z
  .object({
    class: DifferenceClass,
    destination: z.string(),
    number: z.string(),
    /** Setup, of ours where we have it. */
    at: z.string(),
    /** Seconds that their setup is behind ours, offset taken off; null where one side has no call. */
    laterSeconds: z.int().nullable(),
    /** Line of their file; null where they do not have it. */
    line: z.int().nullable(),
    /** Id of our call and its account; null where we do not have it. */
    call: z.string().nullable(),
    account: z.string().nullable(),
    ourSeconds: z.int().nullable(),
    theirSeconds: z.int().nullable(),
    ourAmount: SignedAmount.nullable(),
    theirAmount: SignedAmount.nullable(),
  })
  .meta({ id: "ComparisonDifference" });
export type Difference = z.infer<typeof Difference>;

const silentMs = 20 * 60_000;
const interrupted = {
  reason: "INTERRUPTED",
  message: "The comparison ended without a word. Please compare again.",
} as const;

/** As it stands at an instant (epoch ms): a run that is silent for longer than a run may last has ended. */
export const asOf = (job: StoredComparison, at: number): StoredComparison =>
  job.status === "running" && at - Date.parse(job.aliveAt) > silentMs
    ? { ...job, status: "failed", failure: interrupted }
    : job;

export function comparisonOf(job: StoredComparison, rejectUrl: string | null): z.infer<typeof Comparison> {
  const { owner: _o, asker: _a, totals: _t, run: _r, seq: _s, ttl: _l, ...rest } = job;
  return { ...rest, rejectUrl };
}
