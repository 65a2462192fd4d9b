import { type ColumnRole, type Columns, type CsvDialect, plainCsv } from "./csv-dialect.ts";
import { csvLine } from "./formats/csv-line.ts";
import { instantsIn } from "./formats/time-pattern.ts";
import type { Candidate } from "./sniff-candidate.ts";

/** What a table's header and first rows tell of its columns. */

/** Names that headers give the roles, without case, blanks and underscores. The first that is there counts. */
const usualNames: Record<ColumnRole, readonly string[]> = {
  callId: ["callid", "sipcallid", "uniqueid", "uuid", "cdrid", "sessionid", "id"],
  leg: ["leg"],
  account: ["account", "accountcode", "accountid", "customer"],
  sipUser: ["sipuser", "username", "user"],
  sourceIp: ["sourceip", "srcip", "callerip"],
  cli: ["cli", "caller", "callingnumber", "callerid", "src", "from", "anumber", "ani"],
  cld: ["cld", "callee", "callednumber", "destination", "dst", "to", "bnumber", "dnis"],
  setup: ["setuptime", "setup", "starttime", "start", "calldate", "datetime", "date"],
  answer: ["answertime", "answer", "answered", "connecttime", "connect"],
  end: ["endtime", "end", "disconnecttime", "hanguptime", "stoptime"],
  duration: [
    "billablems",
    "billsec",
    "billseconds",
    "billableseconds",
    "billedseconds",
    "talktime",
    "durationms",
    "duration",
    "seconds",
  ],
  sipCode: ["sipcode", "sipstatus"],
  q850: ["q850", "q850cause"],
  cause: ["cause", "hangupcause", "disposition", "status"],
  releasedBy: ["hangupby", "releasedby", "hangupparty"],
  gateway: ["gateway", "carrier", "trunk"],
  destinationIp: ["destinationip", "dstip", "calleeip"],
  codec: ["codec"],
  pdd: ["pdd", "pddms"],
  authorizationId: ["authzid", "authorizationid"],
};

const separators: readonly CsvDialect["separator"][] = [",", ";", "|", "\t"];

/** Ways to write a time that are tried; those of one pair differ in the order of day and month. */
const timeFormats = [
  "iso",
  "epoch",
  "epochMs",
  ...["/", "-", "."].flatMap((mark) => [
    `DD${mark}MM${mark}YYYY HH:mm:ss`,
    `MM${mark}DD${mark}YYYY HH:mm:ss`,
    `YYYY${mark}MM${mark}DD HH:mm:ss`,
  ]),
];
const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

const plainName = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

function columnsOf(header: readonly string[]): Columns {
  const names = header.map(plainName);
  const columns: Columns = {};
  for (const [role, usual] of Object.entries(usualNames) as [ColumnRole, readonly string[]][]) {
    const place = names.indexOf(usual.find((name) => names.includes(name)) ?? "-");
    const name = header[place]?.trim();
    if (name) columns[role] = name;
  }
  return columns;
}

function fits(values: readonly string[], timeFormat: string): boolean {
  return values.every((value) =>
    instantsIn(value, timeFormat, "UTC").some((instant) => instant >= earliest && instant < latest),
  );
}

function unitOf(name: string, values: readonly string[]): CsvDialect["durationUnit"] {
  if (values.some((value) => value.includes(":"))) return "hms";
  return plainName(name).endsWith("ms") ? "ms" : "s";
}

const needed: readonly ColumnRole[] = ["callId", "setup", "duration", "cld"];

/** The candidates of one separator: one for each way in which all the times can be read. */
function tablesOf(lines: readonly string[], separator: CsvDialect["separator"]): Candidate[] {
  const [header = [], ...rows] = lines.map((line) => csvLine(line, separator).fields);
  const columns = columnsOf(header);
  if (rows.length === 0 || needed.some((role) => columns[role] === undefined)) return [];
  const valuesOf = (role: ColumnRole) => {
    const place = header.findIndex((name) => name.trim() === columns[role]);
    return rows.map((row) => row[place]?.trim() ?? "").filter((value) => value !== "");
  };
  const setups = valuesOf("setup");
  const readable = setups.length > 0 ? timeFormats.filter((format) => fits(setups, format)) : [];
  const duration = String(columns.duration);
  const durationUnit = unitOf(duration, valuesOf("duration"));
  return readable.map((timeFormat) => ({
    format: "generic-csv",
    most: readable.length > 1 ? 50 : 80,
    because: reasonOf({ duration, durationUnit, timeFormat, isAmbiguous: readable.length > 1 }),
    settings: { columns, csv: { ...plainCsv, separator, timeFormat, durationUnit } },
  }));
}

const units: Record<CsvDialect["durationUnit"], string> = {
  s: "seconds",
  ms: "milliseconds",
  hms: "hours, minutes and seconds",
};

interface Table {
  duration: string;
  durationUnit: CsvDialect["durationUnit"];
  timeFormat: string;
  isAmbiguous: boolean;
}

function reasonOf({ duration, durationUnit, timeFormat, isAmbiguous }: Table): string {
  const table = `A table whose header names its columns; “${duration}” is taken as the talk time in ${units[durationUnit]}.`;
  if (!isAmbiguous) return `${table} Times are read as ${timeFormat}.`;
  const order = timeFormat.startsWith("DD") ? "the day stands first" : "the month stands first";
  return `${table} Its times can be read in more than one way; here ${order} (${timeFormat}).`;
}

/** Generic CSV, wherever the first line names what is needed of a call. */
export function guessedTables(text: string): Candidate[] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, 50);
  return separators.flatMap((separator) => tablesOf(lines, separator));
}
