import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { causeText } from "../../functions/analysis/cause-text.ts";
import { decodeCells, encodeCells } from "../../functions/analysis/cell-block.ts";
import { groupTraffic, inOrder, totalOf } from "../../functions/analysis/group-traffic.ts";
import { asrOf, nerOf, pddP95 } from "../../functions/analysis/traffic.ts";
import {
  type CellPlace,
  cellsByDate,
  cellsOf,
  quarterMs,
  type TrafficCell,
} from "../../functions/analysis/traffic-cell.ts";
import type { CallRow } from "../../functions/cdrs/call-row.ts";
import { dateIn } from "../../functions/time/zone.ts";
import { aRow } from "./rows.ts";

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const nano = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });

const anyCell: fc.Arbitrary<TrafficCell> = fc.record({
  quarter: fc.integer({ min: 1_900_000, max: 1_900_200 }),
  direction: fc.constantFrom("OUT", "DID"),
  prefix: orNull(fc.constantFrom("44", "4420", "1")),
  destination: orNull(fc.constantFrom("United Kingdom", "Türkiye")),
  vendorId: orNull(fc.constantFrom("ven_1", "ven_2")),
  ...{ gatewayId: orNull(fc.constant("gw_1")), deviceId: orNull(fc.constant("dev_1")) },
  disposition: fc.constantFrom("ANSWERED" as const, "BUSY" as const, "NO_ANSWER" as const, "FAILED" as const),
  sipCode: orNull(fc.constantFrom(200, 408, 403, 486, 603)),
  q850: orNull(fc.constantFrom(16, 17, 21)),
  pddBucket: orNull(fc.nat(40)),
  refusal: orNull(fc.constant("NO_BALANCE" as const)),
  ...{
    attempts: fc.nat(1000),
    seconds: fc.nat(),
    billedSeconds: fc.nat(),
    costUnknown: fc.nat(1000),
    pddSumMs: fc.nat(),
    lossCalls: fc.nat(1000),
  },
  ...{ charge: nano, tax: nano, revenue: nano, margin: nano, net: nano, loss: nano },
  account: orNull(fc.constantFrom("C00000001", "C00000002")),
  currency: orNull(fc.constantFrom("EUR", "USD")),
});

const name = (cell: CellPlace) =>
  JSON.stringify(cell, (_, value) => (typeof value === "bigint" ? String(value) : value));
const sorted = (cells: readonly TrafficCell[]) => [...cells].sort((a, b) => (name(a) < name(b) ? -1 : 1));

