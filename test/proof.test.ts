import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { askedProof } from "../bin/proof/asked.ts";
import { quickSizes } from "../bin/proof/part.ts";
import { partNames, partsOf } from "../bin/proof/parts.ts";
import { reportOf } from "../bin/proof/report.ts";

const proof = (...args: string[]) => spawnSync(process.execPath, ["bin/proof.ts", ...args], { encoding: "utf8" });

it("the proof runs the parts that are asked for and writes what came of them, with seeds, commit and machine", () => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-proof-"));
  const out = join(folder, "proof.md");
  const run = proof("--parts", "simulator", "--seeds", "3", "--out", out, "--kept", join(folder, "kept"));
  expect([run.status, run.stderr.includes("Error")]).toEqual([0, false]);
  const report = readFileSync(out, "utf8");
  expect(report).toContain("| simulator | seeds 1 to 3 | held |");
  expect(report).toMatch(/\*\*Commit\*\*: ([0-9a-f]{40}|not in a repository)/);
  expect(report).toMatch(/Ran on \d{4}-\d\d-\d\dT\S+ at .+; Node v\d+\.\d+\.\d+, \d+ × /);
  expect(report).toMatch(/"transactions":\d+,"calls":\d+/);
  expect(report).not.toContain("| mutants |");
  const kept = JSON.parse(readFileSync(join(folder, "kept", "simulator.json"), "utf8"));
  expect(kept).toMatchObject({ status: 0, part: { name: "simulator", size: "seeds 1 to 3" } });
  // Two halves, each with its figures.
  expect(kept.figures).toHaveLength(2);
}, 120_000);

it("what is asked for chooses parts and sizes; long ones come only when they are named", () => {
  const chosen = (...args: string[]) => partNames.filter(askedProof(args).wants);
  expect(chosen()).not.toContain("soak");
  expect(chosen("--parts", "kills,soak")).toEqual(["kills", "soak"]);
  expect(chosen("api", "--parts", "kills")).toEqual(["kills", "api"]);
  expect(chosen("--soak", "5")).toContain("soak");
  expect(chosen("--parts", "second-engine")).toEqual(["second-engine"]);
  expect(chosen("--row", "growth", "--row", "replay")).toEqual(["replay", "bench-growth"]);
  const rows = chosen("--parts", "benches");
  expect([rows.every((name) => name.startsWith("bench-")), rows.includes("bench-load")]).toEqual([true, true]);
  expect(chosen("--benches")).toEqual([...chosen(), ...rows]);
  const { sizes, limit, resume } = askedProof(["--kills", "7", "--calls", "900", "--limit", "30", "--resume"]);
  expect([sizes.kills, sizes.killCalls, limit, resume]).toEqual([7, 900, 30, true]);
  // A look leaves alone what ran at full size.
  expect([askedProof([]).kept, askedProof(["--quick"]).kept]).toEqual(["docs/proof", ".proof"]);
});

it("a part that there is not, or a size that is no number, is refused with every fault", () => {
  const run = proof("everything", "--seeds", "many");
  expect([run.status, run.stderr]).toEqual([1, expect.stringMatching(/no such part: everything\n--seeds must be/)]);
});

it("the report says of each part how it ended, when and where it ran, and whether its sources are the same still", () => {
  const part = { name: "simulator" as const, says: "Says.", size: "seeds 1 to 9" };
  const ran = { date: "2026-01-01T10:00:00Z", commit: "a".repeat(40), machine: "m", node: "v24" };
  const lines = (of: Partial<Parameters<typeof reportOf>[0][number]>): string =>
    reportOf([{ part, ran, status: 0, seconds: 200, figures: [], isCurrent: true, ...of }], { date: "d", commit: "c" });
  const where = "| 3 min | 2026-01-01 | aaaaaaaaaaaa |";
  expect(lines({})).toContain(`| simulator | seeds 1 to 9 | held ${where} the same |`);
  expect(lines({})).toContain(`Ran on 2026-01-01T10:00:00Z at ${ran.commit}; Node v24, m.`);
  const broken = lines({ status: 1, figures: ["BROKEN seed 7"], isCurrent: false });
  expect(broken).toContain(`| simulator | seeds 1 to 9 | **BROKEN** ${where} **changed since** |`);
  expect(broken).toContain("BROKEN seed 7");
  expect(lines({ status: null })).toContain(`| **not finished** in its time ${where}`);
  expect(lines({ figures: ["row  a  yes", "row  b  MISSED"] })).toContain(
    `| answers agree, targets missed: 1 ${where}`,
  );
});

it("has a part for every name, and every one knows its figures", () => {
  expect(partsOf(quickSizes).map(({ name }) => name)).toEqual(partNames);
  const [simulator] = partsOf(quickSizes);
  expect(simulator?.figures('noise\n{"transactions":1}\nBROKEN seed 3: x\n')).toEqual([
    '{"transactions":1}',
    "BROKEN seed 3: x",
  ]);
});
