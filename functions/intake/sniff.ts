import * as z from "zod";
import { counted } from "../time/counted.ts";
import { first16 } from "./formats/asterisk-csv.ts";
import { isParked } from "./formats/format.ts";
import { outcomesOf } from "./normalise.ts";
import { type Candidate, SniffedSettings } from "./sniff-candidate.ts";
import { guessedTables } from "./sniff-table.ts";
import { CdrSource, NewSource, SourceFormat } from "./source.ts";
import { joinedOutcomes } from "./whole-call.ts";

/**
 * Which layout a sample of a switch's records may be. Each layout is tried by reading the sample with it, so what is
 * proposed is what would be read. Nothing is chosen here: a person picks.
 */

/** Characters of a sample that are looked at. */
export const sniffedLength = 64 * 1024;

const Proposal = z
  .object({
    format: SourceFormat,
    /** 0 to 100: how many of the records can be read, and how much the layout is told by its own marks. */
    certainty: z.number().int().min(0).max(100),
    because: z.string(),
    /** Whether times of the sample carry no zone: the source's `timeZone` then decides when a call was. */
    needsTimeZone: z.boolean(),
    /** Fields of a source as the sample has them; what is left out has its default. */
    settings: SniffedSettings,
  })
  .meta({ id: "CdrLayoutProposal" });
type Proposal = z.infer<typeof Proposal>;

/** The proposals, best first; without any, why there is none. */
export const Sniffed = z
  .object({
    proposals: z.array(Proposal),
    reason: z.string().nullable(),
    /** What was looked at: the sample's beginning, inflated, in whole lines. A preview can be asked of it. */
    text: z.string(),
  })
  .meta({ id: "CdrLayoutProposals" });
export type Sniffed = z.infer<typeof Sniffed>;

const zoneless = "Its times carry no zone: set the zone of the switch's clock.";

/** What tells a layout, in words. */
const marks: Record<Exclude<SourceFormat, "generic-csv">, string> = {
  "freeswitch-json": "JSON with channel variables, as mod_json_cdr and mod_format_cdr write it.",
  "freeswitch-csv": `Rows of a template that mod_cdr_csv ships. ${zoneless}`,
  "freeswitch-xml": "<cdr> documents with channel variables, as mod_xml_cdr writes them.",
  "asterisk-csv": `Rows in the column order of Master.csv. ${zoneless}`,
  "asterisk-custom": `Rows in the column order of cdr_custom.conf.sample. ${zoneless}`,
  "asterisk-json": `JSON objects with the names of CDR() fields. ${zoneless}`,
  "kamailio-json": "JSON objects with start_time, end_time and duration, as acc_json writes dialog CDRs.",
  "kamailio-log": "Log lines with start_time=, end_time= and duration=: dialog CDRs.",
  "kamailio-acc":
    "Log lines of transactions: calls are made of an INVITE and its BYE. OpenSIPS writes the same lines where it accounts for transactions alone.",
  "kamailio-flatstore": "Values between bars in the order that the recommended cdr_extra makes.",
  "opensips-event": "JSON-RPC events named E_ACC_….",
  "opensips-log": "Log lines of OpenSIPS' accounting, with created= and ms_duration= for calls that ended.",
  "radius-detail": "Blocks of RADIUS attributes, as FreeRADIUS writes detail files.",
  "vos-json": "JSON objects with flowNo and holdTime, as the VOS3000 interface answers.",
};

/** What each record of a log holds, where other programs write into the same log. */
const logMarks: Partial<Record<SourceFormat, string>> = {
  "kamailio-log": "start_time=",
  "kamailio-acc": "ACC: ",
  "opensips-log": "ACC: ",
};

const mapping = (names: readonly string[]) => names.map((name) => `\${CDR(${name})}`).join(",");

/** Every way to read the sample that is tried. */
function candidatesFor(text: string): Candidate[] {
  const known = SourceFormat.options.flatMap((format): Candidate[] => {
    if (format === "generic-csv") return [];
    const plain = { format, most: 95, because: marks[format], settings: {} };
    const mark = logMarks[format];
    if (mark === undefined) return [plain];
    const because = `${marks[format]} Other programs write into the same log: only lines with “${mark.trim()}” are read.`;
    return [plain, { ...plain, most: 90, because, settings: { onlyLinesWith: mark } }];
  });
  const seventeen: Candidate = {
    format: "asterisk-custom",
    most: 60,
    because: `Master.csv with 17 columns, the last taken as uniqueid whatever it looks like; the other proposal tells by its shape whether it is uniqueid or userfield. ${zoneless}`,
    settings: { template: mapping([...first16, "uniqueid"]) },
  };
  return [...known, seventeen, ...guessedTables(text)];
}

