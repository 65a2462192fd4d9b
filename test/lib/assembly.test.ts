import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../local/free-port.ts";
import { runTutorial } from "../support/curl-tutorial.ts";
import { start, untilHealthy, untilSaid } from "../support/local-stack.ts";
import { officeOf } from "./bundled-office.ts";
import { type Bundles, openBundles } from "./bundled-world.ts";
import { recordedEvents } from "./recorded-events.ts";
import { type Scene, setUp } from "./recorded-scene.ts";

/**
 * What would be deployed, run here: the assets of the synthesised assembly with the template's environment, its event
 * sources and the rights of each role. What a role does not grant is refused by the local stack as by AWS.
 */

const root = join(import.meta.dirname, "../..");
const password = "Tutorial-Pass-1!";
const folder = (name: string) => mkdtempSync(join(tmpdir(), `switchbook-${name}-`));
const assembly = folder("assembly");

beforeAll(() => {
  const script = ["--disable-warning=ExperimentalWarning", "local/provision/synth.ts", "--bundled", assembly];
  execFileSync(process.execPath, script, { cwd: root, stdio: "ignore" });
}, 400_000);

async function startOf(of: string, more: Record<string, string> = {}) {
  const port = await freePort();
  const own = { PORT: String(port), SWITCHBOOK_DATA: folder("data"), SWITCHBOOK_ADMIN_PASSWORD: password };
  const stack = start({ ...own, SWITCHBOOK_ASSEMBLY: of, SWITCHBOOK_DEMO_TRAFFIC: "0", ...more });
  await untilHealthy(port, stack);
  return { port, stack };
}

const refusals = (output: string) => output.split("\n").filter((line) => line.startsWith("REFUSED"));

/** The same assembly, but for one action that a role lacks. */
function without(action: string, role: string): string {
  const copy = folder("poorer");
  cpSync(assembly, copy, { recursive: true });
  for (const file of readdirSync(copy).filter((name) => name.endsWith(".template.json"))) {
    const template = JSON.parse(readFileSync(join(copy, file), "utf8"));
    for (const [id, { Type, Properties }] of Object.entries<{ Type: string; Properties: never }>(template.Resources)) {
      if (Type !== "AWS::IAM::Policy" || !id.startsWith(role)) continue;
      const document = Properties["PolicyDocument"] as { Statement: { Action: string | string[] }[] };
      document.Statement = document.Statement.filter(({ Action }) => ![Action].flat().includes(action));
    }
    writeFileSync(join(copy, file), JSON.stringify(template));
  }
  return copy;
}

describe("the bundles with the rights of their roles", () => {
  it("pass the demo and the tutorial, and no role lacks what its function does", async () => {
    const { port, stack } = await startOf(assembly, { SWITCHBOOK_DEMO: "1" });
    await untilSaid("The demo is there", stack);
    const run = runTutorial(port, password);
    expect(run.stderr).toBe("");
    expect(run.stdout).toContain('"billedSeconds":66');
    expect(refusals(stack.output())).toEqual([]);
  }, 400_000);

  it("a role that lacks an action is refused it, and it is told", async () => {
    const { port, stack } = await startOf(without("dynamodb:UpdateItem", "AdminApi"));
    const url = `http://127.0.0.1:${port}`;
    const headers = { origin: url, "content-type": "application/json" };
    const session = await fetch(`${url}/api/v1/session`, {
      method: "POST",
      headers,
      body: JSON.stringify({ username: "admin", password }),
    });
    expect(session.status).toBe(500);
    expect(refusals(stack.output()).join()).toContain("the role of admin-api does not grant dynamodb:UpdateItem");
  }, 400_000);
});

describe("the bundles with events as AWS hands them over", () => {
  let bundles: Bundles;
  let scene: Scene;
  beforeAll(async () => {
    const person = { username: "office", password };
    bundles = await openBundles(assembly, person);
    scene = await setUp(bundles, await officeOf(bundles, person));
  }, 120_000);
  afterAll(() => bundles?.stop());

  it("are each given every kind of event that the templates send it", () => {
    const { routes, eventSources, rules, schedules, functions } = bundles.plan;
    const sent = [
      ...routes.map(({ functionName }) => `${functionName} http`),
      ...eventSources.map(({ functionName }) => `${functionName} kinesis`),
      ...rules.map(({ target }) => `${target} s3`),
      ...schedules.map(({ target }) => `${target} schedule`),
    ];
    const given = recordedEvents.map(({ handler, of }) => `${handler} ${of}`);
    expect([...new Set(given)].sort()).toEqual([...new Set(sent)].sort());
    const handlers = globSync("functions/handlers/*.ts", { cwd: root }).map((file) => basename(file, ".ts"));
    expect(functions.map(({ name }) => name).sort()).toEqual(handlers.sort());
    expect(new Set(recordedEvents.map(({ handler }) => handler))).toEqual(new Set(handlers));
  });

  it.each(recordedEvents)("$handler, $of: $says", async ({ happens }) => {
    await happens(scene);
    expect(bundles.refused).toEqual([]);
  });
});

describe("what lies in the bundles", () => {
  it("starts no program, runs no text as code of another context, and watches no other process", () => {
    const files = globSync(join(assembly, "asset.*", "*.mjs"));
    expect(files.length).toBeGreaterThan(20);
    const dangerous = /["'](node:)?(child_process|vm|worker_threads|cluster|inspector|repl)["']/;
    expect(files.filter((file) => dangerous.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  it("each holds the forms and the names of the SDK that its function uses, and what rates is text of one byte a letter", () => {
    const texts = globSync(join(assembly, "asset.*", "index.mjs")).map((file) => readFileSync(file, "utf8"));
    const holding = (word: string) => texts.filter((text) => text.includes(word));
    const [rating = "", ...more] = holding('"rate-cdrs"');
    expect(more).toEqual([]);
    expect(holding('"VendorChange"').length).toBeGreaterThan(0);
    expect(rating).not.toContain('"VendorChange"');
    expect(holding("AnalyticsS3BucketDestination")).toEqual([]);
    // Two of Node's modules do far more at their import than they are asked for.
    expect(rating).not.toMatch(/from"node:(process|http|http2)"/);
    expect(rating.match(/[^\0-\xff]/g)).toBe(null);
  });
});
