import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { SaxesParser } from "saxes";
import { beforeAll, describe, expect, it } from "vitest";
import { signInAt } from "../bin/demo/operator-api.ts";
import { demoSources } from "../bin/demo/set-up.ts";
import { freePort } from "../local/free-port.ts";
import { cleanEnvironment, start, untilHealthy } from "./support/local-stack.ts";

const script = join(import.meta.dirname, "../examples/ship-cdrs.sh");
const spools = readFileSync(join(import.meta.dirname, "fixtures/cdr-samples/freeswitch_json_cdr.ndjson"), "utf8")
  .trim()
  .split("\n");
const header =
  "call_id,leg,account,cli,cld,source_ip,gateway,setup_time,answer_time,end_time,billable_ms,sip_code,q850,hangup_by,codec";

/** Calls of nobody's customer: each is parked, and so can be counted without a tariff. */
function strangers(name: string, lines: number): string {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const row = (n: number) =>
    `${name}-${n},a,,442079460000,44207940001,203.0.113.9,gw1,${at},${at},${at},0,200,16,caller,PCMA`;
  return `${[header, ...Array.from({ length: lines }, (_, n) => row(n))].join("\n")}\n`;
}

function closedFile(path: string, body: string): void {
  writeFileSync(path, body);
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(path, hourAgo, hourAgo);
}

function folder(files: readonly string[], lines: number): string {
  const dir = mkdtempSync(join(tmpdir(), "switchbook-ship-"));
  for (const file of files) closedFile(join(dir, file), strangers(`${dir}-${file}`, lines));
  return dir;
}

let port: number;
let base: Record<string, string>;
let office: Awaited<ReturnType<typeof signInAt>>;
let spoolSource: string;