function sourceFor({ format, settings }: Candidate, timeZone = "UTC"): CdrSource | undefined {
  const asked = NewSource.safeParse({ name: "Sample", switch: "sample", format, timeZone, ...settings });
  if (!asked.success) return undefined;
  return CdrSource.parse({ ...asked.data, id: "sample", createdAt: "", version: 1 });
}

interface Tally {
  read: number;
  /** Read, but with times that cannot be, or odd in another way that a person must look at. */
  doubted: number;
  malformed: number;
}

/** What a candidate makes of the sample. A record that the sample's end cut says nothing against a layout. */
function tallyOf(candidate: Candidate, text: string, atMs: number): Tally {
  const tally: Tally = { read: 0, doubted: 0, malformed: 0 };
  const source = sourceFor(candidate);
  const outcomes = source ? joinedOutcomes(outcomesOf(text, source, atMs), source, atMs) : [];
  for (const outcome of outcomes) {
    if (!isParked(outcome) || outcome.reason === "WAITING_FOR_BYE") tally.read++;
    else if (outcome.reason === "MALFORMED") tally.malformed++;
    else if (outcome.reason !== "TRUNCATED") tally.doubted++;
  }
  return tally;
}

/** Two zones whose clocks never agree. */
const clocks = ["UTC", "Asia/Kolkata"] as const;

/** When the calls were, by each of the two clocks. Where both say the same, the times carry their zone. */
function needsTimeZone(candidate: Candidate, text: string, atMs: number): boolean {
  const [one, other] = clocks.map((zone) => {
    const source = sourceFor(candidate, zone);
    const outcomes = source ? outcomesOf(text, source, atMs) : [];
    return JSON.stringify(outcomes.map((outcome) => (isParked(outcome) ? outcome.cdr?.setupMs : outcome.setupMs)));
  });
  return one !== other;
}

function proposalOf(candidate: Candidate, text: string, atMs: number): Proposal[] {
  const { format, because, settings, most } = candidate;
  const { read, doubted, malformed } = tallyOf(candidate, text, atMs);
  const all = read + doubted + malformed;
  if (read + doubted === 0) return [];
  const certainty = Math.max(1, Math.floor((most * (read + doubted / 2)) / all));
  const count = `${read === all ? "All" : `${read} of`} ${counted(all, "record")} can be read.`;
  const doubt = doubted > 0 ? ` ${doubted} would be parked for a second look.` : "";
  const zone = needsTimeZone(candidate, text, atMs);
  return [{ format, certainty, because: `${because} ${count}${doubt}`, needsTimeZone: zone, settings }];
}

/** Of the tries of one layout that differ only in what they pass over, the best is proposed. */
function withoutWorse(proposals: readonly Proposal[]): Proposal[] {
  const seen = new Set<string>();
  return proposals.filter(({ format }) => {
    if (logMarks[format] === undefined) return true;
    const first = !seen.has(format);
    seen.add(format);
    return first;
  });
}

/** @param text what the sample says, inflated; only its beginning is looked at */
export function sniff(text: string, atMs: number): Sniffed {
  if (text.trim() === "") return { proposals: [], reason: "The sample is empty.", text: "" };
  const beginning = text.length > sniffedLength ? text.slice(0, sniffedLength) : text;
  const end = beginning.lastIndexOf("\n");
  const sample = beginning.length < text.length && end > 0 ? beginning.slice(0, end + 1) : beginning;
  const found = candidatesFor(sample).flatMap((candidate) => proposalOf(candidate, sample, atMs));
  const sorted = withoutWorse(found.sort((a, b) => b.certainty - a.certainty));
  // What is read by chance alone is no alternative.
  const proposals = sorted.filter(({ certainty }) => certainty * 2 > (sorted[0]?.certainty ?? 0));
  const reason =
    "No record of any known layout can be read in it, and it is no table whose header names what is needed.";
  return { proposals, reason: proposals.length > 0 ? null : reason, text: sample };
}
