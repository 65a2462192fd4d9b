import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Width } from "../support/browser.ts";
import { settled, signIn, type Visitor, visit } from "../support/visitor.ts";
import { companiesOf, shownRows } from "./customer-rows.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { focusIsOn, tabTo } from "./keyboard.ts";
import { faultsOf } from "./look.ts";
import { statesOf } from "./page-states.ts";

const demo = demoOfThisFile();
const widths = [1280, 390] as const;
/** Those that ask for their rows before their code is there, and others. */
const firstPages = ["/", "/customers"];
const otherPages = ["/payments", "/alerts", "/analysis", "/suspense", "/audit"];
/** What such a page asks for before its code is there; none of it is asked for again within the time that a page is looked at. */
const once = /\/api\/v1\/(session|branding|home|customers\/index|preferences|tariffs)\b/;

interface SlowVisitor extends Visitor {
  /** Opens a page; no answer comes before its grey lines are there and `look` has seen them, then each takes its time. */
  open(path: string, look?: () => Promise<void>): Promise<void>;
}

/** Somebody for whom every answer but who is signed in takes so long; `moved` adds up how far the page has jumped (CLS). */
async function slowVisitor(browser: Browser, origin: string, answerMs: number, width: Width): Promise<SlowVisitor> {
  const visitor = await visit(browser, origin, width);
  const { page } = visitor;
  await signIn(visitor, password);
  await page.addInitScript(`globalThis.moved = 0;
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) moved += value;
    }).observe({ type: "layout-shift", buffered: true });`);
  let seen = Promise.withResolvers<void>();
  await page.route("**/api/v1/**", async (route) => {
    if (!route.request().url().endsWith("/session")) {
      await seen.promise;
      await pause(answerMs);
    }
    await route.continue();
  });
  const open = async (path: string, look = async () => {}) => {
    seen = Promise.withResolvers<void>();
    await page.goto(origin + path);
    await page.locator(".mantine-Skeleton-root").first().waitFor();
    await look();
    seen.resolve();
  };
  return { ...visitor, open };
}

/** Whether the first grey line is drawn, so many milliseconds after it was put there. */
const isDrawnAfter = (page: Page, milliseconds: number) =>
  page
    .locator(".mantine-Skeleton-root")
    .first()
    .evaluate((line: HTMLElement, at) => {
      line.style.animation = "none";
      line.getBoundingClientRect();
      line.style.animation = "";
      for (const animation of line.getAnimations()) {
        animation.pause();
        animation.currentTime = at;
      }
      return getComputedStyle(line).visibility === "visible";
    }, milliseconds);

/** A column of the index with so many lines, each with an account and a company of its own. */
const manyOf = (name: string, own: readonly unknown[], size: number): unknown[] =>
  Array.from({ length: size }, (_, n) => {
    if (name === "account") return `C${String(n).padStart(8, "0")}`;
    return name === "company" ? `Company ${String(n).padStart(5, "0")}` : own[n % own.length];
  });

