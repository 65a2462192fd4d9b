import type { ParkedLine, SuspenseReason, SwitchCdr } from "../../cdrs/cdr.ts";
import type { ColumnRole } from "../csv-dialect.ts";
import type { CdrSource } from "../source.ts";

/** One record of a delivery as it was written: a line, or a JSON object that may span several. */
export interface RawRecord {
  /** Number of its first line, from 1. */
  line: number;
  text: string;
  /** The delivery ended inside this line: no line end was seen after it. */
  unended: boolean;
}

/** A CDR, a line that could not become one or is half of one, or nothing (header, blank line). */
export type Reading = SwitchCdr | ParkedLine | undefined;

/** The reader of one delivery, which may remember a header. It never throws. */
export interface CdrReader {
  read(record: RawRecord): Reading;
}

/**
 * How a delivery is cut: `lines` (one record a line), `json` (an object, on one line or several, also inside an array),
 * `objects` (JSON objects without objects inside, wherever they stand), `xml` (a `<cdr>` document, or an encoded one on
 * a line of its own), `blocks` (lines up to a blank one).
 */
export type RecordCut = "lines" | "json" | "objects" | "xml" | "blocks";

/** A layout. */
export interface CdrFormat {
  records: RecordCut;
  /** Raised with every change by which a record reads differently, so that what was read before it can be found and read again. */
  parserVersion: number;
  open(source: CdrSource): CdrReader;
}

/** What the page shows of a line; the whole payload is kept elsewhere. */
const rawLength = 4096;

export function park(record: RawRecord, reason: SuspenseReason, detail: string, cdr?: SwitchCdr): ParkedLine {
  const raw = record.text.slice(0, rawLength);
  return { line: record.line, reason, detail, raw, ...(cdr ? { cdr } : {}) };
}

/** Tells a parked line from a CDR. */
export const isParked = (reading: SwitchCdr | ParkedLine): reading is ParkedLine => "reason" in reading;

/** What a layout has to say of a call; the rest has a default. */
export type CallFacts = Pick<
  SwitchCdr,
  "callId" | "leg" | "setupMs" | "answeredMs" | "endedMs" | "billableMs" | "precision" | "durationSource"
> &
  Partial<SwitchCdr>;

export const cdrOf = (source: CdrSource, line: number, facts: CallFacts): SwitchCdr => ({
  source: source.id,
  switch: source.switch,
  line,
  billed: true,
  direction: "OUT",
  cliReceived: "",
  cldReceived: "",
  accountCode: null,
  sourceIp: null,
  sipUser: null,
  authorizationId: null,
  gateway: null,
  destinationIp: null,
  sipCode: null,
  q850: null,
  causeText: null,
  releasedBy: null,
  codec: null,
  pddMs: null,
  ...facts,
});

/** Text of a field, at most 200 characters, or null when it is empty. */
export const textOf = (value: string | null | undefined): string | null => {
  const text = value?.trim() ?? "";
  return text === "" ? null : text.slice(0, 200);
};

/** Who called through what, where a layout can be asked for each by the role of its column. */
export const partiesOf = (ask: (role: ColumnRole) => string | null | undefined) => ({
  accountCode: textOf(ask("account")),
  sourceIp: textOf(ask("sourceIp")),
  sipUser: textOf(ask("sipUser")),
  authorizationId: textOf(ask("authorizationId")),
  gateway: textOf(ask("gateway")),
  destinationIp: textOf(ask("destinationIp")),
  codec: textOf(ask("codec")),
});

/** A whole number in a range, or null for anything else: a cause that cannot be read is unknown, never wrong. */
export const wholeOf = (value: string | null | undefined, least: number, most: number): number | null => {
  const text = value?.trim() ?? "";
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
};

export const sipCodeOf = (value: string | null | undefined) => wholeOf(value, 100, 699);
/** ITU-T Q.850 causes are 1 to 127; what a switch counts above is its own. */
export const q850Of = (value: string | null | undefined) => wholeOf(value, 1, 127);

/**
 * Seconds with decimals, after a point or a comma, as whole milliseconds; further digits are cut, never rounded up.
 * Undefined for what is no such number. `-2.500` is -2500.
 */
export function millisOf(seconds: string): number | undefined {
  const parts = /^(-?)(\d{1,12})(?:[.,](\d{1,12}))?$/.exec(seconds.trim());
  if (!parts) return undefined;
  const size = Number(parts[2]) * 1000 + Number((parts[3] ?? "").slice(0, 3).padEnd(3, "0"));
  return parts[1] === "-" ? 0 - size : size;
}
