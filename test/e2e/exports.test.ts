import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { instantText } from "../../frontend/src/ui/format.ts";
import { settled, signIn, visit } from "../support/visitor.ts";
import { button } from "./controls.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

const tray = (page: Page) => page.getByRole("complementary", { name: "Running exports" });

/** Account codes of the rows on show, in their order. */
const accountsShown = (page: Page) =>
  page.locator("td[data-label='Account code']").evaluateAll((cells) => cells.map(({ textContent }) => textContent));

async function begin(page: Page, format: string): Promise<void> {
  await button(page, "Export").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/rows?.*, (no )?filters|rows are counted/).waitFor();
  await dialog.getByText(format, { exact: true }).click();
  const columns = dialog.getByLabel("Columns");
  const isShown = (await columns.locator("option", { hasText: "Those on show" }).count()) > 0;
  if (isShown) await columns.selectOption({ label: "Those on show" });
  await button(dialog, "Start export").click();
  await dialog.waitFor({ state: "hidden" });
}

async function downloaded(page: Page, press: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), file: readFileSync(await download.path()) };
}

/** What each time of the page says, beside the instant that it stands for. */
const timesShown = (page: Page) =>
  page
    .locator("main time")
    .evaluateAll((times) => times.map((time) => ({ at: time.getAttribute("datetime") ?? "", text: time.textContent })));

const inZone = (times: { at: string }[], zone: string) => times.map(({ at }) => ({ at, text: instantText(at, zone) }));

/** Every look at a job is answered as if it stood so. */
const standsAt = (page: Page, change: object) =>
  page.route(/\/api\/v1\/exports\/exp_\w+$/, async (route: Route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), ...change } });
  });

