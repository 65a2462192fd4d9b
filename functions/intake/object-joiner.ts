import { type Line, maxRecordLength, type Place, start } from "./lines.ts";

/** Where the last object opens that the text does not close, and whether the text ends inside a string. */
function innermost(text: string): { begin: number; inText: boolean } {
  let begin = -1;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inText) {
      if (char === 92) at++;
      else if (char === 34) inText = false;
    } else if (char === 34) inText = true;
    else if (char === 123) begin = at;
  }
  return { begin, inText };
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
      this.#line += lineFeeds(text);
      this.#held = "";
      return [{ ...piece, line, bytesBefore }];
    }
    const { begin, inText } = innermost(text);
    // A brace inside a text closes nothing; a text ends with its line at the latest, or one quote would swallow the rest.
    const open = text.slice(Math.max(0, begin));
    if (inText && !piece.unended && !open.includes("\n") && text.length < maxRecordLength) {
      this.#held = `${text}}`;
      return [];
    }
    this.#held = "";
    this.#line += lineFeeds(text);
    return this.#take(text, begin, { line, bytesBefore, unended: piece.unended });
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
