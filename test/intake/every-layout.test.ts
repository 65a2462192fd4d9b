import { describe, expect, it } from "vitest";
import type { SwitchCdr } from "../../functions/cdrs/cdr.ts";
import type { CdrSource } from "../../functions/intake/source.ts";
import {
  asteriskJsonSample,
  flatSample,
  opensipsLogSample,
  read,
  sample,
  sources,
  type Truth,
  truth,
  xmlSample,
} from "./samples.ts";

const cut = (ms: number | null) => (ms === null ? null : Math.floor(ms / 1000) * 1000);
const seconds = (call: Truth, name: string) => (call.duration_s_as_written[name] ?? 0) * 1000;

/** What a layout is able to say of a call. */
type Says = (call: Truth) => Partial<SwitchCdr>;

const exact = (call: Truth) => ({
  setupMs: call.setup_ms,
  answeredMs: call.answer_ms,
  billableMs: call.billable_ms,
  accountCode: call.account,
  sipCode: Number(call.sip_code),
});
const inSeconds = (call: Truth) => ({
  setupMs: cut(call.setup_ms) ?? 0,
  answeredMs: cut(call.answer_ms),
  accountCode: call.account,
  precision: "s" as const,
});
const missedLeg = (call: Truth, toTag: string) => `${call.keys.kamailio[1]}${toTag}`;
const branch = (call: Truth) => {
  if (call.answered) return "";
  const noTag = ["487", "404", "503"].includes(call.sip_code);
  return noTag ? ";" : `;gK${call.keys.kamailio[1].slice(2, 6).padStart(5, "0")}b2`;
};

const opensipsSays: Says = (call) => ({
  callId: call.call_id,
  leg: missedLeg(call, branch(call)),
  ...exact(call),
  setupMs: cut(call.setup_ms) ?? 0,
  answeredMs: cut(call.answer_ms),
});
const kamailioSays: Says = (call) => ({ callId: call.call_id, leg: call.keys.kamailio[1], ...exact(call) });
const asteriskSays: Says = (call) => ({
  callId: call.keys.asterisk[0],
  leg: String(call.keys.asterisk[1]),
  ...inSeconds(call),
  billableMs: seconds(call, "asterisk_billsec"),
});
const freeswitchCsvSays: Says = (call) => ({
  callId: call.keys.freeswitch,
  leg: "a",
  ...inSeconds(call),
  billableMs: seconds(call, "freeswitch_billsec"),
});

const layouts: { layout: string; body: Buffer | string; source: CdrSource; says: Says }[] = [
  {
    layout: "FreeSWITCH CSV, the example template",
    body: sample("freeswitch_cdr_csv_example.csv"),
    source: sources.freeswitchCsv,
    says: freeswitchCsvSays,
  },
  {
    layout: "FreeSWITCH XML",
    body: xmlSample(),
    source: sources.freeswitchXml,
    says: (call) => ({ callId: call.keys.freeswitch, leg: "a", ...exact(call) }),
  },
  {
    layout: "Asterisk cdr_custom, the sample's order",
    body: sample("asterisk_cdr_custom_sample.csv"),
    source: sources.asteriskCustom,
    says: asteriskSays,
  },
  { layout: "Asterisk JSON", body: asteriskJsonSample(), source: sources.asteriskJson, says: asteriskSays },
  {
    layout: "Kamailio CDR log",
    body: sample("kamailio_cdr_log.txt"),
    source: sources.kamailioLog,
    says: kamailioSays,
  },
  { layout: "Kamailio flatstore", body: flatSample(), source: sources.kamailioFlat, says: kamailioSays },
  {
    layout: "Kamailio transactions",
    body: sample("kamailio_acc_transactions.log"),
    source: sources.kamailioAcc,
    // The log has the instant of the answer or of the failure, and no account.
    says: (call) => ({
      callId: call.call_id,
      leg: missedLeg(call, branch(call)),
      setupMs: cut(call.answer_ms ?? call.end_ms) ?? 0,
      answeredMs: cut(call.answer_ms),
      billableMs: call.answered ? (cut(call.end_ms) ?? 0) - (cut(call.answer_ms) ?? 0) : 0,
      accountCode: null,
      sipCode: Number(call.sip_code),
    }),
  },
  { layout: "OpenSIPS events", body: sample("opensips_e_acc.ndjson"), source: sources.opensips, says: opensipsSays },
  { layout: "OpenSIPS log", body: opensipsLogSample(), source: sources.opensipsLog, says: opensipsSays },
  {
    layout: "RADIUS detail",
    body: sample("radius_detail_sippy.txt"),
    source: sources.radius,
    says: (call) => ({
      callId: call.call_id,
      leg: "a",
      ...inSeconds(call),
      billableMs: seconds(call, "sippy_acct_session_time"),
    }),
  },
  {
    layout: "VOS3000 JSON",
    body: sample("vos_infocdrs.json"),
    source: sources.vos,
    // The answer is all that VOS says of a beginning; of a failed call the end. It cuts the odd millisecond off.
    says: (call) => ({ callId: String(call.keys.vos), leg: "a", accountCode: call.account }),
  },
];

describe("each layout gives all twelve calls as it is able to say them", () => {
  it.each(layouts)("$layout", ({ body, source, says }) => {
    const { cdrs, parked } = read(body, source);
    expect(parked).toEqual([]);
    const billed = cdrs.filter((cdr) => cdr.billed);
    expect(billed).toHaveLength(12);
    for (const [index, call] of truth.entries()) expect(billed[index]).toMatchObject(says(call));
    expect(billed.map((cdr) => cdr.answeredMs !== null)).toEqual(truth.map((call) => call.answered));
  });

  it("VOS3000 to the millisecond by its stamps, and in cut seconds by holdTime where the source asks for that", () => {
    const talk = (source: CdrSource) => read(sample("vos_infocdrs.json"), source).cdrs.map((cdr) => cdr.billableMs);
    const near = talk(sources.vos).map((ms, index) => Math.abs(ms - (truth[index]?.billable_ms ?? -1)));
    expect(near.every((off) => off <= 1)).toBe(true);
    expect(talk({ ...sources.vos, billableFrom: "duration" })).toEqual(
      truth.map((call) => seconds(call, "vos_holdtime")),
    );
  });

  it("OpenSIPS by its begun seconds where the source asks for them", () => {
    const source = { ...sources.opensips, billableFrom: "billsec" as const };
    expect(read(sample("opensips_e_acc.ndjson"), source).cdrs.map((cdr) => cdr.billableMs)).toEqual(
      truth.map((call) => seconds(call, "opensips_duration")),
    );
  });
});