function run(settings: Record<string, string>) {
  const env = { ...cleanEnvironment(), ...base, PATTERN: "Master.csv.*", TRIES: "1", ...settings };
  const child = spawn("sh", [script], { env, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (data: Buffer) => (said += data));
  return { child, ended: once(child, "close").then(([code]) => ({ code: code as number | null, said })) };
}

const there = (dir: string) => readdirSync(dir).filter((name) => name.startsWith("Master"));
const sent = (dir: string) => (existsSync(join(dir, "sent")) ? readdirSync(join(dir, "sent")).sort() : []);

interface Suspended {
  items: { source: string; count: number }[];
}
async function waiting(source = base["SOURCE"]): Promise<number> {
  const { items } = await office.get<Suspended>("/suspense/counts");
  return items.filter((one) => one.source === source).reduce((sum, one) => sum + one.count, 0);
}

beforeAll(async () => {
  port = await freePort();
  const stack = start({ PORT: String(port), SWITCHBOOK_DATA: mkdtempSync(join(tmpdir(), "switchbook-ship-data-")) });
  await untilHealthy(port, stack);
  const url = `http://127.0.0.1:${port}`;
  const [admin] = (await (await fetch(`${url}/local/sign-ins`)).json()) as { username: string; password: string }[];
  office = await signInAt(url, admin ?? { username: "", password: "" });
  const csv = demoSources.find((source) => source.switch === "sbc1");
  const { id } = await office.post<{ id: string }>("/cdr-sources", csv);
  const json = { name: "Spools", switch: "fs9", format: "freeswitch-json" };
  spoolSource = (await office.post<{ id: string }>("/cdr-sources", json)).id;
  const key = await office.post<{ secret: string }>("/api-keys", { name: "Shipper", scopes: ["switch"] });
  base = { SWITCHBOOK_URL: url, SWITCHBOOK_KEY: key.secret, SOURCE: id };
}, 180_000);

describe("ship-cdrs.sh", () => {
  it("ships closed files and spools, keeps a receipt of each, and leaves what may still grow", async () => {
    const dir = folder(["Master.csv.1", "Master.csv.2", "Master.csv.3"], 20);
    writeFileSync(join(dir, "Master.csv.4"), strangers("growing", 1));
    closedFile(join(dir, "Master.csv"), strangers("open", 1));
    mkdirSync(join(dir, "sent"));
    writeFileSync(join(dir, "sent", "Master.csv.1"), "of another day");
    const spool = mkdtempSync(join(tmpdir(), "switchbook-spool-"));
    for (const [n, body] of spools.entries()) closedFile(join(spool, `call-${n}.cdr.json`), body);
    const before = await waiting();
    const result = await run({ CDR_DIR: dir, SPOOL_DIR: spool, SPOOL_SOURCE: spoolSource }).ended;
    expect(result).toEqual({ code: 0, said: "" });
    expect(sent(dir)).toEqual(["Master.csv.1", "Master.csv.1.1", "Master.csv.2", "Master.csv.3"]);
    expect(readFileSync(join(dir, "sent", "Master.csv.1"), "utf8")).toBe("of another day");
    expect(there(dir).sort()).toEqual(["Master.csv", "Master.csv.4"]);
    expect(sent(spool)).toHaveLength(spools.length);
    const receipts = readFileSync(join(dir, "ship-cdrs.log"), "utf8");
    expect(receipts.match(/lines=20 accepted=0 duplicates=0 parked=20 Master/g)).toHaveLength(3);
    expect(receipts.match(/ spool /g)).toHaveLength(spools.length);
    expect(await waiting()).toBe(before + 60);
  });

  it("ships spools of mod_xml_cdr beside those of mod_json_cdr, plain and encoded, each to its source", async () => {
    const xml = { name: "XML spools", switch: "fs8", format: "freeswitch-xml" };
    const { id } = await office.post<{ id: string }>("/cdr-sources", xml);
    const spool = mkdtempSync(join(tmpdir(), "switchbook-spool-"));
    const samples = join(import.meta.dirname, "fixtures/cdr-samples/freeswitch_xml_cdr");
    const calls = readdirSync(samples).filter((name) => name.endsWith(".cdr.xml"));
    for (const [n, name] of calls.entries()) {
      const body = readFileSync(join(samples, name), "utf8");
      closedFile(join(spool, name), n === 0 ? encodeURIComponent(body) : body);
    }
    closedFile(join(spool, "torn.cdr.xml"), "<cdr><variables>");
    closedFile(join(spool, "one.cdr.json"), spools[0] ?? "");
    const settings = { SPOOL_DIR: spool, SPOOL_SOURCE: spoolSource, XML_SPOOL_DIR: spool, XML_SPOOL_SOURCE: id };
    const result = await run(settings).ended;
    expect(sent(spool)).toEqual([...calls, "one.cdr.json"].sort());
    expect([result.code, result.said.includes("torn.cdr.xml was refused (400)")]).toEqual([1, true]);
    expect(readdirSync(join(spool, "refused")).sort()).toEqual(["torn.cdr.xml", "torn.cdr.xml.answer"]);
    // A spool goes through the stream: it is answered before it is rated.
    await expect.poll(() => waiting(id), { timeout: 60_000, interval: 200 }).toBeGreaterThan(0);
    expect(await run(settings).ended).toEqual({ code: 0, said: "" });
  });

  it("killed in the middle loses nothing and doubles nothing when it runs again", async () => {
    const dir = folder(["Master.csv.1", "Master.csv.2", "Master.csv.3"], 300);
    const before = await waiting();
    const first = run({ CDR_DIR: dir });
    while (!existsSync(join(dir, "sent")) && first.child.exitCode === null) await pause(20);
    if (first.child.pid) process.kill(-first.child.pid, "SIGKILL");
    expect((await first.ended).code).toBeNull();
    expect(there(dir).length).toBeGreaterThan(0);
    expect(await run({ CDR_DIR: dir }).ended).toEqual({ code: 0, said: "" });
    expect([there(dir), sent(dir)]).toEqual([[], ["Master.csv.1", "Master.csv.2", "Master.csv.3"]]);
    expect(await waiting()).toBe(before + 900);
  });

  it("ships files of any name: with line ends, tabs, a leading dash, and what a shell would expand", async () => {
    const names = ["-rf two  blanks .cdr", "line\nend.cdr", "$(exit 7) a*b?.cdr", "Zürich\t1.cdr"];
    const dir = folder([], 0);
    for (const [n, name] of names.entries()) closedFile(join(dir, name), strangers(`${dir}-${n}`, 3));
    const before = await waiting();
    expect(await run({ CDR_DIR: dir, PATTERN: "*.cdr" }).ended).toEqual({ code: 0, said: "" });
    expect(sent(dir)).toEqual([...names].sort());
    expect(await waiting()).toBe(before + 3 * names.length);
    const receipts = readFileSync(join(dir, "ship-cdrs.log"), "utf8").trim().split("\n");
    expect(receipts).toHaveLength(names.length);
    expect(receipts.every((line) => /lines=3 accepted=0 duplicates=0 parked=3 .*\.cdr$/.test(line))).toBe(true);
  });

  it("keeps a file that cannot be put away, says so, leaves no torn copy, and loses nothing when there is room again", async () => {
    const dir = folder(["Master.csv.1", "Master.csv.2"], 4);
    const full = mkdtempSync(join(tmpdir(), "switchbook-full-"));
    // As on a full disk: a part of the copy, a message and a failure.
    const torn = '#!/bin/sh\nhead -c 10 "$1" >"$2"\necho "mv: no space left on device" >&2\nexit 1\n';
    writeFileSync(join(full, "mv"), torn, { mode: 0o755 });
    const body = readFileSync(join(dir, "Master.csv.1"), "utf8");
    const before = await waiting();
    const refusing = await run({ CDR_DIR: dir, PATH: `${full}:${process.env["PATH"]}` }).ended;
    expect(refusing.code).toBe(1);
    for (const name of ["Master.csv.1", "Master.csv.2"])
      expect(refusing.said).toContain(`${name} stays: cannot move it to ${dir}/sent/${name}; it goes again`);
    expect([there(dir).sort(), sent(dir)]).toEqual([["Master.csv.1", "Master.csv.2"], []]);
    expect(await run({ CDR_DIR: dir }).ended).toEqual({ code: 0, said: "" });
    expect([there(dir), sent(dir)]).toEqual([[], ["Master.csv.1", "Master.csv.2"]]);
    expect(readFileSync(join(dir, "sent", "Master.csv.1"), "utf8")).toBe(body);
    expect(await waiting()).toBe(before + 8);
  });

  it("keeps the files where neither sent/ nor a receipt can be written, and says which", async () => {
    const dir = folder(["Master.csv.1"], 2);
    writeFileSync(join(dir, "sent"), "no folder");
    const noPlace = await run({ CDR_DIR: dir }).ended;
    expect([noPlace.code, noPlace.said.includes(`Master.csv.1 stays: cannot make ${dir}/sent`)]).toEqual([1, true]);
    rmSync(join(dir, "sent"));
    const noReceipt = await run({ CDR_DIR: dir, RECEIPTS: "/dev/full" }).ended;
    expect([noReceipt.code, noReceipt.said.includes("cannot write /dev/full: is the disk full?")]).toEqual([2, true]);
    expect([there(dir), sent(dir)]).toEqual([["Master.csv.1"], []]);
    expect(await run({ CDR_DIR: dir }).ended).toEqual({ code: 0, said: "" });
    expect(sent(dir)).toEqual(["Master.csv.1"]);
  });

  it("keeps files while the receiver is away, and ships them with the next run", async () => {
    const dir = folder(["Master.csv.1"], 5);
    const away = await run({ CDR_DIR: dir, SWITCHBOOK_URL: `http://127.0.0.1:${await freePort()}`, TRIES: "2" }).ended;
    expect([away.code, there(dir), sent(dir)]).toEqual([3, ["Master.csv.1"], []]);
    expect(away.said).toContain("the receiver is away");
    expect((await run({ CDR_DIR: dir }).ended).code).toBe(0);
    expect(sent(dir)).toEqual(["Master.csv.1"]);
  });

  it("says that the key was refused, and keeps the file", async () => {
    const dir = folder(["Master.csv.1"], 5);
    const refused = await run({ CDR_DIR: dir, SWITCHBOOK_KEY: "sk_wrong" }).ended;
    expect([refused.code, there(dir)]).toEqual([4, ["Master.csv.1"]]);
    expect(refused.said).toContain("the key was refused");
  });

  it("does not start beside another run", async () => {
    const dir = folder(["Master.csv.1"], 5);
    mkdirSync(join(dir, ".ship-cdrs.lock"));
    writeFileSync(join(dir, ".ship-cdrs.lock", "pid"), String(process.pid));
    expect([(await run({ CDR_DIR: dir }).ended).code, there(dir)]).toEqual([5, ["Master.csv.1"]]);
  });
});

it("the example configuration of FreeSWITCH is sound XML", () => {
  const parser = new SaxesParser();
  const names: string[] = [];
  parser.on("opentag", ({ name, attributes }) => {
    if (name === "param") names.push(String(attributes["name"]));
  });
  const conf = join(import.meta.dirname, "../examples/switches/freeswitch/json_cdr.conf.xml");
  parser.write(readFileSync(conf, "utf8")).close();
  expect(names).toEqual(expect.arrayContaining(["url", "cred", "auth-scheme", "err-log-dir", "retries"]));
});
