import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

const dialogOf = (page: Page) => page.getByRole("dialog");

it("a vendor, its gateway and a route's rows are made by the page, and a number is tried", {
  timeout: 240_000,
}, async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  const dialog = dialogOf(page);
  await signIn(visitor, password, "/vendors");
  await page.getByRole("button", { name: "Add vendor" }).click();
  await dialog.getByRole("button", { name: "Add vendor" }).click();
  await page.locator("[aria-invalid=true]").first().waitFor();
  await dialog.getByLabel("Name").fill("Boreal Voice");
  await dialog.getByRole("combobox", { name: "Currency" }).fill("EUR");
  await page.getByRole("option", { name: "EUR" }).click();
  await dialog.getByRole("combobox", { name: "Cost tariff" }).click();
  await page.getByRole("option", { name: "Atlas cost EUR" }).click();
  await dialog.getByRole("button", { name: "Add vendor" }).click();
  await page.getByRole("heading", { name: "Boreal Voice" }).waitFor();
  await page.getByText("No gateway yet").waitFor();

  await page.getByRole("tab", { name: "Money" }).click();
  await page.getByText("Nothing was paid yet.").waitFor();
  await page.getByRole("button", { name: "Book money" }).click();
  await dialog.getByLabel("Amount").fill("0.001");
  await dialog.getByRole("button", { name: "Book", exact: true }).click();
  await dialog.getByText("Must have at most 2 decimals in EUR.").waitFor();
  await dialog.getByLabel("Amount").fill("75.50");
  await dialog.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByRole("button", { name: "Take back" }).click();
  await dialog.getByLabel("Reason").fill("Typed for another vendor");
  await dialog.getByRole("button", { name: "Take back" }).click();
  await page.getByRole("table", { name: "Payments" }).getByText("Taken back").waitFor();
  await page.getByRole("tab", { name: "Gateways" }).click();

  await page.getByRole("button", { name: "Add gateway" }).click();
  await dialog.getByLabel("Name").first().fill("Boreal Oslo");
  await dialog.getByLabel("Host").fill("192.0.2.300");
  await dialog.getByRole("button", { name: "Add gateway" }).click();
  await page.locator("[aria-invalid=true]").first().waitFor();
  await dialog.getByLabel("Host").fill("192.0.2.30");
  await dialog.getByLabel("Names and addresses in CDRs").fill("carrier-a");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Add gateway" }).click();
  await dialog.getByText("Another gateway is called so in the same CDRs.").waitFor();
  await dialog.getByLabel("Names and addresses in CDRs").press("Backspace");
  await dialog.getByRole("button", { name: "Add gateway" }).click();
  await page.getByRole("cell", { name: "192.0.2.30:5060 udp" }).waitFor();

  await page.goto(`${origin}/routes`);
  await page.getByRole("link", { name: "Standard" }).click();
  await page.getByRole("cell", { name: "Meridian Frankfurt", exact: true }).waitFor();
  await page.getByRole("button", { name: "Add row" }).click();
  await dialog.getByLabel("Prefix").fill("47%");
  await dialog.getByRole("combobox", { name: "Gateway" }).fill("Boreal");
  await page.getByRole("option", { name: "Boreal Oslo" }).click();
  await dialog.getByRole("button", { name: "Add row" }).click();
  await page.getByRole("cell", { name: "Boreal Oslo", exact: true }).waitFor();
  await page.getByRole("button", { name: "Edit as text" }).click();
  const text = dialog.getByRole("textbox", { name: "Rows, a line each" });
  await expect.poll(() => text.inputValue()).toContain("Boreal Oslo");
  await text.fill(`${await text.inputValue()}\n46%, Nobody`);
  await dialog.getByRole("button", { name: "Save rows" }).click();
  await dialog.getByText("There is no gateway Nobody.").waitFor();
  await text.fill((await text.inputValue()).replace("46%, Nobody", "46%, Boreal Oslo, 2"));
  await dialog.getByRole("button", { name: "Save rows" }).click();
  await page.getByRole("cell", { name: "46", exact: true }).waitFor();
  await page.getByLabel("Called number, translated").fill("4721234567");
  await page.getByRole("table", { name: "Turn of the gateways" }).getByText("Boreal Oslo").waitFor();

  await page.goto(`${origin}/vendors`);
  await page.getByRole("button", { name: "Actions for Boreal Voice" }).click();
  await page.getByRole("menuitem", { name: "Close vendor" }).click();
  await dialog.getByRole("button", { name: "Close vendor" }).click();
  await dialog.getByText("Routes lead there: Standard.").waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it.each([1280, 390] as const)(
  "vendors, gateways and rows are whole and clean at %i px",
  { timeout: 240_000 },
  async (width) => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/vendors");
    const faults: string[] = [];
    const look = async (name: string) => faults.push(...(await faultsOf(page, name)));
    await page.getByRole("table", { name: "Waiting payments" }).getByText("Prepayment 0501").waitFor();
    await look("vendors-waiting");
    await page.getByRole("table", { name: "Vendors" }).getByRole("link", { name: "Meridian Carrier" }).click();
    await page.getByRole("button", { name: "Actions for Meridian London" }).waitFor();
    await look("vendor");
    await page.getByRole("tab", { name: "Money" }).click();
    await page.getByRole("table", { name: "Payments" }).getByText("Prepayment 0412").waitFor();
    await look("vendor-money");
    await page.getByLabel("To", { exact: true }).fill("2026-01-31");
    await page.getByLabel("From", { exact: true }).fill("2026-01-01");
    await page.getByText("Nothing was posted in these days.").waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    await dialogOf(page).getByText("2 rows, filters: from 2026-01-01, to 2026-01-31, vendor is").waitFor();
    await dialogOf(page).getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("tab", { name: "Gateways" }).click();
    await page.getByRole("button", { name: "Add gateway" }).click();
    await dialogOf(page).getByLabel("Host").waitFor();
    await look("gateway-form");
    await page.goto(`${origin}/vendors`);
    await page.getByRole("button", { name: "Add vendor" }).click();
    await dialogOf(page).getByRole("button", { name: "Add vendor" }).click();
    await page.locator("[aria-invalid=true]").first().waitFor();
    await look("vendor-form");
    await page.goto(`${origin}/routes`);
    await page.getByRole("link", { name: "Premium CLI" }).click();
    await page.getByLabel("Called number, translated").fill("442079460018");
    await page.getByRole("table", { name: "Turn of the gateways" }).waitFor();
    await look("route");
    await page.getByRole("button", { name: "Add row" }).click();
    await dialogOf(page).getByRole("button", { name: "Add hours" }).click();
    await look("route-row-form");
    await page.goto(page.url());
    await page.getByRole("button", { name: "Edit as text" }).click();
    await dialogOf(page).getByRole("textbox", { name: "Rows, a line each" }).waitFor();
    await look("route-rows-text");
    await page.goto(page.url());
    await page.getByRole("button", { name: "Edit route" }).click();
    await dialogOf(page).getByText("Failover codes of its own").click();
    await dialogOf(page).getByText("Q.850 causes after which the next gateway is tried").waitFor();
    await look("route-form-failover");
    await page.goto(`${origin}/dids`);
    await page.getByText("→ 447700900144").first().waitFor();
    await page.getByRole("button", { name: "Add DIDs" }).click();
    await dialogOf(page).getByLabel("Forwarded to").waitFor();
    await look("did-form");
    await page.goto(`${origin}/exchange-rates`);
    await page.getByRole("button", { name: /^Correct GBP/ }).click();
    await dialogOf(page).getByRole("textbox", { name: "Rate" }).fill("0");
    await dialogOf(page).getByRole("button", { name: "Record correction" }).click();
    await page.locator("[aria-invalid=true]").first().waitFor();
    await look("exchange-rate-form");
    await page.goto(`${origin}/vendors/ven_0`);
    await page.getByText("There is no such vendor.").waitFor();
    await look("vendor-missing");
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  },
);
