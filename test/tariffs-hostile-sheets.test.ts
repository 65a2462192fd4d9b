import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, staff } from "./support/api.ts";
import { aNewTariff, importOf } from "./support/tariffs.ts";
import { sheetXml, workbookOf, zipOf } from "./support/workbook.ts";

let api: Caller;
beforeAll(async () => {
  api = await staff();
});

const header = ["Code", "Name", "Rate"];
const good = ["44", "UK", "0.01"];
const part = "xl/worksheets/sheet1.xml";
const zeros = (n: number) => Buffer.alloc(n, " ");
const inflating = Buffer.concat([Buffer.from("<worksheet>"), zeros(60_000_000), Buffer.from("</worksheet>")]);

describe("a hostile file", () => {
  it.each([
    { name: "a workbook that inflates to 60 MB of blanks", body: () => workbookOf(inflating), reason: "TOO_LARGE" },
    {
      name: "one that claims to inflate to nothing",
      body: () => workbookOf("", [{ name: part, body: inflating, claims: { bytes: 0 } }]),
      reason: "TOO_LARGE",
    },
    {
      name: "a gzip that inflates to 60 MB",
      body: () => gzipSync(Buffer.concat([Buffer.from("code,rate\n"), zeros(60_000_000)])),
      reason: "TOO_LARGE",
    },
    {
      name: "201 parts",
      body: () => zipOf(Array.from({ length: 201 }, (_, i) => ({ name: `xl/${i}`, body: "" }))),
      reason: "TOO_LARGE",
    },
    {
      name: "a part that stands there twice",
      body: () =>
        workbookOf("", [
          { name: part, body: sheetXml([header, good]) },
          { name: part, body: sheetXml([header, good]) },
        ]),
      reason: "UNREADABLE",
    },
    {
      name: "a part that is packed as spreadsheets never are",
      body: () => workbookOf("", [{ name: part, body: sheetXml([header, good]), claims: { method: 12 } }]),
      reason: "UNREADABLE",
    },
    {
      name: "a part of 4 GB, if it is believed",
      body: () => workbookOf("", [{ name: part, body: sheetXml([header, good]), claims: { bytes: 0xffffffff } }]),
      reason: "UNREADABLE",
    },
    {
      name: "a document type",
      body: () => workbookOf(`<!DOCTYPE x []>${sheetXml([header, good])}`),
      reason: "UNREADABLE",
    },
    {
      name: "a document type with entities",
      body: () => workbookOf(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${sheetXml([header, ["&a;", "x", "1"]])}`),
      reason: "UNREADABLE",
    },
    {
      name: "an undeclared entity",
      body: () => workbookOf(sheetXml([header, ["&xxe;", "x", "1"]])),
      reason: "UNREADABLE",
    },
    { name: "XML that is cut off", body: () => workbookOf("<worksheet><sheetData><row>"), reason: "UNREADABLE" },
    {
      name: "a wrong checksum",
      body: () => workbookOf("", [{ name: part, body: sheetXml([header, good]), claims: { crc32: 1 } }]),
      reason: "UNREADABLE",
    },
    {
      name: "a password",
      body: () => workbookOf("", [{ name: part, body: sheetXml([header, good]), claims: { flags: 1 } }]),
      reason: "UNREADABLE",
    },
    {
      name: "a ZIP without a workbook",
      body: () => zipOf([{ name: "rates.csv", body: "code,rate\n44,1\n" }]),
      reason: "UNREADABLE",
    },
    { name: "a ZIP in half", body: () => workbookOf(sheetXml([header, good])).subarray(0, 300), reason: "UNREADABLE" },
    { name: "an old XLS", body: () => Buffer.from("d0cf11e0a1b11ae1", "hex"), reason: "UNREADABLE" },
    {
      name: "UTF-16 that does not say so",
      body: () => Buffer.from("code,rate\n44,1\n", "utf16le"),
      reason: "UNREADABLE",
    },
    {
      name: "noise",
      body: () => Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)),
      reason: "UNREADABLE",
    },
    { name: "a workbook without rows", body: () => workbookOf("<worksheet/>"), reason: "EMPTY" },
    {
      name: "a worksheet that names another file",
      body: () =>
        workbookOf(sheetXml([header, good]), [
          {
            name: "xl/_rels/workbook.xml.rels",
            body: `<Relationships><Relationship Id="rId1" Target="../../../../etc/passwd"/></Relationships>`,
          },
        ]),
      reason: "EMPTY",
    },
  ])("such as $name fails as $reason and changes nothing", async ({ body, reason }) => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, body());
    expect(sheet).toMatchObject({ status: "failed", failure: { reason, message: expect.any(String) } });
    expect((await api("POST", `${sheet.path}/apply`, {})).status).toBe(409);
    expect((await api("GET", `/tariffs/${id}`)).body.version).toBe(1);
  });
});

describe("a bad row", () => {
  const tenMegabytes = "x".repeat(10_000_000);
  const rows = (bad: string[]) => [header, good, bad, ["49", "Germany", "0.02"]];
  it.each([
    { name: "a cell of 10 MB", bad: ["33", tenMegabytes, "0.01"], reason: "MALFORMED" },
    { name: "a cell of 1,001 characters", bad: ["33", "x".repeat(1001), "0.01"], reason: "MALFORMED" },
    { name: "a formula for a name", bad: ["33", "=1+1", "0.01"], reason: "BAD_NAME" },
    { name: "a formula for a code", bad: ["=A1", "x", "0.01"], reason: "BAD_PREFIX" },
    { name: "__proto__ for a code", bad: ["__proto__", "x", "0.01"], reason: "BAD_PREFIX" },
    { name: "constructor for a price", bad: ["33", "x", "constructor"], reason: "BAD_PRICE" },
    { name: "a range of a million codes", bad: ["1000000-1999999", "x", "0.01"], reason: "BAD_PREFIX" },
  ])("with $name is refused as $reason, of text and of a workbook, and the others land", async ({ bad, reason }) => {
    const text = rows(bad)
      .map((cells) => cells.join(";"))
      .join("\n");
    for (const body of [text, workbookOf(sheetXml(rows(bad)))]) {
      const { id } = await aNewTariff(api);
      const sheet = await importOf(api, id, body);
      expect(sheet).toMatchObject({ status: "done", findings: { rows: 3, rejected: 1, counts: { new: 2 } } });
      expect(sheet.rejects).toMatchObject([{ line: 3, reason }]);
    }
  });

  it("with a NUL is refused as MALFORMED, and a workbook that has one is no XML", async () => {
    const { id } = await aNewTariff(api);
    const sheet = await importOf(api, id, "code,name,rate\n44,UK,0.01\n33,a\0b,0.01\n");
    expect(sheet).toMatchObject({ findings: { counts: { new: 1 } }, rejects: [{ line: 3, reason: "MALFORMED" }] });
    expect((await importOf(api, id, workbookOf(sheetXml(rows(["33", "a\0b", "1"]))))).failure?.reason).toBe(
      "UNREADABLE",
    );
  });

  it("of bytes that are not of the declared encoding is refused, and read where it is declared", async () => {
    const latin1 = Buffer.from("code,name,rate\n225,C\u00f4te d'Ivoire,0.1\n", "latin1");
    const { id } = await aNewTariff(api);
    expect((await importOf(api, id, latin1)).rejects).toMatchObject([{ reason: "ENCODING" }]);
    const declared = await importOf(api, id, latin1, { layout: { encoding: "WINDOWS-1252" } });
    expect(declared.findings.counts["new"]).toBe(1);
    const utf16 = Buffer.from("\ufeffcode\tname\trate\r\n225\tC\u00f4te d'Ivoire\t0.1\r\n", "utf16le");
    expect((await importOf(api, id, utf16)).findings.counts["new"]).toBe(1);
  });
});

describe("headers that are names of an object's own", () => {
  it("are headers like any other", async () => {
    const { id } = await aNewTariff(api);
    const odd = "__proto__,constructor,toString\n44,UK,0.01\n";
    const columns = { prefix: "__proto__", destination: "constructor", pricePerMinute: "toString" };
    const sheet = await importOf(api, id, odd, { layout: { columns } });
    expect(sheet).toMatchObject({ status: "done", findings: { counts: { new: 1 }, mapping: columns } });
    const polluting = JSON.parse(`{"fileName":"x.csv","layout":{"columns":{"__proto__":"x","nope":"y"}}}`) as object;
    expect((await api("POST", `/tariffs/${id}/rate-imports`, polluting)).status).toBe(422);
    expect(({} as Record<string, unknown>)["nope"]).toBeUndefined();
  });
});