describe("an export of a list", () => {
  it.each([1280, 390] as const)("holds exactly the customers on show, in their order, at %i px", async (width) => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers?q=t&status=ACTIVE&sort=-company");
    await page.locator("td[data-label='Account code']").first().waitFor();
    const shown = await accountsShown(page);
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.length).toBeLessThan(12);
    await button(page, "Export").click();
    const rows = `${shown.length} rows, filters: any of these columns begins with t, status is ACTIVE`;
    await page.getByRole("dialog").getByText(`${rows}, sorted by company, last first`).waitFor();
    const faults = await faultsOf(page, "export-dialog");
    await page.getByRole("dialog").getByText("XLS", { exact: true }).click();
    await page.getByText("it stops at 200,000").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    await begin(page, "CSV");
    await tray(page).getByText(`${shown.length} rows, `).waitFor();
    faults.push(...(await faultsOf(page, "export-tray")));
    const { name, file } = await downloaded(page, () => button(tray(page), "Download").click());
    expect(name).toMatch(/^customers-\d{4}-\d{2}-\d{2}-\d{4}\.csv$/);
    const [header, ...cells] = parse(file, { bom: true }) as string[][];
    expect(header).toEqual(expect.arrayContaining(["Company", "Balance", "Status"]));
    expect(header).not.toContain("PIN");
    expect(cells.map((row) => row[header?.indexOf("Account code") ?? -1])).toEqual(shown);
    await page.reload();
    await tray(page).getByText(`${shown.length} rows, `).waitFor();
    await page.getByRole("button", { name: "Dismiss Customers, CSV" }).click();
    await tray(page).waitFor({ state: "hidden" });
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });

  it("has its times in UTC whatever zone the page shows them in, and the zone is that of every time of a page", async () => {
    const { browser, origin, known } = demo();
    const home = "Asia/Tokyo";
    const visitor = await visit(browser, origin, 1280, home);
    const { page } = visitor;
    await signIn(visitor, password);
    for (const path of [
      `/customers/${known.account}/calls`,
      `/customers/${known.account}/payments`,
      "/mails",
      "/audit",
    ]) {
      await page.goto(origin + path);
      await page.locator("main time").first().waitFor();
      await settled(page);
      const times = await timesShown(page);
      expect(times, path).toEqual(inZone(times, home));
      await button(page, `Time zone: ${home}`).click();
      await page.getByRole("menuitem", { name: "UTC", exact: true }).click();
      await settled(page);
      const inUtc = await timesShown(page);
      expect(inUtc.length, path).toBeGreaterThan(0);
      expect(inUtc, path).toEqual(inZone(inUtc, "UTC"));
      await button(page, "Time zone: UTC").click();
      await page.getByRole("menuitem", { name: `${home} (this browser)` }).click();
    }
    await page.goto(`${origin}/customers/${known.account}/calls`);
    await page.locator("main time").first().waitFor();
    await begin(page, "CSV");
    await tray(page)
      .getByText(/rows, /)
      .waitFor();
    const { file } = await downloaded(page, () => button(tray(page), "Download").click());
    const [header = [], ...lines] = parse(file, { bom: true }) as string[][];
    const setups = lines.map((line) => line[header.indexOf("Setup")] ?? "");
    expect(setups.length).toBeGreaterThan(0);
    for (const setup of setups) expect(setup).toBe(new Date(setup).toISOString());
    await page.context().close();
  });

  it.each([1280, 390] as const)("says how far it is, why it failed, and can be cancelled, at %i px", async (width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/customers/${known.account}/calls`);
    await settled(page);
    await standsAt(page, { status: "running", progress: 42, rows: 1234 });
    await page.route(/\/cancel$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), status: "cancelled" } });
    });
    await begin(page, "XLSX");
    await tray(page).getByText("42 %, 1,234 rows").waitFor();
    const faults = await faultsOf(page, "export-running");
    await button(tray(page), "Cancel").click();
    await tray(page).getByText("Cancelled").waitFor();
    await page.unroute(/\/api\/v1\/exports\/exp_\w+$/);
    const message = "PDF is made for up to 50,000 rows. Please take CSV or XLSX, or narrow the filters.";
    await standsAt(page, { status: "failed", failure: { reason: "TOO_MANY_ROWS", message } });
    await begin(page, "PDF");
    await tray(page).getByText(`Too many rows: ${message}`).waitFor();
    faults.push(...(await faultsOf(page, "export-failed")));
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });

  it("is there for each list, from the audit to the suspense", async () => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers");
    const boxes = page.getByRole("table", { name: "Customers" }).getByRole("checkbox");
    await boxes.nth(1).click();
    await boxes.nth(3).click();
    await button(page, "Export chosen").click();
    await page.getByRole("dialog").getByText("2 rows, filters: chosen customers: 2, sorted by account").waitFor();
    expect(await faultsOf(page, "export-chosen")).toEqual([]);
    for (const [path = "", name = ""] of [
      ["/resellers", "Resellers, TXT"],
      [`/customers/${known.account}/ip-devices`, "Devices, TXT"],
      [`/customers/${known.account}/sip-devices`, "Devices, TXT"],
      [`/customers/${known.account}/analysis?by=cause`, "Call analysis, TXT"],
      [`/customers/${known.account}/statement`, "Account statement, TXT"],
      [`/tariffs/${known.tariff}?prefix=44`, "Rates, TXT"],
      ["/dids?prefix=4", "DIDs, TXT"],
      ["/routes", "Routes, TXT"],
      ["/payments", "Payments, TXT"],
      ["/invoices?status=PAID", "Invoices, TXT"],
      ["/audit", "Audit log, TXT"],
      ["/suspense?reason=NO_RATE", "Suspense, TXT"],
    ]) {
      await page.goto(origin + path);
      await begin(page, "TXT");
      await tray(page)
        .getByRole("listitem")
        .filter({ hasText: name })
        .getByText(/^\d+ rows?, \d/)
        .waitFor();
      await page.getByRole("button", { name: `Dismiss ${name}` }).click();
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([1280, 390] as const)("stands in the list, is fetched there and run again, at %i px", async (width) => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/exports");
    const lines = page.getByRole("table", { name: "Exports" }).getByRole("row");
    const ofDemo = lines.filter({ hasText: "status is ACTIVE, sorted by company" }).last();
    await ofDemo.getByText("Done").waitFor();
    await ofDemo.getByText("admin").waitFor();
    const faults = await faultsOf(page, "exports-list");
    // Nothing lies over the button.
    await button(ofDemo, "Download").click({ trial: true, position: { x: 70, y: 12 } });
    const before = await lines.count();
    const first = await downloaded(page, () => button(ofDemo, "Download").click());
    await ofDemo.getByRole("button", { name: /^Actions for/ }).click();
    await page.getByRole("menuitem", { name: "Run again", exact: true }).click();
    await lines.nth(before).waitFor();
    await tray(page)
      .getByText(/\d+ rows, /)
      .waitFor();
    const again = await downloaded(page, () => button(tray(page), "Download").click());
    expect(parse(again.file)).toHaveLength(parse(first.file).length);
    await page.keyboard.press("Escape");
    await lines
      .filter({ hasText: "Calls, XLSX" })
      .last()
      .getByRole("button", { name: /^Actions for/ })
      .click();
    await page.getByRole("menuitem", { name: "Run again with other dates …" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/^Last day/).fill("2020-01-31");
    await dialog.getByText("set up before 2020-02-01").waitFor();
    await dialog.getByText("CSV", { exact: true }).click();
    await dialog.getByLabel("Columns").selectOption({ label: "Single ones …" });
    await dialog.getByRole("combobox", { name: "Which of them" }).click();
    for (const title of ["Charge", "CLD"]) await page.getByRole("option", { name: title, exact: true }).click();
    await page.keyboard.press("Escape");
    faults.push(...(await faultsOf(page, "exports-again")));
    await button(dialog, "Start export").click();
    const moved = tray(page).getByRole("listitem").filter({ hasText: "Calls, CSV" });
    await moved.getByText(/^0 rows, /).waitFor();
    const picked = await downloaded(page, () => button(moved, "Download").click());
    expect(parse(picked.file, { bom: true })).toEqual([["Charge", "CLD"]]);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await ofDemo.getByRole("button", { name: /^Actions for/ }).click();
    await page.getByRole("menuitem", { name: "Copy link" }).click();
    await page.getByText("The link is copied.").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(first.file);
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});
