/**
 * Where the prefixes of a card are: a trie over the digits of a dialled number. Only nodes that go on are kept; of each
 * child a node knows by one bit whether it ends a prefix and by another whether it goes on. Nodes stand in breadth-first
 * order, so children are neighbours, and which node or entry a symbol leads to follows from counting bits. A deck of
 * 300,000 prefixes needs some 40,000 nodes, which stay in the processor's cache.
 */

/** `#` and `*` may be dialled and priced too. The order is that of text, so walking the trie lists prefixes sorted. */
const symbols = "#*0123456789";
const width = symbols.length;
const mask = (1 << width) - 1;

/** Symbol of a character code, 255 for one that no prefix contains. */
const symbolOfCode = new Uint8Array(128).fill(255);
for (const [symbol, character] of [...symbols].entries()) symbolOfCode[character.charCodeAt(0)] = symbol;

const bitCount = new Uint8Array(1 << width);
for (let bits = 1; bits < bitCount.length; bits++) bitCount[bits] = (bitCount[bits >> 1] ?? 0) + (bits & 1);
const count = (bits: number): number => bitCount[bits & mask] as number;

/** Longest prefix that an index takes. E.164 has 15 digits; the rest is room for a dialling prefix. */
export const maxPrefixLength = 20;

/** Words of a node: its bits, its first child that goes on, the entry of its first child that ends. Four, so that none straddles a cache line. */
const nodeWords = 4;

export interface PrefixIndex {
  /** Entries are numbered by prefix length, then by text. */
  nodes: Uint32Array;
  entries: number;
}

/**
 * The bits of every node, which are all that is stored, for prefixes that must be sorted as text and without repetition;
 * and for each entry the position of its prefix in that list. The lower bits of a node say which children end a prefix,
 * the upper ones which go on.
 */
export function buildPrefixBits(sorted: readonly string[]): { bits: Uint32Array; order: Uint32Array } {
  const all: number[] = [];
  const order = new Uint32Array(sorted.length);
  let entries = 0;
  let level: number[] = [0, sorted.length];
  for (let depth = 0; level.length > 0; depth++) {
    const next: number[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const end = level[i + 1] as number;
      let bits = 0;
      for (let at = level[i] as number; at < end; ) {
        const code = (sorted[at] as string).charCodeAt(depth);
        const bit = 1 << (symbolOfCode[code] as number);
        // A prefix sorts before everything that continues it.
        if ((sorted[at] as string).length === depth + 1) {
          bits |= bit;
          order[entries++] = at++;
        }
        const from = at;
        while (at < end && (sorted[at] as string).charCodeAt(depth) === code) at++;
        if (at === from) continue;
        bits |= bit << width;
        next.push(from, at);
      }
      all.push(bits);
    }
    level = next;
  }
  return { bits: Uint32Array.from(all), order };
}

/** One pass over the stored bits. */
export function openPrefixIndex(bits: Uint32Array): PrefixIndex {
  const nodes = new Uint32Array(bits.length * nodeWords);
  let firstChild = 1;
  let entries = 0;
  for (let node = 0, at = 0; node < bits.length; node++, at += nodeWords) {
    const own = bits[node] as number;
    nodes[at] = own;
    nodes[at + 1] = firstChild;
    nodes[at + 2] = entries;
    firstChild += count(own >>> width);
    entries += count(own);
  }
  return { nodes, entries };
}

/** Bits of a found prefix that hold its length; the rest is its entry. */
export const lengthBits = 5;

/**
 * Walks down as far as the number leads. Returns the longest prefix that is an entry, as entry and length in one number,
 * or -1. With `all`, also writes every prefix on the way into it, shortest first, and -1 behind the last. Allocates
 * nothing: it runs for every call.
 */
export function deepestPrefix({ nodes }: PrefixIndex, number: string, all?: Int32Array): number {
  const longest = Math.min(number.length, maxPrefixLength);
  let found = -1;
  let written = 0;
  for (let at = 0, depth = 0; depth < longest; depth++) {
    const code = number.charCodeAt(depth);
    const symbol = code < 128 ? (symbolOfCode[code] as number) : 255;
    if (symbol === 255) break;
    const bits = nodes[at] as number;
    const before = (1 << symbol) - 1;
    if ((bits >>> symbol) & 1) {
      found = (((nodes[at + 2] as number) + count(bits & before)) << lengthBits) | (depth + 1);
      if (all) all[written++] = found;
    }
    const goes = bits >>> width;
    if (((goes >>> symbol) & 1) === 0) break;
    at = ((nodes[at + 1] as number) + count(goes & before)) * nodeWords;
  }
  if (all) all[written] = -1;
  return found;
}

/** Whether a number with this prefix is reached by the prefixes looked for, and not all before the place to go on from. */
function isWanted(text: string, under: string, after: string): boolean {
  const leadsThere = text.length <= under.length ? under.startsWith(text) : text.startsWith(under);
  return leadsThere && (text >= after || after.startsWith(text));
}

/** Prefixes with their entries in the order of text: those that begin with `under` and come after `after`. */
export function* walkPrefixes(
  index: PrefixIndex,
  { under = "", after = "" }: { under?: string; after?: string } = {},
): Generator<[prefix: string, entry: number]> {
  yield* walkFrom(index.nodes, 0, "", { under, after });
}

function* walkFrom(
  nodes: Uint32Array,
  node: number,
  prefix: string,
  wanted: { under: string; after: string },
): Generator<[prefix: string, entry: number]> {
  const bits = nodes[node * nodeWords] as number;
  let child = nodes[node * nodeWords + 1] as number;
  let entry = nodes[node * nodeWords + 2] as number;
  for (let symbol = 0; symbol < width; symbol++) {
    const text = prefix + symbols[symbol];
    const isEnd = (bits >>> symbol) & 1;
    const goesOn = (bits >>> (symbol + width)) & 1;
    if ((isEnd || goesOn) && isWanted(text, wanted.under, wanted.after)) {
      if (isEnd && text > wanted.after && text.startsWith(wanted.under)) yield [text, entry];
      if (goesOn) yield* walkFrom(nodes, child, text, wanted);
    }
    entry += isEnd;
    child += goesOn;
  }
}
