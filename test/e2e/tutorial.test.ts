import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../local/free-port.ts";
import { launchBrowser, screenshot } from "../support/browser.ts";
import { start, untilHealthy } from "../support/local-stack.ts";
import { type Visitor, visit } from "../support/visitor.ts";

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

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();

/** Line 6 begins while line 5 still holds; 7 repeats 4; 8 is below zero; 9 is above every ceiling. */
const sheet = () =>
  [
    "prefix,destination,pricePerMinute,connectFee,firstIncrement,nextIncrement,effectiveFrom,effectiveTo",
    "44,United Kingdom,0.0120,0,60,60,,",
    "447,United Kingdom Mobile,0.0350,0,30,6,,",
    "33,France,0.0150,0.0050,1,1,,",
    `49,Germany,0.0100,0,1,1,${inDays(10)},${inDays(30)}`,
    `49,Germany,0.0110,0,1,1,${inDays(20)},`,
    "33,France,0.0160,0,1,1,,",
    "34,Spain,-0.0100,0,1,1,,",
    "39,Italy,99999999,0,1,1,,",
  ].join("\n");

interface Dialled {
  id: string;
  cld: string;
  seconds: number;
  sipCode: number;
}

const secondsText = (ms: number) => (ms / 1000).toFixed(3);

/** A call as Kamailio writes it, one hour old. */
function kamailioLine({ id, cld, seconds, sipCode }: Dialled, n: number, anHourAgo: number): string {
  const setup = anHourAgo + n * 120_000;
  const end = setup + 5000 + seconds * 1000;
  return JSON.stringify({
    call_id: id,
    from_tag: "t1",
    src_ip: "203.0.113.7",
    cli_in: "442079460100",
    cld_in: cld,
    duration: secondsText(seconds * 1000),
    sip_code: String(sipCode),
    setup_time: secondsText(setup),
    start_time: secondsText(setup + 5000),
    end_time: secondsText(end),
  });
}

/** Five calls, one of them twice, and a last line that was cut off. */
function cdrFile(): Buffer {
  const calls: Dialled[] = [
    { id: "busy", cld: "33155501234", seconds: 0, sipCode: 486 },
    { id: "london", cld: "442079460018", seconds: 61, sipCode: 200 },
    { id: "mobile", cld: "447700900123", seconds: 61, sipCode: 200 },
    { id: "paris", cld: "33155501234", seconds: 90, sipCode: 200 },
    { id: "elsewhere", cld: "210123456", seconds: 30, sipCode: 200 },
  ];
  const anHourAgo = Date.now() - 3_600_000;
  const lines = calls.map((call, n) => kamailioLine(call, n, anHourAgo));
  return Buffer.from([...lines, lines[1], lines[0]?.slice(0, 90)].join("\n"));
}

const button = (scope: Page | Locator, name: string) => scope.getByRole("button", { name, exact: true });
const fromMenu = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
const field = (scope: Page | Locator, name: string) => scope.getByRole("textbox", { name, exact: true });

/** Picks from a list that is searched by typing. */
async function choose(scope: Locator, name: string, typed: string, option: string | RegExp): Promise<void> {
  await scope.getByRole("combobox", { name, exact: true }).or(field(scope, name)).first().fill(typed);
  await scope.page().getByRole("option", { name: option }).first().click();
}

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

/** The labels with a star. */
const starred = (form: Locator): Promise<string[]> =>
  form.evaluate((element) =>
    [...element.querySelectorAll("label, .mantine-InputWrapper-label")]
      .filter((label) => label.querySelector(".mantine-InputWrapper-required"))
      .map((label) => label.textContent?.replace(/\s*\*$/, "") ?? ""),
  );

/** Labels of the fields that are marked as wrong. */
const marked = (form: Locator): Promise<string[]> =>
  form
    .locator("input[aria-invalid=true], select[aria-invalid=true]")
    .evaluateAll((inputs) =>
      inputs.map((input) => (input as HTMLInputElement).labels?.[0]?.textContent?.replace(/\s*\*$/, "") ?? ""),
    );

