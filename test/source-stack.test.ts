import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { bundle } from "../lib/bundle.ts";

const mapper = join(import.meta.dirname, "../functions/platform/source-stack.ts");

it("an error out of a bundle is told in the lines of its source, and one out of the source as it is", () => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-stack-"));
  const source = join(folder, "thrower.ts");
  const lines = [
    "const words: string = 'not here';",
    "export function thrower(): never {",
    "  throw new Error(words);",
  ];
  writeFileSync(source, `${lines.join("\n")}\n}\n`);
  bundle(source, join(folder, "out"));
  // In a process of its own: here the test runner reads the maps already.
  const script = `
    import { sourceStack } from ${JSON.stringify(mapper)};
    import { thrower } from ${JSON.stringify(join(folder, "out", "index.mjs"))};
    let own = "";
    try { thrower(); } catch (error) { own = error.stack; }
    const plain = new Error("here").stack;
    console.log(JSON.stringify({ own, told: sourceStack(own), plain, same: sourceStack(plain) }));`;
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script];
  const { own, told, plain, same } = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
  expect(own).not.toContain("thrower.ts");
  expect(told).toContain("thrower.ts:3:9");
  expect(same).toBe(plain);
});
