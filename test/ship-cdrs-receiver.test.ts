import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cleanEnvironment } from "./support/local-stack.ts";

const script = join(import.meta.dirname, "../examples/ship-cdrs.sh");

interface Answer {
  status: number;
  retryAfter?: string;
  body?: string;
}
const taken: Answer = { status: 202, body: '{"accepted":1,"duplicates":0,"parked":[]}' };
const notNow = '{"error":{"message":"not now"}}';

/** A receiver that gives the answers in turn, the last one for ever, and says how often it was asked. */
async function receiver(answers: readonly Answer[]) {
  let asked = 0;
  const server = createServer((request, response) => {
    const { status, retryAfter, body = notNow } = answers[Math.min(asked++, answers.length - 1)] ?? taken;
    request.resume().on("end", () => {
      response.writeHead(status, retryAfter === undefined ? {} : { "Retry-After": retryAfter });
      response.end(body.replaceAll("HERE", `http://${request.headers.host}`));
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked, server };
}

function spool(names: readonly string[]): string {
  const dir = mkdtempSync(join(tmpdir(), "switchbook-spool-"));
  const hourAgo = Date.now() / 1000 - 3600;
  for (const [index, name] of names.entries()) {
    writeFileSync(join(dir, name), "{}\n");
    // The first is the oldest, and goes first.
    utimesSync(join(dir, name), hourAgo + index, hourAgo + index);
  }
  return dir;
}

const names = (dir: string, folder: string): string[] =>
  existsSync(join(dir, folder)) ? readdirSync(join(dir, folder)).sort() : [];

async function ship(dir: string, answers: readonly Answer[], settings: Record<string, string> = {}) {
  const { url, asked, server } = await receiver(answers);
  const base = { SWITCHBOOK_URL: url, SWITCHBOOK_KEY: "sbk_x", SOURCE: "src_1", SPOOL_DIR: dir, TRIES: "3" };
  const child = spawn("sh", [script], { env: { ...cleanEnvironment(), ...base, ...settings }, stdio: "pipe" });
  let said = "";
  child.stderr.on("data", (data: Buffer) => (said += data));
  const [code] = await once(child, "close");
  server.close();
  return { code, said, asked: asked(), sent: names(dir, "sent") };
}

describe("ship-cdrs.sh, while the receiver is not well", () => {
  it.each([
    { answers: [{ status: 503 }, taken], asked: 2, because: "it was away" },
    { answers: [{ status: 429, retryAfter: "2" }, taken], asked: 2, because: "it was asked too often" },
    { answers: [{ status: 503, retryAfter: "Fri, 31 Dec 1999 23:59:59 GMT" }, taken], asked: 2, because: "a date" },
    { answers: [{ status: 500 }, { status: 502 }, taken], asked: 3, because: "it failed twice" },
  ])("sends again until it is taken: $because", async ({ answers, asked }) => {
    const dir = spool(["a.cdr.json"]);
    expect(await ship(dir, answers)).toEqual({ code: 0, said: "", asked, sent: ["a.cdr.json"] });
  });

  it("gives up after its tries, and the file stays for the next run", async () => {
    const dir = spool(["a.cdr.json"]);
    expect(await ship(dir, [{ status: 503 }], { TRIES: "2" })).toMatchObject({ code: 3, asked: 2, sent: [] });
    expect(await ship(dir, [taken])).toMatchObject({ code: 0, sent: ["a.cdr.json"] });
  });

  it.each([{ status: 400 }, { status: 413 }])(
    "moves what is refused ($status) aside with the answer beside it, ships the files behind it, and asks no more",
    async ({ status }) => {
      const dir = spool(["a.cdr.json", "b.cdr.json"]);
      mkdirSync(join(dir, "refused"));
      writeFileSync(join(dir, "refused", "a.cdr.json"), "of another day");
      const first = await ship(dir, [{ status }, taken]);
      expect(first).toMatchObject({ code: 1, asked: 2, sent: ["b.cdr.json"] });
      expect(first.said).toContain(`a.cdr.json was refused (${status}): not now; it is in ${join(dir, "refused")}`);
      expect(names(dir, "refused")).toEqual(["a.cdr.json", "a.cdr.json.1", "a.cdr.json.1.answer"]);
      const kept = (name: string) => readFileSync(join(dir, "refused", name), "utf8");
      expect(["a.cdr.json", "a.cdr.json.1"].map(kept)).toEqual(["of another day", "{}\n"]);
      expect(kept("a.cdr.json.1.answer")).toBe(`${status}\n${notNow}`);
      expect(await ship(dir, [taken])).toMatchObject({ code: 0, said: "", asked: 0 });
    },
  );

  it("leaves what is refused for the settings' sake where it is", async () => {
    const dir = spool(["a.cdr.json"]);
    const result = await ship(dir, [{ status: 404 }]);
    expect(result).toMatchObject({ code: 1, asked: 1, sent: [] });
    expect([result.said.includes("stays: refused (404): not now"), names(dir, "refused")]).toEqual([true, []]);
    expect(await ship(dir, [taken])).toMatchObject({ code: 0, sent: ["a.cdr.json"] });
  });

  it.each([
    { body: '{"accepted":0,"duplicates":0,"parked":[]}', because: "nothing of it was counted" },
    { body: "<html>Welcome to the guest network</html>", because: "somebody else answered" },
  ])("names and keeps a spool that does not balance: $because", async ({ body }) => {
    const dir = spool(["a.cdr.json"]);
    const result = await ship(dir, [{ status: 200, body }]);
    expect(result).toMatchObject({ code: 1, sent: [] });
    expect(result.said).toContain("a.cdr.json stays: spool does not balance:");
    expect(await ship(dir, [taken])).toMatchObject({ code: 0, sent: ["a.cdr.json"] });
  });

  const ticket = { status: 201, body: '{"id":"upl_1","url":"HERE/store"}' };
  const stored = { status: 200, body: "" };
  it.each([
    {
      counts: '"lines":3,"accepted":1,"duplicates":1,"parked":0',
      because: "3 lines, 1 accepted, 1 duplicates, 0 parked",
    },
    { counts: '"lines":3', because: "3 lines, no accepted, no duplicates, no parked" },
  ])("names and keeps a file that does not balance: $because", async ({ counts, because }) => {
    const dir = spool(["cdrs.1"]);
    const settings = { CDR_DIR: dir, PATTERN: "cdrs.*", SPOOL_DIR: "" };
    const done = { status: 200, body: `{"status":"done",${counts}}` };
    const result = await ship(dir, [ticket, stored, done], settings);
    expect(result).toMatchObject({ code: 1, asked: 3, sent: [] });
    expect(result.said).toContain(`cdrs.1 stays: upl_1 does not balance: ${because}`);
    expect(readdirSync(dir)).toContain("cdrs.1");
  });

  it("moves a file aside that the receiver took and cannot read", async () => {
    const dir = spool(["cdrs.1"]);
    const failed = { status: 200, body: '{"status":"failed","error":"It does not unpack."}' };
    const settings = { CDR_DIR: dir, PATTERN: "cdrs.*", SPOOL_DIR: "" };
    expect(await ship(dir, [ticket, stored, failed], settings)).toMatchObject({ code: 1, sent: [] });
    expect(names(dir, "refused")).toEqual(["cdrs.1", "cdrs.1.answer"]);
    expect(readFileSync(join(dir, "refused", "cdrs.1.answer"), "utf8")).toContain("It does not unpack.");
  });

  it("takes names with blanks, quotes and a leading dash", async () => {
    const odd = ["-rf.cdr.json", "a b.cdr.json", 'it\'s "new".cdr.json'];
    expect(await ship(spool(odd), [taken])).toEqual({ code: 0, said: "", asked: 3, sent: odd });
  });

  it("takes over the lock of a process that is gone, though its number is in use again", async () => {
    const dir = spool(["a.cdr.json"]);
    mkdirSync(join(dir, ".ship-cdrs.lock"));
    writeFileSync(join(dir, ".ship-cdrs.lock", "pid"), `${process.pid} ofanotherboot1`);
    expect(await ship(dir, [taken])).toMatchObject({ code: 0, sent: ["a.cdr.json"] });
    expect(existsSync(join(dir, ".ship-cdrs.lock"))).toBe(false);
  });
});
