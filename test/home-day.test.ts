import { describe, expect, it } from "vitest";
import { noSums } from "../functions/analysis/traffic.ts";
import { homeFigures } from "../functions/home/home.ts";
import { homeDays, hoursIn } from "../functions/home/home-day.ts";

describe("a cost", () => {
  const answered = { ...noSums, attempts: 3, answered: 2, net: 5_000_000_000n, costUnknown: 2 };
  const seen = { seesCost: true, isOperator: true, isTold: true };

  it("that is known of no call is not known, and never nothing", () => {
    expect(homeFigures(answered, answered, seen)).toMatchObject({
      revenue: "5",
      cost: null,
      margin: null,
      costUnknown: 2,
    });
    const known = { ...answered, costUnknown: 1, revenue: 3_000_000_000n, margin: 1_000_000_000n };
    expect(homeFigures(known, known, seen)).toMatchObject({
      cost: "2",
      margin: "1",
      marginPercent: "33.3",
      costUnknown: 1,
    });
  });

  it("is not told of calls in another currency", () => {
    const other = homeFigures(answered, noSums, { ...seen, isTold: false });
    expect(other).toMatchObject({ attempts: 3, answered: 2, revenue: null, cost: null, costUnknown: null });
  });
});

describe("today and the day a week before", () => {
  const days = (name: string, instant: string, counted = instant) =>
    homeDays(name, Date.parse(instant), Date.parse(counted));
  const hours = (from: number, until: number) => (until - from) / 3_600_000;

  it("end at the same time of the clock, whether clocks changed between them or within them", () => {
    for (const [name, instant, today, before, of] of [
      ["UTC", "2026-06-10T14:00:00Z", 14, 14, 24],
      // Clocks went forward in the night, and back in the night.
      ["Europe/Berlin", "2026-03-29T12:00:00Z", 13, 14, 23],
      ["Europe/Berlin", "2026-10-25T13:00:00Z", 15, 14, 25],
      // They had gone forward a week before: from 02:00 on it had an hour less.
      ["Europe/Berlin", "2026-04-05T12:00:00Z", 14, 13, 24],
      // 02:30 a week before came twice; the first is meant. In the other it came never.
      ["Europe/Berlin", "2026-11-01T01:30:00Z", 2.5, 2.5, 24],
      ["Europe/Berlin", "2026-04-05T00:30:00Z", 2.5, 2.5, 24],
      ["Asia/Kathmandu", "2026-06-10T00:15:00Z", 6, 6, 24],
      // At midnight clocks go forward: the day begins at 01:00.
      ["Africa/Cairo", "2026-04-24T00:00:00Z", 2, 3, 23],
    ] as const) {
      const span = days(name, instant);
      const told = [
        hours(span.today.from, span.today.until),
        hours(span.before.from, span.before.until),
        hoursIn(span.today, name).length,
      ];
      expect([name, instant, ...told]).toEqual([name, instant, today, before, of]);
    }
  });

  it("have no hours where nothing of today is counted, and none after now", () => {
    const none = days("UTC", "2026-06-10T14:00:00Z", "2026-06-09T23:50:00Z");
    expect([none.today.until - none.today.from, none.before.until - none.before.from]).toEqual([0, 0]);
    const { today } = days("UTC", "2026-06-10T14:07:00Z", "2026-06-10T14:20:00Z");
    expect(hours(today.from, today.until)).toBe(14);
  });
});
