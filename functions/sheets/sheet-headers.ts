/** Which column of a sheet means what: chosen by a person, else found by the names that its senders use. */

/** Longest row that is read; what stands further right is not looked at. */
export const mostColumns = 64;

/** `Rate / Min (EUR)` is `ratemin`: letters and digits, without what stands in brackets. */
export const plainName = (header: string): string =>
  header
    .toLowerCase()
    .replace(/\([^)]*\)/g, "")
    .replace(/[^a-z0-9]/g, "");

/** `A`, `B`, … `BL`. */
export const columnLetter = (position: number): string =>
  (position >= 26 ? String.fromCharCode(64 + Math.floor(position / 26)) : "") +
  String.fromCharCode(65 + (position % 26));

/** Names by which columns can be chosen: the header, or the letter where there is none or it stands there twice. */
export function headerNames(cells: readonly string[]): string[] {
  const seen = new Set<string>();
  return cells.slice(0, mostColumns).map((cell, position) => {
    const name = cell.replace(/\s+/g, " ").trim().slice(0, 100);
    const isNew = name !== "" && !seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    return isNew ? name : `[${columnLetter(position)}]`;
  });
}

const positionOf = (names: readonly string[], header: string): number => {
  const letter = /^\[([A-Z]{1,2})\]$/.exec(header)?.[1];
  const named = names.findIndex((name) => name.toLowerCase() === header.toLowerCase());
  return named >= 0 || !letter ? named : names.findIndex((_, position) => columnLetter(position) === letter);
};

export type Positions<Field extends string> = Partial<Record<Field, number>>;

/** What was found in a line of headers. */
export interface FoundColumns<Field extends string> {
  names: string[];
  positions: Positions<Field>;
  /** Chosen headers that the line does not have. */
  absent: string[];
}

/** The first column that goes by the plain name and is no field's yet; -1 for none. */
export function freeColumn(names: readonly string[], positions: Positions<string>, name: string): number {
  const taken = new Set(Object.values(positions));
  return names.findIndex((one, position) => plainName(one) === name && !taken.has(position));
}

/**
 * Chosen columns first; then, for other fields in their order, the first column that goes by one of the field's usual
 * names.
 * @param usual plain names of each field with blanks between them, the best first
 */
export function findColumns<Field extends string>(
  headers: readonly string[],
  chosen: Partial<Record<Field, string>>,
  usual: Readonly<Record<Field, string>>,
): FoundColumns<Field> {
  const names = headerNames(headers);
  const positions: Positions<Field> = {};
  const absent: string[] = [];
  const fields = Object.keys(usual) as Field[];
  for (const field of fields) {
    const header = chosen[field];
    if (header === undefined) continue;
    const position = positionOf(names, header);
    if (position < 0) absent.push(header);
    else positions[field] = position;
  }
  for (const field of fields) {
    if (chosen[field] !== undefined) continue;
    const usualNames = usual[field].split(" ").filter(Boolean);
    const position = usualNames.map((name) => freeColumn(names, positions, name)).find((one) => one >= 0);
    if (position !== undefined) positions[field] = position;
  }
  return { names, positions, absent };
}

/** The headers that were taken, by field, for people to check. */
export const takenHeaders = ({ names, positions }: FoundColumns<string>): Record<string, string> =>
  Object.fromEntries(Object.entries(positions).map(([field, at]) => [field, names[at ?? -1] ?? ""]));
