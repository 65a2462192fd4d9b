import { readdirSync } from "node:fs";

const ending = ".bench.ts";

/** The names of all rows, each of a file of its own here. */
export const rowNames: readonly string[] = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length));
