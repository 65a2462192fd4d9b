#!/usr/bin/env node
// Puts CDR lines from standard input on Switchbook's stream. Each line is on disk before it is confirmed, and leaves the
// disk only when Kinesis has taken it. Node 20 or newer:
//   npm install @aws-sdk/client-kinesis @smithy/node-http-handler
//   tail -n +1 -F /var/log/cdrs.log | SOURCE=src_… STREAM=… SPOOL=/var/spool/switchbook node producer.mjs
//
//   SOURCE    id of the CDR source; a layout with a record a line
//   STREAM    name of the stream; region and credentials as for every AWS client (kinesis:PutRecords is enough)
//   SPOOL     folder of what was not taken yet; one process for a folder
//   HEADER    the header line of a CSV that has one; it begins every record, and is no line of the input
//   CONFIRM   1: answers OK when ready and for each line that is on disk (rsyslog's omprog with confirmMessages)
//   MAX_LINES MAX_AGE_MS   a record is closed with so many lines, or so old; default 500 and 2000
//
// exit: 0 the input ended and all of it was taken, or it was told to stop and the rest goes with the next start
//       1 the spool cannot be written; what was confirmed is safe      2 wrong settings
import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";

const {
  SOURCE = "",
  STREAM = "",
  SPOOL = "",
  HEADER = "",
  CONFIRM,
  MAX_LINES = "500",
  MAX_AGE_MS = "2000",
} = process.env;
const say = (words) => void process.stderr.write(`producer: ${words}\n`);
if (!SOURCE || !STREAM || !SPOOL || !(Number(MAX_LINES) > 0) || !(Number(MAX_AGE_MS) > 0)) {
  say("set SOURCE, STREAM and SPOOL; MAX_LINES and MAX_AGE_MS are numbers from 1");
  process.exit(2);
}

/** Kinesis takes 1 MiB a record with its key, 500 records and 5 MiB a call (PutRecords, API reference). */
const limits = { record: 1_040_000, records: 500, call: 4_000_000 };
/** A record is closed before its lines have more bytes than this, which packed are less than a record may have. */
const textLength = 700_000;
const longestPauseMs = 30_000;

/** The record that is being filled: a file of the spool that ends in .open. */
let open;
let made = 0;

function closeRecord() {
  if (!open) return;
  fsyncSync(open.file);
  closeSync(open.file);
  renameSync(join(SPOOL, `${open.name}.open`), join(SPOOL, `${open.name}.lines`));
  open = undefined;
}

function keep(line) {
  if (line === "") return;
  const length = Buffer.byteLength(line) + 1;
  if (open && (open.lines >= Number(MAX_LINES) || open.length + length > textLength)) closeRecord();
  if (!open) {
    const name = `${Date.now()}-${String(process.pid)}-${String(made++).padStart(9, "0")}`;
    open = { name, file: openSync(join(SPOOL, `${name}.open`), "ax"), lines: 0, length: 0, bornMs: Date.now() };
  }
  appendFileSync(open.file, `${line}\n`);
  open.lines++;
  open.length += length;
  if (CONFIRM !== "1") return;
  fsyncSync(open.file);
  process.stdout.write("OK\n");
}

/** The same lines have the same delivery: what is put twice is found again, and parked lines are not doubled. */
function entryOf(file) {
  const text = readFileSync(join(SPOOL, file), "utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  const delivery = createHash("sha256").update(`${SOURCE}\n${text}`).digest("hex").slice(0, 32);
  const record = { source: SOURCE, delivery, lines: HEADER ? [HEADER, ...lines] : lines };
  return { file, Data: gzipSync(JSON.stringify(record)), PartitionKey: delivery };
}

/** Closed records of the spool that fit into one call, oldest first. What no call takes is set aside, aloud. */
function nextEntries() {
  const entries = [];
  let bytes = 0;
  for (const file of readdirSync(SPOOL)
    .filter((name) => name.endsWith(".lines"))
    .sort()) {
    const entry = entryOf(file);
    if (entry.Data.length > limits.record) {
      say(`${file} is too long for a record of the stream; it is kept as ${file}.too-long`);
      renameSync(join(SPOOL, file), join(SPOOL, `${file}.too-long`));
      continue;
    }
    bytes += entry.Data.length;
    if (entries.length === limits.records || bytes > limits.call) break;
    entries.push(entry);
  }
  return entries;
}

const client = new KinesisClient({ maxAttempts: 1, requestHandler: new NodeHttpHandler({ requestTimeout: 20_000 }) });
const stop = new AbortController();

/** One call. A record leaves the spool when its own answer says that it was taken. @returns how many were not */
async function put(entries) {
  const Records = entries.map(({ Data, PartitionKey }) => ({ Data, PartitionKey }));
  const reply = await client.send(new PutRecordsCommand({ StreamName: STREAM, Records }), { abortSignal: stop.signal });
  for (const [index, { file }] of entries.entries())
    if (reply.Records?.[index]?.SequenceNumber) rmSync(join(SPOOL, file), { force: true });
  if (reply.FailedRecordCount) {
    const codes = new Set(reply.Records?.map(({ ErrorCode }) => ErrorCode).filter(Boolean));
    say(`${reply.FailedRecordCount} of ${entries.length} records were not taken (${[...codes].join(", ")})`);
  }
  return reply.FailedRecordCount ?? 0;
}

let ended = false;

/** Puts what is closed, again and again: at once while all is taken, with growing pauses while something is not. */
async function ship() {
  let failures = 0;
  while (!stop.signal.aborted) {
    if (open && Date.now() - open.bornMs >= Number(MAX_AGE_MS)) closeRecord();
    const entries = nextEntries();
    if (entries.length === 0 && ended) return;
    const failed = entries.length === 0 ? 0 : await put(entries).catch((error) => say(`not sent: ${error.name}`) ?? 1);
    failures = failed > 0 ? failures + 1 : 0;
    const most = Math.min(longestPauseMs, 200 * 2 ** failures);
    const waitMs = failures > 0 ? most / 2 + (Math.random() * most) / 2 : entries.length > 0 ? 0 : 100;
    await pause(waitMs, undefined, { signal: stop.signal }).catch(() => undefined);
  }
}

async function read() {
  if (CONFIRM === "1") process.stdout.write("OK\n");
  let rest = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) keep(line.replace(/\r$/, ""));
  }
  if (rest) keep(rest);
  closeRecord();
  ended = true;
}

/** Every whole line that was read is in the spool already. */
function end() {
  closeRecord();
  stop.abort();
}

mkdirSync(SPOOL, { recursive: true });
// What an earlier run left open is whole up to its last line.
for (const name of readdirSync(SPOOL).filter((file) => file.endsWith(".open")))
  renameSync(join(SPOOL, name), join(SPOOL, name.replace(/open$/, "lines")));
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, end);
// Reading ends the process by a fault only.
const reading = read().then(() => new Promise(() => undefined));
await Promise.race([reading, ship()]).catch((error) => {
  say(error.message);
  process.exit(1);
});
process.exit(0);
