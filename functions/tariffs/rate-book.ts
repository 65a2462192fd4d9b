import { buildPrefixBits, openPrefixIndex, type PrefixIndex, walkPrefixes } from "./prefix-index.ts";
import { inForce, type RateRow, type RateTerms, termsKey } from "./rate.ts";

/**
 * All rates of one card in the form that is stored and rated from: a prefix index and columns of numbers. Rows are kept
 * by prefix length, then prefix, then start. Terms, validities and names are tables of their own, since a sheet of
 * 300,000 rows has a few thousand of each; that is what keeps a body at two or three megabytes.
 */
export interface RateBook {
  index: PrefixIndex;
  /** First row of an entry; one more than there are entries. */
  rowStart: Uint32Array;
  /** True where every prefix has one row: a row then has the number of its entry. */
  isSingle: boolean;
  /** Three words a row, side by side because a call needs them all: numbers of its validity, terms and destination. */
  rows: Uint32Array;
  /** Pairs of start and end in epoch milliseconds; the end is exclusive, Infinity where there is none. */
  validities: Float64Array;
  destinations: readonly string[];
  /** The terms with this number. Made when first asked for. */
  termsAt(number: number): RateTerms;
}

const bodyFormat = 3;
const termsWidth = 7;
const rowWords = 3;
const headerWords = 8;

/** Numbers things by their key in the order in which they appear. */
function numbering<T>(keyOf: (one: T) => unknown) {
  const numbers = new Map<unknown, number>();
  const list: T[] = [];
  const numberOf = (one: T): number => {
    const key = keyOf(one);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, list.length);
    return list.push(one) - 1;
  };
  return { list, numberOf };
}

const byPrefixAndStart = (a: RateRow, b: RateRow): number =>
  a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : a.fromMs - b.fromMs;

/** Groups sorted rows by prefix: the prefixes, and where the rows of each begin. */
function groupRows(sorted: readonly RateRow[]): { prefixes: string[]; starts: number[] } {
  const prefixes: string[] = [];
  const starts: number[] = [];
  for (const [position, row] of sorted.entries()) {
    if (row.prefix === prefixes.at(-1)) continue;
    prefixes.push(row.prefix);
    starts.push(position);
  }
  starts.push(sorted.length);
  return { prefixes, starts };
}

/** The bytes of a body. The same rows give the same bytes, in whatever order they come. */
export function encodeRateBook(rows: readonly RateRow[]): Uint8Array {
  const sorted = [...rows].sort(byPrefixAndStart);
  const { prefixes, starts } = groupRows(sorted);
  const { bits, order } = buildPrefixBits(prefixes);
  const terms = numbering(termsKey);
  const validities = numbering(({ fromMs, toMs }: RateRow) => `${fromMs} ${toMs}`);
  const destinations = numbering((name: string) => name);
  const counts = new Uint32Array(order.length);
  const columns = new Uint32Array(sorted.length * rowWords);
  let at = 0;
  for (const [entry, group] of order.entries()) {
    const [from, to] = [starts[group] as number, starts[group + 1] as number];
    counts[entry] = to - from;
    for (let position = from; position < to; position++, at++) {
      const row = sorted[position] as RateRow;
      columns[at] = validities.numberOf(row);
      columns[at + sorted.length] = terms.numberOf(row.terms);
      columns[at + sorted.length * 2] = destinations.numberOf(row.destination);
    }
  }
  const numbers = Float64Array.from([
    ...terms.list.flatMap((one) => [
      one.pricePerMinute,
      one.connectFee,
      one.firstIncrement,
      one.nextIncrement,
      one.graceSeconds,
      one.freeSeconds,
      one.blocked ? 1 : 0,
    ]),
    ...validities.list.flatMap((row) => [row.fromMs, row.toMs]),
  ]);
  const names = new TextEncoder().encode(JSON.stringify(destinations.list));
  const header = [
    bodyFormat,
    bits.length,
    order.length,
    sorted.length,
    terms.list.length,
    validities.list.length,
    names.length,
  ];
  return joined([Uint32Array.from([...header, 0]), numbers, counts, columns, bits, names]);
}

