import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { columnsOf } from "../functions/customers/customer-index.ts";
import { freePort } from "../local/free-port.ts";
import { contextOf, launchBrowser } from "../test/support/browser.ts";
import { settled, signIn } from "../test/support/visitor.ts";
import { compressingFront } from "./compressing-front.ts";
import { listedLine } from "./customer-lines.ts";
import { startStack } from "./own-stack.ts";
import { medianLine, type Row } from "./row.ts";

/**
 * The built pages on a slow machine and a slow line: the largest contentful paint (LCP) of a first visit, with nothing in
 * the browser's cache, and what the browser's Event Timing says of what a person does in the list (INP).
 */

const password = "Bench-Pages-4711!";
const customers = 10_000;
const indexPath = "/api/v1/customers/index";

/** Chrome's own preset of this name: 8.1 Mbit/s down, 1.35 Mbit/s up, 165 ms for every request. */
const fast4g = { offline: false, downloadThroughput: 1_012_500, uploadThroughput: 168_750, latency: 165 };
/** As much slower as Lighthouse assumes a phone is. */
const slower = 4;

type Watched = Window & { largest: number; longest: number };

const watch = `globalThis.largest = 0; globalThis.longest = 0;
  new PerformanceObserver((list) => { largest = list.getEntries().at(-1).startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) if (interactionId) longest = Math.max(longest, duration);
  }).observe({ type: "event", durationThreshold: 16 });`;

async function slowPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(watch);
  const session = await context.newCDPSession(page);
  await session.send("Network.emulateNetworkConditions", fast4g);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  return page;
}

type Stored = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** A new browser profile that may be signed in already, with what the pages keep in it. */
async function profile(browser: Browser, stored?: Stored): Promise<BrowserContext> {
  const context = await contextOf(browser, 1280, "light");
  context.setDefaultTimeout(120_000);
  if (stored) {
    await context.addCookies(stored.cookies);
    await context.addInitScript(
      (kept) => {
        for (const { name, value } of kept) localStorage.setItem(name, value);
      },
      stored.origins.flatMap(({ localStorage: kept }) => kept),
    );
  }
  return context;
}

/** Milliseconds to the largest paint of a first visit; it is final when nothing loads any more. */
async function largestPaint(browser: Browser, url: string, stored?: Stored): Promise<number> {
  const context = await profile(browser, stored);
  const page = await slowPage(context);
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await settled(page);
  const largest = await page.evaluate(() => (window as unknown as Watched).largest);
  await context.close();
  return largest;
}

const search = (page: Page) => page.getByLabel("Search all columns");

/** What a person does in the list, and what puts it back. */
const interactions: Record<string, { act(page: Page): Promise<void>; back(page: Page): Promise<void> }> = {
  "a key in the quick search": {
    act: async (page) => {
      await search(page).focus();
      await page.keyboard.press("h");
    },
    back: (page) => search(page).fill(""),
  },
  "another order": {
    act: (page) => page.getByRole("button", { name: "Company", exact: true }).click(),
    back: async () => undefined,
  },
  "a row's menu": {
    act: (page) =>
      page
        .getByRole("button", { name: /^Actions for/ })
        .first()
        .click(),
    back: (page) => page.keyboard.press("Escape"),
  },
  "a row chosen": {
    act: (page) => page.getByRole("table").getByRole("checkbox").nth(2).click(),
    back: (page) => page.getByRole("table").getByRole("checkbox").nth(2).click(),
  },
  "Ctrl-K": {
    act: (page) => page.keyboard.press("Control+k"),
    back: (page) => page.keyboard.press("Escape"),
  },
};

/** The longest event of what was done; below 16 ms the browser says nothing. */
async function duration(page: Page, { act, back }: (typeof interactions)[string]): Promise<number> {
  await page.evaluate(() => {
    (window as unknown as Watched).longest = 16;
  });
  await act(page);
  await page.waitForTimeout(1500);
  const longest = await page.evaluate(() => (window as unknown as Watched).longest);
  await back(page);
  await page.waitForTimeout(1000);
  return longest;
}

async function interactionTimes(browser: Browser, url: string, stored: Stored, rounds: number) {
  const context = await profile(browser, stored);
  const page = await slowPage(context);
  await page.goto(url);
  await settled(page);
  await page.waitForTimeout(3000);
  const times = Object.fromEntries(Object.keys(interactions).map((name): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, done] of Object.entries(interactions)) times[name]?.push(await duration(page, done));
  await context.close();
  return times;
}

/** A stack, the front before it with a list of many customers, and a browser; `work` gets the address and a session. */
async function withPages<T>(work: (browser: Browser, origin: string, stored: Stored) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "switchbook-bench-pages-"));
  const [port, frontPort] = [await freePort(), await freePort()];
  const { child, ended } = await startStack(port, join(folder, "data"), password);
  const columns = columnsOf(Array.from({ length: customers }, (_, n) => listedLine(n)));
  const front = await compressingFront(frontPort, port, { [indexPath]: { customers, columns } });
  const browser = await launchBrowser();
  const origin = `http://127.0.0.1:${frontPort}`;
  const first = await profile(browser);
  await signIn({ page: await first.newPage(), origin, complaints: [] }, password);
  const result = await work(browser, origin, await first.storageState());
  await browser.close();
  front.end();
  child.kill("SIGTERM");
  await ended;
  await rm(folder, { recursive: true, force: true });
  return result;
}

export const row: Row = ({ quick }) =>
  withPages(async (browser, origin, stored) => {
    const rounds = quick ? 2 : 7;
    const paints: Record<string, number[]> = { "sign-in": [], home: [], customers: [] };
    const paths: Record<string, string> = { "sign-in": "/sign-in", home: "/", customers: "/customers" };
    for (let round = 0; round < rounds; round++)
      for (const [name, samples] of Object.entries(paints))
        samples.push(await largestPaint(browser, origin + paths[name], name === "sign-in" ? undefined : stored));
    const acts = await interactionTimes(browser, `${origin}/customers`, stored, rounds);
    const lines = (all: Record<string, number[]>, what: string, atMost: number) =>
      Object.entries(all).map(([name, samples]) =>
        medianLine({ name: `${what}, ${name}`, unit: "ms", samples }, { atMost }),
      );
    return {
      lines: [...lines(paints, "LCP", 2500), ...lines(acts, "INP", 200)],
      notes: [
        `Processor ${slower} times slower, Fast 4G, cold cache; wall time, load average ${loadavg()[0]?.toFixed(1)}.`,
        `The list has ${customers.toLocaleString("en")} customers, whose index is made up; the rest is an empty stack.`,
        "A front compresses as CloudFront does, but speaks HTTP/1.1.",
      ],
      differences: [],
    };
  });
