/**
 * Where the prefixes of a card are: a trie over the digits of a dialled number. A node is one bitmap that says which
 * symbols go on from it and whether it ends a prefix. Nodes stand in breadth-first order, so the children of a node are
 * neighbours and everything else (first child, number of the entry) follows from counting bits: only bitmaps are stored.
 */

/** `#` and `*` may be dialled and priced too. The order is that of text, so walking the trie lists prefixes sorted. */
const symbols = "#*0123456789";
/** Bit of a node that ends a prefix; the lower bits are its symbols. */
const ends = 1 << symbols.length;

/** Symbol of a character code, 255 for one that no prefix contains. */
const symbolOfCode = new Uint8Array(128).fill(255);
for (const [symbol, character] of [...symbols].entries()) symbolOfCode[character.charCodeAt(0)] = symbol;

const bitCount = new Uint8Array(ends);
for (let bits = 1; bits < ends; bits++) bitCount[bits] = (bitCount[bits >> 1] ?? 0) + (bits & 1);

/** Longest prefix that an index takes. E.164 has 15 digits; the rest is room for a dialling prefix. */
export const maxPrefixLength = 20;

export interface PrefixIndex {
  /** Two words a node: number of its first child, its bitmap. */
  nodes: Uint32Array;
  /** Number of the entry that a node ends; of no meaning for others. Entries are numbered by length, then by text. */
  entryOf: Uint32Array;
  entries: number;
}

/**
 * Bitmaps for the given prefixes, which must be sorted as text and without repetition, and for each entry the position
 * of its prefix in that list.
 */
export function buildPrefixBitmaps(sorted: readonly string[]): { bitmaps: Uint16Array; order: Uint32Array } {
  const bitmaps: number[] = [];
  const order = new Uint32Array(sorted.length);
  let entries = 0;
  let level: number[] = [0, sorted.length];
  for (let depth = 0; level.length > 0; depth++) {
    const next: number[] = [];
    for (let i = 0; i < level.length; i += 2) {
      let at = level[i] as number;
      const end = level[i + 1] as number;
      let bitmap = 0;
      // A prefix sorts before everything that continues it.
      if (at < end && (sorted[at] as string).length === depth) {
        bitmap = ends;
        order[entries++] = at++;
      }
      while (at < end) {
        const code = (sorted[at] as string).charCodeAt(depth);
        const from = at;
        while (at < end && (sorted[at] as string).charCodeAt(depth) === code) at++;
        bitmap |= 1 << (symbolOfCode[code] as number);
        next.push(from, at);
      }
      bitmaps.push(bitmap);
    }
    level = next;
  }
  return { bitmaps: Uint16Array.from(bitmaps), order };
}

/** One pass over the stored bitmaps. */
export function openPrefixIndex(bitmaps: Uint16Array): PrefixIndex {
  const nodes = new Uint32Array(bitmaps.length * 2);
  const entryOf = new Uint32Array(bitmaps.length);
  let firstChild = 1;
  let entries = 0;
  for (let node = 0; node < bitmaps.length; node++) {
    const bitmap = bitmaps[node] as number;
    nodes[node * 2] = firstChild;
    nodes[node * 2 + 1] = bitmap;
    firstChild += bitCount[bitmap & (ends - 1)] as number;
    if (bitmap >= ends) entryOf[node] = entries++;
  }
  return { nodes, entryOf, entries };
}

/**
 * Walks down as far as the number leads and writes every prefix of it that has an entry into `entries` and `lengths`,
 * shortest first. Returns how many there are. Allocates nothing: it runs for every call.
 */
export function matchPrefixes(index: PrefixIndex, number: string, entries: Uint32Array, lengths: Uint8Array): number {
  const { nodes, entryOf } = index;
  let found = 0;
  for (let node = 0, depth = 0; depth <= maxPrefixLength; depth++) {
    const bitmap = nodes[node * 2 + 1] as number;
    if (bitmap >= ends) {
      entries[found] = entryOf[node] as number;
      lengths[found++] = depth;
    }
    const code = depth < number.length ? number.charCodeAt(depth) : 0;
    const symbol = code < 128 ? (symbolOfCode[code] as number) : 255;
    if (symbol === 255 || (bitmap & (1 << symbol)) === 0) break;
    node = (nodes[node * 2] as number) + (bitCount[bitmap & ((1 << symbol) - 1)] as number);
  }
  return found;
}

/** Prefixes with their entries in the order of text: those that begin with `under` and come after `after`. */
export function* walkPrefixes(
  index: PrefixIndex,
  { under = "", after = "" }: { under?: string; after?: string } = {},
): Generator<[prefix: string, entry: number]> {
  const stack: [node: number, prefix: string][] = [[0, ""]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [node, prefix] = top;
    const bitmap = index.nodes[node * 2 + 1] as number;
    if (bitmap >= ends && prefix > after && prefix.startsWith(under)) yield [prefix, index.entryOf[node] as number];
    let child = (index.nodes[node * 2] as number) + (bitCount[bitmap & (ends - 1)] as number);
    // Pushed from the last symbol to the first, so that the first is taken next.
    for (let symbol = symbols.length - 1; symbol >= 0; symbol--) {
      if ((bitmap & (1 << symbol)) === 0) continue;
      const text = prefix + symbols[symbol];
      child--;
      const leadsThere = text.length <= under.length ? under.startsWith(text) : text.startsWith(under);
      const isPast = text < after && !after.startsWith(text);
      if (leadsThere && !isPast) stack.push([child, text]);
    }
  }
}
