import * as z from "zod";

/** A range of days that is counted and put into files once more. */

const day = z.iso.date("Must be a day such as 2026-10-13.");

/** UTC days, both included. */
export const FoldDays = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ["to"], error: "Must not be before `from`." })
  .meta({ id: "FoldDays" });
export type FoldDays = z.infer<typeof FoldDays>;

/**
 * FILED: all calls that were posted before are in the day's file, which was read back and is right. OPEN: the day is not
 * over, and only counted. OVERTAKEN: another run is at the day at this moment. DIFFERS: the file does not read back as it was
 * written, and LOST: the file of before does not and not all of its blocks are left; both change nothing. TOO_LARGE: more
 * kinds of calls than are kept counted of a day.
 */
export const FoldOutcome = z.enum(["FILED", "OPEN", "OVERTAKEN", "DIFFERS", "LOST", "TOO_LARGE"]);

const FoldedDay = z
  .object({
    /** UTC day. */
    date: z.string(),
    outcome: FoldOutcome,
    /** Calls in the day's file; null where it has none. */
    calls: z.number().int().nullable(),
    /** Size of the file. */
    bytes: z.number().int().nullable(),
  })
  .meta({ id: "FoldedDay" });
export type FoldedDay = z.infer<typeof FoldedDay>;

/** The days that were done, the earliest first: those with calls. */
export const FoldedDays = z
  .object({
    days: z.array(FoldedDay),
    /** The day from which to go on, as `from` of the next request; null: the range is done. */
    next: z.string().nullable(),
  })
  .meta({ id: "FoldedDays" });
export type FoldedDays = z.infer<typeof FoldedDays>;
