import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../local/free-port.ts";
import { launchBrowser, screenshot } from "../support/browser.ts";
import { start, untilHealthy } from "../support/local-stack.ts";
import { signIn, type Visitor, visit } from "../support/visitor.ts";
import { button, choose, field, fromMenu } from "./controls.ts";
import { fillIn, inManualOrder, labelled, mandatory, marked, starred } from "./customer-form.ts";
import { cdrFile, sheet } from "./tutorial-files.ts";

const password = "Tutorial-e2e-4711!";
const folder = mkdtempSync(join(tmpdir(), "switchbook-e2e-tutorial-"));
let stack: ReturnType<typeof start>;
let origin = "";
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  stack = start({ PORT: String(port), SWITCHBOOK_DATA: folder, SWITCHBOOK_ADMIN_PASSWORD: password });
  await untilHealthy(port, stack);
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  stack?.child.kill("SIGTERM");
  await stack?.ended;
  rmSync(folder, { recursive: true, force: true });
});

async function signInWithAWrongPasswordFirst({ page }: Visitor): Promise<void> {
  await page.goto(`${origin}/customers`);
  await page.getByLabel("User name").fill("admin");
  await page.getByLabel("Password", { exact: true }).fill("not-the-password");
  await page.keyboard.press("Enter");
  await page
    .getByRole("alert")
    .getByText(/password/i)
    .waitFor();
  await screenshot(page, "tutorial-01-wrong-password");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
}

/** Rates of a prefix as the server has them. */
const ratesOf = (page: Page) =>
  page.evaluate(async () => {
    const ask = async (path: string) => (await fetch(`/api/v1${path}`)).json();
    const [tariff] = (await ask("/tariffs")).items;
    const { items } = await ask(`/tariffs/${tariff.id}/rates`);
    return (items as { prefix: string; pricePerMinute: string }[]).map(
      (rate) => `${rate.prefix} ${rate.pricePerMinute}`,
    );
  });

async function addTariffAndRates({ page }: Visitor): Promise<void> {
  await fromMenu(page, "Tariffs");
  await button(page, "Add tariff").click();
  const dialog = page.getByRole("dialog");
  await field(dialog, "Name").fill("Tutorial USD");
  await choose(dialog, "Currency", "USD", "USD");
  await button(dialog, "Add tariff").click();
  await page.getByRole("heading", { level: 1, name: "Tutorial USD" }).waitFor();

  await page.getByRole("link", { name: "Import rates" }).click();
  const sheetFile = { name: "sheet.csv", mimeType: "text/csv", buffer: Buffer.from(sheet()) };
  await page.locator("input[type=file]").setInputFiles(sheetFile);
  await page.getByText("Dry run: nothing is applied yet").waitFor();
  await page.getByRole("tab", { name: "New 5" }).waitFor();
  await page.getByRole("tab", { name: "Overlapping 1" }).click();
  await page.getByRole("table").getByText("Germany").waitFor();
  await page.getByRole("tab", { name: "Rejected 3" }).click();
  const rejects = page.getByRole("table", { name: "Rejected lines" });
  for (const line of ["Line 7 Duplicate", "Line 8 Negative", "Line 9 Over ceiling"])
    await rejects.getByRole("row", { name: line }).waitFor();
  await screenshot(page, "tutorial-02-rejected-rates");
  expect(await ratesOf(page)).toEqual([]);

  await button(page, "Apply …").click();
  await button(page.getByRole("dialog"), "Apply").click();
  await page
    .getByText(/Applied as version \d/)
    .first()
    .waitFor();
  await page.getByRole("link", { name: "Look at the rates" }).click();
  await page.getByRole("cell", { name: "United Kingdom Mobile" }).waitFor();
  expect(await ratesOf(page)).toContain("447 0.035");
}

