import type { Locator } from "playwright-core";
import { button, choose, field } from "./controls.ts";

/** The form of a customer, as a person sees and fills it. */

/** The labels with a star. */
export const starred = (form: Locator): Promise<string[]> =>
  form.evaluate((element) =>
    [...element.querySelectorAll("label, .mantine-InputWrapper-label")]
      .filter((label) => label.querySelector(".mantine-InputWrapper-required"))
      .map((label) => label.textContent?.replace(/\s*\*$/, "") ?? ""),
  );

/** Labels of the fields that are marked as wrong. */
export const marked = (form: Locator): Promise<string[]> =>
  form
    .locator("input[aria-invalid=true], select[aria-invalid=true]")
    .evaluateAll((inputs) =>
      inputs.map((input) => (input as HTMLInputElement).labels?.[0]?.textContent?.replace(/\s*\*$/, "") ?? ""),
    );

export const mandatory = [
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

/** The labels of all fields as they follow each other. */
export const labelled = (form: Locator): Promise<string[]> =>
  form.evaluate((element) =>
    [...element.querySelectorAll(".mantine-InputWrapper-label, .mantine-Switch-label")].map((label) =>
      (label.firstChild?.textContent ?? "").replace(/\s*\*$/, ""),
    ),
  );

/** The manual's fields in the manual's order, as far as they stand there at first. */
export const inManualOrder = [
  ...["Customer type", "Web access user name", "Web access password", "Currency", "Customer tariff", "Billing type"],
  ...["Payment term from invoice date", "Max credit limit", "Billing in decimal", "VAT/Tax flag"],
  ...["Maximum call session", "Call sessions per second", "Codec checking", "Codec list", "Call with media"],
  ...["Codec transcoding", "Don't allow call with loss route", "Change CLI base on DST prefix"],
  ...["Maximum call duration", "Name", "Company", "Email address", "Address", "Phone number", "Country"],
  ...["State or province", "PIN"],
];

const turnOn = (form: Locator, name: string) => form.getByRole("switch", { name: new RegExp(`^${name}`) }).check();

/** Every field of the manual, by its label, in the manual's order. */
export async function fillIn(form: Locator): Promise<void> {
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
