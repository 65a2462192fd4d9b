import * as z from "zod";
import { Amount, decimalOf, type Nano, SignedAmount } from "../money/money.ts";
import { isoInstant } from "../platform/clock.ts";
import { counted } from "../time/counted.ts";
import { type BalanceRow, isBookedIn } from "./balance.ts";
import {
  type BelowEntry,
  DidEntry,
  effectOf,
  isOfDid,
  isOfPayments,
  isPayment,
  type LedgerEntry,
  PaymentKind,
  type UsageEntry,
} from "./entry.ts";
import { methodWords } from "./method-words.ts";

/**
 * An account's ledger from one day to another, as a bank prints it: opening balance, every movement with the balance
 * after it, closing balance. Calls are one line a day, on the day they were charged.
 */
const didKinds = DidEntry.shape.kind.options;

export const StatementRow = z.object({
  at: z.iso.datetime(),
  /** The payment's id and reference, the day of the calls, or the number with the first day of its rent. */
  reference: z.string(),
  activity: z.enum([
    "USAGE",
    ...PaymentKind.options,
    "LATE_CALL",
    "RERATE",
    "RESALE",
    "INVOICE",
    "CREDIT_NOTE",
    "VENDOR_COST",
    "MEMO",
    ...didKinds,
  ]),
  /** What it is about, in words: of a payment its method and note. MEMO: a change beside money, without an amount. RESALE: what a reseller put on the balances of those below it, or had from them. */
  detail: z.string(),
  debit: Amount,
  credit: Amount,
  balance: SignedAmount,
});
export type StatementRow = z.infer<typeof StatementRow>;

export const Statement = z
  .object({
    account: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    /** Days of the account's zone, both included. */
    from: z.iso.date(),
    to: z.iso.date(),
    opening: SignedAmount,
    closing: SignedAmount,
    totals: z.object({
      debit: Amount,
      credit: Amount,
      /** Calls, and what re-rating made of earlier ones. */
      usage: SignedAmount,
      resale: SignedAmount,
      payments: SignedAmount,
      credits: SignedAmount,
      /** Set-up, rent and cancellation of numbers. */
      numbers: SignedAmount,
      /** Tax and rounding that invoices added to the calls. */
      taxes: SignedAmount,
    }),
    rows: z.array(StatementRow),
  })
  .meta({ id: "Statement" });
export type Statement = z.infer<typeof Statement>;

const day = z.iso.date("Must be a day such as 2026-10-13.");

/** First and last day in the account's zone, both included. */
export const StatementDays = z.object({ from: day.optional(), to: day.optional() });

export const inOrder = ({ from, to }: z.infer<typeof StatementDays>): boolean => !from || !to || from <= to;
export const notInOrder = { path: ["to"], message: "Must not be before `from`." };

export const StatementFilters = StatementDays.refine(inOrder, notInOrder);

export interface StatementBasis {
  account: string;
  from: string;
  to: string;
  /** Read before the entries: what was booked after it is left out, so that both are one instant. */
  balance: BalanceRow;
  /** Entries of the days, in the order of the ledger. */
  entries: readonly LedgerEntry[];
  /** The first entry of a later day that moved money, needed only where the days have none. */
  later: LedgerEntry | undefined;
  /** Now, epoch ms. */
  at: number;
}

/** The calls of the day that is not over, which the ledger does not hold yet. */
function unfinishedDay({ day }: BalanceRow, at: number): UsageEntry[] {
  if (day.n === 0) return [];
  const { date, opening, n, sec, charge, tax, below } = day;
  return [{ kind: "USAGE", date, at: Math.min(at, day.until - 1), opening, n, sec, charge, tax, below }];
}

function openingOf({ balance, to, later }: StatementBasis, lines: readonly LedgerEntry[]): Nano {
  // A memo moves nothing and may have been written beside the first movement of its day.
  const first = lines.find(({ kind }) => kind !== "MEMO") ?? (later && isBookedIn(balance, later) ? later : undefined);
  if (first) return first.opening;
  return balance.day.date > to ? balance.day.opening : balance.bal;
}

function wordsBelow({ account, document, method, ...entry }: BelowEntry): Pick<StatementRow, "reference" | "detail"> {
  const reference = entry.reference || entry.id;
  if (document === undefined) return { reference, detail: `Payment of ${account}: ${methodWords(method)}` };
  return { reference, detail: document === "INVOICE" ? `Tax and rounding of ${account}` : `Credit note of ${account}` };
}

