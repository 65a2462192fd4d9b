import { fork } from "node:child_process";
import type { Writer, Written } from "./export-process.ts";
import { type Line, median, type Row } from "./row.ts";

/**
 * A table of ten columns to a file of each format: rows a second and peak memory, beside exceljs's writer for whole
 * workbooks. Each run is a process of its own, because the peak of memory is the process's.
 */

/** What a run may take; the peer holds the whole workbook. */
const heapMegabytes = 1400;

function run(writer: Writer, rows: number): Promise<Written> {
  const script = new URL("./export-process.ts", import.meta.url);
  const child = fork(script, [writer, String(rows)], {
    execArgv: [...process.execArgv, `--max-old-space-size=${heapMegabytes}`],
  });
  return new Promise((resolve, reject) => {
    child.on("message", (message) => resolve(message as Written));
    child.on("exit", (code, signal) => reject(new Error(`${writer} of ${rows} rows ended with ${signal ?? code}`)));
  });
}

const writers: readonly Writer[] = ["csv", "txt", "xlsx", "exceljs", "xls", "pdf"];

/** A PDF is made for 50,000 rows. */
const rowsOf = (writer: Writer, quick: boolean): number => (quick ? 10_000 : writer === "pdf" ? 50_000 : 100_000);

export const row: Row = async ({ quick }) => {
  const runs = new Map<Writer, Written[]>(writers.map((writer) => [writer, []]));
  for (let round = 0; round < (quick ? 3 : 12); round++)
    for (const [writer, all] of runs) all.push(await run(writer, rowsOf(writer, quick)));
  const lines = [...runs].map(([writer, all]): Line => {
    const samples = all.map(({ seconds }) => rowsOf(writer, quick) / seconds);
    const peak = median(all.map(({ megabytes }) => megabytes));
    const size = median(all.map(({ fileMegabytes }) => fileMegabytes));
    return {
      series: { name: writer === "exceljs" ? "exceljs, whole workbook" : writer, unit: "rows/s", samples },
      figure: `peak ${peak.toFixed(0)} MB, file ${size.toFixed(1)} MB`,
    };
  });
  const [own, peer] = [runs.get("xlsx")?.[0]?.digest, runs.get("exceljs")?.[0]?.digest];
  return {
    lines,
    notes: [
      `${rowsOf("csv", quick)} rows of ten columns (PDF ${rowsOf("pdf", quick)}), from cells to bytes that nobody keeps.`,
      "The peak is the process's own, an idle Node with these modules loaded among it.",
      "The peer's cells and ours were read back by the same reader and compared, in a workbook of a thousand rows.",
    ],
    differences: own === peer ? [] : ["the cells of our workbook are not those of the peer's"],
  };
};
