import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type OperatorApi, signInAt } from "../bin/demo/operator-api.ts";
import { freePort } from "../local/free-port.ts";
import { differencesFrom, setUpCallers, writeCallFile } from "../test/support/call-file.ts";
import { medianLine, type Row } from "./row.ts";

/**
 * A gzip file of 1 GB through the whole local stack, which is killed twice in the middle: every call once, and the memory
 * of the process in which the bucket, the stream, the reading and the rating all are.
 */

const password = "Bench-Upload-4711!";
/** Characters of a CDR of FreeSWITCH besides those that are read; half of them are left of it when it is packed. */
const more = 4400;

interface Upload {
  status: string;
  run: number;
  lines: number;
  accepted: number;
  duplicates: number;
  error: string | null;
}

/** `npm start` without the demo. */
async function startStack(port: number, data: string) {
  const settings = { PORT: String(port), SWITCHBOOK_DATA: data, SWITCHBOOK_ADMIN_PASSWORD: password };
  const env = { ...process.env, ...settings, SWITCHBOOK_DEMO: "0" };
  const args = ["--disable-warning=ExperimentalWarning", "bin/local.ts"];
  const child = spawn(process.execPath, args, { env, stdio: "ignore" });
  const ended = once(child, "exit");
  for (
    let tries = 0;
    (await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined))?.status !== 200;
    tries++
  ) {
    if (tries > 600 || child.exitCode !== null) throw new Error("the stack does not start");
    await pause(200);
  }
  // The page was built in this process: what is measured begins here.
  writeFileSync(`/proc/${child.pid}/clear_refs`, "5");
  return { child, ended, api: await signInAt(`http://127.0.0.1:${port}`, { username: "admin", password }) };
}

/** Peak of the resident memory, in MB (proc_pid_status(5), VmHWM). */
const peakOf = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

async function send(api: OperatorApi, source: string, file: string): Promise<string> {
  const ticket = await api.post<{ id: string; url: string }>("/cdr-uploads", { source, fileName: "calls.ndjson.gz" });
  const headers = { "content-length": String((await stat(file)).size) };
  const body = createReadStream(file) as unknown as ReadableStream;
  const reply = await fetch(ticket.url, { method: "PUT", headers, body, duplex: "half" } as RequestInit);
  if (!reply.ok) throw new Error(`the file was not taken: ${reply.status}`);
  return ticket.id;
}

/** Waits until so many lines are read, or the file is done. */
async function untilRead(api: OperatorApi, id: string, lines: number): Promise<Upload> {
  for (;;) {
    const upload = await api.get<Upload>(`/cdr-uploads/${id}`);
    if (upload.status === "failed") throw new Error(upload.error ?? "failed");
    if (upload.status === "done" || upload.lines >= lines) return upload;
    await pause(500);
  }
}

export const row: Row = async ({ quick }) => {
  const calls = quick ? 20_000 : 440_000;
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bench-upload-"));
  const file = join(folder, "calls.ndjson.gz");
  await writeCallFile(file, calls, more);
  const port = await freePort();
  let stack = await startStack(port, join(folder, "data"));
  const { accounts, source } = await setUpCallers(stack.api);
  const peaks: number[] = [];
  const begun = performance.now();
  const id = await send(stack.api, source, file);
  for (const part of [0.3, 0.6]) {
    const { status } = await untilRead(stack.api, id, calls * part);
    if (status === "done") throw new Error("the file was read before the stack could be killed");
    peaks.push(peakOf(stack.child.pid));
    stack.child.kill("SIGKILL");
    await stack.ended;
    stack = await startStack(port, join(folder, "data"));
  }
  const done = await untilRead(stack.api, id, Number.POSITIVE_INFINITY);
  const seconds = (performance.now() - begun) / 1000;
  peaks.push(peakOf(stack.child.pid));
  const differences = await differencesFrom(stack.api, accounts, calls);
  if (done.accepted !== calls || done.duplicates !== 0)
    differences.push(`${done.accepted} accepted and ${done.duplicates} duplicates of ${calls}`);
  stack.child.kill("SIGTERM");
  await stack.ended;
  const megabytes = (await stat(file)).size / 1e6;
  await rm(folder, { recursive: true, force: true });
  const memory = { name: "peak memory of the stack", unit: "MB", samples: [Math.max(...peaks)] };
  const speed = { name: "file put to last call charged", unit: "calls/s", samples: [calls / seconds] };
  return {
    lines: [medianLine(memory, { atMost: 300 }), { series: speed }],
    notes: [
      `${calls} calls, ${megabytes.toFixed(0)} MB of gzip, ${done.run} runs, killed at 30 % and 60 %, ${seconds.toFixed(0)} s`,
      `peaks of the three processes: ${peaks.map((peak) => peak.toFixed(0)).join(", ")} MB`,
    ],
    differences,
  };
};
