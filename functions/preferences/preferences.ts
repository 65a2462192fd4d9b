import * as z from "zod";

/** How somebody likes lists to look, on whatever machine they sign in. What a link says goes before it. */

const nameRule = "Must be the name of a column.";
const ColumnNames = z.array(z.string({ error: nameRule }).regex(/^[a-zA-Z]{1,40}$/, nameRule)).max(60, "Are too many.");
const densityRule = "Must be COMPACT, NORMAL or COMFORTABLE.";

export const Preferences = z
  .strictObject({
    /** Height of a row: 32, 34 or 44 pixels. */
    density: z.enum(["COMPACT", "NORMAL", "COMFORTABLE"], { error: densityRule }),
    /** Columns of the list of customers; null as they come. */
    customers: z
      .strictObject({
        /** From left to right; one that is not named stands where it comes by itself. */
        order: ColumnNames,
        hidden: ColumnNames,
        /** How many of them, from the left, stay in sight where the list is wider than the screen. */
        pinned: z.int("Must be a whole number.").min(0, "Must be 0 or more.").max(60, "Are too many.").default(0),
      })
      .nullable(),
  })
  .meta({ id: "Preferences" });
export type Preferences = z.infer<typeof Preferences>;

export const defaultPreferences: Preferences = { density: "NORMAL", customers: null };
