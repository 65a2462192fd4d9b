import { expect, it } from "vitest";
import { isSpike, type SpendLook, spentInHour, withLook } from "../functions/balance-alerts/spend-spike.ts";

const minuteMs = 60_000;

it("counts what running calls hold, once, through the end of a day", () => {
  const seen = (minute: number, date: string, charge: bigint, held: bigint): SpendLook => ({
    ...{ at: minute * minuteMs, date, charge, held },
  });
  const looks = [
    seen(0, "2026-06-10", 100n, 0n),
    seen(20, "2026-06-10", 100n, 50n),
    // The calls are over, and cost less than was held.
    seen(30, "2026-06-10", 140n, 0n),
    seen(40, "2026-06-11", 7n, 5n),
    seen(50, "", 0n, 5n),
  ];
  expect(looks.map((_, i) => spentInHour(looks.slice(0, i + 1)))).toEqual([0n, 50n, 40n, 52n, 52n]);
  const kept = looks.reduce<SpendLook[]>(withLook, []);
  expect(withLook(kept, seen(85, "2026-06-11", 10n, 0n)).map((look) => look.at / minuteMs)).toEqual([
    20, 30, 40, 50, 85,
  ]);
  expect(isSpike(300n, 100n, { floor: 300n, factor: 3 })).toBe(true);
  expect(isSpike(299n, 100n, { floor: 200n, factor: 3 })).toBe(false);
  expect(isSpike(300n, 0n, { floor: 301n, factor: 3 })).toBe(false);
});
