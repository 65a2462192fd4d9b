import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { buildPage, pageFolder } from "../../local/page-build.ts";

/** What Vite writes about each file that it made. */
interface Chunk {
  file: string;
  name?: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
}
type Manifest = Record<string, Chunk>;

/** Of each of the two documents. */
const manifests: Record<string, Manifest> = {};

beforeAll(async () => {
  await buildPage();
  for (const [of, name] of [
    ["staff", "manifest.json"],
    ["portal", "portal.json"],
  ] as const)
    manifests[of] = JSON.parse(readFileSync(join(pageFolder, ".vite", name), "utf8"));
});

const gzipped = (file: string): number => gzipSync(readFileSync(join(pageFolder, file)), { level: 9 }).length;

/** The files of a chunk and of all that it imports at once. */
function filesOf(manifest: Manifest, name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const style of chunk.css ?? []) seen.add(style);
  for (const imported of chunk.imports ?? []) filesOf(manifest, imported, seen);
  return seen;
}

/** The chunk of a module; one that was put together with others goes by the name of the group (frontend/first-load.ts). */
const named = (manifest: Manifest, part: string): string => {
  const names = Object.keys(manifest);
  const group = /([^/]+?)(\.page)?\.tsx$/.exec(part)?.[1];
  return names.find((name) => name.endsWith(part)) ?? names.find((name) => manifest[name]?.name === group) ?? part;
};

/** What is loaded before these pages are shown, compressed. */
function firstLoad(of: string, pages: readonly string[]): number {
  const manifest = manifests[of] ?? {};
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry) ?? "";
  const needed = [entry, ...pages.map((page) => named(manifest, page))];
  for (const name of needed) expect(manifest).toHaveProperty([name]);
  const files = needed.reduce((all, name) => filesOf(manifest, name, all), new Set<string>());
  return [...files].reduce((sum, file) => sum + gzipped(file), 0);
}

describe("what the browser has to load", () => {
  it("is at most 260 KB of scripts and styles, compressed, before the customers are shown", () => {
    expect(firstLoad("staff", ["shell/shell.tsx", "customers/customers.page.tsx"])).toBeLessThanOrEqual(260_000);
  });

  it("is at most 190 KB, compressed, before a customer sees its home in the portal, and 180 KB before the sign-in", () => {
    const home = ["portal/portal-shell.tsx", "portal/portal-page.tsx", "portal/home.page.tsx"];
    expect(firstLoad("portal", home)).toBeLessThanOrEqual(190_000);
    expect(firstLoad("portal", ["auth/sign-in.page.tsx"])).toBeLessThanOrEqual(180_000);
  });

  it.each(["staff", "portal"])("is at most 120 KB, compressed, in any file of the %s that is fetched later", (of) => {
    const manifest = manifests[of] ?? {};
    const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry) ?? "";
    const first = filesOf(manifest, entry);
    const later = Object.values(manifest).filter(({ file }) => /\.(js|css)$/.test(file) && !first.has(file));
    expect(later.length).toBeGreaterThan(0);
    for (const { file } of later) expect(gzipped(file), file).toBeLessThanOrEqual(120_000);
  });
});
