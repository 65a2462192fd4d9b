import { describe, expect, it } from "vitest";
import { doubtOf } from "../../frontend/src/intake/file-doubt.ts";
import { previewOf } from "../../functions/intake/preview.ts";
import { sniff } from "../../functions/intake/sniff.ts";
import { NewSource, SourceFormat } from "../../functions/intake/source.ts";
import { afterAll, asteriskJsonSample, flatSample, genericColumns, opensipsLogSample, sample } from "./samples.ts";

const table = { columns: genericColumns, csv: { durationUnit: "ms" as const } };
const sourceOf = (format: SourceFormat) =>
  NewSource.parse({ name: "S", switch: "s", format, ...(format === "generic-csv" ? table : {}) });

const files: readonly [SourceFormat, string][] = [
  ["freeswitch-json", sample("freeswitch_json_cdr.ndjson").toString()],
  ["freeswitch-csv", sample("freeswitch_cdr_csv_example.csv").toString()],
  ["asterisk-csv", sample("asterisk_Master_18col_localtime.csv").toString()],
  ["asterisk-custom", sample("asterisk_cdr_custom_sample.csv").toString()],
  ["asterisk-json", asteriskJsonSample()],
  ["kamailio-json", sample("kamailio_acc_json.ndjson").toString()],
  ["kamailio-log", sample("kamailio_cdr_log.txt").toString()],
  ["kamailio-acc", sample("kamailio_acc_transactions.log").toString()],
  ["kamailio-flatstore", flatSample()],
  ["opensips-event", sample("opensips_e_acc.ndjson").toString()],
  ["opensips-log", opensipsLogSample()],
  ["radius-detail", sample("radius_detail_sippy.txt").toString()],
  ["vos-json", sample("vos_infocdrs.json").toString()],
  ["generic-csv", sample("generic.csv").toString()],
];

/** OpenSIPS writes the same lines where it accounts for transactions alone. */
const alike = new Set(["kamailio-acc opensips-log"]);

const doubt = (format: SourceFormat, text: string) => {
  const source = sourceOf(format);
  const sniffed = sniff(text, afterAll);
  return doubtOf(source, sniffed, previewOf({ source, text: sniffed.text }, afterAll));
};

describe("a file that is about to be sent for a source", () => {
  it.each(files)("of %s is not doubted for a source that reads it", (format, text) => {
    expect(doubt(format, text)).toBeUndefined();
  });

  it.each(files)("of %s is doubted for every source of another layout, and called what it is", (format, text) => {
    const others = SourceFormat.options.filter((other) => other !== format && !alike.has(`${format} ${other}`));
    const trusted = others.filter((other) => doubt(other, text) === undefined);
    expect(trusted).toEqual([]);
    for (const other of others) expect(doubt(other, text)?.formats).toContain(format);
  });

  it("of a layout's other settings is doubted too, and what is nothing and what is empty says so", () => {
    const [, text] = files.find(([format]) => format === "generic-csv") ?? ["", ""];
    const renamed = text.replace("call_id", "callid").replace("cld", "called number");
    expect(doubt("generic-csv", renamed)?.sentence).toBe("This is Generic CSV, but not as the source is set.");
    expect(doubt("vos-json", "Dear customer\n")?.sentence).toBe(
      "This looks like no layout that is known; the source “S” reads VOS3000 JSON.",
    );
    expect(doubt("vos-json", " \n")?.sentence).toBe("The file is empty.");
  });

  it("is not doubted for some broken lines among many", () => {
    const text = sample("kamailio_acc_json.ndjson").toString();
    expect(doubt("kamailio-json", `${text}nonsense\nnonsense\n`)).toBeUndefined();
  });
});
