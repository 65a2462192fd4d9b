import { expect, it } from "vitest";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";

const demo = demoOfThisFile();

it("rules are added, tried, changed as text and deleted, and a dialing route is added, all by the page", async () => {
  const { browser, origin, known } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, `/customers/${known.account}/did-source-rules`);
  await page.getByRole("button", { name: "Add rule" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Action").selectOption("DENY");
  await dialog.getByRole("textbox", { name: "Rule" }).fill("4470%");
  await dialog.getByRole("button", { name: "Add rule" }).click();
  await page.getByRole("cell", { name: "4470%", exact: true }).waitFor();

  await page.getByLabel("Caller's number").fill("447012345678");
  await page.getByText("CLI_BLOCKED").waitFor();

  await page.getByRole("button", { name: "Edit as text" }).click();
  const text = dialog.getByRole("textbox", { name: "Rules, a line each" });
  await expect.poll(() => text.inputValue()).toContain("4470%");
  await text.fill("%=>%\n44%=>44%\n4x{1}%=>%");
  await dialog.getByRole("button", { name: "Save list" }).click();
  await dialog.getByText("Line 3").waitFor();
  await text.fill("%=>%\n33|%=>0%");
  await dialog.getByLabel("Caller's number").fill("33123");
  await dialog.getByText("33|%=>0%: 33123 → 0123").waitFor();
  await dialog.getByRole("button", { name: "Save list" }).click();
  await page.getByRole("cell", { name: "33|%=>0%", exact: true }).waitFor();
  await page.getByRole("cell", { name: "4470%", exact: true }).waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Actions for 33|%=>0%" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete rule" }).click();
  await page.getByRole("cell", { name: "33|%=>0%", exact: true }).waitFor({ state: "detached" });

  await page.goto(`${origin}/customers/${known.account}/dialing-routes`);
  await page.getByRole("button", { name: "Add dialing route" }).click();
  await dialog.getByRole("combobox", { name: "Route" }).fill("Stand");
  await page.getByRole("option", { name: "Standard" }).click();
  await dialog.getByLabel("Dialing pattern").fill("61%");
  await dialog.getByRole("button", { name: "Add dialing route" }).click();
  await page.getByRole("cell", { name: "61%", exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
