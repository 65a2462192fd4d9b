import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { buildPage, pageFolder } from "../../local/page-build.ts";

/** What Vite writes about each file that it made. */
interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}
let manifest: Record<string, Chunk>;

beforeAll(async () => {
  await buildPage();
  manifest = JSON.parse(readFileSync(join(pageFolder, ".vite/manifest.json"), "utf8"));
});

const gzipped = (file: string): number => gzipSync(readFileSync(join(pageFolder, file)), { level: 9 }).length;

/** The files of a chunk and of all that it imports at once. */
function filesOf(name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const imported of chunk.imports ?? []) filesOf(imported, seen);
  return seen;
}

const named = (part: string): string => Object.keys(manifest).find((name) => name.endsWith(part)) ?? part;

describe("what the browser has to load", () => {
  it("is at most 260 KB of scripts and styles, compressed, before the customers are shown", () => {
    const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry) ?? "";
    const needed = [entry, named("shell/shell.tsx"), named("customers/customers.page.tsx")];
    for (const name of needed) expect(manifest).toHaveProperty([name]);
    const files = needed.reduce((all, name) => filesOf(name, all), new Set<string>());
    const size = [...files].reduce((sum, file) => sum + gzipped(file), 0);
    expect(size).toBeLessThanOrEqual(260_000);
  });

  it("is at most 120 KB, compressed, in any file that is fetched later", () => {
    const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry) ?? "";
    const first = filesOf(entry);
    const later = Object.values(manifest).filter(({ file }) => /\.(js|css)$/.test(file) && !first.has(file));
    expect(later.length).toBeGreaterThan(0);
    for (const { file } of later) expect(gzipped(file), file).toBeLessThanOrEqual(120_000);
  });
});
