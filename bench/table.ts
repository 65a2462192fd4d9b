import { cpus } from "node:os";
import { type Line, median, type RowResult } from "./row.ts";

/** The table, printed row by row as they end. */

const widths = [14, 30, 11, 11, 11, 11, 9, 13, 6];
const heads = ["row", "measured", "unit", "min", "median", "max", "ratio", "target", "met"];
const isText = (column: number) => column < 3;

const figure = (value: number): string => {
  if (!Number.isFinite(value)) return "-";
  return value.toLocaleString("en", {
    maximumFractionDigits: value < 10 ? 2 : value < 1000 ? 1 : 0,
    useGrouping: true,
  });
};

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, i) => (isText(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
    .join(" ")
    .trimEnd();

function cellsOf(name: string, { series, figure: ratio, target, isMet }: Line): string[] {
  const { samples, unit } = series;
  const [least, most] = [Math.min(...samples), Math.max(...samples)];
  const met = isMet === undefined ? "" : isMet ? "yes" : "MISSED";
  return [name, series.name, unit, ...[least, median(samples), most].map(figure), ratio ?? "", target ?? "", met];
}

let isBegun = false;

function printHead(): void {
  isBegun = true;
  const [processor] = cpus();
  console.log(`Node ${process.versions.node}, ${cpus().length} × ${processor?.model ?? "unknown processor"}\n`);
  console.log(line(heads));
}

export function printResult(row: string, { lines, notes, differences }: RowResult): void {
  if (!isBegun) printHead();
  for (const [i, one] of lines.entries()) console.log(line(cellsOf(i === 0 ? row : "", one)));
  for (const note of notes) console.log(`    ${note}`);
  for (const difference of differences.slice(0, 20)) console.log(`    DIFFERS ${difference}`);
  if (differences.length > 20) console.log(`    … and ${differences.length - 20} more`);
}
