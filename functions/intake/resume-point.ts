import * as z from "zod";

/** Where a later run goes on: everything before it is on the stream. Noted after a flush, never before. */
export const ResumePoint = z.object({
  /** The place in the file (inflated, where it is packed) at which the next record begins. */
  place: z.object({ bytes: z.number().int(), lines: z.number().int() }),
  /** Records on the stream, and how many of them were parked. */
  lines: z.number().int(),
  parked: z.number().int(),
  /** Latest call among them, ms; 0 = none. */
  newestCallMs: z.number().int(),
  /** The part that the noting attempt would make next. */
  nextPart: z.number().int(),
  /** Parts of earlier attempts that count, both ends included. Each attempt numbers its own, so a batch that a killed run flushed and did not note never counts. */
  earlier: z.array(z.object({ from: z.number().int(), to: z.number().int() })),
  /** The object and the version of the source that were read: with others the records could differ. */
  etag: z.string(),
  sourceVersion: z.number().int(),
});
export type ResumePoint = z.infer<typeof ResumePoint>;
