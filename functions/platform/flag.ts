import * as z from "zod";

/** A flag in the address: `true` is yes, anything else no. */
export const Flag = z
  .string()
  .optional()
  .transform((text) => text === "true");
