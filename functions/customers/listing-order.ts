import { nanoOf } from "../money/nano.ts";
import { folded } from "./matching.ts";

/**
 * The order of the list: by one field, texts without case and accents and figures by their size, equal values by account
 * code, so that pages never overlap. Tariffs stand by their names, credit by its figure whatever the currency, sessions
 * by calls at once and then by calls a second.
 */

export const sortFields = [
  "account",
  "company",
  "name",
  "username",
  "status",
  "createdAt",
  "currency",
  "customerType",
  "tariffId",
  "creditLimit",
  "billingType",
  "maxCallSessions",
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

/** Names of tariffs by id, as far as whoever asks knows them. */
export type TariffNames = ReadonlyMap<string, string>;

interface Sortable extends Record<Exclude<SortField, "maxCallSessions">, string> {
  maxCallSessions: number;
  callSessionsPerSecond: number;
}

const noNames: TariffNames = new Map();

/** So many digits that figures stand by their size where texts stand by their letters: a nano has 27 at most. */
const figure = (value: number | bigint): string => String(value).padStart(27, "0");

/** What a row stands by. @throws RangeError for credit that is no decimal */
export function keyOf(row: Sortable, field: SortField, tariffs = noNames): string {
  switch (field) {
    case "account":
      return "";
    case "tariffId": {
      const name = tariffs.get(row.tariffId);
      // Those without a known name stand behind the others, each tariff's customers together.
      return name === undefined ? `1${row.tariffId}` : `0${orderKey(name)}`;
    }
    case "creditLimit":
      return figure(nanoOf(row.creditLimit));
    case "maxCallSessions":
      return figure(row.maxCallSessions) + figure(row.callSessionsPerSecond);
    default:
      return orderKey(row[field]);
  }
}

/** Which of two rows comes first, in an order that the table keeps. */
export function compareBy(sort: string): (a: Sortable, b: Sortable) => number {
  const { field, down } = orderOf(sort);
  const sign = down ? -1 : 1;
  const key = (row: Sortable) => keyOf(row, field);
  return (a, b) => sign * (byBytes(key(a), key(b)) || byBytes(a.account, b.account));
}

export function inOrder<Row extends Sortable>(rows: readonly Row[], sort: string, tariffs = noNames): Row[] {
  const { field, down } = orderOf(sort);
  const sign = down ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row, field, tariffs) }));
  return keyed
    .sort((a, b) => sign * (byBytes(a.key, b.key) || byBytes(a.row.account, b.row.account)))
    .map(({ row }) => row);
}