async function addCustomer({ page }: Visitor): Promise<void> {
  await fromMenu(page, "Customers");
  await page.getByRole("link", { name: "Add customer" }).click();
  const form = page.getByRole("form", { name: "Add customer" });
  expect(await starred(form)).toEqual(mandatory);
  const labels = await labelled(form);
  expect(labels.filter((label) => inManualOrder.includes(label))).toEqual(inManualOrder);
  expect(labels).toEqual([...new Set(labels)]);
  await button(form, "Add customer").click();
  // The currency begins with the one of the settings.
  await form.getByText("7 fields need a correction.").waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("name"));
  await expect.poll(focused, { timeout: 30_000 }).toBe("username");
  expect(await marked(form)).toEqual([
    ...["Web access user name", "Web access password", "Customer tariff", "Billing type"],
    ...["Name", "Company", "Phone number"],
  ]);
  await fillIn(form);
  await button(form, "Add customer").click();
  await form.getByText("1 field needs a correction.").waitFor();
  await form.locator("[name=username][aria-invalid=true]").waitFor();
  await expect.poll(focused, { timeout: 30_000 }).toBe("username");
  await screenshot(page, "tutorial-03-taken-login");
  await field(form, "Web access user name").fill("tutorial");
  await button(form, "Add customer").click();
  await page.getByRole("heading", { level: 1, name: /Tutorial Telecom/ }).waitFor();
  await page.getByText("VAT 20 % exclusive · GB123456789").waitFor();
}

async function addDeviceAndSource({ page }: Visitor): Promise<void> {
  await page.getByRole("tab", { name: "IP devices", exact: true }).click();
  await button(page, "Add IP device").click();
  const device = page.getByRole("dialog");
  await field(device, "IP address").fill("203.0.113.7");
  await field(device, "Description").fill("Main trunk");
  await button(device, "Add IP device").click();
  await page.getByRole("table").getByText("203.0.113.7", { exact: true }).waitFor();

  await fromMenu(page, "CDR intake");
  await button(page, "Add CDR source").click();
  const source = page.getByRole("dialog");
  await field(source, "Name").fill("Tutorial proxy");
  await field(source, "Switch").fill("proxy1");
  await source.getByLabel("Layout").selectOption("Kamailio acc_json");
  await source.getByLabel("Customer by").selectOption("Source IP");
  await button(source, "Add CDR source").click();
  await page.getByRole("cell", { name: "Kamailio acc_json" }).waitFor();
}

/** Uploads the file and waits until it is read; the newest file stands first. */
async function upload(page: Page, name: string, buffer: Buffer): Promise<string[]> {
  await fromMenu(page, "CDR intake");
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/x-ndjson", buffer });
  const row = page.getByRole("table", { name: "Uploaded files" }).getByRole("row").filter({ hasText: name });
  await row.getByText("Done").waitFor();
  return row.locator("td.end").allTextContents();
}

const openCustomer = async (page: Page, tab: string) => {
  await fromMenu(page, "Customers");
  await page.getByRole("link", { name: "Tutorial Telecom" }).click();
  await page.getByRole("tab", { name: tab, exact: true }).click();
};

async function seeCallsAndWhy({ page }: Visitor): Promise<void> {
  await openCustomer(page, "Calls");
  const calls = page.getByRole("table", { name: "Calls" });
  await page.getByRole("status", { name: "Totals" }).getByText("4 calls", { exact: true }).waitFor();
  expect(await calls.getByRole("row").count()).toBe(5);
  const mobile = calls.getByRole("row").filter({ hasText: "447700900123" });
  expect(await mobile.textContent()).toContain("0.0462");
  await mobile.getByRole("button").click();
  const why = page.getByRole("dialog");
  await why.getByText("61000 ms are 61 s; 30/6 bills 66 s.").waitFor();
  await why.getByText("(0 + 66 s × 0.035 / 60) × 120 %, rounded once, to the nearest, at 4 decimals.").waitFor();
  await why.getByText("VAT 20 % on top of the price; 0.0077 of the charge is tax.").waitFor();
  await screenshot(page, "tutorial-05-why");
  await page.keyboard.press("Escape");
  await why.waitFor({ state: "detached" });
}

/** Balance in the heading and closing balance of the statement. */
async function seeBalance({ page }: Visitor, wanted: string): Promise<void> {
  await openCustomer(page, "Statement");
  await page.locator(".balance").getByText(wanted).waitFor();
  await page.locator(".figures").getByText("Closing balance").locator("..").getByText(wanted).waitFor();
}

