import { describe, expect, it } from "vitest";
import type { SwitchCdr } from "../../functions/cdrs/cdr.ts";
import { identityOf } from "../../functions/cdrs/identity.ts";
import { afterAll, read, sample, sources, truth } from "./samples.ts";

const facts = (cdr: SwitchCdr) => ({
  callId: cdr.callId,
  leg: cdr.leg,
  setupMs: cdr.setupMs,
  answeredMs: cdr.answeredMs,
  billableMs: cdr.billableMs,
  account: cdr.accountCode,
  sipCode: cdr.sipCode,
});

const cut = (ms: number) => Math.floor(ms / 1000) * 1000;
const exact = {
  setupMs: (call: (typeof truth)[0]) => call.setup_ms,
  answeredMs: (call: (typeof truth)[0]) => call.answer_ms,
  billableMs: (call: (typeof truth)[0]) => call.billable_ms,
  sipCode: (call: (typeof truth)[0]): number | null => Number(call.sip_code),
};
const seconds = {
  setupMs: (call: (typeof truth)[0]) => cut(call.setup_ms),
  answeredMs: (call: (typeof truth)[0]) => (call.answer_ms === null ? null : cut(call.answer_ms)),
  billableMs: (call: (typeof truth)[0]) => (call.duration_s_as_written["asterisk_billsec"] ?? 0) * 1000,
  sipCode: (): number | null => null,
};

const freeswitchKey = (call: (typeof truth)[0]) => ({ callId: call.keys.freeswitch, leg: "a" });

describe("each layout gives all twelve calls as they were", () => {
  it.each([
    { file: "freeswitch_json_cdr.ndjson", source: sources.freeswitch, key: freeswitchKey, says: exact },
    { file: "freeswitch_json_cdr_plain_values.ndjson", source: sources.freeswitch, key: freeswitchKey, says: exact },
    { file: "freeswitch_json_cdr_form_post.txt", source: sources.freeswitch, key: freeswitchKey, says: exact },
    {
      file: "kamailio_acc_json.ndjson",
      source: sources.kamailio,
      key: (call: (typeof truth)[0]) => ({ callId: call.call_id, leg: call.keys.kamailio[1] }),
      says: exact,
    },
    {
      file: "generic.csv",
      source: sources.generic,
      key: (call: (typeof truth)[0]) => ({ callId: call.call_id, leg: "a" }),
      says: exact,
    },
    {
      file: "asterisk_Master_21col.csv",
      source: sources.asterisk,
      key: (call: (typeof truth)[0]) => ({ callId: call.keys.asterisk[0], leg: String(call.keys.asterisk[1]) }),
      says: seconds,
    },
  ])("$file", ({ file, source, key, says }) => {
    const { cdrs, parked } = read(sample(file), source);
    expect(parked).toEqual([]);
    expect(cdrs.map(facts)).toEqual(
      truth.map((call) => ({
        ...key(call),
        setupMs: says.setupMs(call),
        answeredMs: says.answeredMs(call),
        billableMs: says.billableMs(call),
        account: call.account,
        sipCode: says.sipCode(call),
      })),
    );
    expect(cdrs.map((cdr) => cdr.line)).toEqual(truth.map((_, index) => index + (source === sources.generic ? 2 : 1)));
  });

  it("reads Asterisk's local time by its zone, the hour that clocks repeat included", () => {
    const utc = read(sample("asterisk_Master_21col.csv"), sources.asterisk).cdrs;
    const local = read(sample("asterisk_Master_18col_localtime.csv"), sources.asteriskLocal).cdrs;
    const times = (cdr: SwitchCdr) => [cdr.callId, cdr.setupMs, cdr.answeredMs, cdr.endedMs, cdr.billableMs];
    expect(local.map(times)).toEqual(utc.map(times));
  });

  it("tells Asterisk's records apart by their channels where no uniqueid was logged", () => {
    const { cdrs, parked } = read(sample("asterisk_Master_16col.csv"), sources.asterisk);
    expect(parked).toEqual([]);
    expect(new Set(cdrs.map(identityOf)).size).toBe(12);
  });

  it("gives a FreeSWITCH call one identity whichever way its JSON was sent", () => {
    const identities = ["json_cdr.ndjson", "json_cdr_plain_values.ndjson", "json_cdr_form_post.txt"].map((name) =>
      read(sample(`freeswitch_${name}`), sources.freeswitch).cdrs.map(identityOf),
    );
    expect(identities[1]).toEqual(identities[0]);
    expect(identities[2]).toEqual(identities[0]);
  });

  it("bills the A leg of FreeSWITCH and keeps the B leg unbilled", () => {
    const { cdrs, parked } = read(sample("freeswitch_json_cdr_ab_legs.ndjson"), sources.freeswitch);
    expect(parked).toEqual([]);
    expect(cdrs.filter((cdr) => cdr.leg === "b").map((cdr) => cdr.billed)).toEqual(Array(7).fill(false));
    expect(cdrs.filter((cdr) => cdr.billed).map((cdr) => cdr.callId)).toEqual(
      truth.map((call) => call.keys.freeswitch),
    );
  });

  it("takes a FreeSWITCH record as base64, with and without the form's name, as its spool files have it", () => {
    const [line = ""] = sample("freeswitch_json_cdr.ndjson").toString().split("\n");
    const base64 = Buffer.from(line).toString("base64");
    const forms = [
      base64,
      `cdr=${base64}`,
      `cdr=${encodeURIComponent(base64)}`,
      encodeURIComponent(line),
      ` \n${line}`,
    ];
    for (const form of forms) {
      const { cdrs, parked } = read(form, sources.freeswitch);
      expect({ parked, callId: cdrs[0]?.callId }).toEqual({ parked: [], callId: truth[0]?.keys.freeswitch });
    }
  });

  it("takes JSON as lines, as an array and indented", () => {
    const objects = sample("kamailio_acc_json.ndjson")
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const bodies = [
      JSON.stringify(objects),
      JSON.stringify(objects, null, 2),
      objects.map((one) => JSON.stringify(one, null, 1)).join("\n"),
    ];
    for (const body of bodies) {
      const { cdrs, parked } = read(body, sources.kamailio);
      expect(parked).toEqual([]);
      expect(cdrs.map((cdr) => cdr.callId)).toEqual(truth.map((call) => call.call_id));
    }
  });

  it("knows who released, how long ringing took and which gateway carried the call", () => {
    const [first] = read(sample("freeswitch_json_cdr.ndjson"), sources.freeswitch).cdrs;
    expect(first).toMatchObject({
      releasedBy: "caller",
      gateway: "carrier-a",
      sourceIp: "198.51.100.11",
      q850: 16,
      pddMs: 4310,
      codec: "PCMA",
      cliReceived: "12025550142",
      cldReceived: "442079460018",
      durationSource: "billusec",
      precision: "ms",
    });
  });

  it("takes at a clock of 2026-10-13 what had happened by then, and parks what had not", () => {
    const { cdrs, parked } = read(sample("kamailio_acc_json.ndjson"), sources.kamailio, Date.UTC(2026, 9, 13));
    expect(cdrs).toHaveLength(10);
    expect(parked.map(({ line, reason, cdr }) => [line, reason, cdr?.callId])).toEqual([
      [11, "CLOCK", truth[10]?.call_id],
      [12, "CLOCK", truth[11]?.call_id],
    ]);
    expect(read(sample("kamailio_acc_json.ndjson"), sources.kamailio, afterAll).cdrs).toHaveLength(12);
  });
});
