import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";

const maps = new Map<string, SourceMap | undefined>();

function mapOf(file: string): SourceMap | undefined {
  if (maps.has(file)) return maps.get(file);
  let map: SourceMap | undefined;
  try {
    map = new SourceMap(JSON.parse(readFileSync(new URL(`${file}.map`), "utf8")));
  } catch {
    // Not bundled, as in a test: the lines are those of the sources already.
  }
  maps.set(file, map);
  return map;
}

/**
 * A stack in the lines of the sources instead of the bundle's. Done when an error is written, and not by Node's
 * `--enable-source-maps`, which reads the map of every file at every cold start (bench/start.bench.ts).
 */
export const sourceStack = (stack: string): string =>
  stack.replace(/(file:\/\/[^\s()]+\.mjs):(\d+):(\d+)/g, (place, file: string, line: string, column: string) => {
    const found = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!found || !("originalSource" in found)) return place;
    const { originalSource, originalLine, originalColumn } = found;
    return `${originalSource.replace(/^(\.\.\/)+/, "")}:${originalLine + 1}:${originalColumn + 1}`;
  });
