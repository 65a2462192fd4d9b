import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page, Request } from "playwright-core";
import { contextOf, type Width } from "./browser.ts";

/** A person at the page, and what the page complained about meanwhile. */
export interface Visitor {
  page: Page;
  origin: string;
  /** Uncaught errors, errors of the console (what the CSP refuses is one), requests to other origins. Empty is well. */
  complaints: string[];
}

/** Characters of a page's roles and words that say enough of it. */
const mostOfPage = 4000;

/** Where the visitor is, and what a screen reader would tell it. */
async function sight({ page, complaints }: Visitor, refusals: readonly string[]): Promise<string> {
  const said = await page.locator("body").ariaSnapshot({ timeout: 5_000 });
  return [
    `The visitor was at ${page.url()} and saw:`,
    said.slice(0, mostOfPage),
    ...refusals.slice(-20),
    ...complaints,
  ].join("\n");
}

/** Who came to a page, each with the requests that were refused or not answered. */
export const visitors = new Map<Visitor, string[]>();

/** What each of them has before it. */
export const sights = (): Promise<string[]> =>
  Promise.all(
    [...visitors].map(([visitor, refusals]) =>
      sight(visitor, refusals).catch((error: Error) => `What a visitor saw is not known: ${error.message}`),
    ),
  );

function remember(visitor: Visitor): void {
  const refusals: string[] = [];
  visitor.page.on("response", (response) => {
    if (response.status() >= 400) refusals.push(`${response.status()} ${response.url()}`);
  });
  visitor.page.on("requestfailed", (request) => refusals.push(`${request.failure()?.errorText} ${request.url()}`));
  visitor.page.once("close", () => visitors.delete(visitor));
  visitors.set(visitor, refusals);
}

/** Refusals that a page is expected to cope with; the browser writes each of them to its console. */
const refusal = /status of (401|404|409|422)/;

export async function visit(browser: Browser, origin: string, width: Width, zone?: string): Promise<Visitor> {
  const context = await contextOf(browser, width, "light", zone);
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    const expected = message.text().startsWith("Failed to load resource") && refusal.test(message.text());
    if (message.type() === "error" && !expected) complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && new URL(url).origin !== origin) complaints.push(`another origin: ${url}`);
  });
  const visitor = { page, origin, complaints };
  remember(visitor);
  return visitor;
}

/** Signs in by typing, and waits for the page that was asked for. */
export async function signIn(
  { page, origin }: Visitor,
  password: string,
  path = "/",
  username = "admin",
): Promise<void> {
  await page.goto(`${origin}${path}`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const refused = page.locator(".sign-in-form [role=alert]");
  await page.locator("main#main h1").or(refused).first().waitFor();
  if (await refused.count()) throw new Error(`${username} was not let in: ${await refused.textContent()}`);
}

/** What a page asks for. */
export interface Traffic {
  /** Opens an address; what the page before it still waits for is of no interest any more. */
  goTo(address: string): Promise<void>;
  /** Waits until the page has all that it asked for, shows it, and asks for nothing more on account of it. */
  rested(): Promise<void>;
}

export function trafficOf(page: Page): Traffic {
  const open = new Set<Request>();
  let asked = 0;
  page.on("request", (request) => {
    asked++;
    open.add(request);
  });
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  const goTo = async (address: string): Promise<void> => {
    open.clear();
    await page.goto(address);
  };
  const rested = async (): Promise<void> => {
    for (;;) {
      const before = asked;
      await page.waitForFunction(isIdle);
      // An answer is on show two frames later, and what it makes the page ask for has been asked.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      if (open.size === 0 && asked === before) return;
      await pause(10);
    }
  };
  return { goTo, rested };
}

const isIdle = (): boolean => document.querySelector("[aria-busy=true], .mantine-Skeleton-root") === null;

/** Waits until nothing loads any more and no grey line stands for a row. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(isIdle);
}
