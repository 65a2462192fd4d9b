import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runWorlds } from "./run.ts";

/** One world again: `SIM_SEED=417 npm test`. More of them: `SIM_WORLDS=20000`. */
const only = process.env["SIM_SEED"];
const first = only ? Number(only) : 1;
const worlds = only ? 1 : Number(process.env["SIM_WORLDS"] ?? 500);

describe("the posting in worlds where everything goes wrong", () => {
  // Thousands of faults are the point here; each would leave a line in the log.
  beforeAll(() => void vi.spyOn(process.stderr, "write").mockReturnValue(true));
  afterAll(() => vi.restoreAllMocks());

  // As long as a machine that does much else takes: it is computing alone.
  it(`P1, P2, P3, P5, P8 and P10: charges every call once, whatever dies, repeats, comes late or at the same time (${worlds} worlds)`, {
    timeout: 1_800_000,
  }, async () => {
    const { broken, report } = await runWorlds(first, worlds);
    const story = broken && `SIM_SEED=${broken.seed}: ${broken.error.stack}`;
    expect(story).toBeUndefined();
    expect(report.calls).toBeGreaterThan(worlds * 20);
  });

  it("tells the same story for the same seed", async () => {
    expect(await runWorlds(first, 1)).toEqual(await runWorlds(first, 1));
  });
});