function joined(parts: readonly ArrayBufferView[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

/**
 * Opens a body; the columns stay views of the given bytes.
 * @throws RangeError for bytes of another format or cut short.
 */
export function openRateBook(bytes: Uint8Array): RateBook {
  // Views of eight-byte numbers need an aligned start; what a decompressor returns may be a slice of a pool.
  const own = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const header = new Uint32Array(own.buffer, own.byteOffset, headerWords);
  const [format = 0, nodes = 0, entries = 0, rows = 0, terms = 0, validities = 0, namesLength = 0] = header;
  if (format !== bodyFormat) throw new RangeError(`a rate body of format ${format}`);
  let at = own.byteOffset + header.byteLength;
  const take = <T extends { byteLength: number }>(
    View: new (buffer: ArrayBufferLike, offset: number, length: number) => T,
    n: number,
  ): T => {
    const view = new View(own.buffer, at, n);
    at += view.byteLength;
    return view;
  };
  const termsTable = take(Float64Array, terms * termsWidth);
  const validityTable = take(Float64Array, validities * 2);
  const counts = take(Uint32Array, entries);
  const columns = take(Uint32Array, rows * rowWords);
  const index = openPrefixIndex(take(Uint32Array, nodes));
  const destinations = JSON.parse(new TextDecoder().decode(take(Uint8Array, namesLength))) as string[];
  const rowStart = new Uint32Array(entries + 1);
  for (let entry = 0; entry < entries; entry++)
    rowStart[entry + 1] = (rowStart[entry] as number) + (counts[entry] as number);
  const termsAt = termsReader(termsTable);
  return {
    index,
    rowStart,
    isSingle: rows === entries,
    rows: sideBySide(columns),
    validities: validityTable,
    destinations,
    termsAt,
  };
}

/** Bodies keep columns one after the other, which packs better; rating wants the words of a row in one place. */
function sideBySide(columns: Uint32Array): Uint32Array {
  const count = columns.length / rowWords;
  const rows = new Uint32Array(columns.length);
  for (let row = 0, at = 0; row < count; row++) {
    rows[at++] = columns[row] as number;
    rows[at++] = columns[row + count] as number;
    rows[at++] = columns[row + count * 2] as number;
  }
  return rows;
}

export const validityOf = (book: RateBook, row: number): number => book.rows[row * rowWords] as number;
export const termsOf = (book: RateBook, row: number): RateTerms =>
  book.termsAt(book.rows[row * rowWords + 1] as number);
export const destinationOf = (book: RateBook, row: number): string =>
  book.destinations[book.rows[row * rowWords + 2] as number] as string;

function termsReader(table: Float64Array): (number: number) => RateTerms {
  const made: RateTerms[] = [];
  return (number) => {
    const known = made[number];
    if (known) return known;
    const at = number * termsWidth;
    const terms: RateTerms = {
      pricePerMinute: table[at] as number,
      connectFee: table[at + 1] as number,
      firstIncrement: table[at + 2] as number,
      nextIncrement: table[at + 3] as number,
      graceSeconds: table[at + 4] as number,
      freeSeconds: table[at + 5] as number,
      blocked: table[at + 6] === 1,
    };
    made[number] = terms;
    return terms;
  };
}

/** One row as an object; `prefix` is known to whoever found the row. */
export function rowAt(book: RateBook, row: number, prefix: string): RateRow {
  const validity = validityOf(book, row) * 2;
  return {
    prefix,
    destination: destinationOf(book, row),
    terms: termsOf(book, row),
    fromMs: book.validities[validity] as number,
    toMs: book.validities[validity + 1] as number,
  };
}

/** The rows of one prefix's entry, by start. */
export function rowsOfEntry(book: RateBook, entry: number, prefix: string): RateRow[] {
  const rows: RateRow[] = [];
  for (let row = book.rowStart[entry] as number; row < (book.rowStart[entry + 1] as number); row++)
    rows.push(rowAt(book, row, prefix));
  return rows;
}

interface Listed {
  under?: string;
  after?: string;
  /** Part of the destination's name, in any case. */
  named?: string;
  at?: number | undefined;
}

/** Rows sorted by prefix and start. With `at`, of each prefix only the row in force then. */
export function* listRows(book: RateBook, { under, after, named, at }: Listed = {}): Generator<RateRow> {
  const text = named?.toLowerCase() ?? "";
  for (const [prefix, entry] of walkPrefixes(book.index, { under: under ?? "", after: after ?? "" })) {
    const rows = rowsOfEntry(book, entry, prefix);
    const wanted = at === undefined ? rows : [inForce(rows, at)].flatMap((row) => row ?? []);
    yield* text === "" ? wanted : wanted.filter(({ destination }) => destination.toLowerCase().includes(text));
  }
}

/** How many rows a book holds. */
export const countRows = (book: RateBook): number => book.rows.length / rowWords;
