import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "../local/free-port.ts";
import { start, untilHealthy } from "./support/local-stack.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const password = "Tutorial-Pass-1!";

/** The commands of a section of the README, as a person would type them one after another. */
function commandsOf(section: string): string {
  const text = readme.split(/^## /m).find((part) => part.startsWith(section)) ?? "";
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, commands]) => commands).join("\necho\n");
}

test("the README's tutorial with curl works word by word on a fresh start", async () => {
  const port = await freePort();
  const folder = () => mkdtempSync(join(tmpdir(), "switchbook-tutorial-"));
  const stack = start({ PORT: String(port), SWITCHBOOK_DATA: folder(), SWITCHBOOK_ADMIN_PASSWORD: password });
  await untilHealthy(port, stack);
  const script = commandsOf("Tutorial with curl")
    .replace("http://127.0.0.1:8080", `http://127.0.0.1:${port}`)
    .replace("the password that npm start printed", password);
  const run = spawnSync("sh", ["-eu", "-c", script], { cwd: folder(), encoding: "utf8", timeout: 100_000 });
  expect(run.stderr).toBe("");
  expect(run.status).toBe(0);
  expect(run.stdout).toContain('"accepted":4');
  expect(run.stdout).toContain('"reason":"NO_RATE"');
  expect(run.stdout).toContain('"billedSeconds":66');
});
