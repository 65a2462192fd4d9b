import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeEach, expect, it } from "vitest";
import { aSource, read } from "./intake/samples.ts";

/** `export-cdrs.sh` over a table as Kamailio's dialog CDRs fill it. The client is a stand-in for sqlite3 with its output. */

const script = join(import.meta.dirname, "../examples/switches/kamailio/export-cdrs.sh");
const template = "start_time|end_time|duration|call_id|from_tag|src_ip|cli_in|cld_in|sip_code";
const root = mkdtempSync(join(tmpdir(), "switchbook-kamailio-sql-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folder: string;
let database: DatabaseSync;

const insert = (id: number, over: Record<string, string | number | null> = {}) => {
  const row = {
    ...{ start_time: "2026-10-12 10:00:00", end_time: "2026-10-12 10:01:01", duration: 61.004, from_tag: "t" },
    ...{
      call_id: `call-${id}`,
      src_ip: "198.51.100.11",
      cli_in: "12025550142",
      cld_in: "442079460018",
      sip_code: "200",
    },
    ...over,
  };
  const names = Object.keys(row);
  database
    .prepare(`INSERT INTO cdrs (id, ${names.join(", ")}) VALUES (?${", ?".repeat(names.length)})`)
    .run(id, ...Object.values(row));
};

beforeEach(() => {
  folder = mkdtempSync(join(root, "run-"));
  const file = join(folder, "kamailio.db");
  database = new DatabaseSync(file);
  const columns = template.split("|").map((name) => `${name} ${name === "duration" ? "REAL" : "TEXT"}`);
  database.exec(`CREATE TABLE cdrs (id INTEGER PRIMARY KEY, ${columns.join(", ")})`);
  const client = join(folder, "client");
  writeFileSync(
    client,
    `#!/bin/sh\nexec "${process.execPath}" --no-warnings -e '
const { DatabaseSync } = require("node:sqlite");
const rows = new DatabaseSync(process.argv[1]).prepare(require("node:fs").readFileSync(0, "utf8")).all();
for (const row of rows) console.log(Object.values(row).join("|"));' "${file}"\n`,
  );
  chmodSync(client, 0o755);
  const settings = [`SQL_CLIENT=${client}`, `OUT_DIR=${folder}`, `COLUMNS='${template}'`, "MOST=3", "AGAIN=2"];
  writeFileSync(join(folder, "settings"), `${settings.join("\n")}\n`);
});

const run = () => execFileSync("sh", [script, join(folder, "settings")], { encoding: "utf8" });
const files = () => readdirSync(folder).filter((name) => /^cdrs_.*\.txt$/.test(name));
const source = aSource({ format: "kamailio-flatstore", template, timeZone: "UTC" });
const callsIn = (names: readonly string[]) =>
  names.flatMap((name) => {
    const { cdrs, parked } = read(readFileSync(join(folder, name), "utf8"), source);
    expect(parked).toEqual([]);
    return cdrs;
  });

it("every row becomes a call of the flat file's form, answered or not, whatever stands in its text", () => {
  insert(1);
  insert(2, { duration: 0, end_time: "2026-10-12 10:00:00", sip_code: "486" });
  insert(3, { call_id: "with|bar", from_tag: "line\nbreak" });
  insert(4, { cli_in: null });
  run();
  const calls = callsIn(files());
  expect(calls.map(({ callId }) => callId).sort()).toEqual(["call-1", "call-2", "call-4", "with|bar"]);
  expect(calls.find(({ callId }) => callId === "call-1")).toMatchObject({
    billableMs: 61_004,
    cldReceived: "442079460018",
  });
  expect(calls.find(({ callId }) => callId === "call-2")).toMatchObject({ answeredMs: null, billableMs: 0 });
});

it("a run goes on behind the last, reads late rows again, and writes nothing where nothing is new", () => {
  for (const id of [1, 2, 3, 4, 6]) insert(id);
  run();
  const before = files();
  run();
  expect(files()).toEqual(before);
  insert(5);
  insert(7);
  run();
  const added = callsIn(files().filter((name) => !before.includes(name)));
  expect(added.map(({ callId }) => callId)).toEqual(["call-5", "call-6", "call-7"]);
  expect(new Set(callsIn(files()).map(({ callId }) => callId)).size).toBe(7);
});

it("a database that refuses leaves no file and says so, and settings that cannot be are named", () => {
  database.exec("DROP TABLE cdrs");
  const refused = spawnSync("sh", [script, join(folder, "settings")], { encoding: "utf8" });
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("the database refused")]);
  expect(files()).toEqual([]);
  writeFileSync(join(folder, "settings"), `SQL_CLIENT=true\nOUT_DIR=${folder}\nCOLUMNS='call_id; DROP'\n`);
  const wrong = spawnSync("sh", [script, join(folder, "settings")], { encoding: "utf8" });
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining("COLUMNS")]);
});
