import * as z from "zod";

/** A flag in the address: `true` or `false`, which is also what leaving it out means. */
export const Flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true");
