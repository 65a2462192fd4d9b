import type { Page } from "playwright-core";
import { axeFindings, cutOff, pushedSideways, type Scheme, screenshot } from "../support/browser.ts";
import { settled } from "../support/visitor.ts";

/** The person's system turns light or dark, and the page follows. */
async function paint(page: Page, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/**
 * Takes pictures of what is on show in light and in dark, and says what is wrong with it: axe, cut off at the side, and
 * on a wide screen what has to be pushed sideways. Only contrast depends on the colours.
 * @param isWider a person chose to see more than there is room for
 */
export async function faultsOf(page: Page, name: string, isWider = false): Promise<string[]> {
  await settled(page);
  await screenshot(page, name);
  const [light, cut] = [await axeFindings(page), await cutOff(page)];
  const pushed = page.viewportSize()?.width === 1280 && !isWider ? await pushedSideways(page) : [];
  await paint(page, "dark");
  await screenshot(page, name);
  const dark = await axeFindings(page, ["color-contrast"]);
  await paint(page, "light");
  return [
    ...light.map((finding) => `${name}: ${finding}`),
    ...dark.map((finding) => `${name} in dark: ${finding}`),
    ...cut.map((element) => `${name}: cut off ${element}`),
    ...pushed.map((element) => `${name}: pushed sideways ${element}`),
  ];
}
