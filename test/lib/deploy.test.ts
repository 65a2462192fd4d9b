import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getLogin } from "../../functions/auth/login.store.ts";
import { runMigrations } from "../../functions/migrations/run-migrations.flow.ts";
import { getFile } from "../../functions/platform/files.ts";

/** The commands themselves, with a stand-in for CDK, a stand-in for SES, and the table and buckets of the test run. */

const files = process.env["FILES_BUCKET"] ?? "";
const outputs = {
  "Switchbook-small-Web": { PublicUrl: "https://d1.example.net", PageBucket: files, DoorName: "d1.example.net" },
  "Switchbook-small-Data": {
    TableName: process.env["TABLE_NAME"],
    FilesBucket: files,
    UploadsBucket: process.env["UPLOADS_BUCKET"],
  },
};
let ses: Server;
let answers: Record<string, { status: number; body: object }>;
const asked: string[] = [];

beforeAll(async () => {
  ses = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { status, body } = answers[String(request.url)] ?? { status: 200, body: {} };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => ses.listen(0, "127.0.0.1", ready));
});
afterAll(() => ses.close());

const inSandbox = { "/v2/email/account": { status: 200, body: { ProductionAccessEnabled: false } } };

function run(command: "deploy" | "destroy", args: string[], { typed = "", ...env }: Record<string, string> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "switchbook-deploy-test-"));
  const log = path.join(folder, "cdk.log");
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", `bin/${command}.ts`, ...args], {
    env: {
      ...process.env,
      SWITCHBOOK_CDK: path.resolve("test/support/fake-cdk.cjs"),
      FAKE_CDK_LOG: log,
      FAKE_CDK_OUTPUTS: JSON.stringify(outputs),
      AWS_ENDPOINT_URL_SESV2: `http://127.0.0.1:${(ses.address() as AddressInfo).port}`,
      ...env,
    },
  });
  child.stdin.end(`${typed}\n`);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (said += data));
  return new Promise<{ said: string; code: number | null; cdk: string[][] }>((resolve) =>
    child.once("close", (code) =>
      resolve({
        said,
        code,
        cdk: existsSync(log)
          ? readFileSync(log, "utf8")
              .trim()
              .split("\n")
              .map((line) => JSON.parse(line) as string[])
          : [],
      }),
    ),
  );
}

describe("npm run deploy", () => {
  it("goes from credentials to a link by which the first administrator signs in, and to the addresses", async () => {
    answers = inSandbox;
    const { said, code, cdk } = await run("deploy", ["small", "--yes"]);
    expect(said).toContain("Addresses");
    expect(code).toBe(0);
    expect(cdk.map(([verb]) => verb)).toEqual(["synth", "bootstrap", "diff", "deploy", "deploy"]);
    expect(cdk[3]).toContain("Switchbook-small-Data");
    expect(cdk[4]).toContain("Switchbook-small-Api");
    expect(said).toMatch(/About \$\d+\.\d\d a month with nothing to do/);
    expect(said).toMatch(/https:\/\/d1\.example\.net\/set-password#\S{20,}/);
    expect(said).toContain("https://d1.example.net/switch/v1");
    expect(await getLogin("admin")).toMatchObject({ kind: "admin", enabled: true });
    expect(String(await getFile({ bucket: "files", key: "index.html" }))).toContain("<html");
  });

  it("a second deployment gives another link as long as no password was set", async () => {
    const { said } = await run("deploy", ["small", "--yes"]);
    expect(said).toMatch(/set-password#\S{20,}/);
  });

  it("without a yes nothing is deployed", async () => {
    const { said, cdk } = await run("deploy", ["small"], { typed: "no" });
    expect(said).toContain("Nothing was deployed.");
    expect(cdk.map(([verb]) => verb)).toEqual(["synth", "bootstrap", "diff"]);
  });

  it("credentials that AWS does not take end it before anything is made", async () => {
    answers = { "/v2/email/account": { status: 403, body: { message: "The security token is expired" } } };
    const { said, code, cdk } = await run("deploy", ["small", "--yes"]);
    expect(said).toContain("AWS does not take the credentials");
    expect(said).toContain("expired");
    expect([code, cdk]).toEqual([1, []]);
    answers = inSandbox;
  });

  it("a region that nobody named is asked for by its name, not as if the credentials were wrong", async () => {
    const nowhere = { AWS_REGION: "", AWS_CONFIG_FILE: "/nowhere" };
    const { said, code, cdk } = await run("deploy", ["small", "--yes"], nowhere);
    expect(said).toContain("No region is known.");
    expect([code, cdk]).toEqual([1, []]);
  });

  it("a stack that fails ends it with what to do", async () => {
    const { said, code } = await run("deploy", ["small", "--yes"], { FAKE_CDK_FAILS: "deploy" });
    expect(said).toContain("begin again");
    expect(code).toBe(1);
  });

  it("wrong settings are told before AWS is asked anything", async () => {
    asked.length = 0;
    const { said, code } = await run("deploy", ["no-such-stage", "--yes"]);
    expect(said).toContain("There is no stage no-such-stage");
    expect([code, asked]).toEqual([1, []]);
  });
});

describe("npm run destroy", () => {
  it("keeps data, and only goes on when the stage's name is typed", async () => {
    answers = inSandbox;
    expect((await run("destroy", ["small"], { typed: "smal" })).cdk).toEqual([]);
    const { said, cdk } = await run("destroy", ["small"], { typed: "small" });
    expect(cdk.map(([verb]) => verb)).toEqual(["synth", "destroy"]);
    expect(said).toContain("still there");
  });

  it("takes data along only where the settings allow it and it was said", async () => {
    expect((await run("destroy", ["small", "--with-data"], { typed: "small" })).said).toContain("keep its data");
    expect((await run("destroy", ["dev"], { typed: "dev" })).said).toContain("--with-data");
  });
});

describe("migrations", () => {
  it("run once in their order; one that fails runs again the next time, those before it do not", async () => {
    const ran: string[] = [];
    let broken = true;
    const step = (name: string, fails = () => false) => ({
      name,
      run: async () => {
        if (fails()) throw new Error(name);
        ran.push(name);
      },
    });
    const all = [step("0002-second", () => broken), step("0001-first"), step("0003-third")];
    await expect(runMigrations(all, Date.now)).rejects.toThrow("0002-second");
    broken = false;
    expect(await runMigrations(all, Date.now)).toEqual(["0002-second", "0003-third"]);
    expect(await runMigrations(all, Date.now)).toEqual([]);
    expect(ran).toEqual(["0001-first", "0002-second", "0003-third"]);
  });

  it("two with one number are refused, and so is one without", async () => {
    const step = (name: string) => ({ name, run: async () => undefined });
    await expect(runMigrations([step("0009-a"), step("0009-b")], Date.now)).rejects.toThrow("same number");
    await expect(runMigrations([step("later")], Date.now)).rejects.toThrow("four digits");
  });
});
