import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { partNames, partsOf, quickSizes } from "../bin/proof/parts.ts";
import { reportOf } from "../bin/proof/report.ts";

const proof = (...args: string[]) => spawnSync(process.execPath, ["bin/proof.ts", ...args], { encoding: "utf8" });

it("the proof runs the parts that are asked for and writes what came of them, with seeds, commit and machine", () => {
  const out = join(mkdtempSync(join(tmpdir(), "switchbook-proof-")), "proof.md");
  const run = proof("simulator", "--seeds", "3", "--out", out);
  expect([run.status, run.stderr.includes("Error")]).toEqual([0, false]);
  const report = readFileSync(out, "utf8");
  expect(report).toContain("| simulator | seeds 1 to 3 | held |");
  expect(report).toMatch(/\*\*Commit\*\*: [0-9a-f]{40}|not in a repository/);
  expect(report).toMatch(/"transactions":\d+,"calls":\d+/);
  expect(report).not.toContain("| mutants |");
}, 120_000);

it("a part that there is not, or a size that is no number, is refused with every fault", () => {
  const run = proof("everything", "--seeds", "many");
  expect([run.status, run.stderr]).toEqual([1, expect.stringMatching(/no such part: everything\n--seeds must be/)]);
});

it("a part that did not hold is told as broken, with what it wrote", () => {
  const circumstances = { date: "2026-01-01", commit: "c", machine: "m", node: "v24" };
  const part = { name: "simulator" as const, says: "Says.", size: "seeds 1 to 9" };
  const report = reportOf([{ part, status: 1, seconds: 200, figures: ["BROKEN seed 7"] }], circumstances);
  expect(report).toContain("| simulator | seeds 1 to 9 | **BROKEN** | 3 min |");
  expect(report).toContain("BROKEN seed 7");
});

it("has a part for every name, and every one knows its figures", () => {
  expect(partsOf(quickSizes).map(({ name }) => name)).toEqual(partNames);
  const [simulator] = partsOf(quickSizes);
  expect(simulator?.figures('noise\n{"transactions":1}\nBROKEN seed 3: x\n')).toEqual([
    '{"transactions":1}',
    "BROKEN seed 3: x",
  ]);
});
