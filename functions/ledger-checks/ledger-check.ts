import * as z from "zod";
import { decimalOf, type Nano, StoredNano } from "../money/money.ts";
import { Finding } from "./check-account.ts";

/** One run over all accounts: whether ledger = balance, rollups = items, received = charged + zero + duplicate + parked. */

const shown = {
  id: z.string(),
  status: z.enum(["queued", "running", "done", "failed"]),
  /** 0–100. */
  progress: z.int(),
  /** True: every call that was ever charged is read again; false: only those of the last 40 days. */
  full: z.boolean(),
  createdAt: z.string(),
  /** Id of the user or key; `system` for what runs by the clock. */
  createdBy: z.string(),
  finishedAt: z.string().nullable(),
  /** Accounts, calls, files and sources that were looked at. */
  accounts: z.int(),
  calls: z.int(),
  files: z.int(),
  sources: z.int(),
  /** How many findings there are in all. */
  wrong: z.int(),
  /** The first hundred of them. */
  findings: z.array(Finding),
};

export const LedgerCheck = z.object(shown).meta({ id: "LedgerCheck" });
export type LedgerCheck = z.infer<typeof LedgerCheck>;

const Counts = z.object({ charged: z.int(), zeroRated: z.int() });
export type Counts = z.infer<typeof Counts>;

export const StoredCheck = z.object({
  ...shown,
  /** The account behind which the next part goes on; null: from the first. */
  after: z.string().nullable(),
  /** Customers that there were when it began: what progress is measured by. */
  total: z.int(),
  /** Figures of each source before the first account was read, and the rows that were found since. */
  before: z.record(z.string(), Counts),
  rows: z.record(z.string(), Counts),
  /** Of a full run: what each reseller was charged before the first account was read, and what the calls say. */
  resoldBefore: z.record(z.string(), StoredNano).default({}),
  resold: z.record(z.string(), StoredNano).default({}),
  attempt: z.int(),
  v: z.int(),
});
export type StoredCheck = z.infer<typeof StoredCheck>;

export const checkOf = (stored: StoredCheck): LedgerCheck => LedgerCheck.parse(stored);

export const NewLedgerCheck = z
  .strictObject({
    /** Read every call that was ever charged again, not only those of the last 40 days. */
    full: z.boolean().default(true),
  })
  .meta({ id: "NewLedgerCheck" });

export const AccountCheck = z
  .object({ account: z.string(), checkedAt: z.string(), calls: z.int(), findings: z.array(Finding) })
  .meta({ id: "AccountCheck" });

const mostKept = 100;

export const withFindings = (check: StoredCheck, found: readonly Finding[]): StoredCheck => ({
  ...check,
  wrong: check.wrong + found.length,
  findings: [...check.findings, ...found].slice(0, mostKept),
});

/** Days whose calls are read again by the clock. */
export const recentDays = 40;

/**
 * Rows that stand must be among what was counted: figures only grow, and a call and its count are one write. So what was
 * counted before the rows were read is at most as much, and what was counted afterwards at least as much.
 */
export function figureFinding(source: string, counts: { before: Counts; rows: Counts; after: Counts }): Finding[] {
  return (["charged", "zeroRated"] as const).flatMap((name): Finding[] => {
    const [before, rows, after] = [counts.before[name], counts.rows[name], counts.after[name]];
    if (before <= rows && rows <= after) return [];
    const expected = before === after ? String(before) : `${before} to ${after}`;
    return [{ code: "FIGURES_NOT_CALLS", subject: source, expected, found: String(rows), detail: `${name} calls` }];
  });
}

/** The same of what a reseller was charged, which only grows as well. */
export function resaleFinding(
  reseller: string,
  { before, calls, after }: Record<"before" | "calls" | "after", Nano>,
): Finding[] {
  if (before <= calls && calls <= after) return [];
  const expected = before === after ? decimalOf(before) : `${decimalOf(before)} to ${decimalOf(after)}`;
  const detail = "charged for calls of those below";
  return [{ code: "RESALE_NOT_CALLS", subject: reseller, expected, found: decimalOf(calls), detail }];
}
