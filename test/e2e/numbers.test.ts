import { expect, it } from "vitest";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

it("rules are tried, added, changed as text and deleted, a dialing route and a device are added, all by the page", async () => {
  const { browser, origin, known } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, `/customers/${known.account}/did-source-rules`);
  await page.getByRole("button", { name: "Add rule" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Action").selectOption("DENY");
  await dialog.getByRole("textbox", { name: "Rule" }).fill("4470%");
  // The rule is tried with its list before it is saved.
  await dialog.getByLabel("Caller's number").fill("447012345678");
  await dialog.getByText("447012345678 is disallowed by 4470%.").waitFor();
  await dialog.getByRole("button", { name: "Add rule" }).click();
  await page.getByRole("cell", { name: "4470%", exact: true }).waitFor();
  await page.getByRole("button", { name: "Add rule" }).click();
  await dialog.getByRole("textbox", { name: "Rule" }).fill("4470%=>%");
  await dialog.getByText("4470%=>%: Never used: the disallowed rule 4470% asks the same and goes first.").waitFor();
  expect(await faultsOf(page, "rule-tried-unsaved")).toEqual([]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Leave without saving" }).click();

  await page.getByLabel("Caller's number").fill("447012345678");
  await page.getByText("CLI_BLOCKED").waitFor();

  // A rule that is put off is shown so at once, is named as skipped, and goes back with a word where that is refused.
  const row = page.getByRole("row", { name: /4470%/ });
  const onOff = row.getByRole("switch");
  const refusal = { status: 409, json: { error: { code: "conflict", message: "Someone else was quicker." } } };
  await page.route("**/translation-rules/did-source/*", (route) => route.fulfill(refusal), { times: 1 });
  await onOff.click();
  await row.getByRole("alert").getByText("It is still on. Someone else was quicker.").waitFor();
  expect(await onOff.isChecked()).toBe(true);
  let answer = () => undefined as unknown;
  const held = new Promise((go) => {
    answer = () => go(undefined);
  });
  await page.route("**/translation-rules/did-source/*", (route) => held.then(() => route.continue()), { times: 1 });
  await onOff.click();
  await row.getByText("Off", { exact: true }).waitFor();
  expect(await onOff.isChecked()).toBe(false);
  answer();
  await page.getByText("4470% is off.").waitFor();
  expect(await onOff.isChecked()).toBe(false);
  expect(await faultsOf(page, "rule-off")).toEqual([]);

  // What a rule would do to the numbers of the last day, before it is saved and before one is deleted.
  await page.goto(`${origin}/customers/${known.account}/destination-rules`);
  await page.getByRole("button", { name: "Add rule" }).click();
  await dialog.getByRole("textbox", { name: "Rule" }).fill("4|4%=>0044%");
  await dialog.getByText(/^\d+ numbers? of \d+ would change\.$/).waitFor();
  await dialog.getByRole("columnheader", { name: "With these rules" }).waitFor();
  expect(await faultsOf(page, "numbers-changed")).toEqual([]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Leave without saving" }).click();
  await page.goto(`${origin}/customers/${known.account}/did-source-rules`);
  await page.getByRole("button", { name: "Actions for 4470%", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await dialog.getByRole("heading", { name: "Numbers of the last 24 hours" }).waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "Edit as text" }).click();
  const text = dialog.getByRole("textbox", { name: "Rules, a line each" });
  await expect.poll(() => text.inputValue()).toContain("off: 4470%");
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
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("cell", { name: "33|%=>0%", exact: true }).waitFor();

  // The same list of another customer becomes this one's, once it is looked at and saved.
  await page.getByRole("button", { name: "Copy from customer" }).click();
  await dialog.getByLabel("Customer").fill("Rheinkom");
  await page.getByRole("option", { name: /^Rheinkom GmbH/ }).click();
  await dialog.getByRole("button", { name: "Show its rules" }).click();
  await expect.poll(() => text.inputValue()).toBe("%=>%");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await text.waitFor({ state: "detached" });

  await page.goto(`${origin}/customers/${known.account}/dialing-routes`);
  await page.getByLabel("Try a translated number").fill("442079460018");
  await page.getByRole("row", { name: /^44% Wins/ }).waitFor();
  await page.getByRole("button", { name: "Add dialing route" }).click();
  await dialog.getByRole("combobox", { name: "Route" }).fill("Stand");
  await page.getByRole("option", { name: "Standard" }).click();
  await dialog.getByLabel("Dialing pattern").fill("61%");
  await dialog.getByRole("button", { name: "Add dialing route" }).click();
  await page.getByRole("cell", { name: "61%", exact: true }).waitFor();

  // How the customer stands, and the row's actions with two more, are above every tab.
  await page
    .locator(".customer-standing")
    .getByRole("link", { name: /^\d+ of \d+$/ })
    .waitFor();
  await page.locator(".customer-standing").getByText("No credit granted").waitFor();
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("menuitem", { name: "Add payment" }).click();
  await dialog.getByLabel("Amount").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("menuitem", { name: "Export" }).click();
  await dialog.getByText(/^1 row/).waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("menuitem", { name: "Payment management" }).click();
  await page.getByRole("tab", { name: "Payments", selected: true }).waitFor();
  await page.goto(`${origin}/customers/${known.account}/sip-devices`);
  await page.getByRole("button", { name: "Add SIP device" }).click();
  await dialog.getByRole("button", { name: "Generate" }).click();
  await expect.poll(() => dialog.getByLabel("Secret", { exact: true }).inputValue()).toHaveLength(20);
  await dialog.getByLabel("Secret", { exact: true }).fill("acmedesk-Q7");
  await dialog.getByLabel("SIP device login").fill("acmedesk");
  await dialog.getByLabel("Extension number").fill("177");
  await dialog.getByRole("button", { name: "Add SIP device" }).click();
  await dialog.getByText("Must not contain the login or the extension.").waitFor();
  await dialog.getByLabel("Secret", { exact: true }).fill("Brought-Along-77");
  await dialog.getByRole("button", { name: "Add SIP device" }).click();
  await page.getByRole("cell", { name: "acmedesk Copy login" }).waitFor();
  // Who typed it knows it: it is not shown once more.
  await dialog.waitFor({ state: "detached" });
  // A login and an extension that are somebody's are said to be while they are typed.
  await page.getByRole("button", { name: "Add SIP device" }).click();
  await dialog.getByLabel("SIP device login").fill("AcmeDesk");
  await dialog.getByText("This SIP login is taken.").waitFor();
  await dialog.getByLabel("Extension number").fill("177");
  await dialog.getByText("This extension is another device's of the account.").waitFor();
  expect(await faultsOf(page, "sip-login-taken")).toEqual([]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Leave without saving" }).click();
  // A secret that is made is shown once, with what a phone needs beside it.
  await page.getByRole("button", { name: "Actions for acmedesk", exact: true }).click();
  await page.getByRole("menuitem", { name: "Make a new secret" }).click();
  await dialog.getByRole("img", { name: "Picture of the secret" }).waitFor();
  await dialog.getByRole("button", { name: "Copy domain" }).waitFor();
  expect(await faultsOf(page, "sip-secret")).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
