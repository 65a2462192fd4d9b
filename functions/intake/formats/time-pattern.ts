import { instantsOf, wallTime, wallTimeOf } from "../zoned-time.ts";
import { millisOf } from "./format.ts";

/** The parts of a written time, longest token first where one begins another. */
const tokens = [
  ["YYYY", "year"],
  ["SSS", "ms"],
  ["MM", "month"],
  ["DD", "day"],
  ["HH", "hour"],
  ["mm", "minute"],
  ["ss", "second"],
] as const;

/** Reads a text by a pattern such as `DD.MM.YYYY HH:mm:ss`, character by character: an operator's text is never made a regular expression. */
function wallByPattern(text: string, pattern: string): number | undefined {
  const wall = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, ms: 0 };
  let at = 0;
  for (let spot = 0; spot < pattern.length; ) {
    const token = tokens.find(([mark]) => pattern.startsWith(mark, spot));
    const width = token?.[0].length ?? 1;
    const part = text.slice(at, at + width);
    if (token && !/^\d+$/.test(part)) return undefined;
    if (token) wall[token[1]] = Number(part);
    else if (part !== pattern[spot]) return undefined;
    if (part.length < width) return undefined;
    at += width;
    spot += width;
  }
  return at === text.length ? wallTime(wall) : undefined;
}

/** `Z`, `+02:00`, `+0200` at the end of an ISO time: the rest and the offset in ms. */
function isoZone(text: string): { wall: string; offsetMs: number } | undefined {
  const parts = /^(.*?)(?:(Z)|([+-])(\d\d):?(\d\d))$/.exec(text);
  if (!parts) return undefined;
  const minutes = parts[2] ? 0 : (Number(parts[4]) * 60 + Number(parts[5])) * (parts[3] === "-" ? -1 : 1);
  return { wall: parts[1] ?? "", offsetMs: minutes * 60_000 };
}

/** The instants that a written time may mean: one, two in a fold, none when it is no time of this format. */
export function instantsIn(text: string, timeFormat: string, zone: string): number[] {
  const written = text.trim();
  if (timeFormat === "epoch") return [millisOf(written)].filter((ms) => ms !== undefined);
  if (timeFormat === "epochMs") return /^\d{1,15}$/.test(written) ? [Number(written)] : [];
  if (timeFormat !== "iso") {
    const wall = wallByPattern(written, timeFormat);
    return wall === undefined ? [] : instantsOf(wall, zone);
  }
  const zoned = isoZone(written);
  const wall = wallTimeOf(zoned?.wall ?? written);
  if (wall === undefined) return [];
  return zoned ? [wall - zoned.offsetMs] : instantsOf(wall, zone);
}
