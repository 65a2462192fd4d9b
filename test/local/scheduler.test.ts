import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { makePlan } from "../../local/provision/plan.ts";
import { loadTemplates } from "../../local/provision/templates.ts";
import { rateMs } from "../../local/scheduler/rate-expression.ts";
import { openScheduler } from "../../local/scheduler/scheduler.ts";

test.each([
  { expression: "rate(1 minute)", ms: 60_000, because: "one is singular" },
  { expression: "rate(5 minutes)", ms: 300_000, because: "more are plural" },
  { expression: "rate(2 hours)", ms: 7_200_000, because: "hours are sixty minutes" },
  { expression: "rate(1 day)", ms: 86_400_000, because: "a day is 24 hours, whatever the clocks do" },
])("$expression runs every $ms ms, because $because", ({ expression, ms }) => {
  expect(rateMs(expression)).toBe(ms);
});

test.each(["cron(0 12 * * ? *)", "rate(0 minutes)", "rate(5 seconds)", "5 minutes"])(
  "%s stops the start instead of never running",
  (expression) => {
    expect(() => rateMs(expression)).toThrow(expression);
  },
);

/** A scheduler of one rule, and the functions that it started. */
async function aScheduler(everyMs: number, file?: string) {
  const runs: string[] = [];
  const waiting = { count: 0 };
  const bus = {
    deliver: (target: string, event: unknown) => void runs.push(`${target} ${(event as { source: string }).source}`),
    waitingFor: () => waiting.count,
  };
  const folder = await mkdtemp(join(tmpdir(), "switchbook-schedule-"));
  const kept = file ?? join(folder, "schedules.sqlite");
  const schedules = [{ name: "Every", everyMs, target: "job" }];
  return { runs, waiting, file: kept, scheduler: openScheduler({ file: kept, schedules, bus, lookEveryMs: 5 }) };
}

test("a function runs at once and again after its interval, and gets no further run while it has events", async () => {
  const { runs, waiting, scheduler } = await aScheduler(20);
  expect(runs).toEqual(["job aws.events"]);
  for (let tries = 0; runs.length < 3 && tries < 1000; tries++) await pause(5);
  expect(runs.length).toBeGreaterThanOrEqual(3);
  waiting.count = 1;
  const before = runs.length;
  await pause(60);
  expect(runs).toHaveLength(before);
  scheduler.stop();
});

test("a restart does not run what is not due, and makes up once for what was missed", async () => {
  const first = await aScheduler(3_600_000);
  first.scheduler.stop();
  const again = await aScheduler(3_600_000, first.file);
  again.scheduler.stop();
  expect([first.runs.length, again.runs.length]).toEqual([1, 0]);
  const later = await aScheduler(1, first.file);
  expect(later.runs).toHaveLength(1);
  later.scheduler.stop();
});

test("every schedule of our templates has a function of our own", async () => {
  const plan = makePlan(await loadTemplates());
  const names = plan.functions.map(({ name }) => name);
  expect(plan.schedules.length).toBeGreaterThan(0);
  for (const { target, everyMs } of plan.schedules) expect([names.includes(target), everyMs > 0]).toEqual([true, true]);
});
