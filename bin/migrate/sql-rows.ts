import { DumpFault, type DumpRow, mostRowCharacters, type WantsTable } from "./dump.ts";
import { SqlTokens, type TokenKind } from "./sql-tokens.ts";

/** Rows of INSERT and REPLACE statements out of a dump, with the columns that they name or that CREATE TABLE gave them. */

type Place = "start" | "skip" | "create" | "columns" | "insert" | "insert-columns" | "tuples" | "tuple";

/** Words that begin a line of CREATE TABLE which is no column. */
const notColumns = new Set([
  "PRIMARY",
  "UNIQUE",
  "KEY",
  "INDEX",
  "CONSTRAINT",
  "FOREIGN",
  "FULLTEXT",
  "SPATIAL",
  "CHECK",
]);

const bytesOf = (hex: string): string => Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex").toString("utf8");

export class SqlRows {
  private readonly columns = new Map<string, string[]>();
  private readonly counts = new Map<string, number>();
  private place: Place = "start";
  private depth = 0;
  private table = "";
  private named: string[] = [];
  private values: (string | null)[] = [];
  private pending: string | null | undefined;
  /** `_binary`, `X`: what stands in front of a text and says how it is written. */
  private prefix = "";
  private size = 0;
  private expectsColumn = false;
  private readonly tokens: SqlTokens;
  private readonly wants: WantsTable;
  private ready: DumpRow[] = [];

  constructor(wants: WantsTable) {
    this.wants = wants;
    this.tokens = new SqlTokens((kind, text) => this.take(kind, text));
  }

  /** The rows that are whole by now. */
  feed(text: string): DumpRow[] {
    this.tokens.feed(text);
    return this.taken();
  }

  /** @throws DumpFault where the dump ends in the middle of a statement */
  end(): DumpRow[] {
    this.tokens.end();
    if (this.place !== "start" && this.place !== "skip")
      throw new DumpFault(
        `The dump is cut off: it ends in the middle of ${this.table ? `table ${this.table}` : "a statement"}, ` +
          `behind row ${this.counts.get(this.table) ?? 0} (line ${this.tokens.lines}).`,
      );
    return this.taken();
  }

  /** Whether any statement about a table was met: what is no dump has none. */
  get isDump(): boolean {
    return this.columns.size > 0 || this.counts.size > 0;
  }

  private taken(): DumpRow[] {
    const { ready } = this;
    this.ready = [];
    return ready;
  }

  private take(kind: TokenKind, text: string): void {
    if (kind === "sign" && text === ";" && this.place !== "tuple") {
      this.place = "start";
      return;
    }
    switch (this.place) {
      case "start":
        return this.begin(kind, text);
      case "skip":
        return;
      case "create":
      case "columns":
        return this.inCreate(kind, text);
      case "insert":
      case "insert-columns":
        return this.inInsert(kind, text);
      case "tuples":
        return this.betweenTuples(kind, text);
      case "tuple":
        return this.inTuple(kind, text);
    }
  }

  private begin(kind: TokenKind, text: string): void {
    const word = kind === "word" ? text.toUpperCase() : "";
    this.table = "";
    this.named = [];
    this.depth = 0;
    this.place = word === "CREATE" ? "create" : word === "INSERT" || word === "REPLACE" ? "insert" : "skip";
  }

  private inCreate(kind: TokenKind, text: string): void {
    if (this.place === "create") {
      if (kind === "name") this.table = text;
      else if (kind === "sign" && text === "(") {
        this.place = "columns";
        this.depth = 1;
        this.expectsColumn = true;
        this.columns.set(this.table, []);
      } else if (kind === "word" && ["TABLE", "TEMPORARY", "IF", "NOT", "EXISTS"].includes(text.toUpperCase())) return;
      else if (kind === "word" && this.table === "" && !["VIEW", "DATABASE", "ALGORITHM"].includes(text.toUpperCase()))
        this.table = text;
      else this.place = "skip";
      return;
    }
    if (kind === "sign" && text === "(") this.depth++;
    else if (kind === "sign" && text === ")") this.depth--;
    else if (this.expectsColumn && this.depth === 1 && kind !== "sign") {
      const isColumn = kind === "name" || (kind === "word" && !notColumns.has(text.toUpperCase()));
      if (isColumn) this.columns.get(this.table)?.push(text);
    }
    this.expectsColumn = kind === "sign" && text === "," && this.depth === 1;
    if (this.depth === 0) this.place = "skip";
  }

  private inInsert(kind: TokenKind, text: string): void {
    if (this.place === "insert-columns") {
      if (kind === "sign" && text === ")") this.place = "insert";
      else if (kind !== "sign") this.named.push(text);
      return;
    }
    const word = kind === "word" ? text.toUpperCase() : "";
    if (kind === "sign" && text === "(") this.place = "insert-columns";
    else if (word === "VALUES" || word === "VALUE") this.place = "tuples";
    else if (["INTO", "IGNORE", "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY"].includes(word)) return;
    else if (kind === "name") this.table = text;
    else if (text === ".") return;
    else if (kind === "word" && this.table === "") this.table = text.split(".").at(-1) ?? text;
    else this.place = "skip";
  }

  private betweenTuples(kind: TokenKind, text: string): void {
    if (kind === "sign" && text === "(") {
      this.place = "tuple";
      this.values = [];
      this.pending = undefined;
      this.size = 0;
    } else if (kind !== "sign") this.place = "skip";
  }

  private inTuple(kind: TokenKind, text: string): void {
    if (kind === "sign" && text === ",") return this.push();
    if (kind === "sign" && text === ")") {
      this.push();
      return this.finishRow();
    }
    if (kind === "sign") throw new DumpFault(`Line ${this.tokens.lines}: ${text} is no value of a row.`);
    this.size += text.length;
    if (this.size > mostRowCharacters)
      throw new DumpFault(`Line ${this.tokens.lines} has a row of more than ${mostRowCharacters} characters.`);
    if (kind === "word" && (text.startsWith("_") || /^[XxBbNn]$/.test(text))) this.prefix = text.toUpperCase();
    else this.pending = kind === "word" ? wordValue(text) : this.prefix === "X" ? bytesOf(text) : text;
  }

  private push(): void {
    if (this.pending === undefined)
      throw new DumpFault(`Table ${this.table} has a row without a value (line ${this.tokens.lines}).`);
    this.values.push(this.pending);
    this.pending = undefined;
    this.prefix = "";
  }

  private finishRow(): void {
    this.place = "tuples";
    const { table } = this;
    const row = (this.counts.get(table) ?? 0) + 1;
    this.counts.set(table, row);
    if (!this.wants(table)) return;
    const columns = this.named.length > 0 ? this.named : this.columns.get(table);
    if (!columns)
      throw new DumpFault(
        `The rows of ${table} name no columns. Dump with the CREATE TABLE statements, or with --complete-insert.`,
      );
    if (columns.length !== this.values.length)
      throw new DumpFault(`Row ${row} of ${table} has ${this.values.length} values for ${columns.length} columns.`);
    this.ready.push({ table, row, values: new Map(columns.map((name, i) => [name, this.values[i] ?? null])) });
  }
}

/** NULL, numbers, and what --hex-blob makes of bytes. */
function wordValue(text: string): string | null {
  if (text.toUpperCase() === "NULL") return null;
  return /^0x[0-9a-fA-F]*$/.test(text) ? bytesOf(text.slice(2)) : text;
}
