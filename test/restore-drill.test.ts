import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

it("a table that was lost and put back from an older export comes to every balance again, and the check finds nothing", () => {
  const flags = [
    "--disable-warning=ExperimentalWarning",
    "bin/restore-drill.ts",
    "--calls",
    "2000",
    "--accounts",
    "10",
  ];
  const { stdout, status } = spawnSync(process.execPath, flags, { encoding: "utf8" });
  expect(stdout).toContain("10 balances are behind");
  expect(stdout).toContain("0 findings, 0 wrong balances");
  expect(stdout).toContain("The drill went well.");
  expect(status).toBe(0);
}, 600_000);
