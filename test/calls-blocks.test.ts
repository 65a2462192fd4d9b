import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBlock, encodeBlock } from "../functions/cdrs/call-block.ts";
import { CallColumns } from "../functions/cdrs/call-columns.ts";
import { callId, parseCallId } from "../functions/cdrs/call-id.ts";
import { type CallRow, noVendor, rowBytesAtMost, type SeenCall } from "../functions/cdrs/call-row.ts";
import { fingerprint } from "../functions/cdrs/identity.ts";
import { PackedCalls } from "../functions/cdrs/packed-calls.ts";
import {
  addMarks,
  compareWithMark,
  emptyMarkSet,
  leafFor,
  type MarkSet,
  marksPerItem,
  readMarks,
} from "../functions/cdrs/seen.ts";
import { unknownRating } from "../functions/cdrs/upper-columns.ts";
import { aCdr, rated } from "./sim/calls.ts";
import { anyRow, hex, realisticRows } from "./support/call-rows.ts";

/** The terms of the calls that the kept blocks hold. */
const keptTerms = JSON.stringify({ billingDecimals: 4, billingType: "PREPAID" });

/** The call as the kept blocks hold it. */
const kept = (row: CallRow): CallRow => ({
  ...row,
  terms: keptTerms,
  upper: row.upper.map((one) => ({ ...one, terms: keptTerms })),
});

/** As a block of before tells it: charges of the accounts above without what they were rated by. */
const withoutRating = (row: CallRow): CallRow => ({
  ...kept(row),
  upper: row.upper.map(({ account, charge }) => ({ account, charge, ...unknownRating })),
});

/** All that filters and sums look at. */
const seenOf = (call: SeenCall, { cdr, vendor } = call) => ({
  ...{ cli: call.cli, cld: call.cld, prefix: call.prefix, destination: call.destination, source: call.source },
  ...{ deviceId: call.deviceId, charge: call.charge, tax: call.tax, vendorId: vendor.vendorId },
  ...{ durationSeconds: call.durationSeconds, billedSeconds: call.billedSeconds, gatewayId: vendor.gatewayId },
  ...{ setupMs: cdr.setupMs, answeredMs: cdr.answeredMs, direction: cdr.direction, causeText: cdr.causeText },
  ...{ cliReceived: cdr.cliReceived, cldReceived: cdr.cldReceived, sipCode: cdr.sipCode, q850: cdr.q850 },
});

describe("a block of calls", () => {
  it("gives back every row as it was put in", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 12 }), (rows) => {
        expect(decodeBlock(encodeBlock(rows))).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  it("of the layout before costs is still read, its costs unknown", () => {
    const rows = decodeBlock(readFileSync("test/fixtures/call-block-layout-1.bin"));
    const expected = [0, 1, 2].map((i) => {
      const callId = i === 1 ? "0a1b2c3d-0000-4000-8000-000000000001" : `call-${i}`;
      const cdr = aCdr({ callId, setupMs: 1_790_000_000_000 + i * 1500, gateway: "carrier-a" });
      return rated({ chain: i === 2 ? ["C1", "R1"] : ["C1"], cdr, authorizationId: null }, "dlv_1", i + 1).row;
    });
    expect(rows).toEqual(expected.map(withoutRating));
    expect(rows.every(({ vendor }) => vendor.cost === null && vendor.vendorId === null)).toBe(true);
  });

  it("of the layout before resellers were charged by tariffs is still read, what they were charged by unknown", () => {
    const rows = decodeBlock(readFileSync("test/fixtures/call-block-layout-2.bin"));
    const expected = [0, 1, 2].map((i) => {
      const cdr = aCdr({ callId: `call-${i}`, setupMs: Date.UTC(2026, 9, 13, 8, i), billableMs: 60_000 + i });
      return rated({ chain: i === 2 ? ["C1", "R1"] : ["C1"], cdr, authorizationId: null }, "dlv-1", i + 1).row;
    });
    expect(rows.map(({ vendor }) => vendor.cost)).toEqual([null, 5_000_000n, null]);
    expect(rows.map((row) => ({ ...row, vendor: noVendor }))).toEqual(expected.map(withoutRating));
  });

  it("says of a call that is packed still what it says of one that is read", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 12 }), fc.nat(11), (rows, one) => {
        const of = { block: "b", lastSetupMs: 9, seq: 8, ordinal: 7 };
        const calls = new PackedCalls("C1", new CallColumns(encodeBlock(rows)), (index) => ({ of, index }));
        const found = calls.found(() => true);
        expect(found.map((call) => call.placed())).toEqual(calls.all());
        expect(found.map(({ seen }) => seenOf(seen))).toEqual(rows.map((row) => seenOf(row)));
        const wanted = rows[one % rows.length] as CallRow;
        const few = calls.found((call) => call.cli === wanted.cli && call.charge === wanted.charge);
        expect(few.map(({ index }) => index)).toEqual(
          rows.flatMap((row, i) => (row.cli === wanted.cli && row.charge === wanted.charge ? [i] : [])),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("of before its columns had fixed widths is still read, whole", () => {
    const rows = decodeBlock(readFileSync("test/fixtures/call-block-layout-3.bin"));
    const expected = [0, 1, 2].map((i) => {
      const cdr = aCdr({ callId: `call-${i}`, setupMs: Date.UTC(2026, 9, 13, 8, i), billableMs: 60_000 + i });
      return rated({ chain: i === 2 ? ["C1", "R1"] : ["C1"], cdr, authorizationId: null }, "dlv-1", i + 1).row;
    });
    expect(rows).toEqual(expected.map(kept));
  });

  it("needs 60 to 90 bytes for a call of usual traffic", () => {
    const rows = realisticRows(500);
    const bytes = encodeBlock(rows).length / rows.length;
    expect(bytes).toBeLessThanOrEqual(90);
    expect(bytes).toBeGreaterThanOrEqual(50);
    expect(decodeBlock(encodeBlock(rows))).toEqual(rows);
  });

  it("never grows beyond the bound that it is cut by", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 30, maxLength: 60 }), (rows) => {
        const bound = rows.reduce((sum, row) => sum + rowBytesAtMost(row) * 4, 2000);
        expect(encodeBlock(rows).length).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 30 },
    );
  });

  it("says so when it is not a block", () => {
    expect(() => decodeBlock(new Uint8Array([0, 0, 0, 0]))).toThrow();
    expect(() => decodeBlock(encodeBlock(realisticRows(5)).subarray(0, 100))).toThrow();
  });
});

