/** Bytes that are read from their beginning on. */
export class ByteSource {
  private at = 0;
  private readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error("a block ends in the middle of a value");
    return byte;
  }

  /** Unsigned LEB128. */
  big(): bigint {
    // Seven bytes hold less than 2^53: nearly all money.
    let low = 0;
    for (let n = 0, unit = 1; n < 7; n++, unit *= 128) {
      const byte = this.byte();
      low += (byte & 127) * unit;
      if (byte < 128) return BigInt(low);
    }
    let value = BigInt(low);
    for (let shift = 49n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  /** The same for values that were numbers when written: below 2^54, zigzag included. */
  number(): number {
    // Most values are small.
    let value = this.byte();
    if (value < 128) return value;
    value &= 127;
    for (let unit = 128; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new Error("a block ends in the middle of a value");
    const part = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }
}

// Zigzag: small values of either sign become small unsigned ones. Numbers stay below 2^52, instants do by far.
export const zigzag = (value: number): number => (value >= 0 ? value * 2 : -value * 2 - 1);
export const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);
export const zigzagBig = (value: bigint): bigint => (value >= 0n ? value * 2n : -value * 2n - 1n);
export const unzigzagBig = (value: bigint): bigint => (value & 1n ? -(value + 1n) / 2n : value / 2n);
