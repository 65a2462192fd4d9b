import * as z from "zod";

/**
 * Which lines of a delivery were counted as something that is no call: one bit a line. Batches are cut anew when a file
 * is read again, lines are not, so a line is counted once whatever part of the file brings it.
 */
export const LineSet = z.object({
  bits: z.instanceof(Uint8Array),
  /** Optimistic lock; 0 = not stored yet. */
  v: z.number().int(),
});
export type LineSet = z.infer<typeof LineSet>;

/** Lines of one set: 512 bytes, so that a write of it costs one unit. */
export const linesPerSet = 4096;
export const setOfLine = (line: number): number => Math.floor(line / linesPerSet);

export const emptySet = (): LineSet => ({ bits: new Uint8Array(linesPerSet / 8), v: 0 });

/** The set with these lines, and those of them that were not in it. */
export function withLines(set: LineSet, lines: readonly number[]): { set: LineSet; added: number[] } {
  const bits = Uint8Array.from(set.bits);
  const added = lines.filter((line) => {
    const place = line % linesPerSet;
    const [index, bit] = [place >> 3, 1 << (place & 7)];
    const isNew = ((bits[index] ?? 0) & bit) === 0;
    bits[index] = (bits[index] ?? 0) | bit;
    return isNew;
  });
  return { set: { bits, v: set.v + 1 }, added };
}
