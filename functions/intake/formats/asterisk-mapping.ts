/** Mappings of Asterisk's cdr_custom.conf and cdr_sqlite3_custom.conf: which `CDR()` field stands in which column. */

/** The order of cdr_custom.conf.sample: clid first, the account sixteenth. */
const sampleOrder = [
  "clid",
  "src",
  "dst",
  "dcontext",
  "channel",
  "dstchannel",
  "lastapp",
  "lastdata",
  "start",
  "answer",
  "end",
  "duration",
  "billsec",
  "disposition",
  "amaflags",
  "accountcode",
  "uniqueid",
  "userfield",
  "sequence",
];

/** The parts of a text between separators that stand in no bracket. */
function topLevel(text: string, separator: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const char of text) {
    if (char === "(" || char === "{") depth++;
    if (char === ")" || char === "}") depth--;
    if (char === separator && depth <= 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts;
}

/**
 * Names of the columns of a mapping such as `Master.csv => ${CSV_QUOTE(${CDR(clid)})},${CDR(start,u)}`; a column that
 * holds no CDR field has an empty name. Empty text is the sample's order.
 */
export function mappingOf(template: string, separator: string): string[] {
  const text = template.replace(/^[^$]*=>\s*/, "").trim();
  if (text === "") return sampleOrder;
  return topLevel(text, separator).map((part) => /CDR\(\s*(\w{1,40})/.exec(part)?.[1]?.toLowerCase() ?? "");
}

/** What keeps a mapping from being read; undefined when nothing does. */
export function mappingFault(template: string, separator: string): string | undefined {
  const names = mappingOf(template, separator);
  const missing = ["start", "end", "billsec", "dst"].filter((name) => !names.includes(name));
  if (missing.length > 0) return `The mapping has no ${missing.map((name) => `CDR(${name})`).join(", ")}.`;
  if (!names.includes("disposition") && !names.includes("answer"))
    return "The mapping has neither CDR(disposition) nor CDR(answer).";
  return undefined;
}
