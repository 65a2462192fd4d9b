import * as z from "zod";
import type { ResumePoint } from "./resume-point.ts";
import type { Upload } from "./upload.ts";

/** The batches of an upload, numbered: each is noted when it is rated, which tells when the whole file is. */

/** Parts of one attempt begin here; a file of 5 GB has a few hundred thousand at most. */
const partsPerAttempt = 1_000_000;
export const firstPart = (attempt: number): number => attempt * partsPerAttempt;
export const lastPart = (attempt: number): number => (attempt + 1) * partsPerAttempt - 1;

/** The parts that count: those that earlier attempts noted, and all of the last one's. */
export const partRanges = ({ attempt, resume }: Upload): { from: number; to: number }[] => [
  ...(resume?.earlier ?? []),
  { from: firstPart(attempt), to: lastPart(attempt) },
];

/** How many parts a reading has that stands at the point. */
export const partsAt = ({ earlier, nextPart }: ResumePoint, attempt: number): number =>
  earlier.reduce((sum, { from, to }) => sum + to - from + 1, 0) + nextPart - firstPart(attempt);

/** How many of a reading's first parts are rated, so that a look need not read them all again. */
export const PartSum = z.object({
  /** The reading's first part: another reading has another. */
  from: z.number().int(),
  /** The part after the last one in the sum, and how many are in it. */
  next: z.number().int(),
  parts: z.number().int(),
});
export type PartSum = z.infer<typeof PartSum>;

export const emptySum = (upload: Upload): PartSum => {
  const from = partRanges(upload)[0]?.from ?? 0;
  return { from, next: from, parts: 0 };
};

/** The sum with those parts more that follow it without a gap; only noted parts, for others may never count. */
export function summed(sum: PartSum, found: ReadonlySet<number>, upload: Upload): PartSum {
  const { earlier, nextPart } = upload.resume ?? { earlier: [], nextPart: firstPart(upload.attempt) };
  let { parts } = sum;
  for (const { from, to } of [...earlier, { from: firstPart(upload.attempt), to: nextPart - 1 }])
    for (let part = Math.max(from, sum.next); part <= to; part++) {
      if (!found.has(part)) return { ...sum, next: part, parts };
      parts++;
    }
  return { ...sum, next: nextPart, parts };
}
