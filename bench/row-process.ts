import { parseArgs } from "node:util";
import type { Row } from "./row.ts";

/** `row-process.ts ROW [--quick] [--calls=N]`: runs one row and sends its result to the process that started it. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, calls: { type: "string" } },
});
const { row } = (await import(`./${positionals[0]}.bench.ts`)) as { row: Row };
const result = await row({ quick: values.quick, calls: values.calls === undefined ? undefined : Number(values.calls) });
process.send?.(result, () => process.exit(0));
