import { describe, expect, it } from "vitest";
import { silenceOf } from "../../functions/intake/silence.ts";
import { CdrSource, NewSource } from "../../functions/intake/source.ts";
import type { SourceDay } from "../../functions/intake/source-day.ts";

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const now = Date.UTC(2026, 10, 20, 15);

const sourceWith = (fields: object): CdrSource =>
  CdrSource.parse({
    ...NewSource.parse({ name: "s", switch: "sw", format: "freeswitch-json", ...fields }),
    ...{ id: "src_1", createdAt: "2026-01-01T00:00:00.000Z", version: 1 },
  });

/** A day on which so many deliveries came, the last at that time; none of them with a record where `empty`. */
const day = (deliveries: number, lastMs: number, empty = false): SourceDay => ({
  ...{ deliveries, accepted: 1, duplicates: 0, parked: 0, refused: 0, lastDeliveryMs: lastMs },
  ...(empty ? {} : { lastRecordMs: lastMs }),
});

const said = (fields: object, days: readonly SourceDay[], cameBefore = true) =>
  silenceOf(sourceWith(fields), days, cameBefore, now);

describe("a source", () => {
  it("is silent when its setting has passed without a CDR, and not a minute before", () => {
    const last = [day(10, now - 30 * minuteMs)];
    expect(said({ silentAfterMinutes: 29 }, last)).toMatchObject({
      state: "SILENT",
      afterMinutes: 29,
      basis: "SETTING",
    });
    expect(said({ silentAfterMinutes: 30 }, last)).toMatchObject({ state: "DELIVERING", afterMinutes: 30 });
  });

  it("is never silent with 0 minutes", () => {
    expect(said({ silentAfterMinutes: 0 }, [day(10, now - 30 * dayMs)])).toMatchObject({ state: "DELIVERING" });
  });

  it("without a setting is silent after an hour, where it delivers more often than every half hour", () => {
    const often = (ago: number) => [day(1000, now - dayMs), day(900, now - ago * minuteMs)];
    expect(said({}, often(60))).toMatchObject({ state: "DELIVERING", afterMinutes: 60, basis: "DEFAULT" });
    expect(said({}, often(61))).toMatchObject({ state: "SILENT", afterMinutes: 60, basis: "DEFAULT" });
  });

  it("without a setting is given twice its own rhythm, however long it has been silent since", () => {
    // A file a day, at three in the morning.
    const daily = (ago: number) =>
      [0, 1, 2, 3, 4, 5].map((n) =>
        day(1, now - ago * dayMs - n * dayMs - ((now - ago * dayMs) % dayMs) + 180 * minuteMs),
      );
    const [fresh, old] = [said({}, daily(0)), said({}, daily(6))];
    expect([fresh.state, fresh.basis, old.state]).toEqual(["DELIVERING", "RHYTHM", "SILENT"]);
    expect(old.afterMinutes).toBe(fresh.afterMinutes);
    expect(fresh.afterMinutes).toBeGreaterThan(1440);
    expect(fresh.afterMinutes).toBeLessThanOrEqual(2 * 1440);
  });

  it("is not heard by deliveries without a record in them", () => {
    const days = [day(5, now - 3 * dayMs), day(5, now, true)];
    expect(said({ silentAfterMinutes: 60 }, days)).toMatchObject({
      state: "SILENT",
      lastCdrAt: new Date(now - 3 * dayMs).toISOString(),
    });
  });

  it("that has never delivered is not silent, and one whose deliveries are no longer kept is", () => {
    expect(said({}, [], false)).toMatchObject({ state: "NEVER", lastCdrAt: null });
    expect(said({}, [], true)).toMatchObject({ state: "SILENT", lastCdrAt: null });
  });
});
