import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "../local/free-port.ts";
import { runTutorial } from "./support/curl-tutorial.ts";
import { start, untilHealthy } from "./support/local-stack.ts";

const password = "Tutorial-Pass-1!";

test("the README's tutorial with curl works word by word on a fresh start", async () => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "switchbook-tutorial-"));
  const stack = start({ PORT: String(port), SWITCHBOOK_DATA: folder, SWITCHBOOK_ADMIN_PASSWORD: password });
  await untilHealthy(port, stack);
  const run = runTutorial(port, password);
  expect(run.stderr).toBe("");
  expect(run.status).toBe(0);
  expect(run.stdout).toContain('"accepted":4');
  expect(run.stdout).toContain('"reason":"NO_RATE"');
  expect(run.stdout).toContain('"billedSeconds":66');
});
