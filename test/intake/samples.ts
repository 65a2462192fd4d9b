import { readFileSync } from "node:fs";
import type * as z from "zod";
import type { ParkedLine, SwitchCdr } from "../../functions/cdrs/cdr.ts";
import { mappingOf } from "../../functions/intake/formats/asterisk-mapping.ts";
import { csvLine } from "../../functions/intake/formats/csv-line.ts";
import { outcomesOf } from "../../functions/intake/normalise.ts";
import { CdrSource, NewSource } from "../../functions/intake/source.ts";
import { joinedOutcomes } from "../../functions/intake/whole-call.ts";

/** The day after the samples' first calls; two of the twelve are later and need a later clock. */
export const sampleDay = Date.UTC(2026, 9, 13);
/** After all twelve calls. */
export const afterAll = Date.UTC(2026, 10, 2);

const folder = "test/fixtures/cdr-samples";
export const sample = (name: string): Buffer => readFileSync(`${folder}/${name}`);

/** The twelve XML documents in the order of the calls, each with a line end. */
export const xmlSample = (): string =>
  truth.map((call) => `${sample(`freeswitch_xml_cdr/a_${call.keys.freeswitch}.cdr.xml`)}\n`).join("");

const linesOf = (name: string) => sample(name).toString().trim().split("\n");

/** The CDR log's records as db_flatstore writes them: bars between the values, whole seconds in the two stamps. */
export const flatSample = (): string =>
  linesOf("kamailio_cdr_log.txt")
    .map((line) => line.split("; ").map((pair) => pair.slice(pair.indexOf("=") + 1).replaceAll("|", "%7C")))
    .map(([start = "", end = "", ...rest]) => [start.slice(0, 10), end.slice(0, 10), ...rest].join("|").concat("\n"))
    .join("");

/** The events' content as OpenSIPS logs it. */
export const opensipsLogSample = (): string =>
  linesOf("opensips_e_acc.ndjson")
    .map((line) => JSON.parse(line))
    .map(({ method, params: { time, callid, sip_code, sip_reason, from_tag, to_tag, ...more } }) => {
      const { account, caller, callee, created, duration, ms_duration, setuptime } = more;
      const tags = `from_tag=${from_tag};to_tag=${to_tag};call_id=${callid};code=${sip_code};reason=${sip_reason}`;
      const extra = `account=${account};caller=${caller};callee=${callee}`;
      return method === "E_ACC_CDR"
        ? `ACC: call ended: created=${created};call_start_time=${time};duration=${duration};ms_duration=${ms_duration};setuptime=${setuptime};method=INVITE;${tags};${extra}\n`
        : `ACC: call missed: timestamp=${time};method=INVITE;${tags};setuptime=${setuptime};created=${created};${extra}\n`;
    })
    .join("");

/** The rows of the shipped `cdr_custom` order as one JSON object a line. */
export const asteriskJsonSample = (): string =>
  linesOf("asterisk_cdr_custom_sample.csv")
    .map((line) => csvLine(line, ",").fields)
    .map((fields) => Object.fromEntries(mappingOf("", ",").map((name, at) => [name, fields[at] ?? ""])))
    .map((row) => `${JSON.stringify(row)}\n`)
    .join("");

export interface Truth {
  call_id: string;
  account: string;
  answered: boolean;
  setup_ms: number;
  answer_ms: number | null;
  end_ms: number;
  billable_ms: number;
  sip_code: string;
  keys: { freeswitch: string; asterisk: [string, number]; kamailio: [string, string]; vos: number };
  duration_s_as_written: Record<string, number | null>;
}

/** The twelve calls as they were. */
export const truth: Truth[] = sample("expected.ndjson")
  .toString()
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

export const aSource = (source: Partial<z.input<typeof NewSource>> & { format: NewSource["format"] }): CdrSource =>
  CdrSource.parse({
    ...NewSource.parse({ name: "Test switch", switch: "fs1", ...source }),
    id: "src_TEST",
    createdAt: "2026-10-01T00:00:00.000Z",
    version: 1,
  });

export const genericColumns: NewSource["columns"] = {
  callId: "call_id",
  leg: "leg",
  account: "account",
  cli: "cli",
  cld: "cld",
  sourceIp: "source_ip",
  gateway: "gateway",
  setup: "setup_time",
  answer: "answer_time",
  end: "end_time",
  duration: "billable_ms",
  sipCode: "sip_code",
  q850: "q850",
  releasedBy: "hangup_by",
  codec: "codec",
};

const newYork = { timeZone: "America/New_York" };

export const sources = {
  freeswitchCsv: aSource({ format: "freeswitch-csv", ...newYork }),
  freeswitchXml: aSource({ format: "freeswitch-xml", ...newYork }),
  asteriskCustom: aSource({ format: "asterisk-custom", ...newYork }),
  asteriskJson: aSource({ format: "asterisk-json", ...newYork }),
  kamailioLog: aSource({ format: "kamailio-log", switch: "kam1" }),
  kamailioAcc: aSource({ format: "kamailio-acc", switch: "kam1", customerBy: "ip" }),
  kamailioFlat: aSource({ format: "kamailio-flatstore", switch: "kam1" }),
  opensips: aSource({ format: "opensips-event", switch: "osips1" }),
  opensipsLog: aSource({ format: "opensips-log", switch: "osips1" }),
  radius: aSource({ format: "radius-detail", switch: "sippy1" }),
  vos: aSource({ format: "vos-json", switch: "vos1" }),
  freeswitch: aSource({ format: "freeswitch-json", timeZone: "America/New_York" }),
  asterisk: aSource({ format: "asterisk-csv" }),
  asteriskLocal: aSource({ format: "asterisk-csv", timeZone: "America/New_York" }),
  kamailio: aSource({ format: "kamailio-json", switch: "kam1" }),
  generic: aSource({
    format: "generic-csv",
    columns: genericColumns,
    csv: { separator: ",", header: true, timeFormat: "iso", durationUnit: "ms" },
  }),
};

export interface Read {
  cdrs: SwitchCdr[];
  parked: ParkedLine[];
}

export function read(body: Uint8Array | string, source: CdrSource, at = afterAll): Read {
  const outcomes = joinedOutcomes(outcomesOf(body, source, at), source, at);
  return {
    cdrs: outcomes.filter((outcome): outcome is SwitchCdr => !("reason" in outcome)),
    parked: outcomes.filter((outcome): outcome is ParkedLine => "reason" in outcome),
  };
}
