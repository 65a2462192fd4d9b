import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type OperatorApi, signInAt } from "../bin/demo/operator-api.ts";
import { freePort } from "../local/free-port.ts";
import { differencesFrom, setUpCallers, writeCallFile } from "../test/support/call-file.ts";
import { readAlone, send } from "./ingest-alone.ts";
import { startStack } from "./own-stack.ts";
import { peakMegabytes } from "./process-memory.ts";
import { medianLine, type Row } from "./row.ts";

/**
 * A gzip file of 1 GB through the whole local stack, which is killed twice in the middle: every call once, and the memory
 * of the process in which the bucket, the stream, the reading and the rating all are. Then the same file once more by the
 * function alone that reads it, as on AWS.
 */

const password = "Bench-Upload-4711!";

/**
 * Calls, and characters of a CDR of FreeSWITCH besides those that are read; half of them are left when it is packed. The
 * long rows let the full size end within a quarter of an hour; the short ones let twenty megabytes take several flushes.
 */
const sizes = { full: { calls: 440_000, more: 4400 }, quick: { calls: 32_000, more: 1000 } };

interface Upload {
  status: string;
  run: number;
  lines: number;
  accepted: number;
  duplicates: number;
  error: string | null;
}

/** The stack, and the admin's API. */
async function startWithApi(port: number, data: string) {
  const stack = await startStack(port, data, password);
  return { ...stack, api: await signInAt(`http://127.0.0.1:${port}`, { username: "admin", password }) };
}

/** Waits until so many lines are on the stream, or the file is done. */
async function untilRead(api: OperatorApi, id: string, lines: number): Promise<Upload> {
  for (;;) {
    const upload = await api.get<Upload>(`/cdr-uploads/${id}`);
    if (upload.status === "failed") throw new Error(upload.error ?? "failed");
    if (upload.status === "done" || upload.lines >= lines) return upload;
    await pause(500);
  }
}

interface Through {
  done: Upload;
  seconds: number;
  /** Of the three processes of the stack. */
  peaks: number[];
  differences: string[];
}

/** From the PUT to the last call charged, through two kills. */
async function throughStack(folder: string, file: string, calls: number): Promise<Through> {
  const port = await freePort();
  let stack = await startWithApi(port, join(folder, "data"));
  const { accounts, source } = await setUpCallers(stack.api);
  const peaks: number[] = [];
  const peakNow = () => peakMegabytes(stack.child.pid ?? 0);
  const begun = performance.now();
  const ticket = { source, fileName: "calls.ndjson.gz" };
  const { id, url } = await stack.api.post<{ id: string; url: string }>("/cdr-uploads", ticket);
  await send(url, file);
  for (const part of [0.3, 0.6]) {
    const { lines } = await untilRead(stack.api, id, calls * part);
    if (lines >= calls) throw new Error("the file was read before the stack could be killed");
    peaks.push(peakNow());
    stack.child.kill("SIGKILL");
    await stack.ended;
    stack = await startWithApi(port, join(folder, "data"));
  }
  const done = await untilRead(stack.api, id, Number.POSITIVE_INFINITY);
  const seconds = (performance.now() - begun) / 1000;
  peaks.push(peakNow());
  const differences = await differencesFrom(stack.api, accounts, calls);
  if (done.accepted !== calls || done.duplicates !== 0)
    differences.push(`${done.accepted} accepted and ${done.duplicates} duplicates of ${calls}`);
  stack.child.kill("SIGTERM");
  await stack.ended;
  return { done, seconds, peaks, differences };
}

const whole = (megabytes: readonly number[]) => megabytes.map((one) => one.toFixed(0)).join(", ");

export const row: Row = async ({ quick }) => {
  const { calls, more } = quick ? sizes.quick : sizes.full;
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bench-upload-"));
  const file = join(folder, "calls.ndjson.gz");
  await writeCallFile(file, calls, more);
  const { done, seconds, peaks, differences } = await throughStack(folder, file, calls);
  await rm(join(folder, "data"), { recursive: true, force: true });
  const alone = await readAlone(folder, file);
  if (alone.lines !== calls) differences.push(`${alone.lines} of ${calls} calls were read by the function alone`);
  const megabytes = (await stat(file)).size / 1e6;
  await rm(folder, { recursive: true, force: true });
  const stack = { name: "peak memory of the stack", unit: "MB", samples: [Math.max(...peaks)] };
  const reader = { name: "peak memory of the reading function alone", unit: "MB", samples: [alone.megabytes] };
  const speed = { name: "file put to last call charged", unit: "calls/s", samples: [calls / seconds] };
  return {
    lines: [medianLine(stack, { atMost: 300 }), medianLine(reader, { atMost: 300 }), { series: speed }],
    notes: [
      `${calls} calls, ${megabytes.toFixed(0)} MB of gzip, ${done.run} runs, killed at 30 % and 60 %, ${seconds.toFixed(0)} s`,
      `peaks of the three processes: ${whole(peaks)} MB`,
      `the function alone: ${whole([alone.loadedMegabytes])} MB before it read, ${alone.seconds.toFixed(0)} s`,
    ],
    differences,
  };
};
