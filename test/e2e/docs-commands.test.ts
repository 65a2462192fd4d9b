import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ListPage, signInAt } from "../../bin/demo/operator-api.ts";
import { isoDay } from "../../functions/platform/clock.ts";
import { dayMs } from "../../functions/time/day.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";

const demo = demoOfThisFile();
const folder = mkdtempSync(join(tmpdir(), "switchbook-docs-"));

/** What a reader has by the time: the tutorial's three words, a signed-in session, an account and a key. */
let reader = "";
/** The latest file of the account's calls that is there. */
let file = "";

beforeAll(async () => {
  const { origin, known } = demo();
  const api = await signInAt(origin, { username: "admin", password });
  const scopes = ["calls:read", "intake:read", "intake:write"];
  const { secret } = await api.post<{ secret: string }>("/api-keys", { name: "Reader of the manual", scopes });
  const { items } = await api.get<ListPage<{ id: string; status: string }>>(`/customers/${known.account}/call-files`);
  file = items.find(({ status }) => status === "READY")?.id ?? "";
  const [words = ""] = /^field\(\)[^\n]*\napi\(\)[^\n]*$/m.exec(readFileSync("README.md", "utf8")) ?? [];
  const session = JSON.stringify({ username: "admin", password });
  reader = [
    `URL=${origin}; ACCOUNT=${known.account}; KEY=${secret}`,
    words,
    `api "$URL/api/v1/session" -d '${session}' > session.json`,
  ].join("\n");
  cpSync("examples", join(folder, "examples"), { recursive: true });
  copyFileSync("examples/comparisons/customer-cdrs.csv", join(folder, "theirs.csv"));
  copyFileSync("test/fixtures/cdr-samples/asterisk_Master_21col.csv", join(folder, "Master.csv"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasJq = spawnSync("jq", ["--version"]).status === 0;
if (!hasJq) process.stderr.write("jq is not installed: the command of the manual that uses it does not run.\n");

/** The commands of a text: its blocks of shell, and what is set in by four blanks and begins with a program. */
const commandsOf = (doc: string): string =>
  [...readFileSync(`docs/${doc}.md`, "utf8").matchAll(/```(?:sh)?\n([\s\S]*?)```|((?:^ {4,}\S.*\n)+)/gm)]
    .map(([, block, setIn]) => block ?? setIn ?? "")
    .filter((block) => /^\s*(curl|NEW=|ID=)/.test(block) || (/^\s*jq -n/.test(block) && hasJq))
    .join("\necho\n");

it.each([
  { doc: "exports", says: ["customers-20"], because: "the file is fetched under its own name" },
  { doc: "import-customers", says: ['"outcome":"REFUSED"', '"reason":"EXISTS"'], because: "the demo has them already" },
  { doc: "comparisons", says: ['"destination":"United Kingdom"'], because: "the example is of October" },
  {
    doc: "cdr-delivery",
    says: ['"status":"READY"', "calls.csv"],
    because: "the demo's customer has files of its days",
  },
  { doc: "cdr-formats", says: ['"format":"asterisk-csv"', '"counts":'], because: "it is a Master.csv" },
  { doc: "operations", says: ['"outcome":'], because: "days that are over are looked at again" },
])("the commands of docs/$doc.md do what it says, word by word: $because", ({ doc, says }) => {
  const { origin, known } = demo();
  const commands = commandsOf(doc)
    .replaceAll("https://…", origin)
    .replaceAll(/C12345678|C00000012/g, known.account)
    .replaceAll("20260131T230000Z", file)
    .replaceAll("2026-09-01", isoDay(Date.now() - 7 * dayMs))
    .replaceAll("2026-09-30", isoDay(Date.now() - dayMs));
  expect(commands.trim()).not.toBe("");
  const run = spawnSync("sh", ["-eu", "-c", `${reader}\n${commands}\nls`], {
    cwd: folder,
    encoding: "utf8",
    timeout: 300_000,
  });
  expect([run.status, run.stderr]).toEqual([0, ""]);
  expect(run.stdout).not.toContain('"error":{');
  for (const text of says) expect(run.stdout).toContain(text);
});
