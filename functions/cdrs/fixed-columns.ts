import type { Column } from "./column.ts";

/** Columns in which every value has as many bytes, so that one is read without those before it. */

export class NumberColumn implements Column<number> {
  private readonly bytes: Uint8Array;
  private readonly width: number;
  private readonly least: number;

  constructor(bytes: Uint8Array, width: number, least: number) {
    this.bytes = bytes;
    this.width = width;
    this.least = least;
  }

  at(row: number): number {
    const { bytes, width } = this;
    if (width === 0) return this.least;
    if (width === 1) return this.least + (bytes[row] ?? 0);
    const first = row * width;
    if (width === 2) return this.least + (bytes[first] ?? 0) + (bytes[first + 1] ?? 0) * 256;
    if (width === 3)
      return this.least + (bytes[first] ?? 0) + (bytes[first + 1] ?? 0) * 256 + (bytes[first + 2] ?? 0) * 65_536;
    let value = 0;
    for (let at = first + width - 1; at >= first; at--) value = value * 256 + (bytes[at] ?? 0);
    return this.least + value;
  }
}

/** Sums of all differences up to a row. */
export class SumColumn implements Column<number> {
  private sums: Float64Array | undefined;
  private readonly first: number;
  private readonly steps: Column<number>;
  private readonly rows: number;

  constructor(first: number, steps: Column<number>, rows: number) {
    this.first = first;
    this.steps = steps;
    this.rows = rows;
  }

  private summed(): Float64Array {
    const sums = new Float64Array(this.rows);
    let sum = this.first;
    for (let row = 0; row < this.rows; row++) {
      sum += this.steps.at(row);
      sums[row] = sum;
    }
    this.sums = sums;
    return sums;
  }

  at(row: number): number {
    return (this.sums ?? this.summed())[row] ?? 0;
  }
}

export class MoneyColumn implements Column<bigint> {
  private readonly bytes: Uint8Array;
  private readonly width: number;
  private readonly least: bigint;
  private readonly unit: bigint;
  private readonly small: NumberColumn;

  constructor(bytes: Uint8Array, width: number, least: bigint, unit: bigint) {
    this.bytes = bytes;
    this.width = width;
    this.least = least;
    this.unit = unit;
    this.small = new NumberColumn(bytes, width, 0);
  }

  private big(row: number): bigint {
    const first = row * this.width;
    let value = 0n;
    for (let at = first + this.width - 1; at >= first; at--) value = (value << 8n) | BigInt(this.bytes[at] ?? 0);
    return value;
  }

  at(row: number): bigint {
    const { width, least, unit } = this;
    if (width === 0) return least * unit;
    // Six bytes are a number for sure.
    return (least + (width <= 6 ? BigInt(this.small.at(row)) : this.big(row))) * unit;
  }
}

/** Texts one after another, of which most are ASCII: cut out of one text many times faster than out of bytes. */
export class TextPool {
  private text: string | undefined;
  private bytes: Buffer | undefined;
  private readonly open: () => Uint8Array;

  constructor(open: () => Uint8Array) {
    this.open = open;
  }

  cut(from: number, until: number): string {
    if (this.bytes === undefined || this.text === undefined) {
      const bytes = this.open();
      this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      this.text = this.bytes.toString("utf8");
    }
    const isAscii = this.text.length === this.bytes.length;
    return isAscii ? this.text.slice(from, until) : this.bytes.toString("utf8", from, until);
  }
}

export class TextColumn implements Column<string | null> {
  private ends: Int32Array | undefined;
  private readonly pool: TextPool;
  private readonly from: number;
  /** Null is 0, a text its bytes and one. */
  private readonly lengths: Column<number>;
  private readonly rows: number;

  constructor(pool: TextPool, from: number, lengths: Column<number>, rows: number) {
    this.pool = pool;
    this.from = from;
    this.lengths = lengths;
    this.rows = rows;
  }

  private summed(): Int32Array {
    const ends = new Int32Array(this.rows);
    let end = this.from;
    for (let row = 0; row < this.rows; row++) {
      end += Math.max(0, this.lengths.at(row) - 1);
      ends[row] = end;
    }
    this.ends = ends;
    return ends;
  }

  at(row: number): string | null {
    const length = this.lengths.at(row);
    if (length === 0) return null;
    const end = (this.ends ?? this.summed())[row] ?? 0;
    return this.pool.cut(end - length + 1, end);
  }
}

export class WordColumn implements Column<string | null> {
  private words: (string | null)[] | undefined;
  private readonly known: Column<string | null>;
  private readonly count: number;
  private readonly which: Column<number> | undefined;

  constructor(known: Column<string | null>, count: number, which: Column<number> | undefined) {
    this.known = known;
    this.count = count;
    this.which = which;
  }

  at(row: number): string | null {
    this.words ??= Array.from({ length: this.count }, (_, word) => this.known.at(word));
    return this.words[this.which?.at(row) ?? 0] ?? null;
  }
}
