import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../bin/find-browser.ts";

/** The browser's program: `CHROMIUM_PATH`, else one of the usual places, else undefined. */
const browserPath = (): string | undefined =>
  findBrowser({ platform: process.platform, env: process.env, exists: existsSync });

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchBrowser(): Promise<Browser> {
  const executablePath = browserPath();
  if (!executablePath) throw new Error("No Chromium, Chrome or Edge found. Set CHROMIUM_PATH to one.");
  return chromium.launch({ executablePath, args: flags, slowMo: slowness("SWITCHBOOK_SLOW_HAND") });
}

/**
 * Milliseconds of a variable; unset: 0. A slow hand lets the page come to rest between any two steps of a test, a slow net
 * keeps what was there before in sight for longer: a test that passes with both does not live on what it happened to catch.
 */
const slowness = (name: "SWITCHBOOK_SLOW_HAND" | "SWITCHBOOK_SLOW_NET"): number => Number(process.env[name] ?? 0);

export type Scheme = "light" | "dark";
export type Width = 1280 | 390;

/** Pixels of a window. */
export const sizeOf = (width: Width) => ({ width, height: width === 390 ? 844 : 800 });

/** A clean browser profile of one look. 390 px is a phone: touch, no hover. */
export async function contextOf(
  browser: Browser,
  width: Width,
  colorScheme: Scheme,
  timezoneId = "Europe/London",
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: sizeOf(width),
    colorScheme,
    hasTouch: width === 390,
    // Colours and places are those of the end of a transition.
    reducedMotion: "reduce",
    timezoneId,
    locale: "en-GB",
  });
  const late = slowness("SWITCHBOOK_SLOW_NET");
  if (late > 0)
    await context.route(/\/api\/v1\//, async (route) => {
      await pause(late);
      // The page may have gone meanwhile.
      await route.fallback().catch(() => undefined);
    });
  return context;
}

/** Writes `.screens/<page>-<light|dark>-<1280|390>.png` and returns its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const dark = await page.evaluate(() => document.documentElement.dataset["mantineColorScheme"] === "dark");
  const width = page.viewportSize()?.width ?? 0;
  mkdirSync(".screens", { recursive: true });
  const path = join(".screens", `${name}-${dark ? "dark" : "light"}-${width}.png`);
  await page.screenshot({ path });
  return path;
}

/** What axe finds serious or critical by WCAG 2.2 A and AA, or by the named rules, one line a finding. Empty is clean. */
export async function axeFindings(page: Page, rules?: string[]): Promise<string[]> {
  // The old way runs in the page itself; the new one opens another tab for each look, which costs seconds.
  // Rows beyond the tenth are like those before it.
  const builder = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .exclude("tbody tr:nth-of-type(n + 11)");
  // What a modal layer covers cannot be hit; it was looked at as the page itself.
  if (await page.locator("[role=dialog][aria-modal=true]").count()) builder.exclude("#root main");
  const asked = rules
    ? builder.withRules(rules)
    : builder.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  const { violations } = await asked.analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const findings: string[] = [];
  for (const { id, nodes } of serious)
    for (const { html, target } of nodes)
      if (id !== "target-size" || !(await isUnderBar(page, String(target[0]))))
        findings.push(`${id}: ${html.slice(0, 160)}`);
  return findings;
}

/** What is scrolled halfway under a bar that stays is no small target. */
const isUnderBar = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((wanted) => {
    const target = document.querySelector(wanted)?.getBoundingClientRect();
    return [...document.querySelectorAll(".form-bar, .mantine-Drawer-header")].some((element) => {
      const bar = element.getBoundingClientRect();
      return target !== undefined && target.top < bar.bottom && target.bottom > bar.top;
    });
  }, selector);

/** Throws with the findings when the page is not clean. */
export async function axeClean(page: Page): Promise<void> {
  const findings = await axeFindings(page);
  if (findings.length > 0) throw new Error(`axe on ${page.url()}:\n${findings.join("\n")}`);
}

/**
 * Elements that stand out of the window at the side, beside those inside something that scrolls, or that itself is in the
 * window and ends their text with dots. Page width alone says nothing: a phone widens its window to what is cut off.
 */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = window.innerWidth;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.documentElement &&
      ((/auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth) ||
        scrolls(element.parentElement));
    const isDotted = (element: Element): boolean => {
      const cell = element.closest("td, th");
      if (cell === null) return false;
      return getComputedStyle(cell).textOverflow === "ellipsis" && cell.getBoundingClientRect().right <= width + 1;
    };
    return [...document.querySelectorAll("body *")]
      .filter((element) => {
        const { left, right, width: own, height } = element.getBoundingClientRect();
        const hidden =
          getComputedStyle(element).clipPath !== "none" || getComputedStyle(element).visibility === "hidden";
        return (
          own > 1 &&
          height > 1 &&
          !hidden &&
          (right > width + 1 || left < -1) &&
          !scrolls(element) &&
          !isDotted(element)
        );
      })
      .map(
        (element) =>
          `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} "${element.textContent?.slice(0, 30)}"`,
      );
  });
}

/**
 * What has to be pushed sideways to be seen whole, and by how many pixels. Nothing of ours may need that; the sheet that
 * somebody brings is as wide as they made it.
 */
export function pushedSideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("html, body *:not(.sheet-preview)")]
      .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX) || element.tagName === "HTML")
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map((element) => {
        const name = element.getAttribute("aria-label") ?? element.getAttribute("class") ?? element.tagName;
        return `${name} by ${element.scrollWidth - element.clientWidth} px`;
      }),
  );
}
