/**
 * A text sheet, cut into rows as its pieces arrive. A row whose quotes do not close is refused alone, so that it does
 * not swallow the good rows behind it; and no row, however long, is held as a whole.
 */

export interface SheetLine {
  /** Where the row begins, from 1. */
  line: number;
  cells: string[];
}

/** A row that cannot be cut into cells. `line` counts from 1. */
export interface BrokenLine {
  line: number;
  reason: "MALFORMED";
  detail: string;
  raw: string;
}

/** A row of more characters is refused; most sheets stay below 300. */
const longestLine = 20_000;
/** Characters of a cell. */
export const longestCell = 1_000;
/** Lines that a quoted cell may run over. */
const mostJoined = 20;
/** Beyond this what has no line break is no sheet. */
const longestStart = 1_000_000;

const separators = [",", ";", "\t", "|"];

function countOutsideQuotes(line: string, separator: string): number {
  let count = 0;
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) count++;
  }
  return count;
}

/** The separator that most lines have equally many of: titles above the headers and commas in names do not mislead it. */
export function separatorOf(lines: readonly string[]): string {
  const declared = /^sep=(.)\r?$/i.exec(lines[0] ?? "")?.[1];
  if (declared) return declared;
  const scored = separators.map((separator) => {
    const times = new Map<number, number>();
    for (const line of lines) {
      const count = countOutsideQuotes(line, separator);
      if (count > 0) times.set(count, (times.get(count) ?? 0) + 1);
    }
    const [count, agreeing] = [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
    return { separator, score: agreeing * 1000 + count };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).separator;
}

/** The cells of a row (RFC 4180; a quote inside an unquoted cell is itself). Undefined: a quote does not close. */
export function splitCells(text: string, separator: string): string[] | undefined {
  if (!text.includes('"')) return text.split(separator);
  const cells: string[] = [];
  for (let at = 0; ; ) {
    if (text[at] !== '"') {
      const end = text.indexOf(separator, at);
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let end = text.indexOf('"', at + 1);
    while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
    if (end < 0) return undefined;
    cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
    if (end + 1 === text.length) return cells;
    if (text[end + 1] !== separator) return undefined;
    at = end + 2;
  }
}

/** Why a cut row is no good all the same. */
function faultOf(text: string, cells: readonly string[]): string | undefined {
  if (text.includes("\0")) return "a NUL byte";
  return cells.some((cell) => cell.length > longestCell) ? `a cell of more than ${longestCell} characters` : undefined;
}

export interface CsvCutter {
  push(text: string): SheetLine[];
  end(): SheetLine[];
}

/**
 * @param report told of each row that is refused
 * @param tooLong called when the very first line has no end
 */
export function csvCutter(separator: string, report: (broken: BrokenLine) => void, tooLong: () => never): CsvCutter {
  let waiting: string[] = [];
  let carry = "";
  let isSkipping = false;
  let line = 1;

  const refuseLine = (detail: string, raw: string) =>
    report({ line, reason: "MALFORMED", detail, raw: raw.slice(0, 1000) });

  /** Cells of the row that begins at `from`, and how many lines it takes; undefined where it needs lines to come. */
  function cut(
    from: number,
    isLast: boolean,
  ): { text: string; cells: string[] | undefined; taken: number } | undefined {
    let text = waiting[from] as string;
    for (let taken = 1; ; taken++) {
      const cells = splitCells(text, separator);
      if (cells || text.length > longestLine || taken >= mostJoined) return { text, cells, taken: cells ? taken : 1 };
      const next = waiting[from + taken];
      if (next === undefined) return isLast ? { text, cells, taken: 1 } : undefined;
      text += `\n${next}`;
    }
  }

  function rowsOf(isLast: boolean): SheetLine[] {
    const rows: SheetLine[] = [];
    let from = 0;
    while (from < waiting.length) {
      const row = cut(from, isLast);
      if (!row) break;
      const first = waiting[from] as string;
      const fault = row.cells ? faultOf(row.text, row.cells) : "a quote does not close";
      if (first.length > longestLine) refuseLine(`longer than ${longestLine} characters`, first);
      else if (fault) refuseLine(fault, first);
      else if (row.cells?.some((cell) => cell !== "")) rows.push({ line, cells: row.cells });
      from += row.taken;
      line += row.taken;
    }
    waiting = waiting.slice(from);
    return rows;
  }

  function dropLongLine(text: string): string {
    const end = text.indexOf("\n");
    if (end < 0) return "";
    isSkipping = false;
    line++;
    return text.slice(end + 1);
  }

  function push(piece: string): SheetLine[] {
    const text = isSkipping ? dropLongLine(piece) : carry + piece;
    if (isSkipping) return [];
    const lines = text.split("\n");
    carry = lines.pop() ?? "";
    for (const one of lines) waiting.push(one.endsWith("\r") ? one.slice(0, -1) : one);
    const rows = rowsOf(carry.length > longestStart);
    if (carry.length > longestStart) {
      if (line === 1) tooLong();
      refuseLine(`longer than ${longestLine} characters`, carry);
      carry = "";
      isSkipping = true;
    }
    return rows;
  }

  return {
    push,
    end: () => {
      if (carry !== "") waiting.push(carry.endsWith("\r") ? carry.slice(0, -1) : carry);
      return rowsOf(true);
    },
  };
}
