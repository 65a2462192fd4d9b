import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBlock, encodeBlock } from "../functions/cdrs/call-block.ts";
import { callId, parseCallId } from "../functions/cdrs/call-id.ts";
import { type CallRow, noVendor, rowBytesAtMost } from "../functions/cdrs/call-row.ts";
import { fingerprint } from "../functions/cdrs/identity.ts";
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

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const number = fc.stringMatching(/^[0-9*#+A-D]{1,32}$/);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const ms = fc.integer({ min: 0, max: 4_000_000_000_000 });
const nano = fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n });

const anyRow: fc.Arbitrary<CallRow> = fc.record({
  identity: hex(16),
  content: hex(8),
  delivery: hex(8),
  source: text,
  deliveryId: text,
  line: fc.integer({ min: 1, max: 10_000_000 }),
  cli: number,
  cld: number,
  deviceId: orNull(text),
  kind: fc.constantFrom("RATED" as const, "UNANSWERED" as const, "UNBILLED_LEG" as const, "EMERGENCY" as const),
  tariffId: orNull(text),
  tariffVersion: orNull(fc.nat()),
  cardId: orNull(text),
  prefix: orNull(number),
  destination: orNull(text),
  terms: text,
  durationSeconds: fc.nat(100_000),
  billedSeconds: fc.nat(100_000),
  charge: nano,
  tax: nano,
  upper: fc.array(
    fc.record({
      ...{ account: text, charge: nano, tax: nano, tariffId: fc.option(text), terms: fc.option(text) },
      tariffVersion: fc.option(fc.nat()),
    }),
    { maxLength: 3 },
  ),
  vendor: fc.record({
    vendorId: orNull(text),
    gatewayId: orNull(text),
    tariffId: orNull(text),
    tariffVersion: orNull(fc.nat()),
    currency: orNull(text),
    cost: orNull(nano),
    fx: orNull(fc.constantFrom("1/1", "1.0832/0.85", "162.5/1")),
    margin: orNull(
      fc.oneof(
        nano,
        nano.map((value) => -value),
      ),
    ),
    marginCurrency: orNull(text),
  }),
  cdr: fc.record({
    switch: text,
    callId: fc.oneof(text, fc.uuid()),
    leg: text,
    billed: fc.boolean(),
    direction: fc.constantFrom("OUT" as const, "DID" as const),
    setupMs: ms,
    answeredMs: orNull(ms),
    endedMs: orNull(ms),
    billableMs: fc.nat(86_400_000),
    precision: fc.constantFrom("ms" as const, "s" as const),
    durationSource: text,
    cliReceived: text,
    cldReceived: fc.oneof(number, text),
    accountCode: orNull(text),
    sourceIp: orNull(text),
    sipUser: orNull(text),
    authorizationId: orNull(text),
    gateway: orNull(text),
    destinationIp: orNull(text),
    sipCode: orNull(fc.nat(999)),
    q850: orNull(fc.nat(127)),
    causeText: orNull(text),
    releasedBy: orNull(fc.constantFrom("caller" as const, "callee" as const, "switch" as const)),
    codec: orNull(text),
    pddMs: orNull(fc.nat(60_000)),
  }),
});

/** A day's traffic of one customer: Call-IDs and numbers that do not repeat, a few dozen destinations, odd seconds. */
function realisticRows(count: number): CallRow[] {
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
  return Array.from({ length: count }, (_, i) => {
    const setupMs = 1_791_796_447_120 + i * 1900 + random(1500);
    const answered = random(100) < 62;
    const billableMs = answered ? Math.ceil(-Math.log((random(9999) + 1) / 10_000) * 180_000) : 0;
    const toAnswer = 2000 + random(15_000);
    const area = ["44207", "919812", "1212", "4930", "33145", "61298"][random(6)] as string;
    const cldReceived = `100${area}${String(random(10_000_000)).padStart(7, "0")}`;
    const cdr = aCdr({
      callId: [8, 4, 4, 4, 12].map((n) => Array.from({ length: n }, () => random(16).toString(16)).join("")).join("-"),
      setupMs,
      answeredMs: answered ? setupMs + toAnswer : null,
      endedMs: setupMs + toAnswer + billableMs + random(3),
      billableMs,
      cliReceived: `44128255${String(random(10_000)).padStart(4, "0")}`,
      cldReceived,
      sipCode: answered ? 200 : ([486, 480, 487, 503][random(4)] as number),
      q850: answered ? 16 : ([17, 19, 16, 41][random(4)] as number),
      pddMs: 400 + random(4000),
      gateway: `gw${random(4)}`,
      releasedBy: (["caller", "callee", null] as const)[random(3)] ?? null,
    });
    const { row } = rated({ chain: ["C1"], cdr, authorizationId: null }, "dlv_1", i + 1);
    const seconds = Math.ceil(billableMs / 1000 / 6) * 6;
    const price = [125, 90, 310, 75, 42, 220][random(6)] as number;
    const destination = `Destination ${area}`;
    const charge = BigInt(Math.round((price * seconds) / 60)) * 100_000n;
    const cost = BigInt(Math.round((price * 83 * seconds) / 60)) * 1000n;
    const gateway = Number(cdr.gateway?.slice(2));
    return {
      ...row,
      ...{ cld: cldReceived.slice(3), prefix: area, destination, billedSeconds: seconds },
      charge,
      vendor: {
        ...{ vendorId: `ven_01K${gateway % 2}`, gatewayId: `gtw_01K${gateway}`, tariffId: "trf_01K", tariffVersion: 7 },
        ...{ currency: "EUR", cost, fx: "1/1", margin: charge - cost, marginCurrency: "EUR" },
      },
    };
  });
}

/** As a block of before tells it: charges of the accounts above without what they were rated by. */
const withoutRating = (row: CallRow): CallRow => ({
  ...row,
  upper: row.upper.map(({ account, charge }) => ({ account, charge, ...unknownRating })),
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

  it("of before its columns had fixed widths is still read, whole", () => {
    const rows = decodeBlock(readFileSync("test/fixtures/call-block-layout-3.bin"));
    const expected = [0, 1, 2].map((i) => {
      const cdr = aCdr({ callId: `call-${i}`, setupMs: Date.UTC(2026, 9, 13, 8, i), billableMs: 60_000 + i });
      return rated({ chain: i === 2 ? ["C1", "R1"] : ["C1"], cdr, authorizationId: null }, "dlv-1", i + 1).row;
    });
    expect(rows).toEqual(expected);
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
