import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { askedProof } from "../bin/proof/asked.ts";
import { keep, keptOf } from "../bin/proof/kept.ts";
import { partNames, partsOf, quickSizes } from "../bin/proof/parts.ts";
import { reportOf } from "../bin/proof/report.ts";

const proof = (...args: string[]) => spawnSync(process.execPath, ["bin/proof.ts", ...args], { encoding: "utf8" });

it("the proof runs the parts that are asked for and writes what came of them, with seeds, commit and machine", () => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-proof-"));
  const out = join(folder, "proof.md");
  const run = proof("--parts", "simulator", "--seeds", "3", "--out", out, "--kept", join(folder, "kept"));
  expect([run.status, run.stderr.includes("Error")]).toEqual([0, false]);
  const report = readFileSync(out, "utf8");
  expect(report).toContain("| simulator | seeds 1 to 3 | held |");
  expect(report).toMatch(/\*\*Commit\*\*: [0-9a-f]{40}|not in a repository/);
  expect(report).toMatch(/"transactions":\d+,"calls":\d+/);
  expect(report).not.toContain("| mutants |");
  const kept = JSON.parse(readFileSync(join(folder, "kept", "simulator.json"), "utf8"));
  expect(kept).toMatchObject({ status: 0, part: { name: "simulator", size: "seeds 1 to 3" } });
}, 120_000);

it("a part that held is taken over when the sources and its size are the same, and only then", () => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-proof-"));
  const [part] = partsOf(quickSizes);
  if (!part) throw new Error("there is no part");
  const { name, says, size } = part;
  const held = { part: { name, says, size }, status: 0, seconds: 5, figures: ["a figure"] };
  expect(keptOf(folder, "c1", part)).toBeUndefined();
  keep(folder, "c1", held);
  expect(keptOf(folder, "c1", part)).toEqual(held);
  expect(keptOf(folder, "c2", part)).toBeUndefined();
  expect(keptOf(folder, "c1", { ...part, size: "seeds 1 to 9" })).toBeUndefined();
  keep(folder, "c1", { ...held, status: 1 });
  expect(keptOf(folder, "c1", part)).toBeUndefined();
});

it("what is asked for chooses parts and sizes; long ones come only when they are named", () => {
  const chosen = (...args: string[]) => partNames.filter(askedProof(args).wants);
  expect(chosen()).not.toContain("soak");
  expect(chosen("--parts", "kills,soak")).toEqual(["kills", "soak"]);
  expect(chosen("api", "--parts", "kills")).toEqual(["kills", "api"]);
  expect(chosen("--soak", "5")).toContain("soak");
  const { sizes, limit, resume } = askedProof(["--kills", "7", "--calls", "900", "--limit", "30", "--resume"]);
  expect([sizes.kills, sizes.killCalls, limit, resume]).toEqual([7, 900, 30, true]);
});

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
  const late = reportOf([{ part, status: null, seconds: 200, figures: [] }], circumstances);
  expect(late).toContain("| simulator | seeds 1 to 9 | **not finished** in its time | 3 min |");
});

it("has a part for every name, and every one knows its figures", () => {
  expect(partsOf(quickSizes).map(({ name }) => name)).toEqual(partNames);
  const [simulator] = partsOf(quickSizes);
  expect(simulator?.figures('noise\n{"transactions":1}\nBROKEN seed 3: x\n')).toEqual([
    '{"transactions":1}',
    "BROKEN seed 3: x",
  ]);
});
