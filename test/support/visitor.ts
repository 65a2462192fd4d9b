import type { Browser, Page } from "playwright-core";
import { contextOf, type Width } from "./browser.ts";

/** A person at the page, and what the page complained about meanwhile. */
export interface Visitor {
  page: Page;
  origin: string;
  /** Uncaught errors, errors of the console (what the CSP refuses is one), requests to other origins. Empty is well. */
  complaints: string[];
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
  return { page, origin, complaints };
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
  await page.locator("main#main h1").waitFor();
}

/** Waits until nothing loads any more and no grey line stands for a row. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => document.querySelector("[aria-busy=true], .mantine-Skeleton-root") === null);
}
