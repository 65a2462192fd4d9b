import type { RecordCut } from "./formats/format.ts";
import { JsonJoiner, type Line, LineSplitter, maxRecordLength } from "./lines.ts";
import { ObjectJoiner } from "./object-joiner.ts";

/** Bytes to records of a layout, a piece at a time. */
export interface RecordCutter {
  /** The records that the piece completes. */
  push(bytes: Uint8Array): Line[];
  /** What was still open when the delivery ended. */
  end(): Line[];
}

interface Joiner {
  push(line: Line): Line[];
  end(): Line[];
}

/** Several lines as one record, under the number of the first. */
function joinedLines(lines: readonly Line[], cut: boolean): Line[] {
  const [first] = lines;
  if (!first) return [];
  const text = lines.map((line) => line.text).join("\n");
  return [{ line: first.line, text, unended: cut, tooLong: text.length > maxRecordLength }];
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
        if (rest.trim() !== "") this.#keep({ ...line, text: rest });
        return this.#length > maxRecordLength ? [...done, ...this.end()] : done;
      }
      this.#keep({ ...line, text: rest.slice(0, end + documentEnd.length) });
      done.push(...joinedLines(this.#open, false));
      this.#clear();
      rest = rest.slice(end + documentEnd.length);
    }
  }

  end(): Line[] {
    const cut = joinedLines(this.#open, true);
    this.#clear();
    return cut;
  }

  #declared(): boolean {
    return this.#open.length === 1 && /^\s*<\?xml[^>]*\?>\s*$/.test(this.#open[0]?.text ?? "");
  }

  #keep(line: Line): void {
    this.#open.push(line);
    this.#length += line.text.length + 1;
  }

  #clear(): void {
    this.#open = [];
    this.#length = 0;
  }
}

const lineFeed = 10;
const closingBrace = 125;

/** @param cut the layout's way to separate records */
export function cutterOf(cut: RecordCut): RecordCutter {
  const splitter = new LineSplitter(cut === "objects" ? closingBrace : lineFeed);
  const joiner = joinerOf(cut);
  if (!joiner) return splitter;
  const joined = (lines: readonly Line[]) => lines.flatMap((line) => joiner.push(line));
  return {
    push: (bytes) => joined(splitter.push(bytes)),
    end: () => [...joined(splitter.end()), ...joiner.end()],
  };
}

function joinerOf(cut: RecordCut): Joiner | undefined {
  switch (cut) {
    case "lines":
      return undefined;
    case "json":
      return new JsonJoiner();
    case "objects":
      return new ObjectJoiner();
    case "xml":
      return new XmlJoiner();
    case "blocks":
      return new BlockJoiner();
  }
}