describe("counted traffic", () => {
  it("is unpacked as it was packed", () => {
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 60 }), (cells) => {
        expect(sorted(decodeCells(encodeCells(cells)))).toEqual(sorted(cells));
      }),
    );
  });

  it("has the same sums by every grouping, and in short as in full", () => {
    fc.assert(
      fc.property(
        fc.array(anyCell, { maxLength: 40 }),
        fc.constantFrom("UTC", "Asia/Kolkata", "America/St_Johns", "Europe/Berlin"),
        (cells, zone) => {
          const total = totalOf(cells);
          for (const by of ["day", "weekdayHour", "destination", "cause"] as const) {
            const groups = [...groupTraffic(cells, by, zone).values()];
            expect(groups.reduce((sum, { charge }) => sum + charge, 0n)).toBe(total.charge);
            expect(groups.reduce((sum, { attempts, refused }) => sum + attempts + refused, 0)).toBe(
              total.attempts + total.refused,
            );
          }
          const short = cellsByDate(cells, (quarter) => dateIn(zone, quarter * quarterMs));
          expect(groupTraffic(short, "day", zone)).toEqual(groupTraffic(cells, "day", zone));
        },
      ),
    );
  });

  it.each([
    { because: "an answer is one", over: { answeredMs: 5 }, asr: "100.0", ner: "100.0" },
    {
      because: "a busy line was reached",
      over: { answeredMs: null, sipCode: 486, q850: 17 },
      asr: "0.0",
      ner: "100.0",
    },
    {
      because: "nobody at home was reached",
      over: { answeredMs: null, sipCode: 480, q850: 19 },
      asr: "0.0",
      ner: "100.0",
    },
    {
      because: "who declines was reached",
      over: { answeredMs: null, sipCode: 603, q850: 21 },
      asr: "0.0",
      ner: "100.0",
    },
    { because: "a 403 is the vendor's", over: { answeredMs: null, sipCode: 403, q850: 21 }, asr: "0.0", ner: "0.0" },
    {
      because: "a 408 that rang was reached",
      over: { answeredMs: null, sipCode: 408, q850: null, pddMs: 900 },
      ...{ asr: "0.0", ner: "100.0" },
    },
    {
      because: "a 408 that never rang was not",
      over: { answeredMs: null, sipCode: 408, q850: null, pddMs: null },
      ...{ asr: "0.0", ner: "0.0" },
    },
    {
      because: "what our own policy refused is no attempt",
      over: { answeredMs: null, sipCode: 402, causeText: "NO_BALANCE" },
      ...{ asr: null, ner: null },
    },
  ])("counts by E.425: $because", ({ over, asr, ner }) => {
    const sums = totalOf(cellsOf([aRow({ cdr: over })]).values());
    expect([asrOf(sums), nerOf(sums)]).toEqual([asr, ner]);
  });

  it("leaves a leg out that the source does not bill: it is the same call once more", () => {
    const rows: CallRow[] = [aRow(), { ...aRow(), kind: "UNBILLED_LEG" }];
    expect(totalOf(cellsOf(rows).values()).attempts).toBe(1);
  });

  it("says within what time 95 of 100 rang, and nothing where that is beyond a minute", () => {
    const rows = (slow: number, ms: number) => [
      ...Array.from({ length: 100 - slow }, () => aRow({ cdr: { pddMs: 1040 } })),
      ...Array.from({ length: slow }, () => aRow({ cdr: { pddMs: ms } })),
    ];
    const p95 = (slow: number, ms: number) => pddP95(totalOf(cellsOf(rows(slow, ms)).values()));
    expect([p95(5, 9000), p95(6, 8800), p95(6, 90_000), pddP95(totalOf([]))]).toEqual([1100, 9000, null, null]);
  });

  it("has 25 hours on a day on which clocks go back, and 23 where they go forward", () => {
    const hoursOf = (from: string) => {
      const first = Date.parse(from);
      const rows = Array.from({ length: 27 * 4 }, (_, i) => aRow({ cdr: { setupMs: first + (i - 4) * quarterMs } }));
      const cells = [...cellsOf(rows).values()];
      const date = dateIn("Europe/Berlin", first);
      const ofDay = cells.filter(({ quarter }) => dateIn("Europe/Berlin", quarter * quarterMs) === date);
      return inOrder(groupTraffic(ofDay, "hour", "Europe/Berlin"), "hour").length;
    };
    expect([hoursOf("2026-10-24T22:00:00Z"), hoursOf("2026-03-28T23:00:00Z")]).toEqual([25, 23]);
  });

  it("names each cause in plain words", () => {
    expect(causeText("486/17").meaning).toBe("The called party is busy.");
    expect(causeText("/34").remedy).toContain("capacity");
    expect(causeText("200/16").meaning).toContain("hung up");
    expect(causeText("NO_BALANCE").meaning).toContain("do not pay");
    expect(causeText("/").meaning).toContain("did not say");
    expect(causeText("499/").meaning).toContain("without a text");
  });
});

describe("traffic that was packed before calls at a loss were told", () => {
  it("is read, its revenue being what the account paid", () => {
    for (const packed of [
      "AFQCAsDZ8QEBBAEDAQMBAAEAAQYBCQEAkAMgBgTwAfABAsAMBxgHBAcKBwIoT1VUNDRVS2Rldl8xQU5TV0VSRUQA",
      "AFwEAsDZ8QEBBAEDAQMBAAEAAQABCQEAkAMgBgTwAfABAsAMBxgHBAcKBwIBCgEENk9VVDQ0VUtBTlNXRVJFREMwMDAwMDAwMUVVUgA=",
    ]) {
      const [cell] = decodeCells(Buffer.from(packed, "base64"));
      expect(cell).toMatchObject({ attempts: 2, charge: 120_000_000n, tax: 20_000_000n, margin: 10_000_000n });
      expect(cell).toMatchObject({ net: 100_000_000n, lossCalls: 0, loss: 0n });
    }
  });
});
