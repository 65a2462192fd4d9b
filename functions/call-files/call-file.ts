import * as z from "zod";
import { isoInstant } from "../platform/clock.ts";
import { dayMs } from "../time/day.ts";
import { LatestTry } from "../webhooks/delivery.ts";
import type { CallFileSettings } from "./call-file-settings.ts";
import type { DaySpan } from "./day-span.ts";

/** The file of one day's calls of a customer: what became of it, and of the messages that tell of it. */

export const CallFileFailure = z.enum([
  /** More rows than the format is made for. */
  "TOO_MANY_ROWS",
  /** Not done before the function's time was up, more than once. */
  "OUT_OF_TIME",
  /** It ended without a word, more than once. */
  "INTERRUPTED",
  /** A fault of ours. */
  "INTERNAL",
]);
export type CallFileFailure = z.infer<typeof CallFileFailure>;

const shown = {
  /** Its beginning in UTC: `20260131T230000Z`. */
  id: z.string(),
  /** Date, in its zone, of the day whose calls it holds. */
  day: z.string(),
  /** Calls set up from this instant on, included. */
  from: z.string(),
  /** Calls set up before this instant. */
  to: z.string(),
  timeZone: z.string(),
  /** MAKING: it is being made. READY. EMPTY: there were no calls, and no file was wanted then. FAILED: see `failure`. */
  status: z.enum(["MAKING", "READY", "EMPTY", "FAILED"]),
  /** From 1; counts how often it was made. */
  revision: z.int(),
  /** Calls in the file that is there. */
  rows: z.int(),
  /** What they were charged, tax included: a decimal in `currency`. */
  charge: z.string(),
  currency: z.string(),
  fileName: z.string(),
  /** Size of the file; null: there is none. */
  bytes: z.int().nullable(),
  /** Why the last run did not make it; the file of the run before stays. */
  failure: z.object({ reason: CallFileFailure, message: z.string() }).nullable(),
  madeAt: z.string().nullable(),
  /** When the file goes. */
  expiresAt: z.string().nullable(),
  /** How often it was told of. */
  sends: z.int(),
};

export const CallFile = z
  .object({
    ...shown,
    /** What became of the last mail and of the last event that told of it; null: there was none. */
    mail: z.enum(["QUEUED", "SENT", "FAILED", "NOT_SENT"]).nullable(),
    webhook: z.enum(["QUEUED", "DELIVERED", "FAILED"]).nullable(),
    /** What the receiver said to the last event the last time; null: nothing so far. */
    webhookTry: LatestTry.nullable(),
  })
  .meta({ id: "CallFile" });
export type CallFile = z.infer<typeof CallFile>;

export const CallFileWithUrl = CallFile.extend({
  /** Address of the file for five minutes, made anew on every ask; null where there is no file. */
  url: z.string().nullable(),
}).meta({ id: "CallFileWithUrl" });

export const StoredCallFile = z.object({
  ...shown,
  account: z.string(),
  /** Where the file lies that is there. */
  key: z.string().nullable(),
  /** Type of its content. */
  contentType: z.string(),
  /** Runs begun of this revision. */
  tries: z.int(),
  /** Epoch ms until which the running run counts as alive. */
  leaseMs: z.int(),
  /** Of the last mail and the last event; null: none. */
  mailId: z.string().nullable(),
  messageId: z.string().nullable(),
  v: z.int(),
});
export type StoredCallFile = z.infer<typeof StoredCallFile>;

/** Runs of one revision; one that ended three runs without a word would end a fourth. */
export const mostTries = 3;
/** A run that is silent for longer has ended; longer than the function may run. */
export const leaseMs = 16 * 60_000;
/** The hourly run takes over what was left; what nobody took over for so long is nobody's. */
const lostMs = 3 * 3_600_000;

export const interrupted = {
  reason: "INTERRUPTED",
  message: "It ended without a word. Please have it made again.",
} as const satisfies StoredCallFile["failure"];

export const fileId = (fromMs: number): string => isoInstant(fromMs).replace(/[-:]|\.\d+/g, "");

