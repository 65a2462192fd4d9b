import { describe, expect, it } from "vitest";
import { settled, signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

describe("the list of customers", () => {
  it("finds by every column, keeps the search in the address, and remembers it as a view", async () => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers");
    const found = page.locator(".table-foot [role=status]");
    await found.getByText("16 customers").waitFor();
    await page.getByLabel("Search all columns").fill("lumiere");
    await found.getByText("1 customer", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Lumière Conseil SARL" }).waitFor();
    // The money of a row comes by itself.
    await page.locator("td[data-label=Balance] .figure").getByText(/\d/).waitFor();
    await page.getByLabel("Search all columns").fill("");
    await page.getByLabel("Company name").fill("tele");
    await page.getByLabel("IP address").fill("198.51");
    await page.getByRole("button", { name: "Company name: tele" }).waitFor();
    await page.waitForURL(/company=tele&ip=/);
    const rows = await found.textContent();
    await page.reload();
    await found.getByText(rows ?? "", { exact: true }).waitFor();
    expect(await page.getByLabel("Company name").inputValue()).toBe("tele");

    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("button", { name: "Save this view" }).click();
    await page.getByLabel("Name", { exact: true }).last().fill("Telecoms here");
    await page.getByRole("button", { name: "Save view" }).click();
    await page.getByText("The view Telecoms here is saved.").waitFor();
    await page.getByRole("button", { name: "Clear all" }).click();
    await found.getByText("16 customers").waitFor();
    expect(new URL(page.url()).search).toBe("");
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("button", { name: "Telecoms here", exact: true }).click();
    await page.waitForURL(/company=tele/);
    await found.getByText(rows ?? "", { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([1280, 390] as const)("changes many at once after saying what would be refused, at %i px", async (width) => {
    const { browser, origin } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers");
    const tag = `seen at ${width}`;
    await page.getByRole("checkbox", { name: /^Choose Acme Voice/ }).check();
    await page.getByRole("checkbox", { name: /^Choose Rheinkom/ }).check();
    const faults = await faultsOf(page, "customers-chosen");
    await page.getByText("2 customers chosen").waitFor();
    await page.getByRole("button", { name: "Choose all 16 that match" }).click();
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByLabel("What to change").selectOption("addTag");
    await page.getByLabel("Tag", { exact: true }).fill(tag);
    await page.getByRole("button", { name: "Preview" }).click();
    await page.getByText("16 customers, 1 will be refused.").waitFor();
    faults.push(...(await faultsOf(page, "customers-bulk-preview")));
    await page.getByRole("button", { name: "Change 15 customers" }).click();
    await page.getByText("15 of 16 customers changed, 1 refused.").waitFor();
    await page.getByText(/Acme Voice Inc\.: changed/).waitFor();
    faults.push(...(await faultsOf(page, "customers-bulk-result")));
    await page.getByRole("button", { name: "Close", exact: true }).last().click();
    await settled(page);
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});
