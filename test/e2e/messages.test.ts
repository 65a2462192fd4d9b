import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { type ListPage, signInAt } from "../../bin/demo/operator-api.ts";
import { screenshot } from "../support/browser.ts";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";

const demo = demoOfThisFile();

/** Pixels that the open drawer and the messages have in common, from top to bottom; at most 0: neither lies over the other. */
const overlap = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const edge = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
    return Math.round((edge("[role=dialog]")?.bottom ?? Number.NaN) - (edge(".toasts")?.top ?? Number.NaN));
  });

it.each([1280, 390] as const)(
  "a message lies over no part of an open drawer, whose buttons are at its end, at %i px",
  async (width) => {
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
    expect(await overlap(page)).toBeLessThanOrEqual(0);
    await screenshot(page, "message-over-drawer");
    // The message gone, the drawer has its height again.
    await page.locator(".toasts").getByRole("button", { name: "Dismiss" }).click();
    const below = await page
      .getByRole("dialog")
      .evaluate((one) => window.innerHeight - one.getBoundingClientRect().bottom);
    expect(Math.round(below)).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);
