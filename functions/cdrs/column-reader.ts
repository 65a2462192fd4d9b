import { ByteSource, unzigzag, unzigzagBig } from "./byte-source.ts";
import type { Column, ColumnSource } from "./column.ts";
import { MoneyColumn, NumberColumn, SumColumn, TextColumn, TextPool, WordColumn } from "./fixed-columns.ts";
import { fixedWidths, openSegments } from "./segments.ts";
import { VarintReader } from "./varint-reader.ts";

/** Reads what a ColumnWriter wrote. What is not asked for is not unpacked. */
class ColumnReader implements ColumnSource {
  private readonly raws: ByteSource;
  private readonly values: ByteSource;
  private readonly pools: Record<"texts" | "digits", TextPool>;
  private readonly passed = { texts: 0, digits: 0 };

  constructor(bytes: Uint8Array) {
    const { raw, numbers, texts, digits } = openSegments(bytes);
    this.raws = new ByteSource(raw());
    this.values = new ByteSource(numbers());
    this.pools = { texts: new TextPool(texts), digits: new TextPool(digits) };
  }

  deltas(rows: number): Column<number> {
    const first = unzigzag(this.values.number());
    return new SumColumn(first, this.numbers(rows), rows);
  }

  numbers(rows: number): Column<number> {
    const least = unzigzag(this.values.number());
    const width = this.values.number();
    return new NumberColumn(this.values.take(width * rows), width, least);
  }

  rounded(rows: number): Column<bigint> {
    const unit = 10n ** this.values.big();
    const least = unzigzagBig(this.values.big());
    const width = this.values.number();
    return new MoneyColumn(this.values.take(width * rows), width, least, unit);
  }

  repeating(rows: number): Column<string | null> {
    const count = this.values.number();
    const known = this.texts(count, "texts");
    return new WordColumn(known, count, count > 1 ? this.numbers(rows) : undefined);
  }

  texts(rows: number, segment: "texts" | "digits"): Column<string | null> {
    const from = this.passed[segment];
    this.passed[segment] += this.values.number();
    return new TextColumn(this.pools[segment], from, this.numbers(rows), rows);
  }

  raw(length: number): Uint8Array {
    return this.raws.take(length);
  }
}

/** The columns in packed bytes, those of before included. @throws Error for bytes that end too early */
export const openColumns = (bytes: Uint8Array): ColumnSource =>
  bytes[0] === fixedWidths ? new ColumnReader(bytes.subarray(1)) : new VarintReader(bytes);