const mandatory = [
  "Web access user name",
  "Web access password",
  "Currency",
  "Customer tariff",
  "Billing type",
  "Payment term from invoice date",
  "Max credit limit",
  "Billing in decimal",
  "VAT/Tax flag",
  "Maximum call session",
  "Call sessions per second",
  "Maximum call duration",
  "Name",
  "Company",
  "Phone number",
];

const turnOn = (form: Locator, name: string) => form.getByRole("switch", { name: new RegExp(`^${name}`) }).check();

/** Every field of the manual, by its label, in the manual's order. */
async function fillIn(form: Locator): Promise<void> {
  await form.getByText("LIVE", { exact: true }).click();
  await field(form, "Web access user name").fill("Admin");
  await form.getByLabel(/^Web access password/).fill("Tutor-Pass-7");
  await choose(form, "Currency", "USD", /^USD/);
  await choose(form, "Customer tariff", "Tutorial", /^Tutorial USD/);
  await form.getByRole("combobox", { name: "Billing type" }).selectOption("Prepaid");
  await field(form, "Payment term from invoice date").fill("30");
  await field(form, "Max credit limit").fill("100");
  await field(form, "Credit limit").fill("50");
  await field(form, "Billing in decimal").fill("4");
  await form.getByRole("combobox", { name: "VAT/Tax flag" }).selectOption("VAT");
  await field(form, "Percent").fill("20");
  await field(form, "VAT or certificate number").fill("GB123456789");
  await field(form, "Maximum call session").fill("10");
  await field(form, "Call sessions per second").fill("2");
  await turnOn(form, "Codec checking");
  await button(form, "Add OPUS").click();
  await button(form, "Move OPUS forward").click();
  await turnOn(form, "Call with media");
  await turnOn(form, "Codec transcoding");
  await turnOn(form, "Don't allow call with loss route");
  await turnOn(form, "Change CLI base on DST prefix");
  await field(form, "Maximum call duration").fill("90");
  await field(form, "Name").fill("Ada Byron");
  await field(form, "Company").fill("Tutorial Telecom");
  await field(form, "Email address").fill("ada@tutorial.example");
  await field(form, "Address").fill("10 Example Street, London");
  await field(form, "Phone number").fill("2079460018");
  await choose(form, "Country", "United King", "United Kingdom");
  await field(form, "PIN").fill("SW1A 1AA");
}

async function addCustomer({ page }: Visitor): Promise<void> {
  await fromMenu(page, "Customers");
  await page.getByRole("link", { name: "Add customer" }).click();
  const form = page.getByRole("form", { name: "Add customer" });
  expect(await starred(form)).toEqual(mandatory);
  await button(form, "Add customer").click();
  await form.getByText("8 fields need a correction.").waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("name"));
  expect(await focused()).toBe("username");
  expect(await marked(form)).toEqual([
    ...["Web access user name", "Web access password", "Currency", "Customer tariff", "Billing type"],
    ...["Name", "Company", "Phone number"],
  ]);
  await fillIn(form);
  await button(form, "Add customer").click();
  await form.getByText("1 field needs a correction.").waitFor();
  await form.locator("[name=username][aria-invalid=true]").waitFor();
  expect(await focused()).toBe("username");
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
  return (await row.getByRole("cell").allTextContents()).slice(4);
}

const openCustomer = async (page: Page, tab: string) => {
  await fromMenu(page, "Customers");
  await page.getByRole("link", { name: "Tutorial Telecom" }).click();
  await page.getByRole("tab", { name: tab }).click();
};

async function seeCallsAndWhy({ page }: Visitor): Promise<void> {
  await openCustomer(page, "Calls");
  const calls = page.getByRole("table", { name: "Calls" });
  await page.getByText("4 calls", { exact: true }).waitFor();
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

    expect(await upload(page, "again.ndjson", file)).toEqual(["7", "0", "5", "1 no rate, 1 truncated"]);
    await seeBalance(visitor, "−0.108");
    await addTheMissingRateAndRetry(visitor);
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
