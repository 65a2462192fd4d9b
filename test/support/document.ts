import { readFileSync } from "node:fs";
import { join } from "node:path";

const cellsOf = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The table below a heading of a document, and each of its cells: what is said of which column. */
export function tableOf(file: string, heading: string) {
  const document = readFileSync(join(import.meta.dirname, "../..", file), "utf8");
  const part = document.split(/^#+ /m).find((one) => one.startsWith(`${heading}\n`)) ?? "";
  const [head = [], , ...rows] = part
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map(cellsOf);
  const heads = head.slice(1);
  const cells = rows.flatMap(([what = "", ...says]) => says.map((said, n) => ({ what, of: heads[n] ?? "", said })));
  return { heads, rows, cells };
}
