import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { sample } from "../intake/samples.ts";
import { signIn, visit } from "../support/visitor.ts";
import { button } from "./controls.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

/** Calls of account codes that no customer has. */
async function sendStrangers(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "In the name of" }).selectOption({ label: "Asterisk pbx1" });
  const buffer = sample("asterisk_Master_18col_localtime.csv");
  await page.locator("input[type=file]").setInputFiles({ name: "strangers.csv", mimeType: "text/csv", buffer });
  const row = page.getByRole("table", { name: "Uploaded files" }).getByRole("row").filter({ hasText: "strangers.csv" });
  await row.getByRole("link", { name: /unknown customer/ }).waitFor();
}

async function openRecord(page: Page, reason: string, words: string): Promise<void> {
  await page.goto(`${demo().origin}/suspense?reason=${reason}`);
  await page.getByRole("button", { name: words, exact: true }).first().click();
  await page.getByRole("heading", { name: /The record/ }).waitFor();
}

describe("a parked record", () => {
  it.each([1280, 390] as const)("shows the charge with its currency, or whose it may be, at %i px", async (width) => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/intake");
    await sendStrangers(page);
    await openRecord(page, "CONFLICT", "Conflict");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/^C\d+ was charged [\d.,]+ (USD|EUR|GBP) for it\.$/).waitFor();
    await dialog.getByRole("row", { name: /Talk time \(ms\).*Differs/ }).waitFor();
    const faults = await faultsOf(page, "parked-conflict");
    await openRecord(page, "UNKNOWN_CUSTOMER", "Unknown customer");
    await dialog.getByRole("form", { name: "This is customer" }).waitFor();
    faults.push(...(await faultsOf(page, "parked-customer")));
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });

  it.each([1280, 390] as const)("is written off with a reason, listed so and taken back, at %i px", async (width) => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/suspense?reason=RATE_BLOCKED");
    await page.getByRole("checkbox", { name: /^Choose line \d+, Rate blocked$/ }).check();
    await button(page.getByRole("region", { name: "Chosen records" }), "Write off 1").click();
    const dialog = page.getByRole("dialog", { name: "Write off 1 record?" });
    await button(dialog, "Write off").click();
    await dialog.getByText("Say why, in 3 characters or more.").waitFor();
    const faults = await faultsOf(page, "suspense-write-off");
    await dialog.getByLabel("Reason").fill("A number of fraudsters");
    await button(dialog, "Write off").click();
    await page.getByText("Nothing waits for this").waitFor();
    await page.getByLabel("Show", { exact: true }).selectOption({ label: "Written off" });
    await page.getByRole("cell", { name: /A number of fraudsters/ }).waitFor();
    await page.getByLabel("Reason", { exact: true }).selectOption({ label: "Any" });
    await page.getByText("Our own probe of the carrier").first().waitFor();
    faults.push(...(await faultsOf(page, "suspense-written-off")));
    await button(page, "Rate blocked").click();
    await page.getByText(/^Written off by/).waitFor();
    await button(page.getByRole("dialog", { name: "Rate blocked" }), "Take back").click();
    await button(page.getByRole("dialog", { name: "Take back 1 record?" }), "Take back").click();
    await page.getByRole("cell", { name: /A number of fraudsters/ }).waitFor({ state: "detached" });
    await page.getByLabel("Show", { exact: true }).selectOption({ label: "Waiting" });
    await button(page, "Rate blocked").waitFor();
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });

  it("offers to give its code away only to whoever may change customers", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page } = visitor;
    await signIn(visitor, password, "/intake");
    await sendStrangers(page);
    const reader = { username: "intakeonly", password: "Tr0ub4dor&3x", name: "Reader" };
    const added = await page.evaluate(
      async (body) => {
        const headers = { "content-type": "application/json" };
        return (await fetch("/api/v1/users", { method: "POST", headers, body: JSON.stringify(body) })).status;
      },
      { ...reader, permissions: ["intake:read", "intake:write"] },
    );
    expect(added).toBe(201);
    await page.evaluate(() => fetch("/api/v1/session", { method: "DELETE" }));
    await signIn(visitor, reader.password, "/sign-in", reader.username);
    await openRecord(page, "UNKNOWN_CUSTOMER", "Unknown customer");
    expect(await page.getByRole("form", { name: "This is customer" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: /^Write off/ }).count()).toBe(0);
    expect(await page.getByRole("checkbox").count()).toBe(0);
    await page.context().close();
  });
});
