import fc from "fast-check";
import type { CallRow } from "../../functions/cdrs/call-row.ts";
import { aCdr, rated } from "../sim/calls.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const number = fc.stringMatching(/^[0-9*#+A-D]{1,32}$/);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
/** So many hex digits. */
export const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const ms = fc.integer({ min: 0, max: 4_000_000_000_000 });
const nano = fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n });

/** Any row that a block must give back. */
export const anyRow: fc.Arbitrary<CallRow> = fc.record({
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
export function realisticRows(count: number): CallRow[] {
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
