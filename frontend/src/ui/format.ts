import { counted, pluralOf } from "../../../functions/time/counted.ts";

/** Texts for figures. Amounts are decimal strings and never become floats on their way to the eye. */

/** `-1234.5` → `-1,234.50`: thousands grouped, at least `least` decimals, no digit dropped. */
export function groupDecimal(value: string, least = 2): string {
  const negative = value.startsWith("-");
  const [whole = "0", fraction = ""] = value.replace(/^[-+]/, "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const decimals = fraction.replace(/0+$/, "").padEnd(least, "0");
  return `${negative ? "−" : ""}${grouped}${decimals ? `.${decimals}` : ""}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(zone, made);
  return made;
}

/** `2026-10-13 14:03:22` in the zone. */
export function instantText(iso: string, zone: string): string {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(new Date(iso))
      .map((part) => [part.type, part.value]),
  );
  return `${parts["year"]}-${parts["month"]}-${parts["day"]} ${parts["hour"]}:${parts["minute"]}:${parts["second"]}`;
}

/** `3 min ago`; beyond a month the date says more. */
export function relativeText(iso: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1000);
  const format = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
  return format.format(seconds, "second");
}

/** `1:02:05` or `2:05`, the form that call records are read in. */
export function durationText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const tail = `${String(minutes).padStart(hours ? 2 : 1, "0")}:${String(rest).padStart(2, "0")}`;
  return hours ? `${hours}:${tail}` : tail;
}

export const countText = (value: number): string => value.toLocaleString("en-US");

/** `1 call`, `12 prefixes`, `100 and more calls`. */
export const countOf = (count: number, hasMore: boolean, word: string): string =>
  hasMore ? `${countText(count)} and more ${pluralOf(word)}` : counted(count, word);

/** Words of codes that are names of their own. */
const upper = /\b(asr|bye|cps|did)\b/g;

/** Names of codes: `UNKNOWN_CUSTOMER` → `Unknown customer`. Other text, and VAT, only gets its capital. */
export const sentence = (code: string): string => {
  const isCode = /^[A-Z][A-Z_]{3,}$/.test(code);
  const words = isCode
    ? code
        .replaceAll("_", " ")
        .toLowerCase()
        .replace(upper, (name) => name.toUpperCase())
    : code;
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The same in the middle of a sentence: `unknown customer`, `waiting for BYE`. */
export const withinSentence = (code: string): string => {
  const words = sentence(code);
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
};

/** The instant at which a calendar day begins in the zone, ISO UTC. For `from`/`to` filters, which people think of as days. */
export function startOfDay(day: string, zone: string): string {
  const guess = Date.parse(`${day}T00:00:00Z`);
  const offset = (at: number) => Date.parse(`${instantText(new Date(at).toISOString(), zone).replace(" ", "T")}Z`) - at;
  // Twice, because the offset at the guess may be that of the other side of a clock change.
  const once = guess - offset(guess);
  return new Date(guess - offset(once)).toISOString();
}

/** The calendar day of an instant in the zone, `2026-10-13`. */
export const dayOf = (atMs: number, zone: string): string =>
  instantText(new Date(atMs).toISOString(), zone).slice(0, 10);

export function nextDay(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
