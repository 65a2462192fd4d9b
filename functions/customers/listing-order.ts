import { folded } from "./matching.ts";

/** The order of the list: by one field without case and accents, equal values by account code, so that pages never overlap. */

export const sortFields = [
  "account",
  "company",
  "name",
  "username",
  "status",
  "createdAt",
  "currency",
  "customerType",
] as const;
export type SortField = (typeof sortFields)[number];

/** Letters of a text that count for its place: a sort key holds 1,024 bytes. */
const mostLetters = 100;

export const orderKey = (text: string): string => {
  const key = folded(text);
  return key.length <= mostLetters ? key : [...key].slice(0, mostLetters).join("");
};

/** Puts halves of a pair behind every other unit, where UTF-8 has them. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** The order in which the table keeps its sort keys: by bytes of UTF-8, which is by code point and not by UTF-16 unit. */
export function byBytes(a: string, b: string): number {
  const least = Math.min(a.length, b.length);
  for (let at = 0; at < least; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

export interface Order {
  field: SortField;
  down: boolean;
}

/** `company` is upwards, `-company` downwards. */
export const orderOf = (sort: string): Order => ({
  field: sort.replace(/^-/, "") as SortField,
  down: sort.startsWith("-"),
});

type Sortable = { account: string } & Record<SortField, string>;

export const keyOf = (row: Sortable, field: SortField): string => (field === "account" ? "" : orderKey(row[field]));

/** Which of two rows comes first. */
export function compareBy(sort: string): (a: Sortable, b: Sortable) => number {
  const { field, down } = orderOf(sort);
  const sign = down ? -1 : 1;
  return (a, b) => sign * (byBytes(keyOf(a, field), keyOf(b, field)) || byBytes(a.account, b.account));
}

export function inOrder<Row extends Sortable>(rows: readonly Row[], sort: string): Row[] {
  const { field, down } = orderOf(sort);
  const sign = down ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row, field) }));
  return keyed
    .sort((a, b) => sign * (byBytes(a.key, b.key) || byBytes(a.row.account, b.row.account)))
    .map(({ row }) => row);
}
