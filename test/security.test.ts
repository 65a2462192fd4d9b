import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const model = readFileSync("docs/threat-model.md", "utf8");
/** Lines of the tables: what they are about, the file of the test and its name. */
const rows = [...model.matchAll(/^\| ([VP]\d+) \|.*\| `(test\/[\w./-]+)`: "(.+)" \|$/gm)].map(([, id, file, name]) => ({
  id: id ?? "",
  file: file ?? "",
  name: name ?? "",
}));

describe("the threat model", () => {
  it("answers each of the fifteen known holes of others and each of the twelve promises", () => {
    const ids = new Set(rows.map(({ id }) => id));
    const wanted = [
      ...Array.from({ length: 15 }, (_, n) => `V${n + 1}`),
      ...Array.from({ length: 12 }, (_, n) => `P${n + 1}`),
    ];
    expect(wanted.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("has no line without a test", () => {
    const lines = model.split("\n").filter((line) => /^\| [VP]\d+ \|/.test(line));
    expect(lines).toHaveLength(rows.length);
  });

  it.each(rows)("$id: $name, in $file", ({ file, name }) => {
    expect(existsSync(file), file).toBe(true);
    expect(readFileSync(file, "utf8")).toContain(`"${name}"`);
  });
});

describe("code", () => {
  it("no function starts a program or runs text as code", () => {
    const sources = globSync("functions/**/*.ts");
    expect(sources.length).toBeGreaterThan(100);
    const dangerous =
      /["'](node:)?(child_process|vm|worker_threads|cluster|inspector)["']|\beval\s*\(|new Function\s*\(/;
    expect(sources.filter((file) => dangerous.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  it("no page and no mail puts text in as markup", () => {
    const pages = globSync("frontend/src/**/*.{ts,tsx}");
    expect(pages.length).toBeGreaterThan(150);
    const markup =
      /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write\(|srcDoc=|javascript:/;
    expect(pages.filter((file) => markup.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  it("the log takes the fields of a fixed list and no other", () => {
    const source = readFileSync("functions/platform/log.ts", "utf8");
    const fields = [...source.matchAll(/^ {2}(\w+)\?: /gm)].map(([, name]) => name);
    const known = [
      "requestId",
      "route",
      "status",
      "account",
      "source",
      "upload",
      "job",
      "reason",
      "day",
      "count",
      "ms",
      "error",
    ];
    expect(fields).toEqual(known);
  });
});
