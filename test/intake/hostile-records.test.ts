import { describe, expect, it } from "vitest";
import { Normaliser, outcomesOf } from "../../functions/intake/normalise.ts";
import { afterAll, sample, sources } from "./samples.ts";

/**
 * Records whose length a reader that goes back over what it has read would square: a megabyte is then hours of work and
 * the test never ends. Nothing is timed; how long the worst record takes is a matter of the benchmark.
 */

const mega = 1_000_000;
const [kamailio = ""] = sample("kamailio_acc_json.ndjson").toString().split("\n");
const reasons = (body: string, source: (typeof sources)[keyof typeof sources]) =>
  outcomesOf(body, source, afterAll).map((outcome) => ("reason" in outcome ? outcome.reason : "read"));

describe("a record of a megabyte that is made to be slow", () => {
  it.each([
    {
      because: "blanks that may stand before a tail",
      source: sources.kamailio,
      record: `{"a":1}${" ".repeat(mega)}x`,
      ends: ["MALFORMED"],
    },
    {
      because: "NUL bytes that may be padding",
      source: sources.kamailio,
      record: `x${"\0".repeat(mega)}x`,
      ends: ["MALFORMED"],
    },
    {
      because: "lists that open and never close",
      source: sources.kamailio,
      record: `${"[".repeat(mega)}x`,
      ends: ["MALFORMED"],
    },
    {
      because: "lists in lists, too deep to be written again",
      source: sources.kamailio,
      record: `[${"[".repeat(mega / 4)}${"]".repeat(mega / 4)}]`,
      ends: ["MALFORMED"],
    },
    {
      because: "braces inside a text, each of which may end an object",
      source: sources.vos,
      record: `{"a":"${"}".repeat(mega)}`,
      ends: ["MALFORMED"],
    },
    {
      because: "blanks in an envelope",
      source: sources.vos,
      record: `{"retCode":0,"infoCdrs":${" ".repeat(4000)}x}`,
      ends: ["MALFORMED"],
    },
    {
      because: "tags that nothing closes, and ends of tags that nothing opened",
      source: sources.freeswitchXml,
      record: `<cdr>${"<a>".repeat(mega / 8)}${"</b>".repeat(mega / 8)}</cdr>`,
      ends: ["MALFORMED"],
    },
    {
      because: "separators",
      source: sources.asterisk,
      record: ",".repeat(mega),
      ends: ["MALFORMED"],
    },
    {
      because: "separators where a quote is a character like any other",
      source: { ...sources.generic, csv: { ...sources.generic.csv, quoting: "none" as const } },
      record: ",".repeat(mega),
      ends: ["MALFORMED"],
    },
    {
      because: "doubled quotes",
      source: sources.asterisk,
      record: `"${'""'.repeat(mega / 2)}`,
      ends: ["MALFORMED"],
    },
  ])("ends parked, once: $because", ({ source, record, ends }) => {
    expect(reasons(`${record}\n`, source)).toEqual(ends);
  });

  it.each([
    { columns: 1000, says: "The header has no column" },
    { columns: 1001, says: "The line has more than 1,000 columns." },
    { columns: mega / 2, says: "The line has more than 1,000 columns." },
  ])("may have 1,000 columns and not one more: a header of $columns", ({ columns, says }) => {
    const header = Array.from({ length: columns }, (_, n) => n % 10).join(",");
    const [first, ...rest] = outcomesOf(`${header}\n`, sources.generic, afterAll);
    expect([first, rest]).toEqual([expect.objectContaining({ reason: "MALFORMED", line: 1 }), []]);
    expect(first).toHaveProperty("detail", expect.stringContaining(says));
  });

  it("as the header leaves each row behind it waiting, and where columns are positions they are read", () => {
    const [head = "", ...rows] = sample("generic.csv").toString().trimEnd().split("\n");
    const body = `${",".repeat(mega)}\n${rows.join("\n")}\n`;
    const [row = ""] = rows;
    expect(reasons(`${body}${row}\n`, sources.generic)).toEqual(Array(rows.length + 2).fill("MALFORMED"));
    const names = head.split(",");
    const places = Object.entries(sources.generic.columns).map(([role, name]) => [role, names.indexOf(`${name}`) + 1]);
    const byPosition = { ...sources.generic, columns: Object.fromEntries(places) };
    expect(reasons(body, byPosition)).toEqual(["MALFORMED", ...rows.map(() => "read")]);
  });

  it("costs nothing more when it comes byte by byte", () => {
    const normaliser = new Normaliser(sources.kamailio, afterAll);
    const byte = new Uint8Array([120]);
    for (let count = 0; count < mega; count++) normaliser.push(byte);
    expect([...normaliser.push(Buffer.from("\n")), ...normaliser.end()]).toMatchObject([{ reason: "MALFORMED" }]);
  });

  it("does not fail the records beside it", () => {
    expect(reasons(`${kamailio}\n${"[".repeat(mega)}\n${kamailio}\n`, sources.kamailio)).toEqual(["read", "read"]);
  });

  it("leaves the items of a list as they are written", () => {
    const exact = kamailio.replace("{", '{"more":9007199254740993,"text":"[,]{\\"",');
    const [first] = outcomesOf(
      `[ ${exact.replace('"442079460018"', '"x y"')} , ${exact} ]\n`,
      sources.kamailio,
      afterAll,
    );
    expect(first).toMatchObject({ reason: "BAD_NUMBER", raw: expect.stringContaining('"more":9007199254740993') });
  });
});
