import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../local/free-port.ts";
import { runTutorial } from "../support/curl-tutorial.ts";
import { start, untilHealthy, untilSaid } from "../support/local-stack.ts";
import {
  type Asked,
  bundlesOf,
  httpEvent,
  kinesisEvent,
  objectCreated,
  scheduled,
} from "../support/recorded-events.ts";

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

describe("what lies in the bundles", () => {
  it("starts no program, runs no text as code of another context, and watches no other process", () => {
    const files = globSync(join(assembly, "asset.*", "*.mjs"));
    expect(files.length).toBeGreaterThan(20);
    const dangerous = /["'](node:)?(child_process|vm|worker_threads|cluster|inspector|repl)["']/;
    expect(files.filter((file) => dangerous.test(readFileSync(file, "utf8")))).toEqual([]);
  });
});

describe("the bundles, each with an event as AWS writes it", () => {
  let bundles: Awaited<ReturnType<typeof bundlesOf>>;
  let cookies: string[] = [];
  const admin = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const asked: Asked = { method, path: `/api/v1${path}`, cookies, headers: { "idempotency-key": path, ...headers } };
    const event = httpEvent(body === undefined ? asked : { ...asked, body });
    const { statusCode, body: text = "", ...reply } = await bundles.invoke("admin-api", event);
    return { ...reply, status: statusCode as number, body: text ? JSON.parse(text) : undefined };
  };
  const added = async (path: string, body: unknown) => {
    const reply = await admin("POST", path, body);
    expect([path, reply.status, reply.status < 300 ? "" : reply.body]).toEqual([path, expect.any(Number), ""]);
    return reply.body;
  };

  beforeAll(async () => {
    bundles = await bundlesOf(assembly);
    // The product's own modules read the environment when they are loaded.
    Object.assign(process.env, { TABLE_NAME: bundles.plan.tables[0]?.name });
    const { ensureFirstAdmin } = await import("../../functions/users/first-admin.flow.ts");
    await ensureFirstAdmin({ username: "admin", password }, Date.now());
    const signedIn = await admin("POST", "/session", { username: "admin", password });
    expect(signedIn.status).toBe(200);
    cookies = (signedIn as { cookies?: string[] }).cookies?.map((one) => one.split(";")[0] ?? "") ?? [];
  }, 120_000);
  afterAll(() => bundles?.stop());

  it("API Gateway's reach the table, S3's a rate sheet, and Kinesis' the balance", async () => {
    const tariff = await added("/tariffs", { name: "Recorded", currency: "USD" });
    const sheet = "prefix,destination,pricePerMinute\n44,United Kingdom,0.06\n";
    const begun = await added(`/tariffs/${tariff.id}/rate-imports`, { fileName: "sheet.csv" });
    expect((await fetch(begun.url, { method: "PUT", body: sheet })).status).toBe(200);
    await bundles.invoke("import-rates", objectCreated("uploads", `rate-sheets/${begun.id}`, sheet.length));
    expect((await admin("GET", `/tariffs/${tariff.id}/rate-imports/${begun.id}`)).body.status).toBe("done");
    await added(`/tariffs/${tariff.id}/rate-imports/${begun.id}/apply`, {});

    const { account } = await added("/customers", {
      ...{
        customerType: "LIVE",
        username: "recorded",
        password: "Tutor-Pass-7!",
        currency: "USD",
        tariffId: tariff.id,
      },
      ...{ billingType: "PREPAID", paymentTermDays: 14, maxCreditLimit: "0", taxFlag: "NONE", maxCallSessions: 10 },
      ...{ callSessionsPerSecond: 2, name: "Ada Byron", company: "Recorded Telecom", phone: "2079460018" },
    });
    const source = await added("/cdr-sources", {
      ...{ name: "Recorded", switch: "recorded", format: "kamailio-json", customerBy: "account" },
    });
    const key = await added("/api-keys", { name: "Recorded", scopes: ["switch"] });
    const at = Math.floor(Date.now() / 1000) - 600;
    const line = (call: string) =>
      JSON.stringify({
        ...{ call_id: call, from_tag: "t", account, cli_in: "442079460100", cld_in: "442079460018", sip_code: "200" },
        ...{ duration: "60.000", setup_time: `${at}.000`, start_time: `${at + 5}.000`, end_time: `${at + 65}.000` },
      });
    const posted = await bundles.invoke(
      "switch-api",
      httpEvent({
        method: "POST",
        path: `/switch/v1/cdrs?source=${source.id}`,
        headers: { authorization: `Bearer ${key.secret}` },
        body: line("posted"),
      }),
    );
    expect([posted.statusCode, JSON.parse(posted.body)]).toMatchObject([202, { accepted: 1 }]);

    const event = kinesisEvent({ source: source.id, lines: [line("put by a producer")] }, Date.now());
    expect(await bundles.invoke("rate-cdrs", event)).toEqual({ batchItemFailures: [] });
    expect((await admin("GET", `/customers/${account}`)).body.balance).toBe("-0.06");
    expect(await bundles.invoke("rate-cdrs", event)).toEqual({ batchItemFailures: [] });
    expect((await admin("GET", `/customers/${account}`)).body.balance).toBe("-0.06");
  }, 120_000);

  it("EventBridge's clock is taken by every function that has a schedule", async () => {
    const targets = [...new Set(bundles.plan.schedules.map(({ target }) => target))];
    expect(targets.length).toBeGreaterThan(12);
    for (const target of targets) await expect(bundles.invoke(target, scheduled()), target).resolves.toBeDefined();
  }, 240_000);

  it("an object of no job is taken by every function that waits for objects, and changes nothing", async () => {
    const waiting = bundles.plan.rules.flatMap(({ pattern, target }) => {
      const { prefix } = (pattern as unknown as { detail: { object: { key: { prefix: string }[] } } }).detail.object
        .key[0] ?? { prefix: "" };
      return [{ prefix, target }];
    });
    expect(waiting.length).toBeGreaterThan(5);
    for (const { prefix, target } of waiting) {
      const event = objectCreated("uploads", `${prefix}nothing-of-this-name`, 1);
      await expect(bundles.invoke(target, event), target).resolves.toBeDefined();
    }
    expect(bundles.refused).toEqual([]);
  }, 240_000);
});