describe("what opens over the pages", () => {
  it.each(widths)(
    "is clean and whole: menus, drawers and forms at %i px in light and dark",
    { timeout: 600_000 },
    async (width) => {
      const { browser, origin, known } = demo();
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
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page } = visitor;
    await signIn(visitor, password);
    const asked = "**/api/v1/customers/index";
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

  it("waits with grey lines and without a jump while the server is slow, and says that the network is gone", async () => {
    const { browser, origin } = demo();
    const { page, open } = await slowVisitor(browser, origin, 1000, 1280);
    await open("/customers", async () => {
      // Not for an answer that comes at once.
      expect([await isDrawnAfter(page, 149), await isDrawnAfter(page, 152)]).toEqual([false, true]);
    });
    await page.getByRole("link", { name: "Harbour Telecom Ltd" }).waitFor();
    await settled(page);
    expect(await page.evaluate("moved")).toBeLessThan(0.02);
    const gone = page.getByText("No network. What you see may be old");
    await page.context().setOffline(true);
    await gone.waitFor();
    await page.context().setOffline(false);
    await gone.waitFor({ state: "detached" });
    await page.context().close();
  });

  it.each(widths)(
    "draws nothing at %i px where it would not stay while the server is slow, and asks for nothing twice",
    { timeout: 300_000 },
    async (width) => {
      const { browser, origin, known } = demo();
      const { page, open } = await slowVisitor(browser, origin, 1000, width);
      const customer = `/customers/${known.account}`;
      const jumps: Record<string, number> = {};
      const asked: string[] = [];
      const twice: string[] = [];
      page.on("request", (request) => once.test(request.url()) && asked.push(request.url()));
      for (const path of [...firstPages, ...otherPages, customer, `${customer}/calls`]) {
        asked.length = 0;
        await open(path);
        await settled(page);
        const moved = Number(await page.evaluate("moved"));
        if (moved >= 0.02) jumps[path] = moved;
        if (firstPages.includes(path)) twice.push(...asked.filter((url, at) => asked.indexOf(url) < at));
      }
      expect([jumps, twice]).toEqual([{}, []]);
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await page.context().close();
    },
  );

  it("has the filters in the address and nothing else, and shows the same rows by reload, back, forward and in a new tab", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page } = visitor;
    await signIn(visitor, password, "/customers");
    await page.getByRole("link", { name: "Harbour Telecom Ltd" }).waitFor();
    await page.getByLabel("Company name").fill("tele");
    await page.getByLabel("Status").selectOption("ACTIVE");
    await page.waitForURL("**/customers?company=tele&status=ACTIVE");
    const shown = (where: Page) => shownRows(where, "Company name: tele");
    // Rows follow the address a moment later.
    const wanted = await companiesOf(page, "company=tele&status=ACTIVE");
    expect(wanted.length).toBeGreaterThan(1);
    await expect.poll(async () => (await shown(page)).sort()).toEqual(wanted);
    const rows = await shown(page);
    await page.reload();
    await expect.poll(() => shown(page)).toEqual(rows);
    await page.getByRole("link", { name: "Tariffs", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Tariffs" }).waitFor();
    await page.goBack();
    await expect.poll(() => shown(page)).toEqual(rows);
    await page.goForward();
    await page.getByRole("heading", { level: 1, name: "Tariffs" }).waitFor();
    await page.goBack();
    const tab = await page.context().newPage();
    await tab.goto(page.url());
    await expect.poll(() => shown(tab)).toEqual(rows);
    await tab.getByRole("button", { name: "Clear all" }).click();
    await tab.waitForURL("**/customers");
    await expect.poll(async () => (await shownRows(tab)).length).toBeGreaterThan(rows.length);
    await page.context().close();
  });

  it("keeps at most 60 rows of a list of 20,000 in the page, says how many there are, and scrolls to the last", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page } = visitor;
    await signIn(visitor, password);
    await page.route("**/api/v1/customers/index", async (route) => {
      const { columns } = await (await route.fetch()).json();
      const values = Object.entries<unknown[]>(columns).map(([name, own]) => [name, manyOf(name, own, 20_000)]);
      await route.fulfill({ json: { customers: 20_000, columns: Object.fromEntries(values) } });
    });
    await page.goto(`${origin}/customers?sort=company`);
    await page.getByText("20,000 customers", { exact: true }).waitFor();
    const table = page.getByRole("table", { name: "Customers" });
    await table.getByRole("link", { name: "Company 00000" }).waitFor();
    expect(await table.getAttribute("aria-rowcount")).toBe("20001");
    expect(await table.locator("tbody tr").count()).toBeLessThanOrEqual(60);
    await page.getByRole("region", { name: "Customers" }).evaluate((of) => of.scrollTo(0, of.scrollHeight));
    await table.getByRole("link", { name: "Company 19999" }).waitFor();
    expect(await table.locator("tbody tr").count()).toBeLessThanOrEqual(60);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.context().close();
  });

  it("is worked by keyboard alone; Escape closes the top layer only, and the focus comes back", async () => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers");
    await page.getByRole("link", { name: "Harbour Telecom Ltd" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("harb");
    await page.getByText("1 customer", { exact: true }).waitFor();
    await tabTo(page, "Actions for Harbour Telecom Ltd");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Edit" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menuitem", { name: "Edit" }).waitFor({ state: "detached" });
    await focusIsOn(page, "Actions for Harbour Telecom Ltd");
    await page.keyboard.press("e");
    await page.waitForURL(/\/customers\/C\d{8}\/details$/);
    await page.getByRole("heading", { level: 1, name: /^Harbour Telecom Ltd/ }).waitFor();

    await page.keyboard.press("n");
    await page.getByRole("heading", { level: 1, name: "Add customer" }).waitFor();
    await tabTo(page, "Currency");
    await page.keyboard.type("euro");
    await page.getByRole("option", { name: /^EUR/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("option", { name: /^EUR/ }).waitFor({ state: "hidden" });
    await page.getByRole("heading", { level: 1, name: "Add customer" }).waitFor();

    await page.goto(`${origin}/customers/${known.account}`);
    await page.getByRole("heading", { name: "Latest calls" }).waitFor();
    const search = page.getByRole("combobox", { name: "Search pages and customers" });
    await page.getByRole("button", { name: "Search Ctrl K" }).focus();
    await page.keyboard.press("Enter");
    await focusIsOn(page, "Search pages and customers");
    // What lies below does not scroll under it, though nothing had to be locked for that.
    await page.mouse.move(640, 760);
    await page.mouse.wheel(0, 400);
    expect(await page.locator("main").evaluate((main) => main.scrollTop)).toBe(0);
    await page.keyboard.press("Escape");
    await search.waitFor({ state: "detached" });
    await focusIsOn(page, "SearchCtrl K");
    await page.keyboard.press("Control+k");
    await search.fill("+44 20 7946 0018");
    await page.getByRole("option", { name: /^Try a call to 442079460018/ }).waitFor();
    await page.getByRole("option", { name: /^Price of a call to 442079460018/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/calls\?cld=.*442079460018/);
    await page.keyboard.press("e");
    await page.waitForURL(`**/customers/${known.account}/details`);

    await page.goto(`${origin}/customers/${known.account}/ip-devices`);
    await page.getByRole("button", { name: "Add IP device" }).waitFor();
    await page.keyboard.press("n");
    const drawer = page.getByRole("dialog", { name: "Add IP device" });
    const question = page.getByRole("dialog", { name: "Leave without saving?" });
    await drawer.waitFor();
    await focusIsOn(page, "IP address");
    await page.keyboard.type("203.0.113.9");
    await page.keyboard.press("Escape");
    await question.waitFor();
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    await drawer.waitFor();
    await page.keyboard.press("Escape");
    await question.waitFor();
    await tabTo(page, "Leave without saving");
    await page.keyboard.press("Enter");
    await drawer.waitFor({ state: "detached" });
    await focusIsOn(page, "Add IP device");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
