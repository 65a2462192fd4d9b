import type { Page } from "playwright-core";
import type { Known } from "./demo-stack.ts";

type State = [name: string, path: () => string, open: (page: Page) => Promise<void>];

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

/** What opens over a page or instead of its rows, and how a person gets there. */
export const statesOf = (known: Known): State[] => [
  ["customers-none", () => "/customers?company=zzzz", (page) => page.getByText("No customer matches").waitFor()],
  [
    "customers-row-menu",
    () => "/customers",
    async (page) => {
      await press(page, /^Actions for/);
      await page.getByRole("menuitem", { name: "Call history" }).waitFor();
    },
  ],
  [
    "customers-delete",
    () => "/customers",
    async (page) => {
      await press(page, /^Actions for/);
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await page.getByRole("dialog").getByText("cannot be opened again").waitFor();
    },
  ],
  [
    "palette",
    () => "/",
    async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Search pages and customers" }).fill("tel");
      await page.getByRole("option", { name: "Harbour Telecom" }).waitFor();
    },
  ],
  [
    "customer-add-errors",
    () => "/customers/new",
    async (page) => {
      await press(page, "Add customer");
      await page.getByText(/fields need a correction/).waitFor();
    },
  ],
  [
    "ip-device-form",
    () => `/customers/${known.account}/ip-devices`,
    async (page) => {
      await press(page, "Add IP device");
      await page.getByRole("textbox", { name: "IP address" }).fill("203.0.113.300");
      await page.getByRole("dialog").getByRole("button", { name: "Add IP device" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  ],
  [
    "sip-device-form",
    () => `/customers/${known.account}/sip-devices`,
    async (page) => {
      await press(page, "Add SIP device");
      await page.getByLabel("Extension").waitFor();
    },
  ],
  [
    "call-why",
    () => `/customers/${known.account}/calls?call=${known.call}`,
    (page) => page.getByRole("heading", { name: "Steps" }).waitFor(),
  ],
  [
    "tariff-form",
    () => "/tariffs",
    async (page) => {
      await press(page, "Add tariff");
      await page.getByRole("dialog").getByRole("button", { name: "Add tariff" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  ],
  [
    "rate-form",
    () => `/tariffs/${known.tariff}`,
    async (page) => {
      await press(page, "Add rate");
      await page.getByLabel("Price per minute").waitFor();
    },
  ],
  [
    "source-form",
    () => "/intake",
    async (page) => {
      await press(page, "Add CDR source");
      await page.getByLabel("Layout").selectOption("generic-csv");
      await page.getByLabel("Separator").waitFor();
    },
  ],
  [
    "suspense-record",
    () => "/suspense?reason=NO_RATE",
    async (page) => {
      await page.getByRole("button", { name: "No rate", exact: true }).click();
      await page.getByRole("heading", { name: /The record/ }).waitFor();
    },
  ],
];
