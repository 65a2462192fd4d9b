import { readdirSync } from "node:fs";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { sniffSample } from "../../functions/intake/sniff.flow.ts";
import { sniff } from "../../functions/intake/sniff.ts";
import { sourcePage } from "../../functions/intake/source.store.ts";
import { NewSource, SourceFormat } from "../../functions/intake/source.ts";
import { type Caller, staff } from "../support/api.ts";
import { afterAll, aSource, asteriskJsonSample, flatSample, opensipsLogSample, read, sample } from "./samples.ts";

const xml = readdirSync("test/fixtures/cdr-samples/freeswitch_xml_cdr")[0];

/** `tied`: another layout says the same of the sample, and is proposed with the same certainty. */
const files: { file: string; format: SourceFormat; text?: string; tied?: true }[] = [
  { file: "freeswitch_json_cdr.ndjson", format: "freeswitch-json" },
  { file: "freeswitch_json_cdr_ab_legs.ndjson", format: "freeswitch-json" },
  { file: "freeswitch_json_cdr_form_post.txt", format: "freeswitch-json" },
  { file: "freeswitch_json_cdr_plain_values.ndjson", format: "freeswitch-json" },
  { file: "freeswitch_cdr_csv_example.csv", format: "freeswitch-csv" },
  { file: "freeswitch_cdr_csv_builtin.csv", format: "freeswitch-csv" },
  { file: `freeswitch_xml_cdr/${xml}`, format: "freeswitch-xml" },
  { file: "asterisk_Master_16col.csv", format: "asterisk-csv" },
  { file: "asterisk_Master_18col_localtime.csv", format: "asterisk-csv" },
  { file: "asterisk_Master_21col.csv", format: "asterisk-csv" },
  { file: "asterisk_cdr_custom_sample.csv", format: "asterisk-custom" },
  { file: "asterisk JSON", format: "asterisk-json", text: asteriskJsonSample() },
  { file: "kamailio_acc_json.ndjson", format: "kamailio-json" },
  { file: "kamailio_cdr_log.txt", format: "kamailio-log" },
  { file: "kamailio_acc_transactions.log", format: "kamailio-acc" },
  { file: "kamailio flatstore", format: "kamailio-flatstore", text: flatSample() },
  { file: "opensips_e_acc.ndjson", format: "opensips-event" },
  { file: "opensips log", format: "opensips-log", text: opensipsLogSample() },
  { file: "radius_detail_sippy.txt", format: "radius-detail" },
  { file: "vos_infocdrs.json", format: "vos-json" },
  { file: "generic.csv", format: "generic-csv" },
  { file: "edge/answered_zero_ms.ndjson", format: "kamailio-json" },
  { file: "edge/asterisk_master_and_account_file.csv", format: "asterisk-csv" },
  { file: "edge/kamailio_bye_missing.log", format: "kamailio-acc", tied: true },
  { file: "edge/radius_start_interim_stop.txt", format: "radius-detail" },
  { file: "edge/unescaped_quotes_freeswitch.csv", format: "freeswitch-csv" },
];

const textOf = ({ file, text }: { file: string; text?: string }) => text ?? sample(file).toString();

