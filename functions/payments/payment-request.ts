import * as z from "zod";

/** Without a key a lost answer could only be met by paying twice, so it is not optional here. */
export const KeyHeader = z.object({
  "idempotency-key": z
    .string({ error: "Every payment needs an Idempotency-Key." })
    .min(1, "Every payment needs an Idempotency-Key.")
    .max(255, "Must be at most 255 characters."),
});

export const NewReversal = z
  .strictObject({ note: z.string().trim().min(3, "Must say why, in 3 characters or more.").max(500) })
  .meta({ id: "NewReversal" });
