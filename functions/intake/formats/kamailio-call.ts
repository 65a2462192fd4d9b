import { instantsOf } from "../../time/zone.ts";
import type { ColumnRole } from "../csv-dialect.ts";
import { billableFrom, type CdrSource } from "../source.ts";
import { type CallInstants, resolveInstants, wallTimeOf } from "../zoned-time.ts";
import { cdrOf, millisOf, park, partiesOf, q850Of, type RawRecord, type Reading, sipCodeOf, textOf } from "./format.ts";

/**
 * Kamailio's dialog CDRs (acc README, `cdr_enable`), whichever of its backends wrote them: `start_time`, `end_time` and
 * `duration` always, the rest are names that the operator gave in `cdr_extra`. Instants are seconds with decimals, or a
 * date and time in the source's zone (`time_mode`).
 */

/** A field by its name; null for absent and empty. */
export type NamedField = (name: string) => string | null;

/** The names that the manual recommends; a source may name others in `columns`. */
const recommended: Partial<Record<ColumnRole, string>> = {
  callId: "call_id",
  leg: "from_tag",
  account: "account",
  sipUser: "auth_user",
  sourceIp: "src_ip",
  cli: "cli_in",
  cld: "cld_in",
  setup: "setup_time",
  answer: "answer_time",
  end: "end_time",
  duration: "duration",
  sipCode: "sip_code",
  q850: "q850",
  cause: "sip_reason",
  releasedBy: "hangup_party",
  gateway: "route",
  destinationIp: "dst_ip",
  codec: "codec",
  authorizationId: "authz_id",
};

export type Ask = (role: ColumnRole) => string | null;

/** What Kamailio writes for a value that is no UTF-8. */
const unreadable = "NON-UTF8";

/** A role's value: the field that the source names, else the usual one, else the source's constant. */
export const askOf =
  (source: CdrSource, usual: Partial<Record<ColumnRole, string>>, field: NamedField): Ask =>
  (role) => {
    const own = role === "cli" ? source.cliField : role === "cld" ? source.cldField : "";
    const name = own || String(source.columns[role] ?? usual[role] ?? "");
    const value = field(name);
    return value === null || value === unreadable ? (source.constants[role] ?? null) : value;
  };

/** A failed call is written with the duration `0`, an answered one of no length with `0.000`. */
function isAnswered(ask: Ask): boolean {
  const code = sipCodeOf(ask("sipCode"));
  if (code !== null) return code >= 200 && code < 300;
  const duration = ask("duration") ?? "0";
  return ask("answer") !== null || duration.includes(".") || Number(duration) > 0;
}

const releasers = new Set(["caller", "callee", "switch"]);
const releaserOf = (value: string | null) => (value && releasers.has(value) ? (value as "caller") : null);

/** The instants that a written time may mean; none when it is absent or no time. */
function moment(source: CdrSource, text: string | null): number[] {
  if (text === null) return [];
  const seconds = millisOf(text);
  if (seconds !== undefined) return [seconds];
  const wall = wallTimeOf(text);
  return wall === undefined ? [] : instantsOf(wall, source.timeZone);
}

interface Times extends CallInstants {
  billableMs: number;
}

/** The instants and the talk time, or what is missing. */
function timesOf(source: CdrSource, field: NamedField, ask: Ask): Times | string {
  const start = moment(source, field("start_time"));
  const stated = moment(source, ask("setup"));
  const setup = stated.length > 0 ? stated : start;
  const end = moment(source, ask("end"));
  if (setup.length === 0) return "start_time is not seconds since 1970.";
  if (end.length === 0) return "end_time is not seconds since 1970.";
  if (!isAnswered(ask)) {
    const { setupMs, endedMs } = resolveInstants({ setup, answer: [], end, totalMs: undefined });
    return { setupMs, answeredMs: null, endedMs, billableMs: 0 };
  }
  const answers = moment(source, ask("answer"));
  const answer = answers.length > 0 ? answers : start.length > 0 ? start : setup;
  const duration = ask("duration");
  const billableMs = duration === null ? undefined : millisOf(duration);
  const instants = resolveInstants({ setup, answer, end, totalMs: end.length > 1 ? billableMs : undefined });
  if (billableFrom(source) === "end-answer")
    return { ...instants, billableMs: (instants.endedMs ?? 0) - (instants.answeredMs ?? 0) };
  if (billableMs === undefined) return "duration is not a number of seconds.";
  return { ...instants, billableMs };
}

/** The CDR, or why it is none. */
export function kamailioCall(source: CdrSource, record: RawRecord, field: NamedField): Reading {
  const ask = askOf(source, recommended, field);
  const callId = ask("callId");
  if (!callId) return park(record, "MALFORMED", "call_id is missing.");
  const times = timesOf(source, field, ask);
  if (typeof times === "string") return park(record, "MALFORMED", times);
  return cdrOf(source, record.line, {
    callId,
    leg: ask("leg") ?? "a",
    ...times,
    precision: "ms",
    durationSource: billableFrom(source),
    cliReceived: ask("cli") ?? "",
    cldReceived: ask("cld") ?? "",
    ...partiesOf(ask),
    sipCode: sipCodeOf(ask("sipCode")),
    q850: q850Of(ask("q850")),
    causeText: textOf(ask("cause")),
    releasedBy: releaserOf(ask("releasedBy")),
  });
}
