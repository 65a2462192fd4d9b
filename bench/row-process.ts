import type { Row } from "./row.ts";

/** `row-process.ts ROW [--quick]`: runs one row and sends its result to the process that started it. */
const [name, flag] = process.argv.slice(2);
const { row } = (await import(`./${name}.bench.ts`)) as { row: Row };
const result = await row({ quick: flag === "--quick" });
process.send?.(result, () => process.exit(0));
