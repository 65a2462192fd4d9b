import { describe, expect, it } from "vitest";
import { identityOf } from "../../functions/cdrs/identity.ts";
import { aSource, read, sample, sources, truth } from "./samples.ts";

const at = Date.UTC(2026, 9, 13);
const edge = (name: string) => sample(`edge/${name}`);
const kamailio = (name: string) => read(edge(name), sources.kamailio, at);
const asterisk = (body: string) => read(body, sources.asterisk, at);

const asteriskLines = sample("asterisk_Master_21col.csv").toString().split("\n");
const [asteriskLine = ""] = asteriskLines;
const [kamailioLine = ""] = sample("kamailio_acc_json.ndjson").toString().split("\n");
const [freeswitchLine = ""] = sample("freeswitch_json_cdr.ndjson").toString().split("\n");
const [genericHeader = "", genericLine = ""] = sample("generic.csv").toString().split("\n");

describe("defective deliveries", () => {
  it.each([
    { file: "clock_stepped_back.ndjson", reason: "CLOCK", because: "the end is before the answer" },
    { file: "future_clock.ndjson", reason: "CLOCK", because: "the setup is years ahead" },
    { file: "longer_than_24h.ndjson", reason: "TOO_LONG", because: "26 hours" },
  ])("$file is parked as $reason with its record: $because", ({ file, reason }) => {
    const { cdrs, parked } = kamailio(file);
    expect(cdrs).toEqual([]);
    expect(parked).toMatchObject([{ line: 1, reason, cdr: { accountCode: "C1001" } }]);
    expect(parked[0]?.raw).toContain("call_id");
  });

  it("parks a duration that disagrees with the times, and a count from the INVITE with it", () => {
    const wrong = kamailioLine.replace('"61.004"', '"95.000"');
    expect(read(wrong, sources.kamailio, at).parked).toMatchObject([
      { reason: "CLOCK", detail: expect.stringContaining("95000") },
    ]);
    const counted = aSource({ format: "kamailio-json", billableFrom: "end-answer" });
    expect(read(wrong, counted, at).cdrs).toMatchObject([{ billableMs: 61_004, durationSource: "end-answer" }]);
  });

  it("keeps no record that a retry would charge at 0 only because its negative talk time is gone", () => {
    const fields = { end_time: "1791796451.430", duration: "-0.500" };
    const { cdrs, parked } = read(JSON.stringify({ ...JSON.parse(kamailioLine), ...fields }), sources.kamailio, at);
    expect(cdrs).toEqual([]);
    expect(parked).toMatchObject([{ reason: "CLOCK", raw: expect.stringContaining("-0.500") }]);
    expect(parked[0]).not.toHaveProperty("cdr");
  });

  it("takes stamps of one instant that were not taken in the same millisecond", () => {
    const failed = sample("kamailio_acc_json.ndjson").toString().split("\n")[4] ?? "";
    const later = failed.replace('"1791796873.000000"', '"1791796873.040000"');
    expect(read(later, sources.kamailio, at)).toMatchObject({ cdrs: [{ setupMs: 1_791_796_873_040 }], parked: [] });
  });

  it("reads the same call twice as one identity, with a line each", () => {
    const { cdrs, parked } = kamailio("dup_exact.ndjson");
    expect(parked).toEqual([]);
    expect(cdrs.map((cdr) => cdr.line)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(cdrs.map(identityOf)).size).toBe(3);
    const both = asterisk(edge("asterisk_master_and_account_file.csv").toString());
    expect(new Set(both.cdrs.map(identityOf)).size).toBe(1);
  });

  it("keeps two tries of one Asterisk call apart, with a sequence and without one", () => {
    const failed = asteriskLine
      .replace("PJSIP/carrier-a-1", "PJSIP/carrier-b-2")
      .replace(/,0$/, ",99")
      .replace("ANSWERED", "FAILED");
    expect(new Set(asterisk(`${failed}\n${asteriskLine}\n`).cdrs.map(identityOf)).size).toBe(2);
    const older = (line: string) => line.split(",").slice(0, -3).join(",");
    expect(new Set(asterisk(`${older(failed)}\n${older(asteriskLine)}\n`).cdrs.map(identityOf)).size).toBe(2);
  });

  it("takes a file of 45 days ago and a call that was answered for no time at all", () => {
    expect(kamailio("late_45_days.ndjson").cdrs).toMatchObject([{ billableMs: 30_000 }]);
    expect(kamailio("answered_zero_ms.ndjson").cdrs).toMatchObject([
      { billableMs: 0, answeredMs: 1_791_799_203_000, sipCode: 200 },
    ]);
  });

  it("takes any Call-ID of RFC 3261, and decodes FreeSWITCH's only when the switch encoded it", () => {
    const callId = "a84b4c76e66710///x~!*'%2F@pc33.example.com";
    expect(kamailio("sipp_like_call_id.ndjson").cdrs).toMatchObject([{ callId }]);
    const plain = sample("freeswitch_json_cdr_plain_values.ndjson").toString().split("\n")[0] ?? "";
    const uuid = truth[0]?.keys.freeswitch ?? "";
    expect(read(plain.replaceAll(uuid, "x%2Fy"), sources.freeswitch, at).cdrs).toMatchObject([{ callId: "x%2Fy" }]);
    expect(read(freeswitchLine.replaceAll(uuid, "x%2Fy"), sources.freeswitch, at).cdrs).toMatchObject([
      { callId: "x/y" },
    ]);
  });

  it.each([
    { body: edge("empty.csv").toString(), because: "empty" },
    { body: `${genericHeader}\n`, because: "header only" },
    { body: "\n\r\n  \n", because: "blank lines" },
  ])("takes a file without rows: $because", ({ body }) => {
    expect(read(body, sources.generic, at)).toEqual({ cdrs: [], parked: [] });
    if (!body.includes("call_id")) expect(asterisk(body)).toEqual({ cdrs: [], parked: [] });
  });

  it("parks a last line that is cut, wherever the cut is, and lands the rows before it", () => {
    for (let keep = 1; keep < asteriskLine.length - 1; keep += 7) {
      const { cdrs, parked } = asterisk(`${asteriskLines.slice(0, 3).join("\n")}\n${asteriskLine.slice(0, keep)}`);
      expect(cdrs).toHaveLength(3);
      expect(parked).toMatchObject([{ line: 4, reason: "TRUNCATED" }]);
    }
    for (let keep = 1; keep < kamailioLine.length; keep += 13) {
      const { cdrs, parked } = read(`${kamailioLine}\n${kamailioLine.slice(0, keep)}`, sources.kamailio, at);
      expect(cdrs).toHaveLength(1);
      expect(parked).toMatchObject([{ line: 2, reason: "TRUNCATED" }]);
    }
  });

  it("loses only the record that is cut in the middle of a file", () => {
    const body = [freeswitchLine, freeswitchLine.slice(0, 700), freeswitchLine, ""].join("\n");
    const { cdrs, parked } = read(body, sources.freeswitch, at);
    expect(cdrs.map((cdr) => cdr.line)).toEqual([1, 3]);
    expect(parked.map(({ line, reason }) => [line, reason])).toEqual([[2, "TRUNCATED"]]);
  });

  it("parks a line that is quoted wrongly and lands its neighbours", () => {
    const quoted = asteriskLine.replace('"""""', '"Zoë "Z" O\'Neil, Ltd"');
    const { cdrs, parked } = asterisk([asteriskLine, quoted, asteriskLine, ""].join("\n"));
    expect(cdrs).toHaveLength(2);
    expect(parked).toMatchObject([{ line: 2, reason: "MALFORMED", raw: quoted }]);
    expect(read(edge("unescaped_quotes_freeswitch.csv"), sources.asterisk, at).parked).toMatchObject([
      { reason: "MALFORMED" },
    ]);
  });

  it("reads a byte order mark, CR LF and Latin-1 names", () => {
    const latin1 = Buffer.from(`${asteriskLine.replace('""""" <', '"""Zoë"" <')}\r\n`, "latin1");
    const { cdrs, parked } = read(
      Buffer.concat([Buffer.from("\u{feff}"), latin1, Buffer.from(`${asteriskLine}\r\n`)]),
      sources.asterisk,
      at,
    );
    expect(parked).toEqual([]);
    expect(cdrs).toHaveLength(2);
  });

  it("reads semicolons, decimal commas and the day first", () => {
    const source = aSource({
      format: "generic-csv",
      timeZone: "Europe/Berlin",
      columns: {
        callId: "Id",
        cld: "Ziel",
        cli: "Quelle",
        setup: "Beginn",
        end: "Ende",
        duration: "Dauer",
        account: 7,
      },
      csv: { separator: ";", header: true, timeFormat: "DD.MM.YYYY HH:mm:ss", durationUnit: "s" },
    });
    const body =
      'Id;Ziel;Quelle;Beginn;Ende;Dauer;Konto\r\n7;"442079460018";12025550142;12.10.2026 11:14:07;12.10.2026 11:15:12;61,004;C1001\r\n';
    const { cdrs, parked } = read(Buffer.from(`\u{feff}${body}`), source, at);
    expect(parked).toEqual([]);
    expect(cdrs).toMatchObject([
      { setupMs: Date.UTC(2026, 9, 12, 9, 14, 7), billableMs: 61_004, accountCode: "C1001", precision: "ms" },
    ]);
  });

  it("says which column a header lacks", () => {
    const { cdrs, parked } = read(`${genericHeader.replace("call_id", "id")}\n${genericLine}\n`, sources.generic, at);
    expect(cdrs).toEqual([]);
    expect(parked.map(({ line, reason, detail }) => [line, reason, detail.includes("call_id")])).toEqual([
      [1, "MALFORMED", true],
      [2, "MALFORMED", true],
    ]);
  });

  it("skips the padding of NUL bytes that a crash leaves, and parks a line with NUL bytes inside", () => {
    const nul = "\0".repeat(4096);
    const { cdrs, parked } = asterisk(`${nul}${asteriskLine}\n${nul}\n${asteriskLine.replace("7946", "7\x0046")}\n`);
    expect(cdrs).toHaveLength(1);
    expect(parked).toMatchObject([{ line: 3, reason: "MALFORMED" }]);
  });

  it.each([
    { layout: "asterisk-csv", file: "asterisk_Master_21col.csv", source: sources.asterisk },
    { layout: "kamailio-json", file: "kamailio_acc_json.ndjson", source: sources.kamailio },
    { layout: "generic-csv", file: "generic.csv", source: sources.generic },
  ])("parks every line of $layout in UTF-16, marked or not, and says what to do", ({ file, source }) => {
    const text = sample(file).toString();
    const marked = `\u{feff}${text}`;
    const bodies = [
      Buffer.from(text, "utf16le"),
      Buffer.from(marked, "utf16le"),
      Buffer.from(marked, "utf16le").swap16(),
    ];
    for (const body of bodies) {
      const { cdrs, parked } = read(body, source, at);
      expect(cdrs).toEqual([]);
      expect(parked.map(({ line }) => line)).toEqual(
        text
          .trimEnd()
          .split("\n")
          .map((_, i) => i + 1),
      );
      for (const { reason, detail } of parked)
        expect([reason, detail]).toEqual(["MALFORMED", expect.stringContaining("UTF-8")]);
    }
  });

  it.each(["44 20", "44x", "", "4".repeat(33), "٤٤", "=1+1", "44;20"])(
    "parks the called number %j as BAD_NUMBER with its record",
    (number) => {
      const { cdrs, parked } = read(
        kamailioLine.replace('"442079460018"', JSON.stringify(number)),
        sources.kamailio,
        at,
      );
      expect(cdrs).toEqual([]);
      expect(parked).toMatchObject([{ reason: "BAD_NUMBER", cdr: { callId: truth[0]?.call_id } }]);
    },
  );

  it("takes a withheld or named calling number, for it decides no price", () => {
    const body = kamailioLine.replaceAll('"12025550142"', '"Anonymous\\u0007 <b>"');
    expect(read(body, sources.kamailio, at).cdrs).toMatchObject([{ cliReceived: "Anonymous <b>" }]);
  });

  it("is not fooled by members called __proto__", () => {
    const evil = kamailioLine.replace("{", '{"__proto__": {"account": "C9999", "duration": "1"}, ');
    const { cdrs } = read(evil, sources.kamailio, at);
    expect(cdrs).toMatchObject([{ accountCode: "C1001", billableMs: 61_004 }]);
    const column = aSource({ format: "kamailio-json", columns: { account: "__proto__", sourceIp: "toString" } });
    expect(read(kamailioLine, column, at).cdrs).toMatchObject([{ accountCode: null, sourceIp: null }]);
    expect(({} as Record<string, unknown>)["account"]).toBeUndefined();
  });

  it("parks a record of ten megabytes with its beginning and goes on behind it", () => {
    const body = `${kamailioLine}\n{"call_id":"${"x".repeat(10_000_000)}"}\n${kamailioLine}\n`;
    const { cdrs, parked } = read(body, sources.kamailio, at);
    expect(cdrs.map((cdr) => cdr.line)).toEqual([1, 3]);
    expect(parked).toMatchObject([{ line: 2, reason: "MALFORMED" }]);
    expect(parked[0]?.raw.length).toBeLessThanOrEqual(4096);
  });

  it("reads Asterisk's hour that the clocks skip without inventing a length", () => {
    const line = asteriskLine.replaceAll(/2026-10-12 09/g, "2026-03-08 02");
    const source = aSource({ format: "asterisk-csv", timeZone: "America/New_York" });
    expect(read(line.replaceAll("1791796447", "1772954047"), source, at).cdrs).toMatchObject([{ billableMs: 61_000 }]);
  });
});
