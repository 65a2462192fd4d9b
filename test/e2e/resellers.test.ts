import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { demoPassword } from "../../bin/demo/customers.ts";
import { type ListPage, signInAt } from "../../bin/demo/operator-api.ts";
import { signIn, type Visitor, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const patience = { timeout: 240_000 };

/** Account codes by user name. */
const accounts = new Map<string, string>();
/** A charged call of the lower reseller's customer. */
let resold = "";

beforeAll(async () => {
  const api = await signInAt(demo().origin, { username: "admin", password });
  type Named = { account: string; username: string };
  for (const path of ["/resellers", "/customers"])
    for (const { account, username } of (await api.get<ListPage<Named>>(`${path}?limit=200`)).items)
      accounts.set(username, account);
  const calls = await api.get<ListPage<{ id: string; charge: string }>>(
    `/customers/${accounts.get("kystcall")}/calls?limit=50`,
  );
  resold = calls.items.find(({ charge }) => Number(charge) > 0)?.id ?? "";
}, 120_000);

const of = (username: string): string => accounts.get(username) ?? "";

/** Signs in with a name and password of the demo. */
const signInOf = (visitor: Visitor, username: string): Promise<void> =>
  signIn(visitor, demoPassword, "/sign-in", username);

const menuOf = (page: Page) =>
  page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link")
    .allTextContents()
    .then((names) => names.map((name) => name.trim()));

it("staff sees the tree, signs in as a reseller and from its session comes back with one click", patience, async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  const dialog = page.getByRole("dialog");
  await signIn(visitor, password, "/resellers");
  const names = page.getByRole("table", { name: "Resellers" }).getByRole("link");
  await names.nth(1).waitFor();
  expect(await names.allTextContents()).toEqual(["Nordlink Telecom A/S", "Skagen Voice"]);

  await page.getByRole("button", { name: "Actions for Nordlink Telecom A/S" }).click();
  await page.getByRole("menuitem", { name: "Switch login" }).click();
  await dialog.getByRole("button", { name: "Sign in as Nordlink Telecom A/S" }).click();
  await dialog.getByText("Required. Why you need to.").waitFor();
  expect(await faultsOf(page, "switch-login")).toEqual([]);
  await dialog.getByLabel("Reason").fill("Their rates look wrong");
  await dialog.getByRole("button", { name: "Sign in as Nordlink Telecom A/S" }).click();
  const banner = page.getByRole("region", { name: "Switched session" });
  await banner.getByText("Nordlink Telecom A/S").waitFor();
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  expect(await menuOf(page)).toEqual([
    ...["Home", "My account", "Customers", "Resellers", "Tariffs", "Rate lookup"],
    ...["Live calls", "Analysis", "Comparisons", "Alerts", "Exports", "Audit log"],
  ]);
  expect(await faultsOf(page, "switched-home")).toEqual([]);

  // What is the operator's alone is not there, also where its address is typed.
  for (const path of ["/vendors", "/settings", "/users", "/suspense", "/routes", "/customers/import"]) {
    await page.goto(`${origin}${path}`);
    await page.getByText("There is nothing at this address").waitFor();
  }
  await page.goto(`${origin}/customers`);
  await page.getByRole("link", { name: "Kyst Call Center" }).waitFor();
  expect(await page.getByRole("link", { name: "Harbour Telecom Ltd" }).count()).toBe(0);
  // Nobody goes further from there.
  await page.getByRole("button", { name: "Actions for Kyst Call Center" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).waitFor();
  expect(await page.getByRole("menuitem", { name: "Switch login" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Export" }).click();
  await dialog.getByRole("button", { name: "Start export" }).click();
  await page.getByText("Customers, CSV").first().waitFor();
  // The operator's people have no names there, nor ids in the place of names.
  await page.goto(`${origin}/audit`);
  const who = page.getByRole("table", { name: "Changes" }).locator('td[data-label="Who"]');
  await who.getByText("The operator").first().waitFor();
  expect((await who.allTextContents()).filter((name) => name.startsWith("usr_"))).toEqual([]);
  // Its own page is one place of the menu, although it lies below the list of resellers.
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "My account" }).click();
  await page.getByRole("heading", { name: "Nordlink Telecom A/S" }).waitFor();
  expect(await main.locator("[aria-current=page]").allTextContents()).toEqual(["My account"]);

  await banner.getByRole("button", { name: "Return to your own session" }).click();
  // The page on which one was, as one left it.
  await page.waitForURL(`${origin}/resellers`);
  await page.getByRole("link", { name: "Vendors" }).waitFor();
  expect(await banner.count()).toBe(0);
  await page.goto(`${origin}/audit`);
  await page
    .getByRole("row", { name: /session\.switch/ })
    .first()
    .waitFor();
  await page
    .getByRole("row", { name: /Administrator ?in the session of Nordlink Telecom A\/S export\.create/ })
    .waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it(
  "a reseller is added below another, edited, paid, and its payments never exceed the payer's own money",
  patience,
  async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    const dialog = page.getByRole("dialog");
    await signInOf(visitor, "nordlink");
    await page.getByRole("link", { name: "My account" }).click();
    await page.getByRole("button", { name: "Branding" }).click();
    await dialog.getByLabel("Colour").fill("#ffff00");
    await dialog.getByRole("button", { name: "Save brand" }).click();
    await dialog.getByText(/must be darker/).waitFor();
    expect(await faultsOf(page, "reseller-brand")).toEqual([]);
    await dialog.getByLabel("Colour").fill("#8a1c4a");
    const door = (await dialog.getByText(/\/sign-in\?of=/).textContent()) ?? "";
    await dialog.getByRole("button", { name: "Save brand" }).click();
    await page.getByText("The brand is saved.").waitFor();
    await page.waitForFunction(() => document.documentElement.dataset["accent"] === "#8a1c4a");
    const customer = await visit(browser, origin, 390);
    await customer.page.goto(door);
    await customer.page.getByRole("heading", { name: "Nordlink" }).waitFor();
    await customer.page.waitForFunction(() => document.documentElement.dataset["accent"] === "#8a1c4a");
    expect(await faultsOf(customer.page, "sign-in-branded")).toEqual([]);
    expect(customer.complaints).toEqual([]);
    await customer.page.context().close();
    await page.goto(`${origin}/resellers`);
    await page.getByRole("button", { name: "Add reseller" }).click();
    await dialog.getByRole("button", { name: "Add reseller" }).click();
    await page.locator("[aria-invalid=true]").first().waitFor();
    expect(await faultsOf(page, "reseller-add-errors")).toEqual([]);
    await dialog.getByLabel("Company").fill("Læsø Tele");
    await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Ane Bek");
    await dialog.getByRole("textbox", { name: "Web access user name" }).fill("laesotele");
    await dialog.getByRole("textbox", { name: "Web access password" }).fill("Xk3!dpqwZt");
    await dialog.getByRole("combobox", { name: "Currency" }).fill("EUR");
    await page.getByRole("option", { name: "EUR" }).click();
    await dialog.getByRole("combobox", { name: "Tariff it buys by" }).click();
    await page.getByRole("option", { name: "Nordlink partner EUR" }).click();
    await dialog.getByLabel("Credit limit").fill("99999");
    await dialog.getByRole("button", { name: "Add reseller" }).click();
    await dialog.getByText("would grant more credit than its own limit").first().waitFor();
    await dialog.getByLabel("Credit limit").fill("50");
    await dialog.getByRole("button", { name: "Add reseller" }).click();
    await page.getByRole("heading", { name: "Læsø Tele" }).waitFor();

    await page.getByRole("button", { name: "Book a payment" }).click();
    await dialog.getByLabel("Amount").fill("1000000");
    await dialog.getByRole("button", { name: "Book payment" }).click();
    await dialog
      .getByText(/Must be at most/)
      .first()
      .waitFor();
    await dialog.getByLabel("Amount").fill("25");
    await dialog.getByRole("button", { name: "Book payment" }).click();
    await page.getByRole("table", { name: "Account statement" }).getByText("Payment").first().waitFor();

    await page.getByRole("button", { name: "Edit reseller" }).click();
    await dialog.getByLabel("Status").selectOption("BLOCKED");
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await page.locator("h1").getByText("Blocked").waitFor();
    expect(complaints.filter((line) => !/409|422/.test(line))).toEqual([]);
    await page.context().close();
  },
);

it("a reseller's own call page shows each level's price and margin as far up as itself", patience, async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signInOf(visitor, "nordlink");
  await page.goto(`${origin}/customers/${of("kystcall")}/calls?call=${resold}`);
  const levels = page.getByRole("region", { name: "Resellers" });
  await levels.getByText("Skagen Voice").waitFor();
  expect(await levels.locator("summary").count()).toBe(2);
  expect(await page.getByRole("region", { name: "Cost and margin" }).count()).toBe(0);
  await levels.locator("summary").first().click();
  expect(await faultsOf(page, "call-levels")).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it("a customer edits the tabs that were opened to it, and reads the others, in its portal", patience, async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signInOf(visitor, "fjordphone");
  await page.getByRole("heading", { name: "Fjord Phone ApS" }).waitFor();
  const menu = page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("link", { name: "IP devices", exact: true }).click();
  await page.getByRole("button", { name: "Add IP device" }).waitFor();
  await menu.getByRole("link", { name: "SIP devices", exact: true }).click();
  // The page before it has such a button too.
  await page.getByRole("button", { name: "Add SIP device" }).waitFor();
  await page.getByRole("button", { name: "Paste many" }).click();
  const pasting = page.getByRole("dialog");
  const lines = pasting.getByRole("textbox", { name: "Devices, a line each" });
  await lines.fill("fjordlobby, 201\nfjordlobby, 202");
  await pasting.getByRole("button", { name: "Add devices" }).click();
  await pasting.getByText("Line 2: Line 1 says the same.").waitFor();
  await lines.fill("fjordlobby, 201\nfjordhall, 201");
  await pasting.getByRole("button", { name: "Add devices" }).click();
  await pasting.getByText(/This extension is another device's/).waitFor();
  await pasting.getByText(/^fjordlobby \S{8,}/).waitFor();
  expect(await faultsOf(page, "paste-devices")).toEqual([]);
  await pasting.getByRole("button", { name: "I have them" }).click();
  await pasting.waitFor({ state: "detached" });
  await page.getByRole("table", { name: "SIP devices" }).getByText("fjordlobby").waitFor();
  // No menu leads there, but what is set can be read.
  await page.goto(`${origin}/portal/dialing-routes`);
  await page.getByRole("table", { name: "Dialing routes" }).getByText("%", { exact: true }).waitFor();
  expect(await page.getByRole("button", { name: "Add dialing route" }).count()).toBe(0);
  expect(complaints.filter((line) => !/409/.test(line))).toEqual([]);
  await page.context().close();
});

it("grants of tabs are set on the customer's form and stand on its page", patience, async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, `/customers/${of("limfjordnet")}/details`);
  await page.getByRole("checkbox", { name: "Dialing routes" }).check();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("May edit itself").waitFor();
  await page.getByRole("definition").getByText("Dialing routes", { exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it.each([1280, 390] as const)("the resellers' pages are whole and clean at %i px", patience, async (width) => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, width);
  const { page, complaints } = visitor;
  await signIn(visitor, password, "/resellers");
  await page.getByRole("link", { name: "Skagen Voice" }).waitFor();
  const faults = await faultsOf(page, "resellers");
  await page.goto(`${origin}/resellers/${of("nordlink")}`);
  await page.getByRole("link", { name: "Fjord Phone ApS" }).waitFor();
  await page.getByRole("table", { name: "Account statement" }).getByRole("row").nth(2).waitFor();
  await page.getByRole("table", { name: "Invoices received" }).locator("tbody tr td").first().waitFor();
  faults.push(...(await faultsOf(page, "reseller")));
  await page.getByRole("button", { name: "Edit reseller" }).click();
  await page.getByRole("dialog").getByLabel("Company").waitFor();
  faults.push(...(await faultsOf(page, "reseller-edit")));
  await page.keyboard.press("Escape");
  await page.goto(`${origin}/customers/${of("fjordphone")}/details`);
  await page.getByText("tabs the customer may edit").waitFor();
  faults.push(...(await faultsOf(page, "customer-self-edit")));
  expect(faults).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();

  const reseller = await visit(browser, origin, width);
  await signInOf(reseller, "skagenvoice");
  await reseller.page.getByText("granted below").waitFor();
  expect(await faultsOf(reseller.page, "reseller-home")).toEqual([]);
  await reseller.page.goto(`${origin}/resellers`);
  await reseller.page.getByText("No reseller yet").waitFor();
  await reseller.page.goto(`${origin}/resellers/${of("skagenvoice")}`);
  await reseller.page.getByRole("link", { name: "Kyst Call Center" }).waitFor();
  expect(await faultsOf(reseller.page, "reseller-own")).toEqual([]);
  expect(reseller.complaints).toEqual([]);
  await reseller.page.context().close();
});
