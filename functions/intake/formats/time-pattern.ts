import { monthOf } from "../../time/month-name.ts";
import { instantsOf } from "../../time/zone.ts";
import { type Wall, wallTime, wallTimeOf } from "../zoned-time.ts";
import { millisOf } from "./format.ts";

interface Parts extends Wall {
  afternoon?: boolean;
  offsetMs?: number;
}

/** Reads a token's text at a place: how many characters it took, or undefined when they are none of it. */
type Token = (text: string, at: number, parts: Parts) => number | undefined;

const isDigit = (char: string | undefined) => char !== undefined && char >= "0" && char <= "9";
const isLetter = (char: string | undefined) => char !== undefined && /[A-Za-z]/.test(char);

/** Digits as many as asked for; with `least` fewer are enough. */
const digits =
  (set: (parts: Parts, value: number) => void, most: number, least = most): Token =>
  (text, at, parts) => {
    let width = 0;
    while (width < most && isDigit(text[at + width])) width++;
    if (width < least) return undefined;
    set(parts, Number(text.slice(at, at + width)));
    return width;
  };

const letters: Token = (text, at) => {
  let width = 0;
  while (isLetter(text[at + width])) width++;
  return width > 0 ? width : undefined;
};

const monthName: Token = (text, at, parts) => {
  const month = monthOf(text.slice(at, at + 3));
  if (month === 0) return undefined;
  parts.month = month;
  return letters(text, at, parts);
};

const halfDay: Token = (text, at, parts) => {
  const half = text.slice(at, at + 2).toLowerCase();
  if (half !== "am" && half !== "pm") return undefined;
  parts.afternoon = half === "pm";
  return 2;
};

/** `Z`, `+02:00`, `+0200`. */
const offset: Token = (text, at, parts) => {
  const found = /^(?:(Z)|([+-])(\d\d):?(\d\d))/.exec(text.slice(at, at + 6));
  if (!found) return undefined;
  const minutes = found[1] ? 0 : (Number(found[3]) * 60 + Number(found[4])) * (found[2] === "-" ? -1 : 1);
  parts.offsetMs = minutes * 60_000;
  return found[0].length;
};

/** The parts of a written time, longest token first where one begins another. */
const tokens: readonly [mark: string, token: Token][] = [
  ["YYYY", digits((parts, value) => Object.assign(parts, { year: value }), 4)],
  ["YY", digits((parts, value) => Object.assign(parts, { year: 2000 + value }), 2)],
  ["MMM", monthName],
  ["MM", digits((parts, value) => Object.assign(parts, { month: value }), 2)],
  ["M", digits((parts, value) => Object.assign(parts, { month: value }), 2, 1)],
  ["DD", digits((parts, value) => Object.assign(parts, { day: value }), 2)],
  ["D", digits((parts, value) => Object.assign(parts, { day: value }), 2, 1)],
  ["HH", digits((parts, value) => Object.assign(parts, { hour: value }), 2)],
  ["H", digits((parts, value) => Object.assign(parts, { hour: value }), 2, 1)],
  ["hh", digits((parts, value) => Object.assign(parts, { hour: value }), 2)],
  ["h", digits((parts, value) => Object.assign(parts, { hour: value }), 2, 1)],
  ["mm", digits((parts, value) => Object.assign(parts, { minute: value }), 2)],
  ["SSS", digits((parts, value) => Object.assign(parts, { ms: value }), 3)],
  ["ss", digits((parts, value) => Object.assign(parts, { second: value }), 2)],
  ["A", halfDay],
  ["Z", offset],
  ["zzz", letters],
  ["ddd", letters],
];

/** Hours of a 12-hour clock: 12 AM is midnight, 12 PM noon. */
function hourOf({ hour, afternoon }: Parts): number {
  if (afternoon === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (afternoon ? 12 : 0);
}

/** Reads a text by a pattern such as `DD.MM.YYYY HH:mm:ss`, character by character: an operator's text is never made a regular expression. */
function partsByPattern(text: string, pattern: string): Parts | undefined {
  const parts: Parts = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, ms: 0 };
  let at = 0;
  for (let spot = 0; spot < pattern.length; ) {
    const token = tokens.find(([mark]) => pattern.startsWith(mark, spot));
    const width = token ? token[1](text, at, parts) : pattern[spot] === text[at] ? 1 : undefined;
    if (width === undefined) return undefined;
    at += width;
    spot += token?.[0].length ?? 1;
  }
  return at === text.length ? parts : undefined;
}

/** `Z`, `+02:00`, `+0200` at the end of an ISO time: the rest and the offset in ms. */
function isoZone(text: string): { wall: string; offsetMs: number } | undefined {
  const parts = /^(.*?)(?:(Z)|([+-])(\d\d):?(\d\d))$/.exec(text);
  if (!parts) return undefined;
  const minutes = parts[2] ? 0 : (Number(parts[4]) * 60 + Number(parts[5])) * (parts[3] === "-" ? -1 : 1);
  return { wall: parts[1] ?? "", offsetMs: minutes * 60_000 };
}

function instantsByPattern(text: string, pattern: string, zone: string): number[] {
  const parts = partsByPattern(text, pattern);
  const wall = parts && wallTime({ ...parts, hour: hourOf(parts) });
  if (parts === undefined || wall === undefined || Number.isNaN(wall)) return [];
  return parts.offsetMs === undefined ? instantsOf(wall, zone) : [wall - parts.offsetMs];
}

/** No way to write a time is longer. */
const longestTime = 200;

/** The instants that a written time may mean: one, two in a fold, none when it is no time of this format. */
export function instantsIn(text: string, timeFormat: string, zone: string): number[] {
  const written = text.trim();
  if (written.length > longestTime) return [];
  if (timeFormat === "epoch") return [millisOf(written)].filter((ms) => ms !== undefined);
  if (timeFormat === "epochMs") return /^\d{1,15}$/.test(written) ? [Number(written)] : [];
  if (timeFormat !== "iso") return instantsByPattern(written, timeFormat, zone);
  const zoned = isoZone(written);
  const wall = wallTimeOf(zoned?.wall ?? written);
  if (wall === undefined) return [];
  return zoned ? [wall - zoned.offsetMs] : instantsOf(wall, zone);
}

/** Seconds since 1970 or an ISO time, whichever it is: layouts where the operator chooses. */
export const instantsOfEither = (text: string, zone: string): number[] =>
  instantsIn(text, /^\d{1,12}(?:\.\d+)?$/.test(text.trim()) ? "epoch" : "iso", zone);