function words(entry: LedgerEntry): Pick<StatementRow, "reference" | "detail"> {
  if (entry.kind === "USAGE")
    return { reference: entry.date, detail: `${counted(entry.n, "call")}, ${counted(entry.sec, "second")}` };
  if (entry.kind === "LATE_CALL")
    return { reference: entry.id, detail: `Call of ${isoInstant(entry.callAt)} to ${entry.cld}: ${entry.note}` };
  if (entry.kind === "RERATE")
    return { reference: entry.id, detail: `${counted(entry.calls, "call")} re-rated: ${entry.note}` };
  if (entry.kind === "BELOW") return wordsBelow(entry);
  if (entry.kind === "VENDOR_COST")
    return {
      reference: entry.id,
      detail: `${counted(entry.n, "call")} charged on ${entry.day} (UTC), ${counted(entry.sec, "second")}`,
    };
  if (isOfDid(entry)) return { reference: [entry.number, entry.from ?? []].flat().join(" "), detail: entry.note };
  if (entry.kind === "MEMO") return { reference: entry.id, detail: entry.note };
  if (isPayment(entry)) {
    const detail = [methodWords(entry.method), entry.note].filter(Boolean).join(": ");
    return { reference: entry.reference || entry.id, detail };
  }
  return { reference: entry.id, detail: entry.note };
}

interface Line extends Pick<StatementRow, "activity" | "reference" | "detail"> {
  entry: LedgerEntry;
  effect: Nano;
}

/** An entry as it is told: what a reseller is charged and what its customers' calls bring it are lines of their own. */
function linesOf(entry: LedgerEntry): Line[] {
  const effect = effectOf(entry);
  if (entry.kind === "BELOW") return [{ entry, activity: "RESALE", ...words(entry), effect }];
  const below = "below" in entry ? entry.below : 0n;
  const line: Line = { entry, activity: entry.kind, ...words(entry), effect: effect - below };
  if (below === 0n) return [line];
  const detail = isOfDid(entry) ? "Used up by a number of those below" : "Used up by calls of those below";
  return [line, { ...line, activity: "RESALE", detail, effect: below }];
}

const totalOf = ({ activity, entry }: Line): "usage" | "resale" | "payments" | "credits" | "numbers" | "taxes" => {
  if (activity === "USAGE" || activity === "RERATE" || activity === "VENDOR_COST") return "usage";
  if (activity === "RESALE") return "resale";
  if (activity === "INVOICE") return "taxes";
  if (isOfDid(entry)) return "numbers";
  return isPayment(entry) && isOfPayments(entry) ? "payments" : "credits";
};

export function statementOf(basis: StatementBasis): Statement {
  const { account, from, to, balance, at } = basis;
  const today = unfinishedDay(balance, at).filter(({ date }) => date >= from && date <= to);
  const lines = [...basis.entries.filter((entry) => isBookedIn(balance, entry)), ...today];
  const opening = openingOf(basis, lines);
  let running = opening;
  const sum = { debit: 0n, credit: 0n, usage: 0n, resale: 0n, payments: 0n, credits: 0n, numbers: 0n, taxes: 0n };
  const rows = lines.flatMap(linesOf).map((line): StatementRow => {
    const { entry, effect, activity, reference, detail } = line;
    const [debit, credit] = effect < 0n ? [-effect, 0n] : [0n, effect];
    running += effect;
    sum.debit += debit;
    sum.credit += credit;
    sum[totalOf(line)] += effect;
    return {
      at: isoInstant(entry.at),
      ...{ activity, reference, detail },
      debit: decimalOf(debit),
      credit: decimalOf(credit),
      balance: decimalOf(running),
    };
  });
  return {
    account,
    currency: balance.cur,
    timeZone: balance.zone,
    from,
    to,
    opening: decimalOf(opening),
    closing: decimalOf(running),
    totals: {
      debit: decimalOf(sum.debit),
      credit: decimalOf(sum.credit),
      usage: decimalOf(-sum.usage),
      resale: decimalOf(sum.resale),
      payments: decimalOf(sum.payments),
      credits: decimalOf(sum.credits),
      numbers: decimalOf(-sum.numbers),
      taxes: decimalOf(-sum.taxes),
    },
    rows,
  };
}
