import type { RawRecord } from "./formats/format.ts";

/**
 * Bytes to lines to records, a piece at a time, so that a file of any size passes through in little memory. Lines end
 * with LF or CR LF. Encodings are told by line: UTF-8 where it is that, else ISO 8859-1, which every byte is.
 */

/** A record longer than this is no CDR (a FreeSWITCH document with a long call flow has about 100 KB). */
export const maxRecordLength = 1024 * 1024;

/** Of a line that is too long, this much is kept to show. */
const keptOfLong = 4096;

export interface Line extends RawRecord {
  tooLong: boolean;
  /** Bytes of the delivery before its first line. */
  bytesBefore: number;
}

/** A place of a delivery at which a line begins: the bytes and the lines before it. */
export interface Place {
  bytes: number;
  lines: number;
}

export const start: Place = { bytes: 0, lines: 0 };

/** Where a line begins. */
export const placeOf = ({ bytesBefore, line }: Line): Place => ({ bytes: bytesBefore, lines: line - 1 });

const utf8 = new TextDecoder("utf-8", { fatal: true });
const latin1 = new TextDecoder("windows-1252");

/** A byte order mark is taken away, also where files that begin with one were joined. */
function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return latin1.decode(marked ? bytes.subarray(3) : bytes);
  }
}

/** Logs that were cut by a crash are padded with NUL; inside a line they are not taken away, for what they replaced is unknown. */
function withoutPadding(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text[start] === "\0") start++;
  while (end > start && text[end - 1] === "\0") end--;
  return text.slice(start, end);
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return all;
};

export class LineSplitter {
  readonly #ender: number;
  readonly #pending: Uint8Array[] = [];
  #pendingLength = 0;
  #heldLength = 0;
  #bytes: number;
  #line: number;

  /**
   * @param ender the byte that ends a line
   * @param from where the delivery is entered
   */
  constructor(ender = 10, from: Place = start) {
    this.#ender = ender;
    this.#bytes = from.bytes;
    this.#line = from.lines;
  }

  /** After the last line that was complete. */
  place(): Place {
    return { bytes: this.#bytes, lines: this.#line };
  }

  /** The lines that the piece completes. */
  push(bytes: Uint8Array): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(this.#ender, start); end >= 0; end = bytes.indexOf(this.#ender, start)) {
      this.#keep(bytes.subarray(start, end));
      lines.push(this.#take(false));
      start = end + 1;
    }
    this.#keep(bytes.subarray(start));
    return lines;
  }

  /** What is left after the last line end; nothing when the delivery ended with one. */
  end(): Line[] {
    return this.#pendingLength > 0 ? [this.#take(true)] : [];
  }

  #keep(part: Uint8Array): void {
    if (part.length === 0) return;
    // Of a line without end only so much is held that it is known to be too long.
    const room = maxRecordLength + 1 - this.#heldLength;
    if (room > 0) this.#pending.push(part.slice(0, room));
    this.#heldLength += Math.max(0, Math.min(room, part.length));
    this.#pendingLength += part.length;
  }

  #take(unended: boolean): Line {
    const bytes = joined(this.#pending);
    const tooLong = this.#pendingLength > maxRecordLength;
    const bytesBefore = this.#bytes;
    this.#bytes += this.#pendingLength + 1;
    this.#pending.length = 0;
    this.#pendingLength = 0;
    this.#heldLength = 0;
    this.#line++;
    const text = withoutPadding(decoded(tooLong ? bytes.subarray(0, keptOfLong) : bytes));
    return { line: this.#line, bytesBefore, text: text.endsWith("\r") ? text.slice(0, -1) : text, unended, tooLong };
  }
}

/** How many levels a line of JSON opens less those it closes. Text in quotes does not count, and ends with the line at the latest. */
function depthOf(line: string): number {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < line.length; at++) {
    const char = line.charCodeAt(at);
    if (inText) {
      if (char === 92) at++;
      else if (char === 34) inText = false;
    } else if (char === 34) inText = true;
    else if (char === 123 || char === 91) depth++;
    else if (char === 125 || char === 93) depth--;
  }
  return depth;
}

/** A record without the comma or the bracket that stands behind it in an array. */
function withoutTail(text: string): string {
  const record = text.trimEnd();
  return record.endsWith(",") || record.endsWith("]") ? record.slice(0, -1).trimEnd() : text;
}

/**
 * Lines to JSON records: one object a line, one over several lines, or either of them inside an array. An object at
 * the start of a line ends whatever was open before it, so a cut record spoils no other.
 */
export class JsonJoiner {
  #open: Line[] = [];
  #length = 0;
  #depth = 0;

  /** Before the record that is open, else where the next line begins. */
  place(next: Place): Place {
    const [first] = this.#open;
    return first ? placeOf(first) : next;
  }

  push(line: Line): Line[] {
    if (line.tooLong) return [...this.end(), line];
    const text = line.text.trim();
    if (this.#open.length === 0) return this.#begin(line, text);
    if (line.text.startsWith("{")) return [...this.end(), ...this.#begin(line, text)];
    this.#open.push(line);
    this.#length += line.text.length + 1;
    this.#depth += depthOf(line.text);
    return this.#depth <= 0 || this.#length > maxRecordLength ? this.end() : [];
  }

  /** What is open, as one record. */
  end(): Line[] {
    const [first] = this.#open;
    const last = this.#open.at(-1);
    if (!first || !last) return [];
    const whole = this.#open.map((line) => line.text).join("\n");
    const text = withoutTail(whole.replace(/^\s*\[/, ""));
    // Closed or not, another object or the delivery's end came here.
    const cut = this.#depth > 0;
    this.#open = [];
    this.#length = 0;
    this.#depth = 0;
    return [{ ...first, text, unended: last.unended || cut, tooLong: text.length > maxRecordLength }];
  }

  #begin(line: Line, text: string): Line[] {
    if (text === "" || text === "[" || text === "]" || text === ",") return [];
    if (text.startsWith("[")) return this.#array(line, text);
    if (!text.startsWith("{")) return [{ ...line, text }];
    this.#depth = depthOf(text);
    if (this.#depth <= 0) return [{ ...line, text: withoutTail(text) }];
    this.#open = [line];
    this.#length = text.length;
    return [];
  }

  /** An array on one line is taken apart; one that goes on is a list of lines, however many lists it opens. */
  #array(line: Line, text: string): Line[] {
    const items = itemsOf(text);
    if (items) return items.map((item) => ({ ...line, text: item }));
    return this.#begin(line, text.replace(/^[\s[]+/, ""));
  }
}

function isArray(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

/** What stands between the commas of an array, as it is written; undefined for a text that is no array. */
function itemsOf(text: string): string[] | undefined {
  if (!isArray(text)) return undefined;
  const items: string[] = [];
  let [depth, start, inText] = [0, 1, false];
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inText) {
      if (char === 92) at++;
      else if (char === 34) inText = false;
    } else if (char === 34) inText = true;
    else if (char === 123 || char === 91) depth++;
    else if (char === 125 || char === 93) depth--;
    const ends = !inText && ((depth === 1 && char === 44) || depth === 0);
    if (!ends) continue;
    items.push(text.slice(start, at).trim());
    start = at + 1;
  }
  return items.filter((item) => item !== "");
}