/** The file of a span before anything was done about it. */
export const newCallFile = (account: string, { fromMs, toMs, day }: DaySpan, timeZone: string): StoredCallFile => ({
  ...{ id: fileId(fromMs), account, day, from: isoInstant(fromMs), to: isoInstant(toMs), timeZone },
  ...{ status: "MAKING", revision: 0, rows: 0, charge: "0", currency: "", fileName: "", bytes: null, failure: null },
  ...{ madeAt: null, expiresAt: null, sends: 0, key: null, contentType: "", tries: 0, leaseMs: 0 },
  ...{ mailId: null, messageId: null, v: 0 },
});

const isMade = ({ status }: StoredCallFile): boolean => status === "READY" || status === "EMPTY";

/** As it is when a run takes it: the next revision, unless a run before was to make that one. */
export const taken = (seen: StoredCallFile, at: number): StoredCallFile => ({
  ...seen,
  revision: isMade(seen) || seen.revision === 0 ? seen.revision + 1 : seen.revision,
  status: "MAKING",
  tries: isMade(seen) ? 1 : seen.tries + 1,
  leaseMs: at + leaseMs,
});

/** As it waits to be made because somebody asked for that: of one that was made, another revision. */
export const asked = (seen: StoredCallFile, at: number): StoredCallFile => ({
  ...seen,
  ...{ status: "MAKING", revision: isMade(seen) ? seen.revision + 1 : seen.revision, tries: 0, leaseMs: at },
});

/** As it stands at an instant, epoch ms. */
export const asOf = (file: StoredCallFile, at: number): StoredCallFile =>
  file.status === "MAKING" && at - file.leaseMs > lostMs ? { ...file, status: "FAILED", failure: interrupted } : file;

/** What a run gives up. A file that was there before stays. */
export const failed = (file: StoredCallFile, failure: NonNullable<StoredCallFile["failure"]>): StoredCallFile => ({
  ...file,
  ...{ status: file.key === null ? "FAILED" : "READY", failure, tries: 0, leaseMs: 0 },
});

export interface Written {
  rows: number;
  charge: string;
  /** Null: no file was wanted. */
  bytes: number | null;
}

type Form = Pick<CallFileSettings, "format" | "gzip" | "keepDays">;

export const endingOf = ({ format, gzip }: Form): string => (gzip ? `${format}.gz` : format);

/** The bucket lets what is under a number of days go after so many. */
export const keyOf = ({ account, id, revision }: StoredCallFile, { keepDays }: Form): string =>
  `call-files/${keepDays}/${account}/${id}-${revision}`;

/** The file as it is once it was written. @param at epoch ms */
export function made(
  file: StoredCallFile,
  { rows, charge, bytes }: Written,
  of: Form & { currency: string; contentType: string },
  at: number,
): StoredCallFile {
  const ended = { rows, charge, bytes, currency: of.currency, failure: null, tries: 0, leaseMs: 0 };
  const madeAt = isoInstant(at);
  if (bytes === null) return { ...file, ...ended, status: "EMPTY", key: null, madeAt, expiresAt: null };
  const again = file.revision > 1 ? `-${file.revision}` : "";
  return {
    ...file,
    ...ended,
    ...{ status: "READY", madeAt, key: keyOf(file, of), contentType: of.contentType },
    fileName: `calls-${file.account}-${file.day}${again}.${endingOf(of)}`,
    expiresAt: isoInstant(at + of.keepDays * dayMs),
  };
}

/** Whether the file can be fetched at an instant, epoch ms. */
export const isThere = ({ key, expiresAt }: StoredCallFile, at: number): boolean =>
  key !== null && expiresAt !== null && at < Date.parse(expiresAt);

/** Whether what was found now is something else than what is in the file. */
export const differs = (file: StoredCallFile, now: Pick<Written, "rows" | "charge">): boolean =>
  file.rows !== now.rows || file.charge !== now.charge;

/** A file is told of so often, and not more: who wants it again fetches it. */
export const mostSends = 20;
