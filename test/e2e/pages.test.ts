import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ListPage, type OperatorApi, signInAt, until } from "../../bin/demo/operator-api.ts";
import { freePort } from "../../local/free-port.ts";
import { axeFindings, cutOff, launchBrowser, type Scheme, screenshot } from "../support/browser.ts";
import { start, untilHealthy, untilSaid } from "../support/local-stack.ts";
import { settled, signIn, type Visitor, visit } from "../support/visitor.ts";
import { type Known, statesOf } from "./page-states.ts";

const password = "Pages-test-4711!";
const folder = mkdtempSync(join(tmpdir(), "switchbook-pages-"));
let stack: ReturnType<typeof start>;
let origin = "";
let browser: Browser;
let api: OperatorApi;
/** The demo's customer with the most to see, and a tariff whose sheet was imported. */
const known: Known = { account: "", call: "", tariff: "", sheet: "" };

async function findKnown(): Promise<void> {
  api = await signInAt(origin, { username: "admin", password });
  type Customer = { account: string; username: string; tariffId: string };
  const { items } = await api.get<ListPage<Customer>>("/customers?limit=200");
  const customer = items.find(({ username }) => username === "acmevoice");
  known.account = customer?.account ?? "";
  known.tariff = customer?.tariffId ?? "";
  // The demo is there when its last file is; what the files hold is charged a little later.
  const charged = ({ charge }: { charge: string }) => Number(charge) > 0;
  const calls = await until(
    () => api.get<ListPage<{ id: string; charge: string }>>(`/customers/${known.account}/calls?limit=50`),
    ({ items: found }) => found.some(charged),
  );
  known.call = calls.items.find(charged)?.id ?? "";
  await until(
    () => api.get<ListPage<{ status: string }>>("/cdr-uploads"),
    ({ items: files }) => files.every(({ status }) => status === "done"),
  );
  const sheets = await api.get<ListPage<{ id: string }>>(`/tariffs/${known.tariff}/rate-imports`);
  known.sheet = sheets.items[0]?.id ?? "";
}

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  stack = start({
    PORT: String(port),
    SWITCHBOOK_DATA: folder,
    SWITCHBOOK_ADMIN_PASSWORD: password,
    SWITCHBOOK_DEMO: "1",
    SWITCHBOOK_DEMO_TRAFFIC: "0",
  });
  await untilHealthy(port, stack);
  browser = await launchBrowser();
  await untilSaid("The demo is there", stack);
  await findKnown();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  stack?.child.kill("SIGTERM");
  await stack?.ended;
  rmSync(folder, { recursive: true, force: true });
});

/** The person's system turns light or dark, and the page follows. */
async function paint(page: Page, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/**
 * Takes pictures of what is on show in light and in dark, and says what is wrong with it: axe, cut off at the side.
 * Only contrast depends on the colours.
 */
async function faultsOf(page: Page, name: string): Promise<string[]> {
  await settled(page);
  await screenshot(page, name);
  const [light, cut] = [await axeFindings(page), await cutOff(page)];
  await paint(page, "dark");
  await screenshot(page, name);
  const dark = await axeFindings(page, ["color-contrast"]);
  await paint(page, "light");
  return [
    ...light.map((finding) => `${name}: ${finding}`),
    ...dark.map((finding) => `${name} in dark: ${finding}`),
    ...cut.map((element) => `${name}: cut off ${element}`),
  ];
}

/** Rows of a table, figures and facts, or a form to fill in: what a page that is not empty shows. */
const contents = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const count = (selector: string) => document.querySelectorAll(`main#main ${selector}`).length;
    if (count(".empty") > 0) return 0;
    return count("tbody tr:not(.placeholder)") + count("dl.facts dd") + count("form input, form select");
  });

/** Addresses and names that the menu, or the tab bar of a customer, leads to. */
const linksIn = (page: Page, selector: string): Promise<{ path: string; name: string }[]> =>
  page.evaluate(
    (links) =>
      [...document.querySelectorAll<HTMLAnchorElement>(links)].map(({ href, textContent }) => ({
        path: new URL(href).pathname,
        name: textContent?.trim().toLowerCase().replaceAll(" ", "-") ?? "",
      })),
    selector,
  );

async function menuAndTabs({ page }: Visitor): Promise<{ path: string; name: string }[]> {
  const menu = await linksIn(page, ".sidebar a");
  await page.goto(`${origin}/customers/${known.account}`);
  await page.locator(".tab-bar a").first().waitFor();
  const tabs = await linksIn(page, ".tab-bar a");
  const further = [
    { path: "/customers/new", name: "customer-add" },
    { path: `/tariffs/${known.tariff}`, name: "tariff" },
    { path: `/tariffs/${known.tariff}/import`, name: "rate-import" },
    { path: `/tariffs/${known.tariff}/import?import=${known.sheet}`, name: "rate-import-findings" },
  ];
  return [...menu, ...tabs.map(({ path, name }) => ({ path, name: `customer-${name}` })), ...further];
}

const widths = [1280, 390] as const;

describe("the pages with the demo", () => {
  it.each(widths)(
    "show rows or figures at every menu entry and tab, clean and whole at %i px in light and dark",
    async (width) => {
      const visitor = await visit(browser, origin, width);
      const { page, complaints } = visitor;
      await page.goto(`${origin}/sign-in`);
      await page.getByRole("button", { name: "Sign in" }).waitFor();
      const faults = await faultsOf(page, "sign-in");
      await signIn(visitor, password);
      for (const { path, name } of await menuAndTabs(visitor)) {
        await page.goto(origin + path);
        await page.locator("main#main h1").waitFor();
        faults.push(...(await faultsOf(page, name)));
        if ((await contents(page)) === 0) faults.push(`${name}: empty`);
      }
      expect([...faults, ...complaints]).toEqual([]);
      await page.context().close();
    },
  );

  it.each([1280] as const)(
    "open menus, drawers and forms clean and whole at %i px in light and dark",
    async (width) => {
      const visitor = await visit(browser, origin, width);
      const { page, complaints } = visitor;
      await signIn(visitor, password);
      const faults: string[] = [];
      for (const [name, path, open] of statesOf(known)) {
        await page.goto(origin + path());
        await page.locator("main#main h1").waitFor();
        await settled(page);
        await open(page);
        faults.push(...(await faultsOf(page, name)));
      }
      expect([...faults, ...complaints]).toEqual([]);
      await page.context().close();
    },
  );

  it("says what failed, names the request, and shows the rows once it is tried again", async () => {
    const visitor = await visit(browser, origin, 1280);
    const { page } = visitor;
    await signIn(visitor, password);
    const asked = "**/api/v1/customers?*";
    await page.route(asked, (route) => route.abort());
    await page.goto(`${origin}/customers`);
    const alert = page.getByRole("alert");
    await alert.getByText("The server cannot be reached. Check the connection.").waitFor();
    await page.unroute(asked);
    const error = { code: "unavailable", message: "The table is busy. Try again.", requestId: "req-of-this-test" };
    await page.route(asked, (route) => route.fulfill({ status: 503, json: { error } }));
    await page.getByRole("button", { name: "Try again" }).click();
    await alert.getByText("req-of-this-test").waitFor();
    await alert.getByRole("button", { name: "Copy request id" }).waitFor();
    expect(await faultsOf(page, "customers-problem")).toEqual([]);
    await page.unroute(asked);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: "Harbour Telecom Ltd" }).waitFor();
    await alert.waitFor({ state: "detached" });
    await page.context().close();
  });
});