describe("a call's id", () => {
  it("leads back to its place", () => {
    const places = fc.record({
      account: fc.constantFrom("C00000001", "C99999999"),
      lastSetupMs: fc.nat(2 ** 31 - 1).map((n) => n * 1000 + 7),
      seq: fc.nat(),
      ordinal: fc.nat(99),
      row: fc.nat(1999),
    });
    fc.assert(
      fc.property(places, (place) => {
        expect(parseCallId(callId(place))).toEqual(place);
      }),
    );
  });

  it.each(["", "C1", "C1.1.1.1", "C1.1.1.1.1.1", "../x", "C1.zzzzzzzzzzz.1.1.1", "C1.zzzzzzzzzz.1.1.1"])(
    "is not %j",
    (id) => {
      expect(parseCallId(id)).toBeUndefined();
    },
  );
});

describe("the identity of a call", () => {
  const base = aCdr({ callId: "a|b", setupMs: 1_791_796_447_120 });
  it.each([
    { other: { callId: "c" }, same: false, because: "another call" },
    { other: { leg: "b" }, same: false, because: "another leg" },
    { other: { switch: "sw2" }, same: false, because: "Asterisk's ids are unique per machine only" },
    {
      other: { setupMs: base.setupMs + 1000 },
      same: false,
      because: "a Call-ID is the caller's choice and may come again",
    },
    { other: { setupMs: base.setupMs + 200 }, same: true, because: "layouts differ in milliseconds" },
    { other: { source: "csv" }, same: true, because: "two layouts of one switch tell of one call" },
    { other: { line: 9 }, same: true, because: "a delivery is not the call" },
    { other: { callId: "a", leg: "b|a" }, same: false, because: "a separator inside an id does not shift it" },
    { other: { billableMs: 1 }, same: true, because: "content is compared by the mark" },
  ])("is same=$same for $other: $because", ({ other, same }) => {
    expect(fingerprint({ ...base, ...other }, "d").identity === fingerprint(base, "d").identity).toBe(same);
  });

  it.each([
    { other: {}, delivery: "d", as: "redelivered" },
    { other: {}, delivery: "e", as: "duplicate" },
    { other: { line: 2 }, delivery: "d", as: "duplicate" },
    { other: { billableMs: 61_000 }, delivery: "d", as: "conflict" },
    { other: { cldReceived: "1" }, delivery: "d", as: "conflict" },
    { other: { answeredMs: null }, delivery: "e", as: "conflict" },
    { other: { sourceIp: "192.0.2.1" }, delivery: "e", as: "conflict" },
  ])("seen again with $other by delivery $delivery is $as", ({ other, delivery, as }) => {
    expect(compareWithMark(fingerprint(base, "d"), fingerprint({ ...base, ...other }, delivery))).toBe(as);
  });
});

describe("marks", () => {
  const prints = fc
    .uniqueArray(hex(16), { minLength: 1, maxLength: 120 })
    .map((identities) => identities.map((identity) => ({ identity, content: "00000000", delivery: "00000001" })));

  it("are found again after any number of splits, each in exactly one set, none above the limit", () => {
    fc.assert(
      fc.property(prints, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 20 }), (all, limit, step) => {
        const sets = new Map<string, MarkSet>([["", emptyMarkSet("")]]);
        for (let at = 0; at < all.length; at += step) {
          const groups = new Map<MarkSet, typeof all>();
          for (const print of all.slice(at, at + step)) {
            const leaf = leafFor(sets, print.identity);
            if ("missing" in leaf) throw new Error("missing");
            groups.set(leaf, [...(groups.get(leaf) ?? []), print]);
          }
          for (const [leaf, added] of groups)
            for (const set of addMarks(leaf, added, limit)) sets.set(set.bits, { ...set, v: set.v + 1 });
        }
        for (const print of all) {
          const leaf = leafFor(sets, print.identity) as MarkSet;
          expect(readMarks(leaf.marks).get(print.identity)).toEqual(print);
        }
        const leaves = [...sets.values()].filter(({ split }) => !split);
        expect(leaves.reduce((sum, { marks }) => sum + marks.length / 16, 0)).toBe(all.length);
        for (const { marks } of leaves) expect(marks.length / 16).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 200 },
    );
  });

  it("of a full item fit into what DynamoDB takes", () => {
    expect(marksPerItem * 16).toBeLessThan(100 * 1024);
  });
});
