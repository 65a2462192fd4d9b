import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { putFile, signInAt, until } from "../../bin/demo/operator-api.ts";
import { demoSources } from "../../bin/demo/set-up.ts";
import { freePort } from "../../local/free-port.ts";
import { start, untilHealthy } from "../support/local-stack.ts";

interface UploadStatus {
  status: string;
  lines: number;
  accepted: number;
  duplicates: number;
  parked: number;
}

const lines = 4000;

/** Calls of nobody's customer: each is parked for its reason, which needs no tariff to be counted. */
function csvOfStrangers(): string {
  const header =
    "call_id,leg,account,cli,cld,source_ip,gateway,setup_time,answer_time,end_time,billable_ms,sip_code,q850,hangup_by,codec";
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const rows = Array.from(
    { length: lines },
    (_, n) =>
      `stranger-${n},a,,442079460000,4420794${String(n).padStart(5, "0")},203.0.113.9,gw1,${at},${at},${at},0,200,16,caller,PCMA`,
  );
  return `${[header, ...rows].join("\n")}\n`;
}

async function signedIn(port: number) {
  const baseUrl = `http://127.0.0.1:${port}`;
  const [admin] = (await (await fetch(`${baseUrl}/local/sign-ins`)).json()) as { username: string; password: string }[];
  return signInAt(baseUrl, admin ?? { username: "", password: "" });
}

test("a stack killed in the middle of an upload reads the file again after its start, and loses and doubles nothing", async () => {
  const port = await freePort();
  const settings = { PORT: String(port), SWITCHBOOK_DATA: mkdtempSync(join(tmpdir(), "switchbook-kill-upload-")) };
  const first = start(settings);
  await untilHealthy(port, first);
  const before = await signedIn(port);
  const wanted = demoSources.find((source) => source.switch === "sbc1");
  const source = await before.post<{ id: string }>("/cdr-sources", wanted);
  const body = { source: source.id, fileName: "strangers.csv" };
  const ticket = await before.post<{ id: string; url: string }>("/cdr-uploads", body);
  await putFile(ticket.url, csvOfStrangers());
  // Acknowledged: from here on the file is the stack's to bring through. The kill falls while it is read or rated.
  await pause(150);
  first.child.kill("SIGKILL");
  await first.ended;

  const second = start(settings);
  await untilHealthy(port, second);
  const after = await signedIn(port);
  const statusOf = () => after.get<UploadStatus>(`/cdr-uploads/${ticket.id}`);
  const done = await until(statusOf, ({ status }) => status === "done" || status === "failed");
  expect(done).toMatchObject({ status: "done", lines, accepted: 0, parked: lines });
  const waiting = await after.get<{ items: { count: number }[] }>("/suspense/counts");
  expect(waiting.items.reduce((sum, one) => sum + one.count, 0)).toBe(lines);
});
