import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
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
}
const taken: Answer = { status: 202 };

/** A receiver that gives the answers in turn, the last one for ever, and says how often it was asked. */
async function receiver(answers: readonly Answer[]) {
  let asked = 0;
  const server = createServer((request, response) => {
    const { status, retryAfter } = answers[Math.min(asked++, answers.length - 1)] ?? taken;
    request.resume().on("end", () => {
      response.writeHead(status, retryAfter === undefined ? {} : { "Retry-After": retryAfter });
      response.end(status === 202 ? '{"accepted":1,"duplicates":0,"parked":[]}' : '{"error":{"message":"not now"}}');
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked, server };
}

function spool(names: readonly string[]): string {
  const dir = mkdtempSync(join(tmpdir(), "switchbook-spool-"));
  const hourAgo = Date.now() / 1000 - 3600;
  for (const name of names) {
    writeFileSync(join(dir, name), "{}\n");
    utimesSync(join(dir, name), hourAgo, hourAgo);
  }
  return dir;
}

async function ship(dir: string, answers: readonly Answer[], settings: Record<string, string> = {}) {
  const { url, asked, server } = await receiver(answers);
  const base = { SWITCHBOOK_URL: url, SWITCHBOOK_KEY: "sbk_x", SOURCE: "src_1", SPOOL_DIR: dir, TRIES: "3" };
  const child = spawn("sh", [script], { env: { ...cleanEnvironment(), ...base, ...settings }, stdio: "pipe" });
  let said = "";
  child.stderr.on("data", (data: Buffer) => (said += data));
  const [code] = await once(child, "close");
  server.close();
  const sent = existsSync(join(dir, "sent")) ? readdirSync(join(dir, "sent")).sort() : [];
  return { code, said, asked: asked(), sent };
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

  it("asks once for what is refused, says so, and ships the files behind it", async () => {
    const dir = spool(["a.cdr.json", "b.cdr.json"]);
    const result = await ship(dir, [{ status: 400 }, taken]);
    expect(result).toMatchObject({ code: 1, asked: 2 });
    expect(result.sent).toHaveLength(1);
    expect(result.said).toContain("stays: refused (400): not now");
  });

  it("takes names with blanks, quotes and a leading dash", async () => {
    const names = ["-rf.cdr.json", "a b.cdr.json", 'it\'s "new".cdr.json'];
    expect(await ship(spool(names), [taken])).toEqual({ code: 0, said: "", asked: 3, sent: names });
  });

  it("takes over the lock of a process that is gone, though its number is in use again", async () => {
    const dir = spool(["a.cdr.json"]);
    mkdirSync(join(dir, ".ship-cdrs.lock"));
    writeFileSync(join(dir, ".ship-cdrs.lock", "pid"), `${process.pid} ofanotherboot1`);
    expect(await ship(dir, [taken])).toMatchObject({ code: 0, sent: ["a.cdr.json"] });
    expect(existsSync(join(dir, ".ship-cdrs.lock"))).toBe(false);
  });
});
