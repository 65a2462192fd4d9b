import { exportCalls } from "./exported-calls.ts";
import { type Line, medianLine, type Row } from "./row.ts";

/** All calls of one customer with all columns, by the deployed function alone: from the table to the file in the bucket. */
export const row: Row = async ({ quick }) => {
  const calls = quick ? 20_000 : 1_000_000;
  const done = await exportCalls(calls);
  return {
    lines: done.flatMap(({ format, seconds, megabytes, fileMegabytes }): Line[] => [
      {
        series: { name: `table to ${format}`, unit: "rows/s", samples: [calls / seconds] },
        figure: `file ${fileMegabytes.toFixed(0)} MB`,
      },
      medianLine(
        { name: `table to ${format}, peak memory`, unit: "MB", samples: [megabytes] },
        { atMost: format === "csv" ? 200 : 400 },
      ),
    ]),
    notes: [
      `${calls.toLocaleString("en")} calls of 33 columns, one run of each; table and bucket are outside of its process.`,
      ...done.map(
        ({ format, loadedMegabytes, seconds }) =>
          `${format}: ${loadedMegabytes.toFixed(0)} MB before it read, ${seconds.toFixed(0)} s`,
      ),
    ],
    differences: done.flatMap(({ format, rows, status }) =>
      rows === calls && status === "done" ? [] : [`${format}: ${status}, ${rows} of ${calls} calls`],
    ),
  };
};
