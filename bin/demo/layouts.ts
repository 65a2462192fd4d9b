import type { DemoCall } from "./calls.ts";

/** Writes demo calls as the switches would: one function per layout, the text being what the switch puts on the wire or disk. */

const seconds = (ms: number) => (ms / 1000).toFixed(3);
const stamp = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace("T", " ");
const talkMs = (call: DemoCall) => (call.answeredMs === null ? 0 : call.endedMs - call.answeredMs);

/** Kamailio acc_json: one object per line, every value a string. */
export function kamailioJson(call: DemoCall): string {
  return JSON.stringify({
    start_time: seconds(call.answeredMs ?? call.setupMs),
    end_time: seconds(call.answeredMs === null ? call.setupMs : call.endedMs),
    duration: seconds(talkMs(call)),
    call_id: `${call.id}@${call.sourceIp}`,
    from_tag: `as${call.id.slice(0, 8)}`,
    to_tag: `gK${call.id.slice(-8)}`,
    switch_id: "kam1",
    src_ip: call.sourceIp,
    account: call.account,
    cli_in: call.cli,
    cld_in: call.cld,
    cli_out: call.cli,
    cld_out: call.cld,
    route: call.gateway,
    sip_code: String(call.sipCode),
    sip_reason: "",
    setup_time: `${seconds(call.setupMs)}000`,
    answer_time: call.answeredMs === null ? "" : `${seconds(call.answeredMs)}000`,
    hangup_party: call.answeredMs === null ? "" : "caller",
  });
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Asterisk Master.csv with 18 columns, UTC (`usegmtime=yes`), whole seconds cut off as Asterisk does. */
export function asteriskCsv(call: DemoCall): string {
  const disposition =
    call.answeredMs !== null
      ? "ANSWERED"
      : call.sipCode === 486
        ? "BUSY"
        : call.sipCode >= 487 || call.sipCode === 404
          ? "FAILED"
          : "NO ANSWER";
  const epoch = Math.floor(call.setupMs / 1000);
  return [
    quoted(call.account),
    quoted(call.cli),
    quoted(call.cld),
    quoted("from-customers"),
    quoted(`"" <${call.cli}>`),
    quoted(`PJSIP/${call.account}-${call.id.slice(0, 8)}`),
    quoted(call.answeredMs === null ? "" : `PJSIP/${call.gateway}-${call.id.slice(-8)}`),
    quoted("Dial"),
    quoted(`PJSIP/${call.cld}@${call.gateway},60`),
    quoted(stamp(call.setupMs)),
    call.answeredMs === null ? "" : quoted(stamp(call.answeredMs)),
    quoted(stamp(call.endedMs)),
    Math.floor((call.endedMs - call.setupMs) / 1000),
    Math.floor(talkMs(call) / 1000),
    quoted(disposition),
    quoted("DOCUMENTATION"),
    quoted(`${epoch}.${Number.parseInt(call.id.slice(0, 6), 16)}`),
    quoted(call.id),
  ].join(",");
}

const uuidOf = (id: string) => {
  const hex = id.padEnd(32, "0").slice(0, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** FreeSWITCH mod_json_cdr, values URL-encoded one by one as its default is. */
export function freeswitchJson(call: DemoCall): string {
  const answered = call.answeredMs ?? 0;
  const epochs = (name: string, ms: number) => ({
    [`${name}_epoch`]: String(Math.floor(ms / 1000)),
    [`${name}_uepoch`]: String(ms * 1000),
  });
  const variables: Record<string, string> = {
    uuid: uuidOf(call.id),
    direction: "inbound",
    sip_call_id: `${call.id}@${call.sourceIp}`,
    sip_from_user: call.cli,
    sip_to_user: call.cld,
    sip_network_ip: call.sourceIp,
    accountcode: call.account,
    caller_id: call.cli,
    read_codec: call.codec,
    write_codec: call.codec,
    hangup_cause: call.answeredMs === null ? "NORMAL_TEMPORARY_FAILURE" : "NORMAL_CLEARING",
    hangup_cause_q850: String(call.q850),
    proto_specific_hangup_cause: `sip:${call.sipCode}`,
    sip_hangup_disposition: "recv_bye",
    ...epochs("start", call.setupMs),
    ...epochs("answer", answered),
    ...epochs("end", call.endedMs),
    duration: String(Math.floor(call.endedMs / 1000) - Math.floor(call.setupMs / 1000)),
    billsec: String(answered ? Math.floor(call.endedMs / 1000) - Math.floor(answered / 1000) : 0),
    mduration: String(call.endedMs - call.setupMs),
    billmsec: String(talkMs(call)),
    billusec: String(talkMs(call) * 1000),
  };
  const encoded = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, encodeURIComponent(value)]),
  );
  const profile = {
    caller_id_number: call.cli,
    ani: call.cli,
    network_addr: call.sourceIp,
    destination_number: call.cld,
    uuid: uuidOf(call.id),
    chan_name: `sofia/external/${call.cli}@${call.sourceIp}`,
  };
  // It rings a third of the way to the answer, or to what came instead of one.
  const rangMs = call.setupMs + Math.round(((call.answeredMs ?? call.endedMs) - call.setupMs) / 3);
  const micros = (ms: number) => String(ms * 1000);
  const times = {
    created_time: micros(call.setupMs),
    progress_time: micros(rangMs),
    answered_time: micros(answered),
    hangup_time: micros(call.endedMs),
  };
  return JSON.stringify({
    "core-uuid": "c0b6689c-24f8-5e50-942d-cb8a4bce2579",
    switchname: "fs1",
    channel_data: { state: "CS_REPORTING", direction: "inbound" },
    variables: encoded,
    app_log: { applications: [{ app_name: "bridge", app_data: `sofia/gateway/${call.gateway}/${call.cld}` }] },
    callflow: [{ dialplan: "XML", profile_index: "1", caller_profile: profile, times }],
  });
}

export const genericHeader =
  "call_id,leg,account,cli,cld,source_ip,gateway,setup_time,answer_time,end_time,duration_ms,billable_ms,sip_code,q850,hangup_by,codec";

/** A session border controller's own CSV with a header line, milliseconds and ISO instants. */
export function genericCsv(call: DemoCall): string {
  const iso = (ms: number | null) => (ms === null ? "" : new Date(ms).toISOString());
  return [
    `${call.id}@${call.sourceIp}`,
    "a",
    call.account,
    call.cli,
    call.cld,
    call.sourceIp,
    call.gateway,
    iso(call.setupMs),
    iso(call.answeredMs),
    iso(call.endedMs),
    call.endedMs - call.setupMs,
    talkMs(call),
    call.sipCode,
    call.q850,
    call.answeredMs === null ? "" : "caller",
    call.codec,
  ].join(",");
}
