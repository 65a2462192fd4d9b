import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { type ListPage, signInAt } from "../../bin/demo/operator-api.ts";
import { screenshot } from "../support/browser.ts";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";

const demo = demoOfThisFile();

/** Names of what can be pressed or filled in, of the layer on top where there is one, but is hit through a message. */
const behindMessages = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const whole = [...document.querySelectorAll("[role=dialog]")].at(-1) ?? document;
    return [...whole.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea")]
      .filter((one) => one.closest(".toasts") === null)
      .filter((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        return width > 0 && hit?.closest(".toasts") != null;
      })
      .map((one) => (one.getAttribute("aria-label") ?? one.textContent ?? one.tagName).trim());
  });

it.each([1280, 390] as const)("no button of an open drawer is behind a message at %i px", async (width) => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, width);
  const { page, complaints } = visitor;
  const api = await signInAt(origin, { username: "admin", password });
  const { items } = await api.get<ListPage<{ id: string; status: string }>>("/mails?kind=INVOICE&limit=50");
  await signIn(visitor, password, `/mails?mail=${items.find(({ status }) => status !== "QUEUED")?.id}`);
  const again = page.getByRole("dialog").getByRole("button", { name: "Send again" });
  await again.scrollIntoViewIfNeeded();
  await again.click();
  await page.getByText("It is sent again within a minute.").hover();
  expect(await behindMessages(page)).toEqual([]);
  await screenshot(page, "message-over-drawer");
  // The message gone, the drawer has its height again.
  await page.locator(".toasts").getByRole("button", { name: "Dismiss" }).click();
  const below = await page
    .getByRole("dialog")
    .evaluate((one) => window.innerHeight - one.getBoundingClientRect().bottom);
  expect(Math.round(below)).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});
