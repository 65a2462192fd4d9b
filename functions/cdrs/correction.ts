import * as z from "zod";
import type { CallRow, CorrectionStep, UpperCharge, VendorPart } from "./call-row.ts";

/**
 * What re-rating changed of a call. Its block stays as it was written, so a call is read as its row and what lies over
 * it; what it was charged at first is never lost.
 */

/** As JSON has no whole numbers of this size. */
const NanoText = z.codec(z.string(), z.bigint(), { decode: BigInt, encode: String });
const maybe = <T extends z.ZodType>(of: T) => of.nullable();
const text = maybe(z.string());
const version = maybe(z.number().int());

const UpperPart = z.object({ charge: NanoText, tax: NanoText, tariffId: text, tariffVersion: version });
const VendorCostPart = z.object({
  tariffId: text,
  tariffVersion: version,
  currency: text,
  cost: maybe(NanoText),
  fx: text,
  margin: maybe(NanoText),
  marginCurrency: text,
});

/** What stands in the row's place. Whose call it was, its numbers, times and billing terms stay. */
export const CorrectedPart = z.object({
  tariffId: text,
  tariffVersion: version,
  cardId: text,
  prefix: text,
  destination: text,
  durationSeconds: z.number().int(),
  billedSeconds: z.number().int(),
  charge: NanoText,
  tax: NanoText,
  /** As many as the row has accounts above the customer, in their order. */
  upper: z.array(UpperPart),
  vendor: VendorCostPart,
});
export type CorrectedPart = z.infer<typeof CorrectedPart>;

/** One job of re-rating that changed calls of the block. */
export const CorrectingJob = z.object({
  id: z.string(),
  /** Epoch ms at which it changed them. */
  at: z.number().int(),
  /** Why, as whoever began the job put it. */
  reason: z.string(),
});
export type CorrectingJob = z.infer<typeof CorrectingJob>;

export const Correction = z.object({
  /** Place of the call in its block. */
  row: z.number().int().nonnegative(),
  part: CorrectedPart,
  /** Every change, the first one first. `job`: which of the block's jobs. The money is that after the change. */
  steps: z.array(
    z.object({ job: z.number().int().nonnegative(), charge: NanoText, tax: NanoText, cost: maybe(NanoText) }),
  ),
});
export type Correction = z.infer<typeof Correction>;

/** All that was changed of one block. */
export interface BlockCorrections {
  /** Counts the writes; 0: there is none. */
  v: number;
  jobs: CorrectingJob[];
  rows: Correction[];
}
export const noCorrections: BlockCorrections = { v: 0, jobs: [], rows: [] };

/** The row's money as a part that may stand over it. */
export function partOf(row: CallRow): CorrectedPart {
  const { tariffId, tariffVersion, cardId, prefix, destination, durationSeconds, billedSeconds, charge, tax } = row;
  const { vendor } = row;
  const upperOf = ({ account: _, terms: __, ...part }: UpperCharge) => part;
  const vendorOf = ({ vendorId: _, gatewayId: __, ...part }: VendorPart) => part;
  return {
    ...{ tariffId, tariffVersion, cardId, prefix, destination, durationSeconds, billedSeconds, charge, tax },
    upper: row.upper.map(upperOf),
    vendor: vendorOf(vendor),
  };
}

function over(row: CallRow, { part, steps }: Correction, jobs: readonly CorrectingJob[]): CallRow {
  const { upper, vendor, ...own } = part;
  const told = steps.map(({ job, ...money }): CorrectionStep => {
    const of = jobs[job];
    if (!of) throw new Error("a correction of no job");
    return { ...of, ...money };
  });
  return {
    ...row,
    ...own,
    upper: row.upper.map((level, i) => ({ ...level, ...upper[i] })),
    vendor: { ...row.vendor, ...vendor },
    corrected: { first: row, steps: told },
  };
}

/** How a block's rows are read: a row at its place in the block, with what was corrected since. */
export function overlayOf(corrections: BlockCorrections | undefined): (row: CallRow, index: number) => CallRow {
  if (!corrections || corrections.rows.length === 0) return (row) => row;
  const byRow = new Map(corrections.rows.map((one) => [one.row, one]));
  return (row, index) => {
    const correction = byRow.get(index);
    return correction ? over(row, correction, corrections.jobs) : row;
  };
}
