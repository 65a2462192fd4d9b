import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { signInAt, until } from "../../bin/demo/operator-api.ts";
import { contentTypes } from "../../functions/exports/export.ts";
import { freePort } from "../../local/free-port.ts";
import { start, untilHealthy } from "../support/local-stack.ts";

interface Job {
  id: string;
  status: string;
  rows: number;
  fileName: string;
  url: string | null;
}

/** How each kind of file begins. */
const begins = {
  csv: "efbbbf",
  // The id of an entry of the audit: no header line, no mark.
  txt: Buffer.from("evt_").toString("hex"),
  xlsx: "504b0304",
  xls: "d0cf11e0a1b11ae1",
  pdf: "255044462d",
};

test("an export that is asked for is run by its event and can be downloaded in every format, also after a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "switchbook-exports-"));
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const admin = { username: "admin", password: "Exports-test-4711!" };
  const settings = { PORT: String(port), SWITCHBOOK_DATA: folder, SWITCHBOOK_ADMIN_PASSWORD: admin.password };
  const first = start(settings);
  await untilHealthy(port, first);
  const api = await signInAt(base, admin);
  const ids: string[] = [];
  for (const format of Object.keys(begins)) {
    const { id } = await api.post<Job>("/exports", { kind: "audit", format, filter: {} });
    const job = await until(
      () => api.get<Job>(`/exports/${id}`),
      ({ status }) => status !== "queued" && status !== "running",
    );
    expect(job).toMatchObject({ status: "done", fileName: expect.stringMatching(`\\.${format}$`) });
    expect(job.rows).toBeGreaterThan(0);
    ids.push(id);
  }
  first.child.kill("SIGTERM");
  await first.ended;

  const second = start(settings);
  await untilHealthy(port, second);
  const again = await signInAt(base, admin);
  for (const [at, [format, begin]] of Object.entries(begins).entries()) {
    const { url, fileName } = await again.get<Job>(`/exports/${ids[at]}`);
    const reply = await fetch(url ?? "");
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-disposition")).toBe(`attachment; filename="${fileName}"`);
    expect(reply.headers.get("content-type")).toBe(contentTypes[format as keyof typeof begins]);
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect(bytes.toString("hex", 0, begin.length / 2), format).toBe(begin);
  }
  second.child.kill("SIGTERM");
  await second.ended;
  rmSync(folder, { recursive: true, force: true });
});
