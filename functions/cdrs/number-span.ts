import * as z from "zod";

/** Running numbers of a switch's records that came without a gap, and the setups of the first and the last call of them. */
export const NumberSpan = z.object({
  from: z.number().int(),
  to: z.number().int(),
  /** Epoch ms. */
  fromMs: z.number().int(),
  toMs: z.number().int(),
});
export type NumberSpan = z.infer<typeof NumberSpan>;

/** Of the calls that were set up on one day of the source, `2026-01-31`. */
export const DayNumbers = z.object({ day: z.string(), spans: z.array(NumberSpan) });
export type DayNumbers = z.infer<typeof DayNumbers>;
