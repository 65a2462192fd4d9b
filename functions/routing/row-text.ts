import type { FieldFault } from "../platform/problem.ts";
import type { CardWindow } from "../tariffs/card-window.ts";
import { NewRouteRow, type RouteRow, rowKey, type WantedRow } from "./route-row.ts";

/**
 * Rows as text, a line each: `44, London 1, 1, 60, Mon-Fri 08:00-18:00, Europe/London, ACTIVE`. What is left out at the
 * end has its usual value: priority 1, share 100, always, UTC, active.
 */

const dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const shownDays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** `Mon-Fri`, `Mon/Wed`, also over the week's end: `Sat-Mon`. Undefined for anything else. */
function daysOf(text: string): number[] | undefined {
  const days: number[] = [];
  for (const part of text.toLowerCase().split("/")) {
    const [from = "", to = from, ...more] = part.split("-").map((name) => name.slice(0, 3));
    const [first, last] = [dayNames.indexOf(from), dayNames.indexOf(to)];
    if (first < 0 || last < 0 || more.length > 0) return undefined;
    for (let day = first; ; day = (day + 1) % 7) {
      days.push(day + 1);
      if (day === last) break;
    }
  }
  return [...new Set(days)].sort((a, b) => a - b);
}

function windowOf(text: string): CardWindow | undefined {
  const [, named = "", from = "00:00", to = "24:00"] = /^(\S+)(?:\s+(\d\d:\d\d)-(\d\d:\d\d))?$/.exec(text.trim()) ?? [];
  const days = daysOf(named);
  return days && { days, from, to };
}

/** Windows with `&` between; empty or `always`: none. Undefined for what cannot be read. */
export function windowsOf(text: string): CardWindow[] | undefined {
  if (/^(always)?$/i.test(text)) return [];
  const windows = text.split("&").map(windowOf);
  return windows.every((window) => window !== undefined) ? windows : undefined;
}

/** Neighbouring days as a range. */
function daysText(days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of days.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined) => shownDays[(day ?? 1) - 1] ?? "";
  return runs.map((run) => (run.length === 1 ? name(run[0]) : `${name(run[0])}-${name(run.at(-1))}`)).join("/");
}

export const windowsText = (windows: readonly CardWindow[]): string =>
  windows.map(({ days, from, to }) => `${daysText(days)} ${from}-${to}`).join(" & ");

/** As it is read back. */
export const rowText = (row: RouteRow, gateway: string): string =>
  [
    `${row.prefix}%`,
    gateway,
    row.priority,
    row.share,
    windowsText(row.windows) || "always",
    row.timeZone,
    row.status,
  ].join(", ");

export interface NamedGateway {
  id: string;
  vendorId: string;
  name: string;
}

const wholeOf = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

/** A line's row, or what is wrong with it. */
function readLine(line: string, gateways: ReadonlyMap<string, NamedGateway>): WantedRow | string {
  const cells = line.split(/[,;\t]/).map((cell) => cell.trim());
  const [prefix = "", name = "", priority, share, hours = "", timeZone, status] = cells;
  if (cells.length < 2 || cells.length > 7)
    return "A line is prefix, gateway, priority, share, hours, time zone, status; what follows the gateway may be left out.";
  const gateway = gateways.get(name.toLowerCase());
  if (!gateway) return `There is no gateway ${name.slice(0, 60) || "without a name"}.`;
  const windows = windowsOf(hours);
  if (!windows) return "Hours are days and times, such as Mon-Fri 08:00-18:00; several have & between.";
  const { id: gatewayId, vendorId } = gateway;
  const asked = { prefix, gatewayId, priority: wholeOf(priority), share: wholeOf(share), windows };
  const read = NewRouteRow.safeParse({
    ...asked,
    timeZone: timeZone || undefined,
    status: status ? status.toUpperCase() : undefined,
  });
  if (read.success) return { ...read.data, vendorId };
  return read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join(" ");
}

/** @param gateways by name in lower case. Every line that is wrong is named. Lines that begin with # are remarks. */
export function readRows(text: string, gateways: ReadonlyMap<string, NamedGateway>) {
  const faults: FieldFault[] = [];
  const wanted: WantedRow[] = [];
  const seen = new Map<string, number>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === "" || /^\s*#\s/.test(line)) continue;
    const row = readLine(line, gateways);
    const twin = typeof row === "string" ? undefined : seen.get(rowKey(row));
    const wrong = typeof row === "string" ? row : twin && `Line ${twin} has the same prefix and gateway.`;
    if (wrong) faults.push({ path: `text.${index + 1}`, message: `Line ${index + 1}: ${wrong}` });
    else if (typeof row !== "string") {
      seen.set(rowKey(row), index + 1);
      wanted.push(row);
    }
  }
  return { wanted, faults };
}
