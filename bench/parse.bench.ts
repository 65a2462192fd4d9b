import { parse as csvParse } from "csv-parse/sync";
import { outcomesOf } from "../functions/intake/normalise.ts";
import type { CdrSource } from "../functions/intake/source.ts";
import {
  afterAll,
  asteriskJsonSample,
  flatSample,
  opensipsLogSample,
  sample,
  sources,
  xmlSample,
} from "../test/intake/samples.ts";
import { interleaved, rounds } from "./measure.ts";
import { median, type Row, type Series } from "./row.ts";

/**
 * From the bytes of a switch to checked CDRs, for every layout, beside a library that only cuts the same bytes:
 * `JSON.parse` a line where the layout is JSON, `csv-parse` everywhere else. The peer knows no field, no zone, no call.
 */

interface Layout {
  name: string;
  source: CdrSource;
  body: string;
  peer: "JSON.parse" | "csv-parse";
}

const text = (file: string) => sample(file).toString();

const layouts: Layout[] = [
  { name: "freeswitch-json", source: sources.freeswitch, body: text("freeswitch_json_cdr.ndjson"), peer: "JSON.parse" },
  {
    name: "freeswitch-csv",
    source: sources.freeswitchCsv,
    body: text("freeswitch_cdr_csv_example.csv"),
    peer: "csv-parse",
  },
  { name: "freeswitch-xml", source: sources.freeswitchXml, body: xmlSample(), peer: "csv-parse" },
  { name: "asterisk-csv", source: sources.asterisk, body: text("asterisk_Master_21col.csv"), peer: "csv-parse" },
  {
    name: "asterisk-custom",
    source: sources.asteriskCustom,
    body: text("asterisk_cdr_custom_sample.csv"),
    peer: "csv-parse",
  },
  { name: "asterisk-json", source: sources.asteriskJson, body: asteriskJsonSample(), peer: "JSON.parse" },
  { name: "kamailio-json", source: sources.kamailio, body: text("kamailio_acc_json.ndjson"), peer: "JSON.parse" },
  { name: "kamailio-log", source: sources.kamailioLog, body: text("kamailio_cdr_log.txt"), peer: "csv-parse" },
  { name: "kamailio-acc", source: sources.kamailioAcc, body: text("kamailio_acc_transactions.log"), peer: "csv-parse" },
  { name: "kamailio-flatstore", source: sources.kamailioFlat, body: flatSample(), peer: "csv-parse" },
  { name: "opensips-event", source: sources.opensips, body: text("opensips_e_acc.ndjson"), peer: "JSON.parse" },
  { name: "opensips-log", source: sources.opensipsLog, body: opensipsLogSample(), peer: "csv-parse" },
  { name: "radius-detail", source: sources.radius, body: text("radius_detail_sippy.txt"), peer: "csv-parse" },
  { name: "vos-json", source: sources.vos, body: text("vos_infocdrs.json"), peer: "JSON.parse" },
  {
    name: "generic-csv",
    source: sources.generic,
    body: text("generic.csv").split("\n").slice(1).join("\n"),
    peer: "csv-parse",
  },
];

/** Bytes that one measured turn reads. */
const megabytes = ({ quick }: { quick: boolean }) => (quick ? 1 : 4);

/** Lines are what the library cuts where a record has none of its own. */
function cut(body: string, { name, peer }: Layout): number {
  if (peer === "csv-parse")
    return csvParse(body, { relax_column_count: true, relax_quotes: true, quote: name.endsWith("csv") ? '"' : null })
      .length;
  if (name === "vos-json") return JSON.parse(`[${body.trim().replaceAll("]\n[", "],[")}]`).length;
  let count = 0;
  for (const line of body.split("\n")) if (line !== "") count += Object.keys(JSON.parse(line)).length > 0 ? 1 : 0;
  return count;
}

/** What hostile records repeat: blanks, separators, quotes, lists, escapes and pairs. */
const fillings = [" ", ",", '"', "[", "{", "|", "%41", ";a=", "<a>", "\\\\"];
const longest = 1_000_000;

/** One record of a layout: a line, but for those that have several or share one. */
function recordOf({ name, body }: Layout): string {
  const upTo = (mark: string, from = 0) => body.slice(from, body.indexOf(mark, from) + mark.length);
  if (name === "freeswitch-xml") return upTo("</cdr>");
  if (name === "radius-detail") return upTo("\n\n");
  if (name === "vos-json") return upTo("}", body.indexOf("{", body.indexOf("infoCdrs")));
  return upTo("\n");
}

/** Processor time of the slowest of a few records of a megabyte, in ms: a sound one, or a header, with one text repeated inside. */
function worstRecordMs(layout: Layout, header: string): string {
  const record = recordOf(layout);
  const middle = record.length >> 1;
  const hostile = fillings.flatMap((filling) => {
    const inside = filling.repeat(longest / filling.length);
    const body = `${header}${record.slice(0, middle)}${inside}${record.slice(middle)}\n`;
    return header === "" ? [body] : [body, `${header.trimEnd()}${inside}\n${record}`];
  });
  const times = hostile.map((body) => {
    const bytes = Buffer.from(body);
    return median(interleaved([{ units: 1, work: () => void outcomesOf(bytes, layout.source, afterAll) }], 3)[0] ?? []);
  });
  return (Math.max(...times) / 1e6).toFixed(0);
}

interface Measured {
  lines: { series: Series; figure: string }[];
  differences: string[];
}

function measured(layout: Layout, quick: boolean): Measured {
  const one = layout.body.endsWith("\n") ? layout.body : `${layout.body}\n`;
  const times = Math.ceil((megabytes({ quick }) * 1e6) / one.length);
  const header = layout.name === "generic-csv" ? `${text("generic.csv").split("\n")[0]}\n` : "";
  const body = header + one.repeat(times);
  const bytes = Buffer.from(body);
  const wanted = outcomesOf(header + one, layout.source, afterAll);
  const read = () => outcomesOf(bytes, layout.source, afterAll);
  const found = read();
  const sound = (all: typeof found) => all.filter((outcome) => !("reason" in outcome)).length;
  const differences =
    sound(found) === sound(wanted) * times ? [] : [`${layout.name}: ${sound(found)} CDRs of ${sound(wanted) * times}`];
  const count = sound(found);
  const [own = [], peer = []] = interleaved(
    [
      { units: count, work: () => void read() },
      { units: count, work: () => void cut(bytes.toString(), layout) },
    ],
    rounds({ quick }),
  );
  const perMegabyte = bytes.length / 1e6 / count;
  const ours: Series = { name: layout.name, unit: "CDR/s", samples: own.map((ns) => 1e9 / ns) };
  const rate = (perMegabyte * median(ours.samples)).toFixed(1);
  const ratio = (median(own) / median(peer)).toFixed(2);
  const worst = worstRecordMs(layout, header);
  return {
    lines: [{ series: ours, figure: `${ratio} × ${layout.peer}, ${rate} MB/s, worst record ${worst} ms` }],
    differences,
  };
}

export const row: Row = async ({ quick }) => {
  const all = layouts.map((layout) => measured(layout, quick));
  return {
    lines: all.flatMap(({ lines }) => lines),
    notes: [
      "The worst record is the slowest of ten of a megabyte each, and of ten headers, made to be slow; longer ones are parked unread.",
      `The samples repeated to ${megabytes({ quick })} MB a layout; from bytes to checked CDRs with zones, causes and numbers.`,
      "The peer only cuts the same bytes into values; for XML, logs and RADIUS blocks csv-parse cuts lines and no more.",
    ],
    differences: all.flatMap(({ differences }) => differences),
  };
};
