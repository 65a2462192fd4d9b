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
      await press(page, /^Actions for Lumière Conseil/);
      await page.getByRole("menuitem", { name: "Delete" }).click();
      // There is money in the account, and no call is up.
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Close with/ })
        .waitFor();
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
    "sip-registration",
    () => `/customers/${known.account}/sip-devices`,
    async (page) => {
      await press(page, "registration of acmevoice100");
      await page.getByRole("dialog").getByRole("table", { name: "Contacts" }).waitFor();
    },
  ],
  [
    "rule-form",
    () => `/customers/${known.account}/destination-rules`,
    async (page) => {
      await press(page, "Add rule");
      await page.getByRole("textbox", { name: "Rule" }).fill("44~%=>%");
      await page.getByRole("dialog").getByRole("button", { name: "Add rule" }).click();
      await page.getByText("The character ~ cannot be part of a number.").waitFor();
    },
  ],
  [
    "rules-tried",
    () => `/customers/${known.account}/destination-rules`,
    async (page) => {
      await page.getByLabel("Called number").fill("447012345678");
      await page.getByText("NUMBER_BLOCKED").waitFor();
    },
  ],
  [
    "rules-as-text",
    () => `/customers/${known.account}/destination-rules`,
    async (page) => {
      await press(page, "Edit as text");
      await page.getByRole("textbox", { name: "Rules, a line each" }).waitFor();
      await page.getByRole("dialog").getByLabel("Called number").fill("9442079460018");
      await page.getByRole("dialog").getByText("9|%=>%: 9442079460018 → 442079460018").waitFor();
    },
  ],
  [
    "try-call-goes",
    () => `/customers/${known.account}/try-call`,
    async (page) => {
      await page.getByLabel("Number dialled").fill("+44 20 7946 0018");
      await press(page, "Try");
      await page.getByText("Goes", { exact: true }).waitFor();
      await page.getByRole("table", { name: "Gateways in their turn" }).waitFor();
    },
  ],
  [
    "try-call-refused",
    () => `/customers/${known.account}/try-call?cld=999999999999&seconds=90`,
    (page) => page.getByText("Refused", { exact: true }).waitFor(),
  ],
  [
    "dialing-route-form",
    () => `/customers/${known.account}/dialing-routes`,
    async (page) => {
      await press(page, "Add dialing route");
      await page.getByRole("dialog").getByRole("button", { name: "Add dialing route" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  ],
  [
    "route-form",
    () => "/routes",
    async (page) => {
      await press(page, "Add route");
      await page.getByRole("textbox", { name: "Name" }).waitFor();
    },
  ],
  [
    "user-form",
    () => "/users",
    async (page) => {
      await press(page, "Add user");
      await page.getByLabel("Role").selectOption("NOC");
      await page.getByRole("dialog").getByRole("button", { name: "Add user" }).click();
      await page.locator("[aria-invalid=true]").first().waitFor();
    },
  ],
  [
    "api-key-form",
    () => "/api-keys",
    async (page) => {
      await press(page, "Add API key");
      await page.getByRole("textbox", { name: "Name" }).waitFor();
    },
  ],
  [
    "audit-change",
    () => `/audit?account=${known.account}`,
    (page) => page.locator("details.audit-change summary").first().click(),
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
