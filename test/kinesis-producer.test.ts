import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { balancesOf } from "../functions/ledger/ledger.store.ts";
import { decimalOf } from "../functions/money/money.ts";
import { env } from "../functions/platform/env.ts";
import { decodeRecord, type ProducerRecord } from "../functions/platform/stream.ts";
import { freePort } from "../local/free-port.ts";
import { addedSource, streamRecords } from "./intake/world.ts";
import { staff } from "./support/api.ts";
import { aPricedTariff, rateRecords } from "./support/charging.ts";
import { aCustomer } from "./support/customers.ts";
import { cleanEnvironment } from "./support/local-stack.ts";

const program = join(import.meta.dirname, "../examples/kinesis-producer/producer.mjs");
const stream = env.AWS_ENDPOINT_URL_KINESIS ?? "";
const ending: (() => void)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

function producer(spool: string, settings: Record<string, string>) {
  const keys = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "localsecret", AWS_REGION: "eu-central-1" };
  const base = { STREAM: env.STREAM_NAME, SPOOL: spool, AWS_ENDPOINT_URL_KINESIS: stream, MAX_LINES: "20", ...keys };
  const child = spawn(process.execPath, [program], {
    env: { ...cleanEnvironment(), ...base, ...settings },
    stdio: "pipe",
  });
  ending.push(() => child.kill("SIGKILL"));
  let said = "";
  let confirmed = 0;
  child.stderr.on("data", (data: Buffer) => (said += data));
  child.stdout.on("data", (data: Buffer) => (confirmed += data.toString().split("OK\n").length - 1));
  child.stdin.on("error", () => undefined);
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, said }));
  return { child, ended, confirmed: () => confirmed };
}

const spoolFolder = () => mkdtempSync(join(tmpdir(), "switchbook-producer-"));

/** What the stream holds in the name of a source: each record's bytes and its content. */
async function recordsFor(source: string) {
  const found: { data: Uint8Array; record: ProducerRecord }[] = [];
  for await (const { data } of streamRecords())
    for (const record of decodeRecord(data))
      if (record.source === source && "lines" in record) found.push({ data, record });
  return found;
}

/** A stream that is not well: by turns away, breaking off, taking every second record, and at last itself. */
async function unwellStream(): Promise<string> {
  let asked = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const turn = asked++;
    if (turn === 0) return response.writeHead(503).end("{}");
    if (turn === 1) return request.socket.destroy();
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const taken = (index: number) => turn > 3 || index % 2 === 0;
    const Records = body.Records.filter((_: unknown, index: number) => taken(index));
    const { "content-length": _, host, ...headers } = request.headers as Record<string, string>;
    const reply = await fetch(stream, { method: "POST", headers, body: JSON.stringify({ ...body, Records }) });
    const results = ((await reply.json()) as { Records: object[] }).Records;
    const refused = { ErrorCode: "ProvisionedThroughputExceededException", ErrorMessage: "Rate exceeded" };
    const all = body.Records.map((_: unknown, index: number) => (taken(index) ? results.shift() : refused));
    const FailedRecordCount = body.Records.length - Records.length;
    return response
      .writeHead(200, { "content-type": "application/x-amz-json-1.1" })
      .end(JSON.stringify({ FailedRecordCount, Records: all }));
  };
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  ending.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const names = (count: number) => Array.from({ length: count }, (_, n) => `line ${n}`);
const linesOf = (found: Awaited<ReturnType<typeof recordsFor>>) => found.flatMap(({ record }) => record.lines);

