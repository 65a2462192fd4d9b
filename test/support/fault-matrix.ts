import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { later } from "./clock.ts";
import { faultNames, withFaultAt } from "./write-faults.ts";

/** A write that somebody asks for and asks for again until it is answered, or a run that comes again: it is done once. */
export interface WritePoint {
  name: string;
  /** What is there before. Each attempt of the same one asks for the same. */
  prepare(): Promise<{ ask: () => Promise<{ status: number } | number>; look: () => Promise<unknown> }>;
}
type Ask = Awaited<ReturnType<WritePoint["prepare"]>>["ask"];

const statusOf = (answer: { status: number } | number | undefined): number =>
  typeof answer === "number" ? answer : (answer?.status ?? 500);

/** Asks again as a person, a switch or a stream does, at most three times: also who is told of a conflict, or that it is so already. */
async function askAgain(ask: Ask): Promise<number> {
  let status = 500;
  for (let times = 0; times < 3 && status >= 400; times++) status = statusOf(await ask().catch(() => undefined));
  return status;
}

/** What it comes to when nothing goes wrong. */
async function undisturbed({ prepare }: WritePoint): Promise<unknown> {
  const { ask, look } = await prepare();
  expect(statusOf(await ask())).toBeLessThan(300);
  return look();
}

const fiveMinutes = 300_000;
/** Each fault of a write, and a death behind it after which another machine goes on whose clock is wrong. */
const cells = [
  ...faultNames.map((fault) => ({ fault, skewMs: 0, again: "is asked for again" })),
  { fault: "dies after it", skewMs: fiveMinutes, again: "is asked for again by a clock that is five minutes fast" },
  { fault: "dies after it", skewMs: -fiveMinutes, again: "is asked for again by a clock that is five minutes slow" },
];

/** For each point and each fault: whichever of its writes it hits, the point comes to what it comes to undisturbed. */
export function faultMatrix(points: readonly WritePoint[]): void {
  // What is broken on purpose is no news.
  beforeAll(() => void vi.spyOn(process.stderr, "write").mockReturnValue(true));
  afterAll(() => vi.restoreAllMocks());

  describe.each(points)("$name", (point) => {
    let wanted: unknown;
    beforeAll(async () => {
      wanted = await undisturbed(point);
    });

    it.each(cells)("is done once and whole when a write of it $fault, whichever, and it $again", async (cell) => {
      let step = 0;
      for (let wasPlayed = true; wasPlayed; step++) {
        const { ask, look } = await point.prepare();
        const first = await withFaultAt({ step, fault: cell.fault }, ask);
        wasPlayed = first.wasPlayed;
        if (statusOf(first.answer) >= 400)
          expect(await (cell.skewMs === 0 ? askAgain(ask) : later(cell.skewMs, () => askAgain(ask)))).toBeLessThan(500);
        await first.arrive();
        expect([step, await look()]).toEqual([step, wanted]);
      }
      expect(step).toBeGreaterThan(1);
    });
  });
}
