import * as z from "zod";

/** One step of a decision, in the order taken. Shown to people who ask why a call cost what it did. */
export const TraceStep = z
  .object({
    /** What was looked at, such as `rate card` or `prefix`. */
    step: z.string(),
    /** Short and stable, such as `matched`, `outside its hours`. */
    outcome: z.string(),
    /** The figures and names behind it, as a sentence. */
    detail: z.string(),
  })
  .meta({ id: "TraceStep" });
export type TraceStep = z.infer<typeof TraceStep>;
