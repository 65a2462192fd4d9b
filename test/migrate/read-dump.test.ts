import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DumpFault, type DumpRow } from "../../bin/migrate/dump.ts";
import { rowsOf } from "../../bin/migrate/open-dump.ts";
import { SqlRows } from "../../bin/migrate/sql-rows.ts";
import { zipOf } from "../support/workbook.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dump-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const plain = (rows: DumpRow[]) =>
  rows.map(({ table, row, values }) => ({ table, row, ...Object.fromEntries(values) }));

/** Fed in pieces of so many characters. */
function read(sql: string, piece = 7, wants = (_: string) => true) {
  const rows = new SqlRows(wants);
  const found: DumpRow[] = [];
  for (let at = 0; at < sql.length; at += piece) found.push(...rows.feed(sql.slice(at, at + piece)));
  found.push(...rows.end());
  return plain(found);
}

const create =
  "CREATE TABLE `t` (\n  `a` int(11) NOT NULL DEFAULT '0' COMMENT 'x, y',\n  `b` text,\n  PRIMARY KEY (`a`)\n);\n";

const marks: Record<string, string> = { "\n": "n", "\r": "r", "\0": "0", "\x1a": "Z", "\\": "\\", "'": "'", '"': '"' };
const escaped = (text: string): string => [...text].map((char) => (marks[char] ? `\\${marks[char]}` : char)).join("");

describe("the reader of SQL dumps", () => {
  it("gives back every text, however it is escaped and wherever the pieces are cut", () => {
    const value = fc.option(fc.string({ unit: "grapheme", maxLength: 30 }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 }),
        fc.nat(9),
        fc.boolean(),
        (rows, cut, doubled) => {
          const quoted = (text: string | null) =>
            text === null
              ? "NULL"
              : doubled
                ? `'${escaped(text.replaceAll("'", "\u0001")).replaceAll("\u0001", "''")}'`
                : `'${escaped(text)}'`;
          const sql = `${create}INSERT INTO \`t\` VALUES ${rows.map(([a, b]) => `(${quoted(a)},${quoted(b)})`).join(",")};\n`;
          expect(read(sql, cut + 1)).toEqual(rows.map(([a, b], i) => ({ table: "t", row: i + 1, a, b })));
        },
      ),
    );
  });

  it.each([
    ["0x4142", "AB", "--hex-blob writes bytes so"],
    ["X'4142'", "AB", "the standard's way to write bytes"],
    ["_binary 'AB'", "AB", "newer versions mark binary columns"],
    ["_utf8mb4'AB'", "AB", "a charset in front of a text is not part of it"],
    ["-1.50", "-1.50", "numbers stay as they are written"],
    ["1e-05", "1e-05", "floats may be written with an exponent"],
    ["''", "", "an empty text is not NULL"],
    ["'a''b'", "a'b", "a doubled quote is one"],
    ['"a\\"b"', 'a"b', "texts may stand in double quotes"],
    ["'100\\%'", "100\\%", "MySQL keeps the backslash in front of % and _"],
    ["'-- no; comment /* ('", "-- no; comment /* (", "what stands in quotes is text"],
    ["NULL", null, "NULL is no text"],
  ])("reads %s as %j, because %s", (written, value, _because) => {
    for (const piece of [1, 2, 1000])
      expect(read(`${create}INSERT INTO t VALUES (1,${written});`, piece)).toEqual([
        { table: "t", row: 1, a: "1", b: value },
      ]);
  });

  it("passes comments, other statements and tables that nobody wants, and takes the columns that an INSERT names", () => {
    const sql = `-- dump's head\n# more; of it\n/*!40101 SET NAMES utf8 */;\nLOCK TABLES \`t\` WRITE;\n${create}
      INSERT INTO \`no\` VALUES (1,'('),(2,')');
      INSERT IGNORE INTO \`db\`.\`t\` (\`b\`, a) VALUES ('x', 1), ('y', 2); UNLOCK TABLES;`;
    const wanted = read(sql, 3, (table) => table === "t");
    expect(wanted).toEqual([
      { table: "t", row: 1, b: "x", a: "1" },
      { table: "t", row: 2, b: "y", a: "2" },
    ]);
  });
});

