import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, staff } from "./support/api.ts";
import { triedSheet } from "./support/customer-imports.ts";
import { sheetXml, workbookOf, zipOf } from "./support/workbook.ts";

let api: Caller;
beforeAll(async () => {
  api = await staff();
});

const header = ["Login user name", "Company", "Phone"];
const inflating = Buffer.concat([
  Buffer.from("<worksheet>"),
  Buffer.alloc(60_000_000, " "),
  Buffer.from("</worksheet>"),
]);
const shared = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const sheetOf = (cells: string) =>
  `<worksheet><sheetData><row>${header.map(shared).join("")}</row><row>${cells}</row></sheetData></worksheet>`;

describe("a hostile sheet of customers", () => {
  it.each([
    { name: "a workbook that inflates to 60 MB of blanks", body: () => workbookOf(inflating), reason: "TOO_LARGE" },
    {
      name: "a gzip that inflates to 60 MB",
      body: () => gzipSync(Buffer.concat([Buffer.from("username,company\n"), Buffer.alloc(60_000_000, " ")])),
      reason: "TOO_LARGE",
    },
    {
      name: "a row more than there may be",
      body: () => gzipSync(`username,company\n${"a,b\n".repeat(100_001)}`),
      reason: "TOO_LARGE",
    },
    { name: "a document type", body: () => workbookOf(`<!DOCTYPE x []>${sheetXml([header])}`), reason: "UNREADABLE" },
    { name: "a ZIP without a workbook", body: () => zipOf([{ name: "a.csv", body: "x" }]), reason: "UNREADABLE" },
    { name: "an old XLS", body: () => Buffer.from("d0cf11e0a1b11ae1", "hex"), reason: "UNREADABLE" },
    { name: "nothing", body: () => "", reason: "EMPTY" },
    { name: "headers that name nobody", body: () => "company,phone\nAcme,1\n", reason: "COLUMNS" },
  ])("is refused as $reason: $name", async ({ body, reason }) => {
    const { job, rows } = await triedSheet(api, body());
    expect(job).toMatchObject({ status: "failed", failure: { reason }, rows: 0 });
    expect(rows).toEqual([]);
  });

  it("hides what stands under a header for passwords, also where the headers were not found", async () => {
    const { job } = await triedSheet(api, "company,web password\nAcme,Secret-Pass-1\n");
    expect(job.failure.reason).toBe("COLUMNS");
    expect(job.seen.preview[0].cells).toEqual(["company", "web password"]);
    expect(JSON.stringify(job)).not.toContain("Secret-Pass-1");
  });

  it.each([
    { cell: `<c t="str"><f>HYPERLINK("x")</f><v>=cmd|' /C calc'!A0</v></c>`, path: "company", because: "a formula" },
    { cell: `<c t="e"><v>#REF!</v></c>`, path: "company", because: "an error value" },
    { cell: shared("Acme&#x202E;"), path: "company", because: "a sign that turns the text around" },
  ])("refuses $because as a company's name", async ({ cell, path }) => {
    const { rows } = await triedSheet(api, workbookOf(sheetOf(`${shared("hostile1")}${cell}${shared("2125550142")}`)));
    expect(rows[0]?.faults.map((fault) => fault.path)).toContain(path);
  });

  it.each([
    { cell: "<c><v>2125550142</v></c>", because: "a number" },
    { cell: "<c><v>2.125550142E9</v></c>", because: "a number with an exponent" },
    { cell: shared("2125550142"), because: "a text" },
    { cell: `<c t="str"><f>"212"&amp;"5550142"</f><v>2125550142</v></c>`, because: "the result of a formula" },
    { cell: shared("'2125550142"), because: "a text with an apostrophe" },
  ])("reads a phone number that is $because", async ({ cell }) => {
    const { rows } = await triedSheet(api, workbookOf(sheetOf(`${shared("phone1")}${shared("Acme")}${cell}`)));
    const paths = rows[0]?.faults.map((fault) => fault.path) ?? [];
    expect(paths).toContain("currency");
    expect(paths).not.toContain("phone");
  });
});
