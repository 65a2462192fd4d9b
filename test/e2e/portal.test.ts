import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { demoPassword } from "../../bin/demo/customers.ts";
import type { Width } from "../support/browser.ts";
import { signIn, type Visitor, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const patience = { timeout: 240_000 };

const visitOf = (width: Width) => visit(demo().browser, demo().origin, width);

/** A customer of the demo at the portal, on the page that was asked for. */
const enter = (visitor: Visitor, username: string, path = "/portal"): Promise<void> =>
  signIn(visitor, demoPassword, path, username);

const pathOf = (page: Page): string => new URL(page.url()).pathname;

/** The call history, with the newest calls coming by themselves. */
async function callsAsTheyCome(page: Page): Promise<void> {
  await page.getByRole("table", { name: "Calls" }).getByRole("button").first().waitFor();
  await page.getByRole("switch", { name: "Live" }).press("Space");
  await page.getByRole("switch", { name: "Live", checked: true }).waitFor();
  await page.getByRole("status", { name: "Live calls" }).filter({ hasText: "." }).waitFor();
}

/** The pages of the menu with something that they show once they are there. */
const pages: [link: string, path: string, shown: (page: Page) => Promise<unknown>][] = [
  ["Call history", "calls", (page) => callsAsTheyCome(page)],
  ["Usage", "analysis", (page) => page.getByText("Answered").first().waitFor()],
  ["Call files", "call-files", (page) => page.getByText(/^(No file yet|\d+ files?)$/).waitFor()],
  ["Invoices", "invoices", (page) => page.getByText(/^(No invoice yet|\d+ invoices?)$/).waitFor()],
  ["Payments", "payments", (page) => page.getByRole("table", { name: "Payments" }).waitFor()],
  ["Statement", "statement", (page) => page.getByText("Closing balance").waitFor()],
  ["My rates", "prices", (page) => page.getByRole("table", { name: "Prices" }).getByRole("row").nth(3).waitFor()],
  ["SIP devices", "sip-devices", (page) => page.getByRole("table", { name: "SIP devices" }).waitFor()],
  ["IP devices", "ip-devices", (page) => page.getByRole("table", { name: "IP devices" }).waitFor()],
  ["My numbers", "dids", (page) => page.locator("main table, main .empty").first().waitFor()],
  ["Destination translation", "destination-rules", (page) => page.getByLabel("Called number").waitFor()],
  ["Try a call", "try-call", (page) => page.getByLabel("Number dialled").waitFor()],
  ["Profile and security", "account", (page) => page.getByRole("heading", { name: "Second factor" }).waitFor()],
  ["Downloads", "exports", (page) => page.getByRole("heading", { name: "Downloads" }).waitFor()],
];

it(
  "a customer's home says how it stands, how long that lasts, what changes, and its latest calls",
  patience,
  async () => {
    const visitor = await visitOf(1280);
    const { page, complaints } = visitor;
    await page.goto(`${demo().origin}/portal`);
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
    expect(pathOf(page)).toBe("/portal/sign-in");
    expect(await faultsOf(page, "portal-sign-in")).toEqual([]);
    await enter(visitor, "acmevoice");
    await page.getByRole("heading", { name: "Acme Voice Inc." }).waitFor();
    expect(pathOf(page)).toBe("/portal");
    await page.getByText(/^(\d+ days?|Less than a day|More than a year)$/).waitFor();
    await page.getByRole("heading", { name: "Prices change" }).waitFor();
    const latest = page.getByRole("listitem").filter({ has: page.locator(".portal-call-who") });
    await latest.nth(4).waitFor();
    expect(await latest.count()).toBe(5);
    const usage = page.getByRole("region", { name: "Last 14 days" });
    await usage.getByText(/ for [\d,]+ calls, tax included$/).waitFor();
    expect(await faultsOf(page, "portal-home")).toEqual([]);
    await usage.getByText("As a table").click();
    await usage.getByRole("table", { name: "Usage by day" }).getByRole("row").nth(14).waitFor();
    expect(await faultsOf(page, "portal-home-usage")).toEqual([]);

    // Times go by the browser's clock until the account's own, or another, is chosen.
    const when = latest.first().locator("time");
    const seen = await when.textContent();
    await page.getByRole("button", { name: /^Time zone: / }).click();
    await page.getByRole("menuitem", { name: "(your account)" }).waitFor();
    expect(await faultsOf(page, "portal-zone")).toEqual([]);
    await page.getByRole("menuitem", { name: "(your account)" }).click();
    await page.getByRole("button", { name: "Time zone: America/New_York" }).waitFor();
    await expect.poll(() => when.textContent()).not.toBe(seen);

    const menu = page.getByRole("navigation", { name: "Main" });
    for (const [link, path, shown] of pages) {
      await menu.getByRole("link", { name: link, exact: true }).click();
      await shown(page);
      expect(pathOf(page)).toBe(`/portal/${path}`);
      expect(await faultsOf(page, `portal-${path}`)).toEqual([]);
    }
    // What staff did not open is not offered, and what they did can be changed.
    expect(await menu.getByRole("link", { name: "Source translation", exact: true }).count()).toBe(0);
    await menu.getByRole("link", { name: "IP devices", exact: true }).click();
    await page.getByRole("table", { name: "IP devices" }).waitFor();
    expect(await page.getByRole("button", { name: "Add IP device" }).count()).toBe(0);
    await menu.getByRole("link", { name: "SIP devices", exact: true }).click();
    await page.getByRole("button", { name: "Add SIP device" }).waitFor();

    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("User name").waitFor();
    expect(pathOf(page)).toBe("/portal/sign-in");
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

it("on a phone everything is in one column, and every page one or two touches away", patience, async () => {
  const visitor = await visitOf(390);
  const { page, complaints } = visitor;
  await enter(visitor, "madridcalls");
  await page.getByRole("heading", { name: "Invoice to pay" }).waitFor();
  expect(await faultsOf(page, "portal-home")).toEqual([]);
  await page.getByRole("button", { name: "Pay by card" }).click();
  await page.getByRole("dialog").getByLabel("Amount").waitFor();
  expect(await faultsOf(page, "portal-pay")).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const thumbs = page.getByRole("navigation", { name: "Shortcuts" });
  await thumbs.getByRole("link", { name: "Invoices" }).click();
  await page.getByRole("table", { name: "Invoices" }).getByRole("link").first().click();
  await page.getByRole("link", { name: "PDF" }).first().waitFor();
  expect(await faultsOf(page, "portal-invoice")).toEqual([]);
  await thumbs.getByRole("button", { name: "More" }).click();
  const more = page.getByRole("navigation", { name: "All pages" });
  await more.getByRole("link", { name: "My rates" }).waitFor();
  expect(await faultsOf(page, "portal-more")).toEqual([]);
  for (const [link, path, shown] of pages) {
    if (link === "Destination translation") continue;
    if (!(await more.isVisible())) await thumbs.getByRole("button", { name: "More" }).click();
    await more.getByRole("link", { name: link, exact: true }).click();
    await more.waitFor({ state: "detached" });
    await shown(page);
    expect(pathOf(page)).toBe(`/portal/${path}`);
    expect(await faultsOf(page, `portal-${path}`)).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});

it("a call opens to its why, and a price is found by a number that somebody wants to call", patience, async () => {
  const visitor = await visitOf(1280);
  const { page, complaints } = visitor;
  await enter(visitor, "acmevoice", "/portal/prices");
  // The address that was asked for is there after the sign-in.
  await page.getByRole("table", { name: "Prices" }).getByRole("row").nth(3).waitFor();
  await page.getByLabel("Destination, code or number").fill("+44 20 7946 0018");
  await page.getByRole("button", { name: "Find" }).click();
  await page.waitForURL(/q=/);
  await page.getByText("United Kingdom").first().waitFor();
  await page.getByLabel("Announced changes only").click();
  await page.waitForURL(/only=announced/);
  await page.goto(`${demo().origin}/portal`);
  const call = page.locator(".portal-call-who a").first();
  await call.click();
  await page.getByRole("heading", { name: "Steps" }).waitFor();
  expect(pathOf(page)).toBe("/portal/calls");
  expect(await faultsOf(page, "portal-call-why")).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it("everybody is sent to their own pages, and no address leads a customer to somebody else's", patience, async () => {
  const { origin, known } = demo();
  const visitor = await visitOf(1280);
  const { page, complaints } = visitor;
  // A customer at the page of staff, by a link into it.
  await enter(visitor, "madridcalls", `/customers/${known.account}/statement`);
  await page.getByText("Closing balance").waitFor();
  expect(pathOf(page)).toBe("/portal/statement");
  const foreign = [
    `/customers/${known.account}`,
    `/customers/${known.account}/calls`,
    "/settings",
    "/details",
    "/nothing",
  ];
  for (const path of foreign) {
    await page.goto(`${origin}/portal${path}`);
    await page.getByText("There is nothing at this address").waitFor();
    expect(await page.getByText("Acme Voice").count()).toBe(0);
  }
  await page.goto(`${origin}/users`);
  await page.getByRole("heading", { name: "Madrid Call Centre SA" }).waitFor();
  expect(pathOf(page)).toBe("/portal");
  expect(complaints).toEqual([]);
  await page.context().close();

  const staff = await visitOf(1280);
  await signIn(staff, password, "/portal/sign-in");
  expect(pathOf(staff.page)).toBe("/");
  // Into a customer's session, and back out of its portal to one's own pages.
  await staff.page.goto(`${origin}/customers?company=Acme`);
  await staff.page.getByRole("button", { name: /^Actions for Acme Voice/ }).click();
  await staff.page.getByRole("menuitem", { name: "Switch login" }).click();
  await staff.page.getByRole("dialog").getByLabel("Reason").fill("They cannot find their invoice");
  await staff.page
    .getByRole("dialog")
    .getByRole("button", { name: /^Sign in as/ })
    .click();
  const banner = staff.page.getByRole("region", { name: "Switched session" });
  await banner.getByText("Acme Voice Inc.").waitFor();
  expect(pathOf(staff.page)).toBe("/portal");
  expect(await faultsOf(staff.page, "portal-switched")).toEqual([]);
  await banner.getByRole("button", { name: "Return to your own session" }).click();
  await staff.page.getByRole("link", { name: "Vendors" }).waitFor();
  expect(staff.complaints).toEqual([]);
  await staff.page.context().close();
});

it("the portal wears the brand of the reseller whose customer it is, at its sign-in too", patience, async () => {
  const { origin } = demo();
  const visitor = await visitOf(390);
  const { page, complaints } = visitor;
  await enter(visitor, "kystcall");
  await page.getByRole("heading", { name: "Kyst Call Center" }).waitFor();
  const name = (await page.locator(".brand").textContent()) ?? "";
  expect(name).toMatch(/Nordlink|Skagen/);
  expect(await faultsOf(page, "portal-home-branded")).toEqual([]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name }).waitFor();
  await page.goto(`${origin}/portal/forgot-password`);
  await page.getByText(name).first().waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
