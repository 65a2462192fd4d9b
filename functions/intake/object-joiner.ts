import { type Line, maxRecordLength, type Place, start } from "./lines.ts";

/** An object without objects inside has about 1 KB. A text that goes on for longer than this is one whose quote is lost. */
const longestText = 16 * 1024;

/** Reads JSON character by character and remembers, from piece to piece, where it stands: no character is read twice. */
class Scan {
  /** Where the last object opens that the text does not close; -1 without one. */
  begin = -1;
  /** Whether the text ends inside a string. */
  inText = false;
  /** Whether a line has ended since that object opened. */
  lineEnded = false;
  #at = 0;
  #escaped = false;

  read(text: string): void {
    for (let at = 0; at < text.length; at++) this.#step(text.charCodeAt(at), this.#at + at);
    this.#at += text.length;
  }

  #step(char: number, at: number): void {
    if (char === 10) this.lineEnded = true;
    if (this.#escaped) this.#escaped = false;
    else if (this.inText) {
      if (char === 92) this.#escaped = true;
      else if (char === 34) this.inText = false;
    } else if (char === 34) this.inText = true;
    else if (char === 123) {
      this.begin = at;
      this.lineEnded = false;
    }
  }
}

const lineFeeds = (text: string) => text.split("\n").length - 1;
const onlyBrackets = /^[\s[\],}]*$/;

/**
 * JSON objects without objects inside, out of whatever holds them: arrays, an envelope, one line without end. Pieces end
 * with a closing brace, so a delivery of any size passes without being held whole. What stands before an object is a
 * record of its own, of which the layout knows whether it is an envelope or an object that was cut.
 */
export class ObjectJoiner {
  #held = "";
  #heldFrom = 0;
  #line: number;
  #scan = new Scan();

  constructor(from: Place = start) {
    this.#line = from.lines + 1;
  }

  /** Before what is held, else where the next piece begins. */
  place(next: Place): Place {
    return { bytes: this.#held === "" ? next.bytes : this.#heldFrom, lines: this.#line - 1 };
  }

  /** A piece of the delivery, without the brace that ended it. */
  push(piece: Line): Line[] {
    if (this.#held === "") this.#heldFrom = piece.bytesBefore;
    const bytesBefore = this.#heldFrom;
    const text = this.#held + piece.text;
    const line = this.#line;
    if (piece.tooLong) {
      this.#forget(text);
      return [{ ...piece, line, bytesBefore }];
    }
    this.#scan.read(piece.text);
    const { begin, inText, lineEnded } = this.#scan;
    // A brace inside a text closes nothing; a text ends with its line at the latest, or one quote would swallow the rest.
    if (inText && !piece.unended && !lineEnded && text.length < longestText) {
      this.#held = `${text}}`;
      this.#scan.read("}");
      return [];
    }
    this.#forget(text);
    return this.#take(text, begin, { line, bytesBefore, unended: piece.unended });
  }

  #forget(text: string): void {
    this.#line += lineFeeds(text);
    this.#held = "";
    this.#scan = new Scan();
  }

  end(): Line[] {
    const text = this.#held;
    this.#held = "";
    return this.#take(text, -1, { line: this.#line, bytesBefore: this.#heldFrom, unended: true });
  }

  #take(text: string, begin: number, by: { line: number; bytesBefore: number; unended: boolean }): Line[] {
    const { line, unended } = by;
    const before = text.slice(0, begin < 0 ? text.length : begin);
    const records: Line[] = [];
    if (!onlyBrackets.test(before)) records.push({ ...by, text: before, unended: true, tooLong: false });
    if (begin < 0) return records;
    const object = unended ? text.slice(begin) : `${text.slice(begin)}}`;
    const tooLong = object.length > maxRecordLength;
    return [...records, { ...by, line: line + lineFeeds(before), text: object, tooLong }];
  }
}
