import { DumpFault, mostValueCharacters } from "./dump.ts";

/**
 * SQL of mysqldump and of those who write like it, cut into tokens while it comes in. A statement may be any length: what
 * is kept is one token. MySQL 8.0 Reference Manual §11.1.1 has the escapes, §11.7 the comments.
 */

export type TokenKind = "word" | "name" | "text" | "sign";
export type OnToken = (kind: TokenKind, text: string) => void;

const escapes: Record<string, string> = { "0": "\0", b: "\b", n: "\n", r: "\r", t: "\t", Z: "\x1a" };
/** These keep their backslash, because LIKE wants it. */
const keptEscapes = new Set(["%", "_"]);
const isWord = /[A-Za-z0-9_$.+@\-\u0080-\uffff]/;
const isSpace = /\s/;

type Mode = "code" | "word" | "quoted" | "line-comment" | "comment";

export class SqlTokens {
  private mode: Mode = "code";
  /** What closes the quoted token that is being read. */
  private quote = "";
  private token = "";
  private carry = "";
  private line = 1;
  private readonly emit: OnToken;

  constructor(emit: OnToken) {
    this.emit = emit;
  }

  /** Lines that were read so far. */
  get lines(): number {
    return this.line;
  }

  /** Takes more of the dump. The last character waits for the one behind it, which may belong to it. */
  feed(text: string): void {
    const all = this.carry + text;
    this.carry = all.slice(-1);
    this.run(all, all.length - 1);
  }

  /** @throws DumpFault where the dump ends inside of something */
  end(): void {
    this.run(`${this.carry}\n`, this.carry.length);
    if (this.mode === "word") this.finish("word");
    if (this.mode === "quoted")
      throw new DumpFault(`The dump is cut off: it ends inside of a text (line ${this.line}).`);
    if (this.mode === "comment")
      throw new DumpFault(`The dump is cut off: it ends inside of a comment (line ${this.line}).`);
  }

  private finish(kind: TokenKind): void {
    const { token } = this;
    this.token = "";
    this.mode = "code";
    this.emit(kind, token);
  }

  private add(part: string): void {
    this.token += part;
    if (this.token.length > mostValueCharacters)
      throw new DumpFault(`Line ${this.line} has a value of more than ${mostValueCharacters} characters.`);
  }

  private run(all: string, end: number): void {
    for (let at = 0; at < end; ) at += this.step(all, at, end);
    // A character of two that reached into what was held back is read already.
    this.carry = this.skipped > 0 ? "" : this.carry;
    this.skipped = 0;
  }

  private skipped = 0;

  /** Reads on from `at`; how many characters it took. */
  private step(all: string, at: number, end: number): number {
    const char = all[at] as string;
    if (char === "\n") this.line++;
    switch (this.mode) {
      case "quoted":
        return this.inQuotes(all, at, end);
      case "word":
        if (isWord.test(char)) {
          this.add(char);
          return 1;
        }
        this.finish("word");
        if (char === "\n") this.line--;
        return 0;
      case "line-comment":
        if (char === "\n") this.mode = "code";
        return 1;
      case "comment":
        if (char !== "*" || all[at + 1] !== "/") return 1;
        this.mode = "code";
        return this.took(2, at, end);
      case "code":
        return this.inCode(all, at, end);
    }
  }

  /** Two characters, of which the second may be the one that was held back. */
  private took(count: number, at: number, end: number): number {
    if (at + count > end) this.skipped = 1;
    return count;
  }

  private inCode(all: string, at: number, end: number): number {
    const char = all[at] as string;
    const next = all[at + 1];
    if (char === " ") {
      let stop = at + 1;
      while (stop < end && all[stop] === " ") stop++;
      return stop - at;
    }
    if (isSpace.test(char)) return 1;
    if (char === "'" || char === '"' || char === "`") {
      this.mode = "quoted";
      this.quote = char;
      return 1;
    }
    if (char === "#" || (char === "-" && next === "-")) {
      this.mode = "line-comment";
      return 1;
    }
    if (char === "/" && next === "*") {
      this.mode = "comment";
      return this.took(2, at, end);
    }
    if (isWord.test(char)) {
      this.mode = "word";
      return 0;
    }
    this.emit("sign", char);
    return 1;
  }

  private inQuotes(all: string, at: number, end: number): number {
    const char = all[at] as string;
    const next = all[at + 1] as string;
    if (char === "\\" && this.quote !== "`") {
      this.add(keptEscapes.has(next) ? `\\${next}` : (escapes[next] ?? next));
      return this.took(2, at, end);
    }
    if (char === this.quote && next === this.quote) {
      this.add(char);
      return this.took(2, at, end);
    }
    if (char === this.quote) {
      this.finish(this.quote === "`" ? "name" : "text");
      return 1;
    }
    let stop = at + 1;
    while (stop < end && all[stop] !== this.quote && all[stop] !== "\\" && all[stop] !== "\n") stop++;
    this.add(all.slice(at, stop));
    return stop - at;
  }
}
