import * as z from "zod";
import type { BalanceRow } from "../ledger/balance.ts";
import { localDay } from "../ledger/period.ts";
import { dayMs } from "../time/day.ts";

/**
 * What a customer that is not closed stands out by, so that the list can be narrowed to it at any length. DEMO and
 * NO_DEVICE follow from the line itself; the others move with money and calls and are looked at every quarter of an hour.
 */
export const CustomerMark = z.enum([
  "DEMO",
  /** Neither an IP nor a SIP device. */
  "NO_DEVICE",
  /** More than 80 % of the granted credit is used; money that calls hold does not count. */
  "OVER_80_CREDIT",
  /** No call was charged, at 0 or more, for 30 days, or ever. */
  "NO_CALLS_30_DAYS",
]);
export type CustomerMark = z.infer<typeof CustomerMark>;

/** Marks that are kept in the line; the others follow from it. */
export const KeptMark = CustomerMark.extract(["OVER_80_CREDIT", "NO_CALLS_30_DAYS"]);
export type KeptMark = z.infer<typeof KeptMark>;

const quietDays = 30;

/** The first day, in the account's zone, of which a call counts at `at` (epoch ms). */
export const countsFrom = ({ zone }: Pick<BalanceRow, "zone">, at: number): string =>
  localDay(at - quietDays * dayMs, zone).date;

const isOver80 = ({ bal, creditLimit }: Pick<BalanceRow, "bal" | "creditLimit">): boolean =>
  creditLimit > 0n && -bal * 100n > creditLimit * 80n;

/**
 * Whether the balance alone says that there were calls since a day: it holds the day in which money moved last.
 * `entries`: money moved since, and the ledger has to say whether by calls.
 */
export function callsSince({ day }: Pick<BalanceRow, "day">, since: string): boolean | "entries" {
  if (day.date < since) return false;
  return day.n > 0 ? true : "entries";
}

export const keptMarks = (row: Pick<BalanceRow, "bal" | "creditLimit">, hasCalls: boolean): KeptMark[] => [
  ...(isOver80(row) ? (["OVER_80_CREDIT"] as const) : []),
  ...(hasCalls ? [] : (["NO_CALLS_30_DAYS"] as const)),
];

interface Marked {
  status: string;
  customerType: string;
  marks: readonly KeptMark[];
  ips: object;
  sips: object;
}

/** All marks of a line of the list. */
export function marksOf({ status, customerType, marks, ips, sips }: Marked): CustomerMark[] {
  if (status === "CLOSED") return [];
  const isWithout = Object.keys(ips).length === 0 && Object.keys(sips).length === 0;
  return [
    ...(customerType === "DEMO" ? (["DEMO"] as const) : []),
    ...(isWithout ? (["NO_DEVICE"] as const) : []),
    ...marks,
  ];
}
