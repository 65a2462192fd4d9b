import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { type BusTarget, openEventBus } from "../../local/event-bus/event-bus.ts";
import { checkPattern, matches } from "../../local/event-bus/event-pattern.ts";
import { objectCreatedEvent } from "../../local/event-bus/object-created.ts";

const uploaded = (key: string, bucket = "switchbook-uploads") =>
  objectCreatedEvent({ bucket, key, size: 3, etag: '"abc"', reason: "PutObject" }, 0);
const pattern = {
  source: ["aws.s3"],
  "detail-type": ["Object Created"],
  detail: { bucket: { name: ["switchbook-uploads"] }, object: { key: [{ prefix: "cdr-uploads/" }] } },
};

test.each([
  { event: uploaded("cdr-uploads/u1"), hit: true, because: "bucket and prefix are the rule's" },
  { event: uploaded("rate-sheets/i1"), hit: false, because: "the prefix is another" },
  { event: uploaded("cdr-uploads/u1", "switchbook-files"), hit: false, because: "the bucket is another" },
  { event: { ...uploaded("cdr-uploads/u1"), source: "aws.ec2" }, hit: false, because: "the source is another" },
  { event: { source: "aws.s3", "detail-type": "Object Created" }, hit: false, because: "there is no detail" },
])("an upload rule matches: $hit, because $because", ({ event, hit }) => {
  expect(matches(pattern, event)).toBe(hit);
});

test("a pattern with a filter that is not understood is refused, not taken for one that matches", () => {
  expect(() => checkPattern({ detail: { size: [{ numeric: [">", 5] }] } })).toThrow("numeric");
});

async function aBus(invoke: BusTarget["invoke"], retries = 2, known?: string) {
  const file = known ?? join(await mkdtemp(join(tmpdir(), "switchbook-bus-")), "bus.sqlite");
  const kept: string[] = [];
  const keepFailure: BusTarget["keepFailure"] = async (_event, error, invocations) =>
    void kept.push(`${error.message} after ${invocations}`);
  const targets = new Map([["ingest-file", { invoke, retries, keepFailure }]]);
  const rules = [{ pattern, target: "ingest-file" }];
  const bus = openEventBus({ file, rules, targets, retryAfterMs: 2, sideBySide: 2, report: () => undefined });
  return { bus, file, kept };
}

async function until(condition: () => boolean) {
  for (let tries = 0; !condition() && tries < 1000; tries++) await pause(10);
  expect(condition()).toBe(true);
}

test("an event is delivered to the function of its rule and leaves the queue", async () => {
  const seen: unknown[] = [];
  const { bus } = await aBus(async (event) => void seen.push(event));
  bus.put(uploaded("cdr-uploads/u1"));
  bus.put(uploaded("other/u2"));
  await until(() => bus.waiting() === 0);
  await bus.stop();
  expect(seen).toMatchObject([{ detail: { object: { key: "cdr-uploads/u1", etag: "abc" } } }]);
});

test("a function that fails is tried again and, after its last retry, its event is kept at the failure destination", async () => {
  let invocations = 0;
  const { bus, kept } = await aBus(async () => {
    invocations++;
    throw new Error("no");
  });
  bus.put(uploaded("cdr-uploads/u1"));
  await until(() => bus.waiting() === 0);
  await bus.stop();
  expect([invocations, kept]).toEqual([3, ["no after 3"]]);
});

test("one function works on at most two events at the same time", async () => {
  let [now, most] = [0, 0];
  const { bus } = await aBus(async () => {
    most = Math.max(most, ++now);
    await pause(5);
    now--;
  });
  for (let upload = 0; upload < 10; upload++) bus.put(uploaded(`cdr-uploads/${upload}`));
  await until(() => bus.waiting() === 0);
  await bus.stop();
  expect(most).toBe(2);
});

test("an event whose process is killed in the middle of the work is delivered again by the next one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bus-kill-"));
  const file = join(folder, "bus.sqlite");
  const script = `
    import { appendFileSync } from "node:fs";
    import { openEventBus } from ${JSON.stringify(join(import.meta.dirname, "../../local/event-bus/event-bus.ts"))};
    const invoke = () => { appendFileSync(${JSON.stringify(join(folder, "started"))}, "x"); return new Promise(() => {}); };
    const targets = new Map([["ingest-file", { invoke, retries: 0, keepFailure: async () => {} }]]);
    const bus = openEventBus({ file: ${JSON.stringify(file)}, rules: [{ pattern: ${JSON.stringify(pattern)}, target: "ingest-file" }],
      targets, retryAfterMs: 10, sideBySide: 1, report: () => {} });
    bus.put(${JSON.stringify(uploaded("cdr-uploads/u1"))});
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], { stdio: "ignore" });
  for (let tries = 0; tries < 1000; tries++) {
    if (await readFile(join(folder, "started")).catch(() => undefined)) break;
    await pause(10);
  }
  child.kill("SIGKILL");
  await once(child, "exit");
  const seen: unknown[] = [];
  const { bus } = await aBus(async (event) => void seen.push(event), 0, file);
  await until(() => bus.waiting() === 0);
  await bus.stop();
  expect(seen).toHaveLength(1);
});
