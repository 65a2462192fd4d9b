import { type Line, maxRecordLength } from "./lines.ts";

/** An object without objects inside has about 1 KB. A text that goes on for longer than this is one whose quote is lost. */
const longestText = 16 * 1024;

/** Reads JSON character by character and remembers, from piece to piece, where it stands: no character is read twice. */
class Scan {
  /** Where the last object opens that the text does not close; -1 without one. */
  start = -1;
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
      this.start = at;
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
  #line = 1;
  #scan = new Scan();

  /** A piece of the delivery, without the brace that ended it. */
  push(piece: Line): Line[] {
    const text = this.#held + piece.text;
    const line = this.#line;
    if (piece.tooLong) {
      this.#forget(text);
      return [{ ...piece, line }];
    }
    this.#scan.read(piece.text);
    const { start, inText, lineEnded } = this.#scan;
    // A brace inside a text closes nothing; a text ends with its line at the latest, or one quote would swallow the rest.
    if (inText && !piece.unended && !lineEnded && text.length < longestText) {
      this.#held = `${text}}`;
      this.#scan.read("}");
      return [];
    }
    this.#forget(text);
    return this.#take(text, start, { line, unended: piece.unended });
  }

  #forget(text: string): void {
    this.#line += lineFeeds(text);
    this.#held = "";
    this.#scan = new Scan();
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