describe("a sample's layout", () => {
  it.each(files)("$file is proposed first as $format", (row) => {
    const { proposals } = sniff(textOf(row), afterAll);
    expect(proposals.map(({ format, certainty }) => [format, certainty])[0]).toEqual([row.format, expect.any(Number)]);
    expect((proposals[1]?.certainty ?? 0) === (proposals[0]?.certainty ?? 0)).toBe(row.tied ?? false);
  });

  it("has a row in this table for every layout that there is", () => {
    expect(new Set(files.map(({ format }) => format))).toEqual(new Set(SourceFormat.options));
  });

  it("comes with settings that a source takes as they are and that read every call", () => {
    const [best] = sniff(sample("generic.csv").toString(), afterAll).proposals;
    const asked = { format: best?.format ?? "vos-json", ...best?.settings };
    expect(NewSource.safeParse({ name: "a", switch: "a", ...asked }).success).toBe(true);
    const { cdrs, parked } = read(sample("generic.csv"), aSource(asked));
    expect([cdrs.length, parked]).toEqual([12, []]);
  });

  it("is told with the lines of other programs between, which the proposal passes over", () => {
    const noisy = sample("kamailio_cdr_log.txt").toString().replaceAll("\n", "\nkamailio[7]: INFO: a lookup\n");
    expect(sniff(noisy, afterAll).proposals[0]).toMatchObject({
      format: "kamailio-log",
      settings: { onlyLinesWith: "start_time=" },
    });
  });

  it("is proposed twice where day and month cannot be told apart, and once where one row tells", () => {
    const table = (day: string) =>
      `call id;caller;called number;start time;duration\nc1;4420;4930;${day}/03/2026 10:00:00;12\n`;
    const both = sniff(table("04"), afterAll).proposals;
    expect(both.map(({ settings }) => settings.csv?.timeFormat)).toEqual([
      "DD/MM/YYYY HH:mm:ss",
      "MM/DD/YYYY HH:mm:ss",
    ]);
    expect(both.map(({ because }) => /the (day|month) stands first/.exec(because)?.[1])).toEqual(["day", "month"]);
    expect(sniff(table("24"), afterAll).proposals.map(({ settings }) => settings.csv?.timeFormat)).toEqual([
      "DD/MM/YYYY HH:mm:ss",
    ]);
  });

  it("is proposed twice for Asterisk's 17 columns, of which the last is uniqueid or userfield", () => {
    const rows = sample("asterisk_Master_16col.csv").toString().trim().split("\n");
    const { proposals } = sniff(rows.map((row) => `${row},"note"\n`).join(""), afterAll);
    expect(proposals.map(({ format }) => format)).toEqual(["asterisk-csv", "asterisk-custom"]);
    expect(proposals[1]?.because).toContain("uniqueid or userfield");
  });

  it("is none, with a reason, for what no layout writes", () => {
    for (const text of ["", "  \n", "Dear customer,\nplease find attached\n", '{"a": 1}\n', "a,b,c\n1,2,3\n"]) {
      const { proposals, reason } = sniff(text, afterAll);
      expect({ text, proposals }).toEqual({ text, proposals: [] });
      expect(reason).not.toBeNull();
    }
  });
});

/** The samples whose times are written without a zone. */
const zoneless = new Set(["freeswitch-csv", "asterisk-csv", "asterisk-custom", "asterisk-json"]);

describe("a proposal", () => {
  it.each(files.filter(({ file }) => !file.startsWith("edge/")))(
    "says of $file whether its zone must be told",
    (row) => {
      const [best] = sniff(textOf(row), afterAll).proposals;
      expect(best?.needsTimeZone).toBe(zoneless.has(row.format));
    },
  );

  it("comes with the whole lines that were looked at, which a preview reads again", () => {
    const line = `${sample("kamailio_acc_json.ndjson").toString().split("\n")[0]}\n`;
    const { text } = sniff(line.repeat(1000), afterAll);
    expect([text.endsWith("\n"), text.length % line.length, text.length < 65_536]).toEqual([true, 0, true]);
    expect(read(text, aSource({ format: "kamailio-json" })).parked).toEqual([]);
  });
});

describe("a packed sample", () => {
  it.each([
    { by: "gzip", pack: gzipSync },
    { by: "zstd", pack: zstdCompressSync },
  ])("by $by is inflated, also where it was cut", async ({ pack }) => {
    const packed = pack(sample("freeswitch_json_cdr.ndjson").toString().repeat(40));
    for (const sent of [packed, packed.subarray(0, packed.length - 8)])
      expect((await sniffSample(sent, afterAll)).proposals[0]?.format).toBe("freeswitch-json");
  });
});

