import { expect, test } from "vitest";
import { nextStep, type Segment } from "../../local/event-source/next-step.ts";

const rules = { retries: 3, bisect: true };

/** Runs a batch of `size` records of which `poison` always fail; gives how each record ended and how often it ran. */
function drain(size: number, poison: Set<number>, { retries, bisect }: typeof rules, reports: boolean) {
  const ends = new Map<number, string>();
  const runs = new Map<number, number>();
  const work: Segment[] = [{ first: 0, end: size, failures: 0 }];
  for (let segment = work.shift(); segment; segment = work.shift()) {
    const { first, end } = segment;
    const indexes = Array.from({ length: end - first }, (_, offset) => first + offset);
    const bad = indexes.find((index) => poison.has(index));
    for (const index of indexes) runs.set(index, (runs.get(index) ?? 0) + 1);
    const step = nextStep(segment, bad === undefined ? undefined : reports ? bad : first, { retries, bisect });
    if (step.kind === "again") {
      const from = step.segments[0]?.first ?? first;
      for (const index of indexes) if (index < from) ends.set(index, "done");
      work.unshift(...step.segments);
    } else for (const index of indexes) ends.set(index, step.kind);
  }
  return { ends, runs };
}

test.each([{ reports: true }, { reports: false }])(
  "of 500 records exactly the two poisonous ones are given up, after all their retries (reports failures: $reports)",
  ({ reports }) => {
    const poison = new Set([0, 317]);
    const { ends, runs } = drain(500, poison, rules, reports);
    for (let index = 0; index < 500; index++) expect(ends.get(index)).toBe(poison.has(index) ? "given-up" : "done");
    // The cuts of 500 down to one record come on top of the first run and its three retries.
    expect(runs.get(317)).toBeGreaterThanOrEqual(4);
  },
);

test("a cut does not use up a retry", () => {
  const step = nextStep({ first: 0, end: 4, failures: 3 }, 0, rules);
  expect(step).toMatchObject({
    kind: "again",
    segments: [
      { end: 2, failures: 0 },
      { first: 2, failures: 0 },
    ],
  });
});

test("progress is kept: records before the reported one are not run again", () => {
  expect(nextStep({ first: 10, end: 20, failures: 2 }, 15, rules)).toEqual({
    kind: "again",
    segments: [{ first: 15, end: 20, failures: 0 }],
    pause: false,
  });
});

test("without bisecting the whole batch is retried and given up together", () => {
  const { ends } = drain(10, new Set([4]), { retries: 2, bisect: false }, false);
  expect(new Set(ends.values())).toEqual(new Set(["given-up"]));
});

test("retries of -1 never give up", () => {
  expect(nextStep({ first: 0, end: 1, failures: 9999 }, 0, { retries: -1, bisect: true }).kind).toBe("again");
});
