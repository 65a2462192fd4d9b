import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { bundle } from "../../lib/bundle.ts";

const folder = mkdtempSync(join(tmpdir(), "switchbook-bundle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A source of one line, and where its bundle goes. */
function source(name: string, line: string): [entry: string, outdir: string] {
  const entry = join(folder, `${name}.ts`);
  writeFileSync(entry, `${line}\n`);
  return [entry, join(folder, name)];
}

it("a bundler that gives no answer is given up with the name of what it was to bundle, and the next order is carried out", () => {
  const [entry, outdir] = source("four", "export const four: number = 2 + 2;");
  // No bundler is there yet that could have answered by then.
  expect(() => bundle(entry, outdir, 1)).toThrow(`${entry}: the bundler gives no answer.`);
  bundle(entry, outdir);
  expect(readFileSync(join(outdir, "index.mjs"), "utf8")).toContain("four");
});

it("what cannot be bundled is told in the bundler's words, and what comes after it is bundled", () => {
  const [entry, outdir] = source("broken", "export const broken: number = ;");
  expect(() => bundle(entry, outdir)).toThrow(/broken\.ts cannot be bundled: .*Unexpected ";"/s);
  const [next, into] = source("five", "export const five = 5;");
  bundle(next, into);
  expect(readFileSync(join(into, "index.mjs"), "utf8")).toContain("five");
});
