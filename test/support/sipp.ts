import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, vi } from "vitest";
import { aFolder, aFreeUdpPort, untilListening } from "./kamailio.ts";

/** Both sides of real calls, by sipp: what each side sent and received is kept word for word. */

const scenario = (name: string, ...steps: string[]) =>
  `<?xml version="1.0" encoding="ISO-8859-1" ?><scenario name="${name}">${steps.join("\n")}</scenario>`;
const send = (lines: readonly string[], attributes = "", body = "") =>
  `<send ${attributes}><![CDATA[\n\n${lines.join("\n")}\n\n${body}]]></send>`;

export interface Message {
  /** `INVITE sip:…` or `SIP/2.0 200 OK`. */
  first: string;
  headers: Record<string, string>;
  body: string;
  received: boolean;
}

/** The messages of sipp's log, in their order. */
function messagesIn(log: string): Message[] {
  const parts = log.split(/^-{20,}.*$/m);
  return parts.flatMap((part) => {
    const [, way, text] = /UDP message (sent|received)[^\n]*\n\s*\n?([\s\S]*)/.exec(part) ?? [];
    if (way === undefined || text === undefined) return [];
    const [head = "", ...body] = text.trimStart().replaceAll("\r\n", "\n").split("\n\n");
    const [first = "", ...lines] = head.split("\n");
    const headers = Object.fromEntries(
      lines.map((line) => {
        const at = line.indexOf(":");
        return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
      }),
    );
    return [{ first, headers, body: body.join("\n\n"), received: way === "received" }];
  });
}

const readLog = (file: string): Message[] => {
  try {
    return messagesIn(readFileSync(file, "latin1"));
  } catch {
    return [];
  }
};

const started = new Set<ChildProcess>();
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
});

function run(args: readonly string[], folder: string) {
  const messages = join(folder, "messages.log");
  const common = [
    "-nostdin",
    "-trace_msg",
    "-message_file",
    messages,
    "-trace_err",
    "-error_file",
    join(folder, "errors.log"),
  ];
  // Of a session of its own: sipp sets up the terminal that it finds, and as a background job it would be stopped for it.
  const child = spawn("sipp", [...common, ...args], {
    cwd: folder,
    stdio: "ignore",
    detached: true,
    env: { ...process.env, TERM: "xterm" },
  });
  started.add(child);
  return { child, messages: () => readLog(messages) };
}

const answered = ["[last_Via:]", "[last_From:]", "[last_To:];tag=[call_number]", "[last_Call-ID:]", "[last_CSeq:]"];
const contact = "Contact: <sip:[local_ip]:[local_port]>";
const sdp = (ip: string) =>
  `v=0\no=- 1 1 IN IP4 ${ip}\ns=-\nc=IN IP4 ${ip}\nt=0 0\nm=audio 6000 RTP/AVP 0\na=rtpmap:0 PCMU/8000\n`;
const withBody = ["Content-Type: application/sdp", "Content-Length: [len]"];

/** Answers every INVITE with 200 after ringing, or at once with another code. */
function carrierScenario(code: number): string {
  const invite = '<recv request="INVITE" crlf="true"/>';
  const ack = '<recv request="ACK" crlf="true"/>';
  const refusal = send([`SIP/2.0 ${code} Not here`, ...answered, contact, "Content-Length: 0"]);
  if (code !== 200) return scenario("refuses", invite, refusal, ack);
  const records = [...answered, "[last_Record-Route:]", contact];
  const ringing = send(["SIP/2.0 180 Ringing", ...records, "Content-Length: 0"]);
  const ok = send(["SIP/2.0 200 OK", ...records, ...withBody], 'retrans="500"', sdp("[local_ip]"));
  const byeOk = ["[last_Via:]", "[last_From:]", "[last_To:]", "[last_Call-ID:]", "[last_CSeq:]", "Content-Length: 0"];
  const bye = '<recv request="BYE"/>';
  return scenario("answers", invite, ringing, ok, ack, bye, send(["SIP/2.0 200 OK", ...byeOk]));
}

/** A gateway of a carrier on loopback. */
export async function aCarrier(code = 200) {
  const folder = aFolder();
  const port = await aFreeUdpPort();
  writeFileSync(join(folder, "carrier.xml"), carrierScenario(code));
  const { child, messages } = run(["-sf", "carrier.xml", "-i", "127.0.0.1", "-p", String(port)], folder);
  await untilListening(port);
  /** What came, without repeats of the same message. */
  const received = (method: string): Message[] => {
    const all = messages().filter((one) => one.received && one.first.startsWith(`${method} `));
    return [...new Map(all.map((one) => [`${one.headers["call-id"]} ${one.headers["cseq"]}`, one])).values()];
  };
  return {
    port,
    received,
    /** What came once there is that much: sipp writes its log a little later than it answers. */
    async hears(method: string, count: number): Promise<Message[]> {
      await vi.waitFor(() => expect(received(method).length).toBeGreaterThanOrEqual(count), { timeout: 30_000 });
      return received(method);
    },
    end: () => child.kill("SIGKILL"),
  };
}

