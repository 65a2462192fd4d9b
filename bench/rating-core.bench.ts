import type { CdrBatch, SwitchCdr } from "../functions/cdrs/cdr.ts";
import { decodeRecord, encodeBatch } from "../functions/platform/stream.ts";
import type { BillingTerms } from "../functions/rating/billing-terms.ts";
import { rateCall } from "../functions/rating/rate-call.ts";
import type { LoadedTariff } from "../functions/tariffs/loaded-tariff.ts";
import { aCdr } from "../test/sim/calls.ts";
import { Random } from "../test/sim/random.ts";
import { aTariff, someTerms } from "../test/support/rates.ts";
import { interleaved, rounds } from "./measure.ts";
import { exactCharge, talkMs } from "./model.ts";
import { type BenchRate, numbersOfTraffic, rateRows, ratesFor, realPrefixes } from "./real-prefixes.ts";
import { medianLine, type Row, ratioLine } from "./row.ts";

/** What one core does between the event that Lambda hands over and the price of each call, against reading the same JSON. */

/** CDRs in one record of the stream: what the intake packs at most. */
const perRecord = 1000;
const terms: BillingTerms = someTerms();
const setupMs = Date.UTC(2026, 9, 13, 12);

function inventCdrs(numbers: readonly string[]): SwitchCdr[] {
  const random = new Random(3);
  return numbers.map((cldReceived, n) => {
    const billableMs = talkMs(random);
    const startMs = setupMs + n * 20;
    const times = { setupMs: startMs, answeredMs: startMs + 4000, endedMs: startMs + 4000 + billableMs };
    const callId = `${random.int(1e8, 1e9)}-${n}@198.51.100.7`;
    return aCdr({ ...times, callId, billableMs, line: n + 1, cldReceived, accountCode: `C${random.int(1e7, 9e7)}` });
  });
}

const batchOf = (cdrs: SwitchCdr[], part: number): CdrBatch => ({
  ...{ source: "src_1", delivery: "dlv_1", part, parked: [] },
  cdrs,
});

/** The charges of all calls by the deck's rates, computed with nothing but text and BigInt. */
function oracle(cdrs: readonly SwitchCdr[], rates: readonly BenchRate[]): string[] {
  const byPrefix = new Map(rates.map((rate) => [rate.prefix, rate]));
  return cdrs.map(({ cldReceived, billableMs }) => {
    for (let length = cldReceived.length; length > 0; length--) {
      const rate = byPrefix.get(cldReceived.slice(0, length));
      if (rate) return String(exactCharge(rate, billableMs));
    }
    return "NO_RATE";
  });
}

interface Prepared {
  count: number;
  /** Data of the event's records, as Lambda hands them over: base64 of zstd. */
  records: string[];
  /** The same batches as bare bytes of JSON. */
  plain: Buffer[];
  tariff: LoadedTariff;
  differences: string[];
}

/** Gives the price of every call of the event, or why it has none. */
function rateEvent({ records, tariff }: Prepared, take: (price: bigint | string) => void): void {
  for (const data of records)
    for (const content of decodeRecord(Buffer.from(data, "base64"))) {
      if (!("cdrs" in content)) throw new Error("a record of ours was read as a producer's");
      for (const { cldReceived: cld, setupMs, answeredMs, billableMs } of content.cdrs) {
        const outcome = rateCall({ cld, setupMs, answered: answeredMs !== null, billableMs }, tariff, terms);
        take(outcome.kind === "rated" ? outcome.charge : outcome.reason);
      }
    }
}

/** Nothing of what the comparison needs stays in memory: a function that rates does not hold it either. */
function prepare(count: number): Prepared {
  const prefixes = realPrefixes();
  const rates = ratesFor(prefixes);
  const cdrs = inventCdrs(numbersOfTraffic(prefixes, count, 5));
  const batches = Array.from({ length: count / perRecord }, (_, part) =>
    batchOf(cdrs.slice(part * perRecord, (part + 1) * perRecord), part),
  );
  const prepared: Prepared = {
    count,
    records: batches.map((batch) => Buffer.from(encodeBatch(batch)).toString("base64")),
    plain: batches.map((batch) => Buffer.from(JSON.stringify(batch))),
    tariff: aTariff([{ rates: rateRows(rates) }]),
    differences: [],
  };
  const prices: string[] = [];
  rateEvent(prepared, (price) => prices.push(String(price)));
  for (const [i, wanted] of oracle(cdrs, rates).entries())
    if (wanted !== prices[i])
      prepared.differences.push(`${cdrs[i]?.cldReceived}: we charge ${prices[i]}, BigInt ${wanted}`);
  return prepared;
}

function work(prepared: Prepared): [ours: () => void, peer: () => void] {
  const { records, plain } = prepared;
  const rate = () => {
    let done = 0;
    rateEvent(prepared, () => done++);
    if (done !== prepared.count) throw new Error("calls were left out");
  };
  const parse = () => {
    let done = 0;
    for (const bytes of plain) done += (JSON.parse(bytes.toString()) as CdrBatch).cdrs.length;
    if (done !== records.length * perRecord) throw new Error("calls were left out");
  };
  return [rate, parse];
}

export const row: Row = async ({ quick }) => {
  const prepared = prepare(quick ? 10_000 : 40_000);
  const { count, plain, differences } = prepared;
  globalThis.gc?.();
  const contenders = work(prepared).map((one) => ({ units: count, work: one }));
  const [own = [], parsed = []] = interleaved(contenders, rounds({ quick }));
  const unit = "µs/CDR";
  const ours = { name: "Switchbook, event to price", unit, samples: own.map((ns) => ns / 1000) };
  const peer = { name: "JSON.parse", unit, samples: parsed.map((ns) => ns / 1000) };
  const perSecond = { name: "Switchbook, per core", unit: "CDR/s", samples: own.map((ns) => 1e9 / ns) };
  const bytes = Math.round(plain.reduce((total, { length }) => total + length, 0) / count);
  return {
    lines: [
      { series: ours },
      ratioLine(peer, [ours, peer], { atMost: 1.6 }),
      medianLine(perSecond, { atLeast: 150_000 }),
    ],
    notes: [`${count} CDRs of ${bytes} bytes of JSON, ${perRecord} a record, processor time`],
    differences,
  };
};