async function addTheMissingRateAndRetry({ page }: Visitor): Promise<void> {
  await fromMenu(page, "Tariffs");
  await page.getByRole("link", { name: "Tutorial USD" }).click();
  await button(page, "Add rate").click();
  const dialog = page.getByRole("dialog");
  await field(dialog, "Prefix").fill("210");
  await field(dialog, "Destination").fill("Elsewhere");
  await field(dialog, "Price per minute").fill("0.1");
  await button(dialog, "Add rate").click();
  await page.getByRole("cell", { name: "Elsewhere" }).waitFor();
  await fromMenu(page, "Suspense");
  const parked = page.getByRole("table", { name: "Suspense" }).getByRole("row").filter({ hasText: "No rate" });
  await parked.getByRole("button", { name: /^Retry/ }).click();
  await page.getByText("Tried again: 1 charged.").waitFor();
  await parked.waitFor({ state: "detached" });
}

/** Somebody else at the customer's calls, who has the newest ones come by themselves. */
async function watchCalls(): Promise<Visitor> {
  const watcher = await visit(browser, origin, 1280);
  const { page } = watcher;
  await signIn(watcher, password);
  await openCustomer(page, "Calls");
  const calls = page.getByRole("table", { name: "Calls" });
  await calls.getByRole("row").nth(4).waitFor();
  const live = page.getByRole("switch", { name: "Live" });
  // A range that is over: nothing can come.
  await page.getByLabel("To", { exact: true }).fill("2020-01-02");
  await live.focus();
  await page.keyboard.press("Space");
  await page.getByRole("status", { name: "Live calls" }).getByText("the range is over").waitFor();
  await page.getByLabel("To", { exact: true }).fill("");
  await page.getByRole("status", { name: "Live calls" }).getByText("Calls appear as they come.").waitFor();
  await calls.getByRole("row").nth(4).waitFor();
  expect(await calls.getByText("New", { exact: true }).count()).toBe(0);
  return watcher;
}

async function seeTheCallCome({ page, complaints }: Visitor): Promise<void> {
  await page.getByRole("status", { name: "Live calls" }).getByText("1 new call.").waitFor();
  const calls = page.getByRole("table", { name: "Calls" });
  const fresh = calls.getByRole("row").filter({ has: page.getByText("New", { exact: true }) });
  await fresh.getByText("Elsewhere").waitFor();
  expect(await fresh.count()).toBe(1);
  expect(await calls.getByRole("row").count()).toBe(6);
  await page.getByRole("status", { name: "Totals" }).getByText("5 calls", { exact: true }).waitFor();
  await screenshot(page, "tutorial-07-live");
  expect(complaints).toEqual([]);
  await page.context().close();
}

describe("the tutorial by mouse and keyboard", () => {
  it("leads from an empty system to charged calls, their why, and nothing charged twice", {
    timeout: 300_000,
  }, async () => {
    const visitor = await visit(browser, origin, 1280);
    const { page } = visitor;
    await signInWithAWrongPasswordFirst(visitor);
    await addTariffAndRates(visitor);
    await addCustomer(visitor);
    await addDeviceAndSource(visitor);

    const file = cdrFile();
    expect(await upload(page, "first.ndjson", file)).toEqual(["7", "4", "1", "1 no rate, 1 truncated"]);
    await screenshot(page, "tutorial-04-uploaded");
    await seeCallsAndWhy(visitor);
    // With 20 % on top: 120 s × 0.012 / 60, 66 s × 0.035 / 60, and 0.005 + 90 s × 0.015 / 60.
    await seeBalance(visitor, "−0.108");
    await screenshot(page, "tutorial-06-statement");

    // Five are charged, and two wait since the first time.
    expect(await upload(page, "again.ndjson", file)).toEqual(["7", "0", "7", "0"]);
    await seeBalance(visitor, "−0.108");
    const watcher = await watchCalls();
    await addTheMissingRateAndRetry(visitor);
    await seeTheCallCome(watcher);
    // And 30 s × 0.1 / 60 with 20 %.
    await seeBalance(visitor, "−0.168");

    await page.getByRole("button", { name: "Signed in as admin" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await button(page, "Sign in").waitFor();
    await page.goto(`${origin}/customers`);
    await button(page, "Sign in").waitFor();
    expect(visitor.complaints).toEqual([]);
    await page.context().close();
  });
});