describe("asked over the API", () => {
  let reader: Caller;
  beforeAll(async () => {
    reader = await staff(["intake:read"]);
  });
  const sniffed = (body: string) => reader("POST", "/cdr-sources/sniff", body);
  const preview = (source: object, text: string) =>
    reader("POST", "/cdr-sources/preview", { source: { name: "a", switch: "a", ...source }, text });

  it("a sample's proposals come best first, and a body beyond 256 KB is refused", async () => {
    const reply = await sniffed(sample("vos_infocdrs.json").toString());
    expect([reply.status, reply.body.proposals[0]]).toMatchObject([200, { format: "vos-json", certainty: 95 }]);
    expect((await sniffed("x".repeat(256 * 1024 + 1))).status).toBe(413);
    expect((await sniffed("nothing that a switch writes")).body).toMatchObject({ proposals: [] });
  });

  it("a preview shows the first 20 records and the lines that would be parked, and keeps nothing", async () => {
    const before = await sourcePage({ limit: 200, after: undefined });
    const text = sample("kamailio_acc_json.ndjson").toString();
    const reply = await preview({ format: "kamailio-json" }, `${text}${text}nonsense\n`);
    expect(reply.status).toBe(200);
    expect(reply.body.counts).toEqual({ records: 24, parked: 1 });
    expect(reply.body.records).toHaveLength(20);
    expect(reply.body.records[0]).toEqual({
      line: 1,
      setupAt: "2026-10-12T09:14:07.120Z",
      answeredAt: "2026-10-12T09:14:11.430Z",
      endedAt: "2026-10-12T09:15:12.434Z",
      billableSeconds: 61.004,
      billed: true,
      cliReceived: "12025550142",
      cldReceived: "442079460018",
      cli: "12025550142",
      cld: "442079460018",
      accountCode: "C1001",
      ip: "198.51.100.11",
      sipUser: null,
      cause: "200",
      disposition: "ANSWERED",
    });
    expect(reply.body.parked).toMatchObject([{ line: 25, reason: "MALFORMED", raw: "nonsense" }]);
    expect(await sourcePage({ limit: 200, after: undefined })).toEqual(before);
  });

  it("a preview shows numbers as they were received and as they would be rated", async () => {
    const line = JSON.parse(sample("kamailio_acc_json.ndjson").toString().split("\n")[0] ?? "");
    const text = `${JSON.stringify({ ...line, cli_in: "sip:+1 202@x", cld_in: "sip:02079460018@x" })}\n`;
    const numberText = { after: "sip:", before: "@", remove: " " };
    const normalise = { plus: true, internationalPrefix: "00", nationalPrefix: "0", countryCode: "44" };
    const settings = { format: "kamailio-json", numberText, normalise };
    const { body } = await preview(settings, text);
    const received = { cliReceived: "+1202", cldReceived: "02079460018" };
    expect(body.records[0]).toMatchObject({ ...received, cli: "1202", cld: "442079460018" });
    const translated = await preview({ ...settings, numberState: "TRANSLATED" }, text);
    expect(translated.body.records[0]).toMatchObject({ ...received, cli: "+1202", cld: "02079460018" });
  });

  it("a preview of settings that cannot be is refused, and each field is named", async () => {
    const bad = { format: "generic-csv", timeZone: "Mars/Olympus", columns: { callId: "id" } };
    const { status, body } = await preview({ ...bad, switch: "no blanks" }, "id\n");
    expect(status).toBe(422);
    const named = body.error.fields.map(({ path }: { path: string }) => path);
    expect(named).toEqual(expect.arrayContaining(["source.switch", "source.timeZone"]));
    const together = await preview({ format: "generic-csv", columns: { callId: "id" } }, "id\n");
    expect(together.body.error.fields.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(["source.columns.setup", "source.columns.duration", "source.columns.cld"]),
    );
  });
});
