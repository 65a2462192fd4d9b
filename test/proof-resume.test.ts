import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { quickSizes } from "../bin/proof/part.ts";
import { partsOf } from "../bin/proof/parts.ts";
import { isRead } from "../bin/proof/sources.ts";

const folder = mkdtempSync(join(tmpdir(), "switchbook-proof-"));
const [first, clone] = [join(folder, "first"), join(folder, "clone")];
afterAll(() => rmSync(folder, { recursive: true }));

function git(root: string, ...args: string[]): void {
  const name = ["-c", "user.name=Proof", "-c", "user.email=proof@example.com", "-c", "commit.gpgsign=false"];
  const { status, stderr } = spawnSync("git", [...name, ...args], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}
const commit = (root: string): void => {
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--message", "a commit");
};
const proof = (root: string, ...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/proof.ts", ...args], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  return stdout;
};
const withModules = (root: string) => symlinkSync(resolve("node_modules"), join(root, "node_modules"));
const simulator = ["--parts", "simulator", "--seeds", "2", "--resume"];
const isTakenOver = (root: string): boolean => proof(root, ...simulator, "--list").includes("(held before)");
const change = (file: string): void => {
  mkdirSync(dirname(join(clone, file)), { recursive: true });
  appendFileSync(join(clone, file), "// Another line.\n");
};

/** The project with the simulator run, and a clone of it as it is committed then. */
beforeAll(() => {
  mkdirSync(first);
  for (const name of ["functions", "test/sim", "test/support", "bin", "bench", "local", ".gitignore"])
    cpSync(name, join(first, name), { recursive: true });
  for (const name of ["package.json", "package-lock.json"]) cpSync(name, join(first, name));
  withModules(first);
  git(first, "init", "--quiet");
  commit(first);
  expect(proof(first, ...simulator)).not.toContain("held before");
  commit(first);
  git(folder, "clone", "--quiet", first, clone);
  withModules(clone);
}, 300_000);

it("a clone takes over what held of the same sources, and its report keeps the rows of parts that ran another time", () => {
  change("docs/notes.md");
  commit(clone);
  expect(proof(clone, "--parts", "worlds", "--worlds", "0")).not.toContain("held before");
  expect(proof(clone, ...simulator)).toContain("held before");
  const report = readFileSync(join(clone, "docs/proof.md"), "utf8");
  const { ran } = JSON.parse(readFileSync(join(first, "docs/proof/simulator.json"), "utf8"));
  expect(report).toMatch(
    new RegExp(`\\| simulator \\| seeds 1 to 2 \\| held .* \\| ${ran.commit.slice(0, 12)} \\| the same`),
  );
  expect(report).toContain(`Ran on ${ran.date} at ${ran.commit}`);
  expect(report).toContain("| worlds | 0 minutes");
}, 300_000);

it("another size, or sources that are changed, new or committed otherwise, take an outcome away until they are as they were", () => {
  expect(isTakenOver(clone)).toBe(true);
  expect(proof(clone, ...simulator, "--list", "--seeds", "3")).not.toContain("(held before)");
  for (const file of ["functions/platform/clock.ts", "test/sim/another.ts"]) {
    change(file);
    expect([file, isTakenOver(clone)]).toEqual([file, false]);
    commit(clone);
    expect([file, isTakenOver(clone)]).toEqual([file, false]);
    git(clone, "revert", "--no-edit", "HEAD");
    expect([file, isTakenOver(clone)]).toEqual([file, true]);
  }
}, 300_000);

it("what a part does not read takes nothing away: texts, pages, other tests and the proof's own bookkeeping", () => {
  for (const file of [
    "README.md",
    "functions/README.md",
    "frontend/src/app.tsx",
    "test/users.test.ts",
    "bin/proof/report.ts",
  ])
    change(file);
  expect(isTakenOver(clone)).toBe(true);
}, 300_000);

it("an outcome of sources that were not committed is in the report and never taken over", () => {
  change("functions/platform/clock.ts");
  proof(clone, ...simulator);
  expect(readFileSync(join(clone, "docs/proof.md"), "utf8")).toMatch(/simulator .*, with changes \| \*\*changed since/);
  git(clone, "checkout", "--quiet", "functions/platform/clock.ts");
  expect(isTakenOver(clone)).toBe(false);
}, 300_000);

const imported = /(?:from\s+|import\s*\(\s*|import\s+|new URL\(\s*)"(\.[^"]+)"/g;
/** A file that is started or read by its path from the root. */
const named = /["'](?:\.\/)?((?:bench|bin|docs|examples|frontend|functions|lib|local|test)\/[\w./-]+\.\w+)["']/g;

/** Every file that is reached from these by what they import or name. */
function reachedFrom(files: readonly string[]): string[] {
  const reached = new Set<string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file) || !existsSync(file)) continue;
    reached.add(file);
    if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
    const text = readFileSync(file, "utf8");
    for (const [, to = ""] of text.matchAll(imported)) open.push(join(dirname(file), to));
    for (const [, to = ""] of text.matchAll(named)) open.push(to);
  }
  return [...reached];
}

it("every file that a part's programs load or name is one whose change takes its outcome away", () => {
  for (const { name, programs, reads } of partsOf(quickSizes)) {
    const row = programs.flatMap(({ args }) => args.filter((_, n) => args[n - 1] === "bench/run.ts"));
    const entries = [
      ...programs.flatMap(({ args }) => args.filter((arg) => existsSync(arg) && !arg.startsWith("node_modules"))),
      ...row.flatMap((of) => [`bench/${of}.bench.ts`, "bench/row-process.ts"]),
      ...(programs.some(({ args }) => args[0]?.includes("vitest")) ? ["test/support/emulators.ts"] : []),
    ];
    expect(entries.length).toBeGreaterThan(0);
    expect([name, reachedFrom(entries).filter((file) => !isRead(file, reads))]).toEqual([name, []]);
  }
});
