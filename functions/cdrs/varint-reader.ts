import { ByteSource, unzigzag, unzigzagBig } from "./byte-source.ts";
import { always, type Column, type ColumnSource } from "./column.ts";
import { openSegments, type Segment } from "./segments.ts";

const textDecoder = new TextDecoder();

/** Reads columns of before, whose values have as many bytes as each needs: whole columns, in their order. */
export class VarintReader implements ColumnSource {
  private readonly sources: Record<Segment, ByteSource>;

  constructor(bytes: Uint8Array) {
    const { raw, numbers, texts, digits } = openSegments(bytes);
    this.sources = {
      raw: new ByteSource(raw()),
      numbers: new ByteSource(numbers()),
      texts: new ByteSource(texts()),
      digits: new ByteSource(digits()),
    };
  }

  private column<T>(rows: number, read: () => T): Column<T> {
    const values = Array.from({ length: rows }, read);
    return { at: (row) => values[row] as T };
  }

  deltas(rows: number): Column<number> {
    let value = 0;
    return this.column(rows, () => {
      value += unzigzag(this.sources.numbers.number());
      return value;
    });
  }

  numbers(rows: number): Column<number> {
    return this.column(rows, () => unzigzag(this.sources.numbers.number()));
  }

  rounded(rows: number): Column<bigint> {
    const unit = 10n ** this.sources.numbers.big();
    return this.column(rows, () => unzigzagBig(this.sources.numbers.big()) * unit);
  }

  repeating(rows: number): Column<string | null> {
    const count = this.sources.numbers.number();
    const known = this.texts(count, "texts");
    if (count <= 1) return always(count === 0 ? null : known.at(0));
    return this.column(rows, () => known.at(this.sources.numbers.number()));
  }

  texts(rows: number, segment: "texts" | "digits"): Column<string | null> {
    return this.column(rows, () => {
      const length = this.sources.numbers.number();
      return length === 0 ? null : textDecoder.decode(this.sources[segment].take(length - 1));
    });
  }

  raw(length: number): Uint8Array {
    return this.sources.raw.take(length);
  }
}
