import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { columnsOf } from "../functions/customers/customer-index.ts";
import { freePort } from "../local/free-port.ts";
import { launchBrowser } from "../test/support/browser.ts";
import { signIn, visit } from "../test/support/visitor.ts";
import { listedLine } from "./customer-lines.ts";
import { startStack } from "./own-stack.ts";
import { medianLine, type Row } from "./row.ts";

/**
 * From a key to the next paint in the real page, in a real browser, over a list of 20,000: the browser's own Event Timing
 * (W3C), which counts from the press to the frame that shows what it did, in steps of 8 ms.
 */

const customers = 20_000;
const password = "Bench-Keys-4711!";
const typed = "harbo telec";

/** What the browser says of each key: the longest of its events. Below 16 ms it says nothing. */
async function press(page: Page, field: string): Promise<number[]> {
  await page.getByLabel(field).fill("");
  await page.getByLabel(field).focus();
  await page.waitForTimeout(1000);
  const times: number[] = [];
  for (const key of typed) {
    await page.evaluate(() => {
      (window as unknown as { longest: number }).longest = 0;
    });
    await page.keyboard.press(key === " " ? "Space" : key);
    await page.waitForTimeout(500);
    times.push(Math.max(16, await page.evaluate(() => (window as unknown as { longest: number }).longest)));
  }
  return times;
}

const observe = (page: Page) =>
  page.evaluate(() => {
    const seen = window as unknown as { longest: number };
    const options = { type: "event", durationThreshold: 16 } as PerformanceObserverInit;
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (/^(keydown|keypress|beforeinput|input)$/.test(name)) seen.longest = Math.max(seen.longest, duration);
    }).observe(options);
  });

export const row: Row = async ({ quick }) => {
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bench-keys-"));
  const port = await freePort();
  const { child, ended } = await startStack(port, join(folder, "data"), password);
  const browser = await launchBrowser();
  const visitor = await visit(browser, `http://127.0.0.1:${port}`, 1280);
  const { page } = visitor;
  const columns = columnsOf(Array.from({ length: customers }, (_, n) => listedLine(n)));
  await page.route("**/api/v1/customers/index", (route) => route.fulfill({ json: { customers, columns } }));
  await signIn(visitor, password, "/customers");
  await page.locator(".table-foot [role=status]").getByText("20,000 customers").waitFor();
  await observe(page);
  const samples: Record<string, number[]> = { "Search all columns": [], "Company name": [] };
  for (let round = 0; round < (quick ? 1 : 5); round++)
    for (const [field, all] of Object.entries(samples)) {
      all.push(...(await press(page, field)));
      await page.getByLabel(field).fill("");
    }
  await browser.close();
  child.kill("SIGTERM");
  await ended;
  await rm(folder, { recursive: true, force: true });
  return {
    lines: Object.entries(samples).map(([field, all]) =>
      medianLine({ name: `${field}, a key`, unit: "ms", samples: all }, { atMost: 100 }),
    ),
    notes: [
      `${customers.toLocaleString("en")} customers, "${typed}" key by key; wall time, load average ${loadavg()[0]?.toFixed(1)}.`,
      "The page is the built one on the local stack; the answer of the index is made up.",
    ],
    differences: [],
  };
};
