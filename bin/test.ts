import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findBrowser } from "./find-browser.ts";
import { countTests, slowestFiles } from "./test-counts.ts";

const look = () => findBrowser({ platform: process.platform, env: process.env, exists: existsSync });

/** Debian's own package. Elsewhere we install nothing that was not asked for. */
function installBrowser(): void {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return;
  console.log("No browser found; installing Debian's chromium for the browser tests ...");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) => spawnSync("apt-get", ["-qq", "-y", ...args], { env, stdio: ["ignore", 2, 2] });
  apt("update");
  apt("install", "--no-install-recommends", "chromium", "fonts-dejavu-core");
}

/** Sets what the browser tests look at. False: they cannot run, and this machine says that they must. */
function prepareBrowser(): boolean {
  if (!look()) installBrowser();
  const browser = look();
  if (browser) {
    process.env["CHROMIUM_PATH"] = browser;
    return true;
  }
  process.env["SWITCHBOOK_NO_BROWSER"] = "1";
  return process.env["CI"] !== "true";
}

const browserOk = prepareBrowser();
const folder = mkdtempSync(path.join(tmpdir(), "switchbook-test-"));
const report = path.join(folder, "report.json");
const noBrowser = process.env["SWITCHBOOK_NO_BROWSER"] ? ["--exclude", "test/e2e/**"] : [];
const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
const args = [...vitest, `--outputFile.json=${report}`, ...noBrowser, ...process.argv.slice(2)];
const run = spawnSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });

const written = existsSync(report) ? readFileSync(report, "utf8") : undefined;
const counts = countTests(written, run.status === 0);
rmSync(folder, { recursive: true });
if (process.env["CI"] === "true")
  for (const { file, seconds } of slowestFiles(written, 25))
    console.log(`${String(seconds).padStart(5)} s  ${path.relative(process.cwd(), file)}`);
for (const { name, why } of counts.again) console.log(`\nPASSED ONLY WHEN RUN AGAIN: ${name}\n${why}`);
if (noBrowser.length > 0)
  console.log(
    `\nBROWSER TESTS ${browserOk ? "SKIPPED" : "FAILED"}: no Chromium, Chrome or Edge here; install one or set CHROMIUM_PATH.`,
  );
const failed = counts.failed + (browserOk ? 0 : 1);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${counts.passed} passed, ${failed} failed`);
