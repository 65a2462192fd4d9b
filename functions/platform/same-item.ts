/** A value as one text, whatever form of number or bytes it has. `this` is what holds it: bytes that tell of themselves are no longer bytes. */
function plain(this: Record<string, unknown>, name: string): unknown {
  const one = this[name];
  if (typeof one === "number" || typeof one === "bigint") return `${one}n`;
  if (ArrayBuffer.isView(one)) return Buffer.from(one.buffer, one.byteOffset, one.byteLength).toString("base64");
  if (typeof one !== "object" || one === null || Array.isArray(one)) return one;
  return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a stored item is what was written: members that are undefined are not stored. */
export const isSameItem = (stored: unknown, written: unknown): boolean =>
  JSON.stringify(stored, plain) === JSON.stringify(written, plain);
