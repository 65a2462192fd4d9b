import { fork } from "node:child_process";
import { parseArgs } from "node:util";
import type { RowResult } from "./row.ts";
import { rowNames } from "./rows.ts";
import { printResult } from "./table.ts";

/**
 * `npm run bench [-- ROW … --quick --calls N]`: every row in a process of its own, one after another, so that none runs in what
 * another one left behind. Ends with 1 only when answers differ; a missed target is printed as what it is.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean" }, calls: { type: "string" } },
});

const rows = rowNames.filter((name) => positionals.length === 0 || positionals.includes(name));

function measured(row: string): Promise<RowResult> {
  const script = new URL("./row-process.ts", import.meta.url);
  const child = fork(
    script,
    [row, ...(values.quick ? ["--quick"] : []), ...(values.calls ? [`--calls=${values.calls}`] : [])],
    {
      execArgv: [...process.execArgv, "--expose-gc"],
      // Faults that a row plays are no news.
      env: { ...process.env, LOG_LEVEL: "error" },
    },
  );
  return new Promise((resolve, reject) => {
    let result: RowResult | undefined;
    child.on("message", (message) => {
      result = message as RowResult;
    });
    child.on("exit", (code, signal) =>
      result ? resolve(result) : reject(new Error(`the row ${row} ended with ${signal ?? code} and no result`)),
    );
  });
}

const unknown = positionals.filter((name) => !rows.includes(name));
if (unknown.length > 0) throw new Error(`no such row: ${unknown.join(", ")}`);
const failed: string[] = [];
for (const row of rows) {
  const result = await measured(row);
  printResult(row, result);
  if (result.differences.length > 0) failed.push(row);
}
if (failed.length > 0) {
  console.error(`\nAnswers differ in: ${failed.join(", ")}`);
  process.exitCode = 1;
}