export interface Placed {
  proxy: number;
  /** Address from which it is called; any of 127/8. */
  from: string;
  number: string;
  cli?: string;
  /** Payload types offered. */
  payloads?: string;
  /** Milliseconds until the caller hangs up; null: the caller waits for the other side's BYE. */
  talkMs?: number | null;
  count?: number;
  perSecond?: number;
  login?: { user: string; secret: string };
  /** Lines put into the INVITE. */
  headers?: readonly string[];
}

const refusals = [400, 402, 403, 404, 407, 408, 480, 482, 484, 486, 488, 500, 503, 600, 603];

function callerScenario({
  number,
  cli = "442079460100",
  payloads = "0 8 18",
  talkMs = 300,
  login,
  headers = [],
}: Placed): string {
  const request = (
    method: string,
    uri: string,
    cseq: number,
    to: string,
    more: readonly string[],
    branch = `c${cseq}`,
  ) => [
    `${method} ${uri} SIP/2.0`,
    // An ACK of a refusal has the branch of its INVITE (RFC 3261 17.1.1.3).
    `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK[pid]n[call_number]${branch}`,
    "Max-Forwards: 70",
    `From: "A caller" <sip:${cli}@[local_ip]:[local_port]>;tag=[pid]t[call_number]`,
    to,
    "Call-ID: [call_id]",
    `CSeq: ${cseq} ${method}`,
    "Contact: <sip:caller@[local_ip]:[local_port]>",
    ...more,
  ];
  const uri = `sip:${number}@[remote_ip]:[remote_port]`;
  const to = `To: <${uri}>`;
  const offer = `v=0\no=- 1 1 IN IP4 [local_ip]\ns=-\nc=IN IP4 [local_ip]\nt=0 0\nm=audio 6000 RTP/AVP ${payloads} 101\na=rtpmap:101 telephone-event/8000\n`;
  const invite = (cseq: number, more: readonly string[]) =>
    send(request("INVITE", uri, cseq, to, [...headers, ...more, ...withBody]), 'retrans="500"', offer);
  const failed = (cseq: number) => send(request("ACK", uri, cseq, "[last_To:]", ["Content-Length: 0"]));
  const codes = (challenge: boolean) => [
    ...["100", "180", "183"].map((code) => `<recv response="${code}" optional="true"/>`),
    ...refusals.map((code) =>
      challenge && code === 407
        ? '<recv response="407" optional="true" auth="true" next="3"/>'
        : `<recv response="${code}" optional="true" next="2"/>`,
    ),
    '<recv response="200" rrs="true" next="1"/>',
  ];
  const inDialog = (method: string, cseq: number) =>
    request(method, "[next_url]", cseq, "[last_To:]", ["[routes]", "Content-Length: 0"], method);
  const hangUp = [send(inDialog("BYE", 9), 'retrans="500"'), '<recv response="200"/>'];
  const byeOk = [
    "SIP/2.0 200 OK",
    "[last_Via:]",
    "[last_From:]",
    "[last_To:]",
    "[last_Call-ID:]",
    "[last_CSeq:]",
    "Content-Length: 0",
  ];
  const hear = ['<recv request="BYE" timeout="40000"/>', send(byeOk)];
  const second = login ? 2 : 1;
  const authentication = login ? [`[authentication username=${login.user} password=${login.secret}]`] : [];
  return scenario(
    "calls",
    invite(1, []),
    ...codes(login !== undefined),
    ...(login ? ['<label id="3"/>', failed(1), invite(2, authentication), ...codes(false)] : []),
    '<label id="1"/>',
    send(inDialog("ACK", second)),
    ...(talkMs === null ? hear : [`<pause milliseconds="${talkMs}"/>`, ...hangUp]),
    '<nop next="4"/>',
    '<label id="2"/>',
    failed(second),
    '<label id="4"/>',
  );
}

/** Places the calls and gives what the caller sent and heard, once all are over. */
export async function placeCalls(placed: Placed): Promise<Message[]> {
  const { proxy, from, count = 1, perSecond = 10 } = placed;
  const folder = aFolder();
  writeFileSync(join(folder, "caller.xml"), callerScenario(placed));
  const port = await aFreeUdpPort(from);
  const way = [`127.0.0.1:${proxy}`, "-sf", "caller.xml", "-i", from, "-p", String(port)];
  const pace = ["-m", String(count), "-r", String(perSecond), "-rp", "1000", "-timeout", "60"];
  const { child, messages } = run([...way, ...pace], folder);
  const [code] = await once(child, "exit");
  started.delete(child);
  if (code === null) throw new Error("sipp was killed");
  return messages();
}

/** Final answers to INVITEs, one a call: `200`, `503 CC_LIMIT`. */
export function finalAnswers(messages: readonly Message[]): string[] {
  const finals = new Map<string, string>();
  for (const { first, headers, received } of messages) {
    const [, code, reason = ""] = /^SIP\/2\.0 ([2-6]\d\d) ?(.*)$/.exec(first) ?? [];
    if (!received || code === undefined || !headers["cseq"]?.endsWith("INVITE")) continue;
    finals.set(headers["call-id"] ?? "", code === "200" ? code : `${code} ${reason}`);
  }
  return [...finals.values()];
}
