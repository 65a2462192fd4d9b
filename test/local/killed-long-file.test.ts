import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { type OperatorApi, signInAt, until } from "../../bin/demo/operator-api.ts";
import { freePort } from "../../local/free-port.ts";
import { differencesFrom, setUpCallers, writeCallFile } from "../support/call-file.ts";
import { start, untilHealthy } from "../support/local-stack.ts";

interface UploadStatus {
  status: string;
  run: number;
  lines: number;
  accepted: number;
  duplicates: number;
  parked: number;
}

const calls = 24_000;
const password = "Long-File-4711!";

test("a packed file read by many short runs, the stack killed twice in the middle, has every call once", {
  timeout: 600_000,
}, async () => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "switchbook-long-file-"));
  const file = join(folder, "calls.ndjson.gz");
  await writeCallFile(file, calls, 100);
  // A run of the file has not a second, for 90 s of its time are kept to end it well.
  const settings = { PORT: String(port), SWITCHBOOK_DATA: join(folder, "data"), SWITCHBOOK_JOB_SECONDS: "90.7" };
  const started = async () => {
    const stack = start({ ...settings, SWITCHBOOK_ADMIN_PASSWORD: password });
    await untilHealthy(port, stack);
    return { stack, api: await signInAt(`http://127.0.0.1:${port}`, { username: "admin", password }) };
  };
  let { stack, api } = await started();
  const { accounts, source } = await setUpCallers(api);
  const ticket = await api.post<{ id: string; url: string }>("/cdr-uploads", { source, fileName: "calls.ndjson.gz" });
  expect((await fetch(ticket.url, { method: "PUT", body: readFileSync(file) })).status).toBe(200);
  const statusOf = (from: OperatorApi) => from.get<UploadStatus>(`/cdr-uploads/${ticket.id}`);
  for (const part of [0.2, 0.5]) {
    for (;;) {
      const { status, lines } = await statusOf(api);
      if (status === "done") throw new Error("the file was read before the stack could be killed");
      if (lines >= calls * part) break;
      await pause(10);
    }
    stack.child.kill("SIGKILL");
    await stack.ended;
    ({ stack, api } = await started());
  }
  const again = api;
  const done = await until(
    () => statusOf(again),
    ({ status }) => status === "done" || status === "failed",
  );
  expect(done).toMatchObject({ status: "done", lines: calls, accepted: calls, duplicates: 0, parked: 0 });
  // One for each life of the stack; a slow machine takes more.
  expect(done.run).toBeGreaterThanOrEqual(3);
  expect(await differencesFrom(again, accounts, calls)).toEqual([]);
});