async function faultOf(name: string, bytes: Uint8Array | string, charset = "utf-8"): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  try {
    for await (const _ of rowsOf({ path: file, charset }, () => true));
  } catch (error) {
    if (error instanceof DumpFault) return error.message;
    throw error;
  }
  return "read";
}

describe("a dump that is not whole", () => {
  const good = `${create}INSERT INTO \`t\` VALUES (1,'a'),(2,'b');\n`;

  it.each([
    ["cut.sql", good.slice(0, -8), "cut off"],
    ["text.sql", good.slice(0, -4), "cut off"],
    ["packed.sql.gz", gzipSync(good).subarray(0, 40), "cut off or damaged"],
    ["latin1.sql", Buffer.from(good.replace("'a'", "'Zo\xeb'"), "latin1"), "not utf-8"],
    ["columns.sql", "INSERT INTO t VALUES (1);", "name no columns"],
    ["count.sql", `${create}INSERT INTO t VALUES (1);`, "1 values for 2 columns"],
    ["other.txt", "hello\n", "no dump"],
    ["picture.sql", Buffer.from([0x89, 0x50, 0x4e, 0x47]), "not utf-8"],
    ["bomb.sql.gz", gzipSync(Buffer.alloc(120_000_000, " ")), "unpacks to more than"],
    ["value.sql", `${create}INSERT INTO t VALUES (1,'${"x".repeat(1_100_000)}');`, "a value of more than"],
  ])("%s is refused with what is wrong", async (name, bytes, says) => {
    expect(await faultOf(name, bytes)).toContain(says);
  });

  it("a line of 100 MB is read as the rows that it has", async () => {
    const line = Array.from({ length: 100_000 }, (_, i) => `(${i},'${"x".repeat(1000)}')`).join(",");
    const file = path.join(folder, "line.sql");
    await writeFile(file, `${create}INSERT INTO t VALUES ${line};`);
    let rows = 0;
    for await (const { values } of rowsOf({ path: file, charset: "utf-8" }, () => true)) rows += values.size / 2;
    expect(rows).toBe(100_000);
  });

  it("is read in the charset that is named", async () => {
    expect(await faultOf("named.sql", Buffer.from(good.replace("'a'", "'Zo\xeb'"), "latin1"), "latin1")).toBe("read");
  });
});

describe("CSV files", () => {
  const tables = { "t.csv": '\ufeffa,b\n1,"x ""y"", z"\n2,\\N\n', "no.csv": "a\n1\n" };
  const parts = Object.entries(tables).map(([name, body]) => ({ name: `dump/${name}`, body }));
  const rowsIn = async (file: string) => {
    const found: DumpRow[] = [];
    for await (const row of rowsOf({ path: file, charset: "utf-8" }, (table) => table === "t")) found.push(row);
    return plain(found);
  };
  const wanted = [
    { table: "t", row: 1, a: "1", b: 'x "y", z' },
    { table: "t", row: 2, a: "2", b: null },
  ];

  it("in a folder are a table each, with NULL as MySQL writes it", async () => {
    const csv = path.join(folder, "csv");
    await mkdir(csv);
    for (const [name, body] of Object.entries(tables)) await writeFile(path.join(csv, name), body);
    expect(await rowsIn(csv)).toEqual(wanted);
  });

  it("in a ZIP file are the same, in whatever folder of it they are", async () => {
    const file = path.join(folder, "dump.zip");
    await writeFile(file, zipOf(parts));
    expect(await rowsIn(file)).toEqual(wanted);
  });

  it.each([
    ["cut.zip", zipOf(parts).subarray(0, 60), "damaged"],
    [
      "bomb.zip",
      zipOf([{ name: "t.csv", body: `a,b\n${`1,${"x".repeat(100_000)}\n`.repeat(1200)}` }]),
      "unpacks to more than",
    ],
    ["latin1.zip", zipOf([{ name: "t.csv", body: Buffer.from("a,b\n1,Zo\xeb\n", "latin1") }]), "not utf-8"],
  ])("in %s are refused with what is wrong", async (name, bytes, says) => {
    expect(await faultOf(name, Buffer.from(bytes))).toContain(says);
  });
});
