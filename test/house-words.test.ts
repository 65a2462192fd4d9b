import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";

const folders = ["bench", "bin", "docs", "examples", "frontend", "functions", "lib", "local", "test"];
const notOurs = /(^|\/)(node_modules|dist|fixtures)(\/|$)|^docs\/api\/|api-types\.ts$/;

const everything = (
  await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })))
)
  .flat()
  .filter((entry) => entry.isFile())
  .map((entry) => path.posix.join(entry.parentPath.replaceAll("\\", "/"), entry.name))
  .filter((file) => !notOurs.test(file))
  .sort();
const sources = everything.filter((file) => /\.(ts|tsx|cjs)$/.test(file));
const prose = [...(await readdir(".")), ...everything].filter((file) => file.endsWith(".md"));

const textOf = (file: string) => readFile(file, "utf8");

const ourPath = new RegExp(`(?<![\\w./-])(?:${folders.join("|")})/[\\w.@/-]*[\\w/]`, "g");

/** Paths that a text names, in its commands too: what begins with one of our folders, and the targets of its links. */
function pathsNamed(text: string): string[] {
  const linked = [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].flatMap((match) => match[1] ?? []);
  return [...[...text.matchAll(ourPath)].map(([named]) => named), ...linked];
}

describe("the house stays as it is described", () => {
  it("finds its own files, or every rule below would pass unseen", () => {
    expect(sources).toContain("functions/platform/keys.ts");
  });

  it("has no source file over 300 lines", async () => {
    const long: string[] = [];
    for (const file of sources) {
      const lines = (await textOf(file)).split("\n").length - 1;
      if (lines > 300) long.push(`${file}: ${lines}`);
    }
    expect(long).toEqual([]);
  });

  it("names files after what they hold", () => {
    const empty = /(^|[-.])(utils?|helpers?|common|services?|managers?)\.\w+$/;
    expect(everything.filter((file) => empty.test(path.posix.basename(file)))).toEqual([]);
  });

  it("spells keys of the table in one file", async () => {
    const elsewhere: string[] = [];
    for (const file of sources.filter((name) => name.startsWith("functions/") && name !== "functions/platform/keys.ts"))
      if (/\b(pk|sk|gsi1pk|gsi1sk)\s*:\s*["'`]/.test(await textOf(file))) elsewhere.push(file);
    expect(elsewhere).toEqual([]);
  });

  it.each(prose)("%s names only paths that exist", async (file) => {
    const named = pathsNamed(await textOf(file));
    const missing = named.filter((name) => !existsSync(name) && !existsSync(path.join(path.dirname(file), name)));
    expect(missing).toEqual([]);
  });

  it("every command that a text names is one of package.json, and the README names each", async () => {
    const { scripts } = JSON.parse(await textOf("package.json")) as { scripts: Record<string, string> };
    const named = (text: string) =>
      [...text.matchAll(/npm (?:run )?(?=[a-z]+\b)([a-z]+)/g)].map(([, name]) => name ?? "");
    const ofNpm = new Set(["ci", "install", "audit", "sbom", "test", "start"]);
    const strange: string[] = [];
    for (const file of prose) {
      const quoted = [...(await textOf(file)).matchAll(/`([^`\n]+)`|^(npm .+)$/gm)].map(
        ([, inline, line]) => inline ?? line,
      );
      const unknown = quoted.flatMap((text = "") => named(text)).filter((name) => !scripts[name] && !ofNpm.has(name));
      strange.push(...unknown.map((name) => `${file}: ${name}`));
    }
    expect(strange).toEqual([]);
    const readme = await textOf("README.md");
    expect(
      Object.keys(scripts).filter((name) => !readme.includes(`npm run ${name}`) && !readme.includes(`npm ${name}`)),
    ).toEqual([]);
  });
});
