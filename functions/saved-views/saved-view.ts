import * as z from "zod";

/**
 * A list as somebody likes to see it: filters, order and columns, which are all in the page's address. A view is one
 * person's own, or shared with everybody who works on the same list: the operator's staff, or the people of a reseller.
 */

const nameRule = "Must be 1 to 60 characters without control characters.";
const queryRule = "Must be the query of an address, at most 2000 characters.";

const fields = {
  page: z.enum(["customers"], { error: "Must be customers." }),
  name: z
    .string({ error: nameRule })
    .trim()
    .regex(/^[^\p{Cc}\p{Cs}]{1,60}$/u, { error: nameRule }),
  /** What stands behind the `?` of the page's address. */
  query: z.string({ error: queryRule }).regex(/^[\x21-\x7e]{0,2000}$/, { error: queryRule }),
  shared: z.boolean("Must be yes or no."),
};

export const NewSavedView = z
  .strictObject({ ...fields, shared: fields.shared.default(false) })
  .meta({ id: "NewSavedView" });
export type NewSavedView = z.infer<typeof NewSavedView>;

/** As stored. */
export const KeptView = z.object({
  id: z.string(),
  ...fields,
  shared: fields.shared.default(false),
  /** User or account who saved it. */
  by: z.string().default(""),
});
export type KeptView = z.infer<typeof KeptView>;

export const SavedView = z
  .object({
    id: z.string(),
    ...fields,
    /** Whether whoever asks may replace and delete it. */
    mine: z.boolean(),
  })
  .meta({ id: "SavedView" });
export type SavedView = z.infer<typeof SavedView>;
