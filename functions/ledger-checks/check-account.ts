import * as z from "zod";
import { type BalanceRow, type FrozenPeriod, isBookedIn, netOf, type Totals } from "../ledger/balance.ts";
import { effectOf, type LedgerEntry } from "../ledger/entry.ts";
import { decimalOf, type Nano } from "../money/money.ts";
import { counted } from "../time/counted.ts";

/**
 * Whether an account's money is what its ledger, its periods and its calls say. All of them are of one instant: what
 * the balance had not seen yet is left out.
 */

export const FindingCode = z.enum([
  /** The balance is not what the lines of the ledger add up to. */
  "BALANCE_NOT_LEDGER",
  /** What calls may use is not balance + credit limit − reserved. */
  "AVAILABLE_WRONG",
  /** A period does not open with what the one before closed with, or does not close with what moved in it. */
  "PERIODS_DO_NOT_MEET",
  /** The balance is not the open period's opening and what moved since. */
  "BALANCE_NOT_PERIODS",
  /** Calls, charge, tax or seconds of a period are not those of its calls. */
  "ROLLUP_NOT_CALLS",
  /** What a reseller was charged is not what stands for it on the calls of those below. */
  "RESALE_NOT_CALLS",
  /** Of a file that is done, lines became nothing: not charged, zero, duplicate, parked or written off. */
  "FILE_NOT_WHOLE",
  /** What is said to be booked of a vendor's days is not what its ledger has of them. */
  "COSTS_NOT_LEDGER",
  /** The figures of a source are not the calls that stand. */
  "FIGURES_NOT_CALLS",
  /** It could not be read. */
  "NOT_READABLE",
]);
export type FindingCode = z.infer<typeof FindingCode>;

export const Finding = z
  .object({
    code: FindingCode,
    /** Account, upload or source. */
    subject: z.string(),
    /** What should be equal, as decimals or counts. */
    expected: z.string(),
    found: z.string(),
    detail: z.string(),
  })
  .meta({ id: "LedgerFinding" });
export type Finding = z.infer<typeof Finding>;

export interface Fold {
  n: number;
  sec: number;
  charge: Nano;
  tax: Nano;
}
export const emptyFold: Fold = { n: 0, sec: 0, charge: 0n, tax: 0n };

export interface AccountBooks {
  account: string;
  row: BalanceRow;
  /** Every line. */
  entries: readonly LedgerEntry[];
  /** Closed periods in their order. */
  frozen: readonly FrozenPeriod[];
  /** Calls by period; those that are missing were not looked at. Undefined: its calls stand at the accounts below. */
  calls: ReadonlyMap<number, Fold> | undefined;
}

function ledgerFindings({ account, row, entries }: AccountBooks): Finding[] {
  const lines = entries.filter((entry) => isBookedIn(row, entry));
  const sum = lines.reduce((total, entry) => total + effectOf(entry), 0n) + row.day.below - row.day.charge;
  const findings: Finding[] = [];
  if (sum !== row.bal)
    findings.push({
      ...{ code: "BALANCE_NOT_LEDGER", subject: account, expected: decimalOf(sum), found: decimalOf(row.bal) },
      detail: `${counted(lines.length, "line")} and the day that is not over`,
    });
  const available = row.bal + row.creditLimit - row.reserved;
  if (available !== row.avail)
    findings.push({
      ...{ code: "AVAILABLE_WRONG", subject: account, expected: decimalOf(available), found: decimalOf(row.avail) },
      detail: "balance + credit limit − reserved",
    });
  return findings;
}

function chainFindings({ account, row, frozen }: AccountBooks): Finding[] {
  const findings: Finding[] = [];
  const meets = (code: FindingCode, expected: Nano, found: Nano, detail: string) => {
    if (expected !== found)
      findings.push({ code, subject: account, expected: decimalOf(expected), found: decimalOf(found), detail });
  };
  let opening = 0n;
  for (const one of frozen) {
    meets("PERIODS_DO_NOT_MEET", opening, one.opening, `opening of period ${one.period}`);
    opening = one.opening + netOf(one.totals);
    meets("PERIODS_DO_NOT_MEET", opening, one.closing, `closing of period ${one.period}`);
  }
  meets("PERIODS_DO_NOT_MEET", opening, row.opening, `opening of period ${row.openPeriod}`);
  meets(
    "BALANCE_NOT_PERIODS",
    row.opening + netOf(row.roll) + netOf(row.next),
    row.bal,
    "opening and what moved since",
  );
  return findings;
}

const told = ({ n, sec, charge, tax }: Fold): string =>
  `${counted(n, "call")}, ${sec} s, ${decimalOf(charge)}, tax ${decimalOf(tax)}`;

/** Periods whose calls were looked at, with what they say of themselves. */
function periodsOf({ row, frozen }: AccountBooks): { period: number; totals: Totals }[] {
  const { openPeriod: open } = row;
  return [...frozen, { period: open, totals: row.roll }, { period: open + 1, totals: row.next }];
}

function callFindings(books: AccountBooks): Finding[] {
  const { calls, account } = books;
  if (!calls) return [];
  return periodsOf(books).flatMap(({ period, totals }): Finding[] => {
    const fold = calls.get(period);
    if (!fold) return [];
    const { n, sec, charge, tax } = totals;
    const [expected, found] = [told(fold), told({ n, sec, charge, tax })];
    return expected === found
      ? []
      : [{ code: "ROLLUP_NOT_CALLS", subject: account, expected, found, detail: `period ${period}` }];
  });
}

/** Everything that is wrong with an account; nothing where all is well. */
export const accountFindings = (books: AccountBooks): Finding[] => [
  ...ledgerFindings(books),
  ...chainFindings(books),
  ...callFindings(books),
];
