import { type Line, maxRecordLength } from "./lines.ts";

/** Where the last object opens that the text does not close, and whether the text ends inside a string. */
function innermost(text: string): { start: number; inText: boolean } {
  let start = -1;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inText) {
      if (char === 92) at++;
      else if (char === 34) inText = false;
    } else if (char === 34) inText = true;
    else if (char === 123) start = at;
  }
  return { start, inText };
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
  #line = 1;

  /** A piece of the delivery, without the brace that ended it. */
  push(piece: Line): Line[] {
    const text = this.#held + piece.text;
    const line = this.#line;
    if (piece.tooLong) {
      this.#line += lineFeeds(text);
      this.#held = "";
      return [{ ...piece, line }];
    }
    const { start, inText } = innermost(text);
    // A brace inside a text closes nothing; a text ends with its line at the latest, or one quote would swallow the rest.
    const open = text.slice(Math.max(0, start));
    if (inText && !piece.unended && !open.includes("\n") && text.length < maxRecordLength) {
      this.#held = `${text}}`;
      return [];
    }
    this.#held = "";
    this.#line += lineFeeds(text);
    return this.#take(text, start, { line, unended: piece.unended });
  }

  end(): Line[] {
    const text = this.#held;
    this.#held = "";
    return this.#take(text, -1, { line: this.#line, unended: true });
  }

  #take(text: string, start: number, { line, unended }: { line: number; unended: boolean }): Line[] {
    const before = text.slice(0, start < 0 ? text.length : start);
    const records: Line[] = [];
    if (!onlyBrackets.test(before)) records.push({ line, text: before, unended: true, tooLong: false });
    if (start < 0) return records;
    const object = unended ? text.slice(start) : `${text.slice(start)}}`;
    const tooLong = object.length > maxRecordLength;
    return [...records, { line: line + lineFeeds(before), text: object, unended, tooLong }];
  }
}
