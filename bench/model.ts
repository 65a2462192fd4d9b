import type { Random } from "../test/sim/random.ts";

/** The traffic that every figure is about: calls of exponential length with a mean of 180 s, accounts by Zipf's law. */

const meanSeconds = 180;

/** Talk time of one call, in whole milliseconds; at most an hour, as most switches cut calls. */
export const talkMs = (random: Random): number =>
  Math.min(3_600_000, Math.round(-Math.log(1 - random.next()) * meanSeconds * 1000));

/** Draws from 0 to `count` − 1, the n-th with a weight of 1/(n + 1). */
export function zipf(count: number): (random: Random) => number {
  const cumulated = new Float64Array(count);
  let total = 0;
  for (let n = 0; n < count; n++) {
    total += 1 / (n + 1);
    cumulated[n] = total;
  }
  return (random) => {
    const wanted = random.next() * total;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulated[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

export interface Price {
  /** Decimal, of the currency unit. */
  pricePerMinute: string;
  firstIncrement: number;
  nextIncrement: number;
}

/** What a call costs in units of 1e-9, rounded half up to four decimals: written without our kernel, in BigInt. */
export function exactCharge(rate: Price, billableMs: number): bigint {
  const seconds = Math.ceil(billableMs / 1000);
  const { firstIncrement, nextIncrement } = rate;
  const further = Math.max(0, Math.ceil((seconds - firstIncrement) / nextIncrement));
  const billed = seconds === 0 ? 0 : firstIncrement + further * nextIncrement;
  const [whole = "0", decimals = ""] = rate.pricePerMinute.split(".");
  const perMinute = BigInt(whole + decimals.padEnd(9, "0"));
  const step = 60n * 100_000n;
  return ((perMinute * BigInt(billed) + step / 2n) / step) * 100_000n;
}
