import type { DemoCall } from "./calls.ts";

/** Demo calls as an OpenSIPS proxy, a VOS3000 and a Sippy that reports by RADIUS write them. */

const wholeSeconds = (ms: number) => Math.floor(ms / 1000);
const talkMs = (call: DemoCall) => (call.answeredMs === null ? 0 : call.endedMs - call.answeredMs);
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

const phrases: Record<number, string> = {
  200: "OK",
  404: "Not Found",
  480: "Temporarily Unavailable",
  486: "Busy Here",
  487: "Request Terminated",
  503: "Service Unavailable",
};

/** The date of a syslog line, the day padded with a blank. */
function syslogDate(ms: number): string {
  const at = new Date(ms);
  return `${months[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${at.toISOString().slice(11, 19)}`;
}

/** What every line of the call ends with: the dialog, and `extra_fields` as our example configures them. */
const dialogOf = (call: DemoCall, code = call.sipCode): string =>
  [
    `from_tag=as${call.id.slice(0, 8)}`,
    `to_tag=gK${call.id.slice(-8)}`,
    `call_id=${call.id}@${call.sourceIp}`,
    `code=${code}`,
    `reason=${phrases[code] ?? ""}`,
  ].join(";");
const extraOf = (call: DemoCall): string =>
  `account=${call.account};caller=${call.cli};callee=${call.cld};src_ip=${call.sourceIp};route=${call.gateway}`;

const logged = (call: DemoCall, words: string): string =>
  `${syslogDate(call.endedMs)} osips1 /usr/sbin/opensips[812]: NOTICE:acc:acc_log_request: ACC: ${words}`;

/** OpenSIPS' accounting in syslog: a line when a call ended, or when it was missed. `duration` is in begun seconds. */
export function opensipsLog(call: DemoCall): string {
  const created = wholeSeconds(call.setupMs);
  const setup = wholeSeconds((call.answeredMs ?? call.endedMs) - call.setupMs);
  if (call.answeredMs === null)
    return logged(
      call,
      `call missed: timestamp=${wholeSeconds(call.endedMs)};method=INVITE;${dialogOf(call)};` +
        `setuptime=${setup};created=${created};${extraOf(call)}`,
    );
  const times = `created=${created};call_start_time=${wholeSeconds(call.answeredMs)}`;
  const lengths = `duration=${Math.ceil(talkMs(call) / 1000)};ms_duration=${talkMs(call)};setuptime=${setup}`;
  return logged(call, `call ended: ${times};${lengths};method=INVITE;${dialogOf(call)};${extraOf(call)}`);
}

/** The answer of an INVITE that was accounted for by itself: half a call until its BYE comes. */
export const opensipsAnswer = (call: DemoCall): string =>
  logged(
    call,
    `transaction answered: timestamp=${wholeSeconds(call.answeredMs ?? call.endedMs)};method=INVITE;` +
      `${dialogOf(call, 200)};${extraOf(call)}`,
  );

/** The running number of the first call. */
const firstFlowNo = 330_455_000;
/** Positions of calls that get lost on the way, so that the demo has a gap to show. */
const lost = { from: 30, to: 32 };

/** One call of VOS3000's JSON; the array around them is {@link vosAnswer}. `endReason` is a SIP code. */
const infoCdr = (call: DemoCall, position: number) => {
  const start = call.answeredMs ?? call.setupMs;
  return {
    flowNo: firstFlowNo + position,
    account: call.account,
    accountName: call.account,
    callerE164: call.cli,
    callerAccessE164: call.cli,
    callerGateway: call.account,
    callerip: call.sourceIp,
    calleeE164: call.cld,
    calleeAccessE164: call.cld,
    calleeGateway: call.gateway,
    start,
    stop: start + talkMs(call),
    holdTime: wholeSeconds(talkMs(call)),
    feeTime: 0,
    fee: 0,
    endDirection: 0,
    endReason: call.sipCode,
  };
};

/** VOS3000's answer to a question for calls: an array of one answer that holds them all but the lost ones. */
export function vosAnswer(calls: readonly DemoCall[]): string {
  const infoCdrs = calls.map(infoCdr).filter((_, position) => position < lost.from || position > lost.to);
  return `${JSON.stringify([{ retCode: 0, infoCdrs }], null, 1)}\n`;
}

/** `15:59:47.000 GMT Sat Oct 4 2026`, as Sippy prints an instant. */
function ciscoTime(ms: number): string {
  const at = new Date(wholeSeconds(ms) * 1000);
  const day = `${weekdays[at.getUTCDay()]} ${months[at.getUTCMonth()]} ${at.getUTCDate()} ${at.getUTCFullYear()}`;
  return `${at.toISOString().slice(11, 23)} GMT ${day}`;
}

/** The Stop of one leg as FreeRADIUS keeps it. Causes are hexadecimal, the session's length is rounded. */
function stopOf(call: DemoCall, leg: "answer" | "originate"): string {
  const named = (name: string, value: string) => `\t${name} = "${name}=${value}"`;
  const at = new Date(call.endedMs);
  const day = `${weekdays[at.getUTCDay()]} ${syslogDate(call.endedMs)} ${at.getUTCFullYear()}`;
  return [
    day,
    "\tAcct-Status-Type = Stop",
    `\tUser-Name = "${call.account}"`,
    `\tCalling-Station-Id = "${call.cli}"`,
    `\tCalled-Station-Id = "${call.cld}"`,
    `\tAcct-Session-Id = "${call.id}@${call.sourceIp}"`,
    `\tcall-id = "${call.id}@${call.sourceIp}"`,
    named("h323-call-origin", leg),
    named("h323-call-type", "VoIP"),
    '\th323-session-protocol = "sipv2"',
    named("h323-remote-address", leg === "answer" ? call.sourceIp : "192.0.2.40"),
    named("h323-setup-time", ciscoTime(call.setupMs)),
    named("h323-connect-time", ciscoTime(call.answeredMs ?? call.endedMs)),
    named("h323-disconnect-time", ciscoTime(call.endedMs)),
    named("h323-disconnect-cause", call.q850.toString(16)),
    `\tAcct-Session-Time = ${Math.round(talkMs(call) / 1000)}`,
    '\trelease-source = "2"',
    "",
  ].join("\n");
}

/** Sippy's two Stops of a call, the caller's leg and the carrier's; only the first is billed. */
export const radiusDetail = (call: DemoCall): string => `${stopOf(call, "answer")}\n${stopOf(call, "originate")}`;
