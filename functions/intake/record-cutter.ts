import type { RecordCut } from "./formats/format.ts";
import { JsonJoiner, type Line, LineSplitter, maxRecordLength, type Place, placeOf, start } from "./lines.ts";
import { ObjectJoiner } from "./object-joiner.ts";

/** Bytes to records of a layout, a piece at a time. */
export interface RecordCutter {
  /** The records that the piece completes. */
  push(bytes: Uint8Array): Line[];
  /** What was still open when the delivery ended. */
  end(): Line[];
  /** After the last record that was complete: a cutter that begins there gives the rest. Undefined where none can. */
  place(): Place | undefined;
}

interface Joiner {
  push(line: Line): Line[];
  end(): Line[];
  /** @param next where the next line begins */
  place(next: Place): Place | undefined;
}

/** Several lines as one record, under the number of the first. */
function joinedLines(lines: readonly Line[], cut: boolean): Line[] {
  const [first] = lines;
  if (!first) return [];
  const text = lines.map((line) => line.text).join("\n");
  return [{ ...first, text, unended: cut, tooLong: text.length > maxRecordLength }];
}

/** Lines up to a blank one, as FreeRADIUS writes a request. The last block may end with the delivery. */
class BlockJoiner implements Joiner {
  #open: Line[] = [];
  #length = 0;

  push(line: Line): Line[] {
    if (line.tooLong) return [...this.end(), line];
    if (line.text.trim() === "") return this.end();
    this.#open.push(line);
    this.#length += line.text.length + 1;
    return this.#length > maxRecordLength ? this.end() : [];
  }

  place(next: Place): Place {
    const [first] = this.#open;
    return first ? placeOf(first) : next;
  }

  end(): Line[] {
    const block = joinedLines(this.#open, this.#open.at(-1)?.unended ?? false);
    this.#open = [];
    this.#length = 0;
    return block;
  }
}

const documentStart = /^\s*<(?:\?xml|cdr[\s>])/;
const documentEnd = "</cdr>";

/** `<cdr>` documents, on one line or many. The start of another one ends a document that was cut. */
class XmlJoiner implements Joiner {
  #open: Line[] = [];
  #length = 0;
  /** What is open began in the middle of a line, after another document. */
  #inLine = false;

  push(line: Line): Line[] {
    if (line.tooLong) return [...this.end(), line];
    const done: Line[] = [];
    const begins = documentStart.test(line.text);
    // The declaration and the document's first tag may stand on two lines.
    if (begins && !this.#declared()) done.push(...this.end());
    if (this.#open.length === 0 && !begins) return line.text.trim() === "" ? done : [...done, line];
    for (let rest = line.text; ; ) {
      const end = rest.indexOf(documentEnd);
      if (end < 0) {
        if (rest.trim() !== "") this.#keep({ ...line, text: rest }, rest !== line.text);
        return this.#length > maxRecordLength ? [...done, ...this.end()] : done;
      }
      this.#keep({ ...line, text: rest.slice(0, end + documentEnd.length) });
      done.push(...joinedLines(this.#open, false));
      this.#clear();
      rest = rest.slice(end + documentEnd.length);
    }
  }

  place(next: Place): Place | undefined {
    const [first] = this.#open;
    if (first && this.#inLine) return undefined;
    return first ? placeOf(first) : next;
  }

  end(): Line[] {
    const cut = joinedLines(this.#open, true);
    this.#clear();
    return cut;
  }

  #declared(): boolean {
    return this.#open.length === 1 && /^\s*<\?xml[^>]*\?>\s*$/.test(this.#open[0]?.text ?? "");
  }

  #keep(line: Line, inLine = false): void {
    this.#open.push(line);
    this.#length += line.text.length + 1;
    this.#inLine ||= inLine;
  }

  #clear(): void {
    this.#open = [];
    this.#length = 0;
    this.#inLine = false;
  }
}

const lineFeed = 10;
const closingBrace = 125;

/**
 * @param cut the layout's way to separate records
 * @param from where the delivery is entered: a place that a cutter of the same layout gave
 */
export function cutterOf(cut: RecordCut, from: Place = start): RecordCutter {
  const splitter = new LineSplitter(cut === "objects" ? closingBrace : lineFeed, from);
  const joiner = joinerOf(cut, from);
  if (!joiner) return splitter;
  const joined = (lines: readonly Line[]) => lines.flatMap((line) => joiner.push(line));
  return {
    push: (bytes) => joined(splitter.push(bytes)),
    end: () => [...joined(splitter.end()), ...joiner.end()],
    place: () => joiner.place(splitter.place()),
  };
}

function joinerOf(cut: RecordCut, from: Place): Joiner | undefined {
  switch (cut) {
    case "lines":
      return undefined;
    case "json":
      return new JsonJoiner();
    case "objects":
      return new ObjectJoiner(from);
    case "xml":
      return new XmlJoiner();
    case "blocks":
      return new BlockJoiner();
  }
}
