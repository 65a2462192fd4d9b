import { readFileSync } from "node:fs";
import type { ParkedLine, SwitchCdr } from "../../functions/cdrs/cdr.ts";
import { outcomesOf } from "../../functions/intake/normalise.ts";
import { CdrSource, NewSource } from "../../functions/intake/source.ts";

/** The day after the samples' first calls; two of the twelve are later and need a later clock. */
export const sampleDay = Date.UTC(2026, 9, 13);
/** After all twelve calls. */
export const afterAll = Date.UTC(2026, 10, 2);

export const sample = (name: string): Buffer => readFileSync(`test/fixtures/cdr-samples/${name}`);

interface Truth {
  call_id: string;
  account: string;
  answered: boolean;
  setup_ms: number;
  answer_ms: number | null;
  end_ms: number;
  billable_ms: number;
  sip_code: string;
  keys: { freeswitch: string; asterisk: [string, number]; kamailio: [string, string] };
  duration_s_as_written: Record<string, number | null>;
}

/** The twelve calls as they were. */
export const truth: Truth[] = sample("expected.ndjson")
  .toString()
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

export const aSource = (source: Partial<NewSource> & { format: NewSource["format"] }): CdrSource =>
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

export const sources = {
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
  const outcomes = outcomesOf(body, source, at);
  return {
    cdrs: outcomes.filter((outcome): outcome is SwitchCdr => !("reason" in outcome)),
    parked: outcomes.filter((outcome): outcome is ParkedLine => "reason" in outcome),
  };
}
