import type { DemoCall } from "./calls.ts";

/** The report of a border controller of another make than that of `layouts.ts`, and the settings that read it. */

const two = (n: number) => String(n).padStart(2, "0");

/** `29.11.2026 06:05:09.120` in UTC. */
function stamp(ms: number | null): string {
  if (ms === null) return "";
  const at = new Date(ms);
  const day = `${two(at.getUTCDate())}.${two(at.getUTCMonth() + 1)}.${at.getUTCFullYear()}`;
  return `${day} ${at.toISOString().slice(11, 23)}`;
}

const header = "id;from;to;ip;carrier;begin;connect;end;seconds;code";

const rowOf = (call: DemoCall): string => {
  const talkMs = call.answeredMs === null ? 0 : call.endedMs - call.answeredMs;
  const seconds = (talkMs / 1000).toFixed(3).replace(".", ",");
  return [
    ...[call.id, call.cli, `+${call.cld}`, call.sourceIp, call.gateway],
    ...[stamp(call.setupMs), stamp(call.answeredMs), stamp(call.endedMs), seconds, call.sipCode],
  ].join(";");
};

/** A session border controller of another make: a title, semicolons, decimal commas, the day first. */
export const semicolonCsv = (calls: readonly DemoCall[]): string =>
  `Call report of sbc2\n${header}\n${calls.map(rowOf).join("\n")}\n`;

/** The settings that read it. */
export const semicolonSource = {
  csv: {
    separator: ";",
    skipLines: 1,
    timeFormat: "DD.MM.YYYY HH:mm:ss.SSS",
  },
  columns: {
    callId: "id",
    cli: "from",
    cld: "to",
    sourceIp: "ip",
    gateway: "carrier",
    setup: "begin",
    answer: "connect",
    end: "end",
    duration: "seconds",
    sipCode: "code",
  },
} as const;
