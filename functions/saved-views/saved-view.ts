import * as z from "zod";

/** A list as somebody likes to see it: filters, order and columns, which are all in the page's address. Each person has its own. */

const nameRule = "Must be 1 to 60 characters without control characters.";
const queryRule = "Must be the query of an address, at most 2000 characters.";

export const NewSavedView = z
  .strictObject({
    page: z.enum(["customers"], { error: "Must be customers." }),
    name: z
      .string({ error: nameRule })
      .trim()
      .regex(/^[^\p{Cc}\p{Cs}]{1,60}$/u, { error: nameRule }),
    /** What stands behind the `?` of the page's address. */
    query: z.string({ error: queryRule }).regex(/^[\x21-\x7e]{0,2000}$/, { error: queryRule }),
  })
  .meta({ id: "NewSavedView" });
export type NewSavedView = z.infer<typeof NewSavedView>;

export const SavedView = z.object({ id: z.string(), ...NewSavedView.shape }).meta({ id: "SavedView" });
export type SavedView = z.infer<typeof SavedView>;