describe("the Kinesis producer", () => {
  it("brings calls of a switch to the balance, each once, though their records are put twice", async () => {
    const admin = await staff();
    const source = await addedSource({ format: "kamailio-json", customerBy: "account" });
    const codes = [{ source: source.id, code: "P1" }];
    const { account } = await aCustomer(admin, await aPricedTariff(admin), { switchAccounts: codes });
    const setup = Date.now() / 1000 - 600;
    const call = (n: number) => ({
      ...{ call_id: `produced-${n}`, from_tag: "t1", account: "P1", cli_in: "442079460100", cld_in: "442079460018" },
      ...{ duration: "60.000", sip_code: "200", setup_time: setup.toFixed(3), start_time: (setup + 2).toFixed(3) },
      end_time: (setup + 62).toFixed(3),
    });
    const text = Array.from({ length: 50 }, (_, n) => `${JSON.stringify(call(n))}\n`).join("");
    for (const spool of [spoolFolder(), spoolFolder()]) {
      const run = producer(spool, { SOURCE: source.id });
      run.child.stdin.end(text);
      expect(await run.ended).toEqual({ code: 0, said: "" });
      expect(readdirSync(spool)).toEqual([]);
    }
    const found = await recordsFor(source.id);
    expect(found).toHaveLength(6);
    expect(new Set(found.map(({ record }) => record.delivery)).size).toBe(3);
    expect(await rateRecords(found.map(({ data }) => data))).toEqual([]);
    const balance = (await balancesOf([account])).get(account)?.balance;
    expect(decimalOf(balance ?? 0n)).toBe("-3");
  });

  it("puts again what was not taken, and nothing else, until all of it is", async () => {
    const source = (await addedSource({ format: "kamailio-json" })).id;
    const spool = spoolFolder();
    const run = producer(spool, { SOURCE: source, AWS_ENDPOINT_URL_KINESIS: await unwellStream() });
    run.child.stdin.end(`${names(400).join("\n")}\n`);
    const { code, said } = await run.ended;
    expect([code, readdirSync(spool)]).toEqual([0, []]);
    expect(said).toContain("of 20 records were not taken (ProvisionedThroughputExceededException)");
    expect(linesOf(await recordsFor(source)).sort()).toEqual(names(400).sort());
  });

  it("killed while the stream is away, it has every line that it confirmed, and puts them with the next start", async () => {
    const source = (await addedSource({ format: "kamailio-json" })).id;
    const spool = spoolFolder();
    const away = { AWS_ENDPOINT_URL_KINESIS: `http://127.0.0.1:${await freePort()}` };
    const first = producer(spool, { SOURCE: source, CONFIRM: "1", ...away });
    first.child.stdin.write(`${names(90).join("\n")}\n`);
    await expect.poll(first.confirmed, { timeout: 30_000 }).toBe(91);
    first.child.kill("SIGKILL");
    await first.ended;
    const next = producer(spool, { SOURCE: source });
    next.child.stdin.end();
    expect(await next.ended).toEqual({ code: 0, said: "" });
    expect(linesOf(await recordsFor(source)).sort()).toEqual(names(90).sort());
    expect(readdirSync(spool)).toEqual([]);
  });

  it("told to stop it ends at once, and keeps what is not taken", async () => {
    const source = (await addedSource({ format: "kamailio-json" })).id;
    const spool = spoolFolder();
    const away = { AWS_ENDPOINT_URL_KINESIS: `http://127.0.0.1:${await freePort()}` };
    const run = producer(spool, { SOURCE: source, CONFIRM: "1", ...away });
    run.child.stdin.write("one\ntwo\nhalf a li");
    await expect.poll(run.confirmed, { timeout: 30_000 }).toBe(3);
    run.child.kill("SIGTERM");
    expect((await run.ended).code).toBe(0);
    expect(readdirSync(spool)).toEqual([expect.stringMatching(/\.lines$/)]);
  });

  it("begins each record with the header, and sets a line aside that no record of the stream can hold", async () => {
    const source = (await addedSource({ format: "kamailio-json" })).id;
    const spool = spoolFolder();
    const run = producer(spool, { SOURCE: source, HEADER: "a,b", MAX_LINES: "1" });
    // Chance does not pack: getRandomValues gives at most 65,536 bytes.
    const chance = () => Buffer.from(crypto.getRandomValues(new Uint8Array(60_000))).toString("base64");
    run.child.stdin.end(`1,2\n${Array.from({ length: 20 }, chance).join("")}\n3,4\n`);
    const { code, said } = await run.ended;
    expect([code, readdirSync(spool)]).toEqual([0, [expect.stringMatching(/\.lines\.too-long$/)]]);
    expect(said).toContain("is too long for a record of the stream");
    const found = await recordsFor(source);
    expect(found.map(({ record }) => record.lines).sort()).toEqual(
      [
        ["a,b", "1,2"],
        ["a,b", "3,4"],
      ].sort(),
    );
  });
});
