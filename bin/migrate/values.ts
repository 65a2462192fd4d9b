import { isoInstant } from "../../functions/platform/clock.ts";
import { instantsOf } from "../../functions/time/zone.ts";
import type { DumpRow } from "./dump.ts";
import type { Fault } from "./records.ts";

/** Fields of a row as what they mean. A field that the table does not have is as one that is empty: versions differ. */

export const where = ({ table, row }: DumpRow): string => `${table} ${row}`;

export const leftOut = (row: DumpRow, message: string): Fault => ({ kind: "LEFT_OUT", where: where(row), message });
export const adapted = (row: DumpRow, message: string): Fault => ({ kind: "ADAPTED", where: where(row), message });

export const text = (row: DumpRow, column: string): string => (row.values.get(column) ?? "").trim();

export const whole = (row: DumpRow, column: string, otherwise = 0): number => {
  const value = Number.parseInt(text(row, column), 10);
  return Number.isSafeInteger(value) ? value : otherwise;
};

export const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A number as the database writes it, floats with an exponent too, as a decimal with at most 9 places, a half away from
 * zero; undefined for what is none. No arithmetic of floats is done: 0.1 stays 0.1.
 */
export function decimalText(written: string): string | undefined {
  const parts = decimal.exec(written.trim());
  const digits = (parts?.[2] ?? "") + (parts?.[3] ?? "");
  if (!parts || digits === "") return undefined;
  // The digits are worth ten to this power.
  const power = Number(parts[4] ?? 0) - (parts[3] ?? "").length;
  const shift = power + 9;
  const exact = BigInt(digits);
  const unit = 10n ** BigInt(Math.min(Math.abs(shift), 400));
  const nano = shift >= 0 ? exact * unit : (exact + unit / 2n) / unit;
  const padded = nano.toString().padStart(10, "0");
  const fraction = padded.slice(-9).replace(/0+$/, "");
  const number = `${padded.slice(0, -9)}${fraction ? `.${fraction}` : ""}`;
  return parts[1] === "-" && nano > 0n ? `-${number}` : number;
}

export const money = (row: DumpRow, column: string): string => decimalText(text(row, column)) ?? "0";

export const negated = (amount: string): string =>
  amount === "0" ? amount : amount.startsWith("-") ? amount.slice(1) : `-${amount}`;

/** Money that cannot be below zero here. */
export const atLeastZero = (amount: string): string => (amount.startsWith("-") ? "0" : amount);

const wallTime = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?)?$/;

/** A clock time of a zone as an instant; undefined for what is none, and for the zero date of MySQL. */
export function instantText(written: string, timeZone: string): string | undefined {
  if (!wallTime.test(written) || written.startsWith("0000") || written.startsWith("1000-01-01")) return undefined;
  const wall = Date.parse(`${written.slice(0, 10)}T${written.slice(11, 19) || "00:00:00"}Z`);
  return Number.isNaN(wall) ? undefined : isoInstant(instantsOf(wall, timeZone)[0]);
}

/** The day of a date or a clock time. */
export const dayText = (written: string): string | undefined =>
  wallTime.test(written) && !written.startsWith("0000") ? written.slice(0, 10) : undefined;

export const plusDays = (day: string, days: number): string =>
  isoInstant(Date.parse(day) + days * 86_400_000).slice(0, 10);

/** Rows by the value of a column. */
export const grouped = (rows: readonly DumpRow[] | undefined, column: string): Map<string, DumpRow[]> =>
  Map.groupBy(rows ?? [], (row) => text(row, column));

export const indexBy = (rows: readonly DumpRow[] | undefined, column: string): Map<string, DumpRow> =>
  new Map((rows ?? []).map((row) => [text(row, column), row]));
