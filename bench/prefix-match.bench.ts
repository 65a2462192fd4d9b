import { DatabaseSync } from "node:sqlite";
import { lengthOfMatch, longestPrefix } from "../functions/rating/longest-prefix.ts";
import { encodeRateBook, openRateBook } from "../functions/tariffs/rate-book.ts";
import { interleaved, rounds } from "./measure.ts";
import { numbersAnywhere, rateRows, ratesFor, realPrefixes } from "./real-prefixes.ts";
import { type Row, ratioLine } from "./row.ts";

/** Which rate prices a dialled number: our book against the two ways that come to mind first. */

type Match = (number: string) => string | undefined;

const longestOf = (prefixes: readonly string[]) => prefixes.reduce((most, { length }) => Math.max(most, length), 0);

function bookMatch(deck: ReadonlyMap<string, string>): Match {
  const book = openRateBook(encodeRateBook(rateRows(ratesFor(deck))));
  const atMs = Date.UTC(2026, 9, 13);
  return (number) => {
    const match = longestPrefix(book, number, atMs);
    return match < 0 ? undefined : number.slice(0, lengthOfMatch(match));
  };
}

function mapMatch(prefixes: readonly string[]): Match {
  const rates = new Map(prefixes.map((prefix) => [prefix, prefix]));
  const longest = longestOf(prefixes);
  return (number) => {
    for (let length = Math.min(longest, number.length); length > 0; length--) {
      const found = rates.get(number.slice(0, length));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** In memory, the prefix its primary key, one prepared statement that asks for all of a number's beginnings at once. */
function sqliteMatch(prefixes: readonly string[]): Match {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE rate (prefix TEXT PRIMARY KEY) WITHOUT ROWID; BEGIN");
  const insert = database.prepare("INSERT INTO rate VALUES (?)");
  for (const prefix of prefixes) insert.run(prefix);
  database.exec("COMMIT");
  const longest = longestOf(prefixes);
  const places = Array.from({ length: longest }, () => "?").join();
  const select = database.prepare(
    `SELECT prefix FROM rate WHERE prefix IN (${places}) ORDER BY length(prefix) DESC LIMIT 1`,
  );
  return (number) => {
    const beginnings = Array.from({ length: longest }, (_, i) => number.slice(0, i + 1));
    return select.get(...beginnings)?.["prefix"] as string | undefined;
  };
}

/** The result is used, so that nothing can be left out of the loop. */
const running = (match: Match, numbers: readonly string[]) => () => {
  let matched = 0;
  for (const number of numbers) if (match(number) !== undefined) matched++;
  if (matched === 0) throw new Error("nothing matched");
};

function compare(ours: Match, peer: Match, numbers: readonly string[], name: string): string[] {
  return numbers.flatMap((number) => {
    const [own, other] = [ours(number), peer(number)];
    return own === other ? [] : [`${number}: we match ${own}, ${name} ${other}`];
  });
}

export const row: Row = async ({ quick }) => {
  const deck = realPrefixes();
  const prefixes = [...deck.keys()];
  const numbers = numbersAnywhere(deck, quick ? 100_000 : 400_000, 11);
  const few = numbers.slice(0, quick ? 5_000 : 20_000);
  const [ours, map, sqlite] = [bookMatch(deck), mapMatch(prefixes), sqliteMatch(prefixes)];
  const differences = [...compare(ours, map, numbers, "Map"), ...compare(ours, sqlite, few, "SQLite")];
  const [book = [], mapped = [], asked = []] = interleaved(
    [
      { units: numbers.length, work: running(ours, numbers) },
      { units: numbers.length, work: running(map, numbers) },
      { units: few.length, work: running(sqlite, few) },
    ],
    rounds({ quick }),
  );
  const unit = "ns/number";
  const own = { name: "Switchbook", unit, samples: book };
  const first = { name: "Map, longest first", unit, samples: mapped };
  const second = { name: "node:sqlite, IN", unit, samples: asked };
  return {
    lines: [
      { series: own },
      ratioLine(first, [first, own], { atLeast: 7 }),
      ratioLine(second, [second, own], { atLeast: 70 }),
    ],
    notes: [`${prefixes.length} prefixes, ${numbers.length} numbers (${few.length} for SQLite), processor time`],
    differences,
  };
};
