import * as z from "zod";
import type { CallRow } from "../cdrs/call-row.ts";
import { SuspenseReason } from "../cdrs/cdr.ts";
import { Currency } from "../money/currency.ts";
import { decimalOf, SignedAmount, StoredNano } from "../money/money.ts";

/**
 * What became of the records of a source's day, or of an upload, to compare with the switch. Each record is counted by
 * the transaction that makes it what it is: a call where it is charged, a parked one where its row in suspense is
 * written, a duplicate where its line is noted. So a redelivery, a batch that is cut anew or a killed run counts nothing
 * twice, and a figure is never corrected afterwards.
 */

/** Where a call is counted besides its source. */
export interface Place {
  /** Date of the setup in the source's time zone, `2026-01-31`: the day by which the switch's own reports count it. */
  day: string;
  upload: string | null;
  /** Of the charge. */
  currency: string;
}

/** Figures to be added, by their stored names: sums of a currency are `money_EUR`, parked records `parked_NO_RATE`. */
export type Sums = Readonly<Record<string, number | bigint>>;

export const moneyName = (currency: string): string => `money_${currency}`;
export const parkedName = (reason: SuspenseReason): string => `parked_${reason}`;

export function plus(a: Sums, b: Sums): Sums {
  const sum: Record<string, number | bigint> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const before = sum[name] ?? 0;
    sum[name] =
      typeof before === "number" && typeof value === "number" ? before + value : BigInt(before) + BigInt(value);
  }
  return sum;
}

/** Without what adds nothing. */
export const nonZero = (sums: Sums): Sums =>
  Object.fromEntries(Object.entries(sums).filter(([, value]) => BigInt(value) !== 0n));

type Counted = Pick<CallRow, "kind" | "charge" | "billedSeconds"> & {
  cdr: Pick<CallRow["cdr"], "billed" | "answeredMs" | "billableMs">;
};

/** What one posted call adds. Of a leg that is not billed only that it is there: its seconds are those of the billed leg. */
export function sumsOfCall({ charge, billedSeconds, cdr }: Counted, currency: string): Sums {
  const isCharged = charge > 0n;
  const answered = cdr.billed && cdr.answeredMs !== null;
  return nonZero({
    [isCharged ? "charged" : "zeroRated"]: 1,
    otherLegs: cdr.billed ? 0 : 1,
    answered: answered ? 1 : 0,
    talkMs: answered ? cdr.billableMs : 0,
    billedSeconds,
    [moneyName(currency)]: charge,
  });
}

export const FiguresView = z.object({
  /** Records that came: `charged`, `zeroRated`, `duplicates`, `parked` and `writtenOff` together. */
  records: z.number().int(),
  /** Call attempts of the leg that is billed: `charged` and `zeroRated` without `otherLegs`. */
  calls: z.number().int(),
  /** Calls that were answered. */
  answered: z.number().int(),
  /** Talk time of the answered calls as the switch wrote it, ms. */
  talkMs: z.number().int(),
  /** Seconds that were billed: after increments, minima and free seconds. */
  billedSeconds: z.number().int(),
  /** Charges of the customers, a sum for each currency: currencies are never added. */
  charge: z.array(z.object({ currency: Currency, amount: SignedAmount })),
  /** Records with a charge. */
  charged: z.number().int(),
  /** Records at charge 0: not answered, nothing to charge, or a leg that is not billed. */
  zeroRated: z.number().int(),
  /** Of `zeroRated`, legs that are not billed. */
  otherLegs: z.number().int(),
  /** Records of calls that were known already, or waited already. */
  duplicates: z.number().int(),
  /** Records that wait in suspense now. */
  parked: z.number().int(),
  /** Of `parked`, how many for which reason. */
  reasons: z.partialRecord(SuspenseReason, z.number().int()),
  /** Records that a person gave up. */
  writtenOff: z.number().int(),
});
export type FiguresView = z.infer<typeof FiguresView>;

/** The sums of some stored items, whose keys are no figures. */
export function sumsIn(items: readonly Record<string, unknown>[]): Sums {
  const figures = items.map((item) => {
    const named = Object.entries(item).filter(([name]) => name !== "pk" && name !== "sk");
    return Object.fromEntries(named.map(([name, value]) => [name, StoredNano.parse(value)]));
  });
  return figures.reduce<Sums>(plus, {});
}

const moneyIn = (sums: Sums): FiguresView["charge"] =>
  Object.entries(sums)
    .filter(([name, amount]) => name.startsWith("money_") && BigInt(amount) !== 0n)
    .map(([name, amount]) => ({
      currency: Currency.parse(name.slice("money_".length)),
      amount: decimalOf(BigInt(amount)),
    }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));

/** The figures as they are shown. */
export function figuresOf(sums: Sums): FiguresView {
  const of = (name: string): number => Number(sums[name] ?? 0);
  const reasons: FiguresView["reasons"] = {};
  for (const reason of SuspenseReason.options)
    if (of(parkedName(reason)) !== 0) reasons[reason] = of(parkedName(reason));
  const parked = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  const [charged, zeroRated, otherLegs, duplicates] = [
    of("charged"),
    of("zeroRated"),
    of("otherLegs"),
    of("duplicates"),
  ];
  return {
    records: charged + zeroRated + duplicates + parked + of("writtenOff"),
    calls: charged + zeroRated - otherLegs,
    answered: of("answered"),
    talkMs: of("talkMs"),
    billedSeconds: of("billedSeconds"),
    charge: moneyIn(sums),
    ...{ charged, zeroRated, otherLegs, duplicates, parked, reasons, writtenOff: of("writtenOff") },
  };
}
