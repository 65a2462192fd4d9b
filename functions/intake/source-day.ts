import * as z from "zod";

/** What one source delivered on one day (UTC). For seeing whether a switch still delivers; no money is read from it. */
export const SourceDay = z.object({
  deliveries: z.number().int(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  parked: z.number().int(),
  /** Deliveries of which nothing could be read. */
  refused: z.number().int(),
  lastDeliveryMs: z.number().int(),
  /** Of the last delivery with a record in it. */
  lastRecordMs: z.number().int().optional(),
  /** End of the call that ended last, among the records of the last delivery. */
  newestCallMs: z.number().int().optional(),
});
export type SourceDay = z.infer<typeof SourceDay>;
