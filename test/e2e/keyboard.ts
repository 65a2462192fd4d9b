import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What the focused element is called: its label, or its own words. */
const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    if (element === document.body) return "nothing";
    const name = element?.getAttribute("aria-label") ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? "";
    return name.replace(/\s*\*$/, "").trim();
  });

/** Presses Tab until the element of that name has the focus. A page that still loads is gone through again. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    for (let presses = 0; presses < 160; presses++) {
      if ((await focusedName(page)) === name) return;
      await page.keyboard.press("Tab");
    }
  }
  throw new Error(`Tab never came to "${name}"`);
}

/** The focus is given back after the layer is gone, so it is waited for. */
export const focusIsOn = (page: Page, name: string) =>
  expect.poll(() => focusedName(page), { timeout: 15_000 }).toBe(name);
