import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Value } from "../../functions/exports/column.ts";
import { openTableFile } from "../../functions/exports/formats/open-file.flow.ts";
import { hasPrograms, runs } from "../support/debian-programs.ts";
import { cellsOf } from "./world.ts";

const folder = mkdtempSync(join(tmpdir(), "switchbook-xls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function xlsFile(rows: readonly (readonly Value[])[]): Promise<string> {
  const pieces: Uint8Array[] = [];
  const file = await openTableFile(
    "xls",
    { write: async (piece) => void pieces.push(Buffer.from(piece)) },
    {
      title: "People",
      columns: [
        { id: "name", title: "Name", type: "text" },
        { id: "code", title: "Code", type: "text" },
        { id: "amount", title: "Amount", type: "number" },
      ],
      style: { decimalSeparator: ".", dateFormat: "ISO", timeZone: "UTC" },
      criteria: [],
      madeAt: "2026-01-31T09:30:00.000Z",
    },
  );
  await file.write(rows);
  await file.close();
  const path = join(folder, `${crypto.randomUUID()}.xls`);
  writeFileSync(path, Buffer.concat(pieces));
  return path;
}

/** Worksheets as catdoc's reader tells them, whose authors have nothing to do with the library that we write by. */
async function readSheets(path: string): Promise<string[][][]> {
  const args = ["-d", "utf-8", "-b", "\f", "-q", "1", path];
  const { stdout, status } = spawnSync("xls2csv", args, { maxBuffer: 64_000_000 });
  expect(status).toBe(0);
  const sheets = stdout
    .toString()
    .split("\f")
    .filter((text) => text.trim() !== "");
  return Promise.all(sheets.map((text) => cellsOf(Buffer.from(text))));
}

const reader = hasPrograms(() => runs("xls2csv"), ["catdoc"], "no workbook of old Excel is read by xls2csv");

describe.runIf(reader)("a reader of old Excel by other authors", { timeout: 60_000 }, () => {
  it("finds every text as it was, leading zeros and signs among them, and numbers as numbers", async () => {
    const rows: Value[][] = [
      ['Żółw, "Ltd"', "0044207946", "-17.84"],
      ["=1+1", "+442079460018", "0.1"],
      ["Καλημέρα", "0", "1234567.5"],
    ];
    expect(await readSheets(await xlsFile(rows))).toEqual([[["Name", "Code", "Amount"], ...rows]]);
  });

  it("finds the second worksheet with its header line where the first is full", async () => {
    const rows = Array.from({ length: 65_540 }, (_, at): Value[] => [`n${at}`, "x", at]);
    const sheets = await readSheets(await xlsFile(rows));
    expect(sheets.map((sheet) => sheet.length)).toEqual([65_536, 6]);
    expect([sheets[0]?.at(-1), sheets[1]?.[0], sheets[1]?.at(-1)]).toEqual([
      ["n65534", "x", "65534"],
      ["Name", "Code", "Amount"],
      ["n65539", "x", "65539"],
    ]);
  });
});
