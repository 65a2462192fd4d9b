import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { type ListPage, signInAt } from "../../bin/demo/operator-api.ts";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const own = "Xk3!dpqwZt";
const other = "Yq7?mnbvCr";

async function enter(page: Page, origin: string, username: string, typed: string): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(typed);
  await page.getByRole("button", { name: "Sign in" }).click();
}

it("a user without a password is invited, sets one by the link, and sets another one when it is forgotten, with the keyboard alone", async () => {
  const { browser, origin } = demo();
  const staff = await visit(browser, origin, 1280);
  await signIn(staff, password, "/users");
  const dialog = staff.page.getByRole("dialog");
  await staff.page.getByRole("button", { name: "Add user" }).click();
  await dialog.getByRole("textbox", { name: "User name" }).fill("newhand");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("New Hand");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill("newhand@switchbook.example");
  expect(await faultsOf(staff.page, "user-form")).toEqual([]);
  await dialog.getByRole("button", { name: "Add user" }).click();
  await dialog.getByRole("button", { name: "Make the link" }).waitFor();
  expect(await faultsOf(staff.page, "link-dialog")).toEqual([]);
  await staff.page.keyboard.press("Enter");
  await dialog.getByText("newhand@switchbook.example").waitFor();
  const link = (await dialog.getByText(/set-password#/).textContent()) ?? "";
  expect(link.startsWith(`${origin}/set-password#`)).toBe(true);
  expect(await faultsOf(staff.page, "link-made")).toEqual([]);
  await staff.page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await staff.page
    .getByRole("row", { name: /New Hand/ })
    .getByText("Invited")
    .waitFor();
  expect(await faultsOf(staff.page, "users-invited")).toEqual([]);

  const visitor = await visit(browser, origin, 390);
  const { page, complaints } = visitor;
  await page.goto(link);
  await page.getByRole("heading", { name: "Welcome" }).waitFor();
  const field = page.getByRole("textbox", { name: "New password" });
  await field.fill("weak");
  await page.keyboard.press("Enter");
  await page.locator("[aria-invalid=true]").waitFor();
  expect(await faultsOf(page, "set-password-weak")).toEqual([]);
  await field.fill(own);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Your password is set" }).waitFor();
  expect(await faultsOf(page, "set-password-done")).toEqual([]);
  await enter(page, origin, "newhand", own);
  await page.locator("main#main h1").waitFor();
  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();

  await page.getByRole("link", { name: "Forgotten your password?" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Forgotten your password?" }).waitFor();
  expect(await faultsOf(page, "forgot-password")).toEqual([]);
  await page.getByLabel("User name").fill("newhand");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
  expect(await faultsOf(page, "forgot-password-sent")).toEqual([]);
  const office = await signInAt(origin, { username: "admin", password });
  const { items } = await office.get<ListPage<{ id: string; to: string[] }>>("/mails?kind=PASSWORD_RESET&limit=200");
  const id = items.find(({ to }) => to.includes("newhand@switchbook.example"))?.id ?? "";
  const { text } = await office.get<{ text: string }>(`/mails/${id}`);
  const reset = /http\S+set-password#\S+/.exec(text)?.[0] ?? "";
  await page.goto(reset);
  await page.getByRole("heading", { name: "Set a new password" }).waitFor();
  await field.fill(other);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Your password is set" }).waitFor();

  await page.goto(`${origin}/sign-in`);
  await page.goto(reset);
  await page.getByRole("heading", { name: "This link is over" }).waitFor();
  expect(await faultsOf(page, "set-password-over")).toEqual([]);
  await enter(page, origin, "newhand", other);
  await page.locator("main#main h1").waitFor();

  await page.goto(`${origin}/account`);
  await page.getByText("newhand@switchbook.example").waitFor();
  const change = page.getByRole("form", { name: "Change the e-mail address" });
  await change.getByLabel("New e-mail address").fill("hand@switchbook.example");
  await change.getByLabel("Your password", { exact: true }).fill(other);
  await page.keyboard.press("Enter");
  await page.getByText(/A link is on its way/).waitFor();
  expect(await faultsOf(page, "own-email")).toEqual([]);
  const asked = await office.get<ListPage<{ id: string; to: string[] }>>("/mails?kind=EMAIL_CONFIRM&limit=200");
  const mail = asked.items.find(({ to }) => to.includes("hand@switchbook.example"))?.id ?? "";
  const written = await office.get<{ text: string }>(`/mails/${mail}`);
  await page.goto(/http\S+confirm-email#\S+/.exec(written.text)?.[0] ?? "");
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await page.getByRole("heading", { name: "Your address is confirmed" }).waitFor();
  expect(await faultsOf(page, "confirm-email")).toEqual([]);
  expect([...staff.complaints, ...complaints]).toEqual([]);
  for (const one of [staff, visitor]) await one.page.context().close();
});

it("a reseller is invited from its menu, sets a second factor up, and has it switched off when the device is lost", async () => {
  const { browser, origin } = demo();
  const office = await signInAt(origin, { username: "admin", password });
  const tariffs = await office.get<ListPage<{ id: string; currency: string; owner: string | null }>>("/tariffs");
  const tariff = tariffs.items.find(({ owner }) => owner === null);
  const { currency, id: tariffId } = tariff ?? { currency: "", id: "" };
  const body = { company: "Dale Voice", name: "Dee Dale", username: "dalevoice", creditLimit: "0" };
  await office.post("/resellers", { ...body, tariffId, currency });
  const staff = await visit(browser, origin, 1280);
  await signIn(staff, password, "/resellers");
  const row = staff.page.getByRole("row", { name: /Dale Voice/ });
  await row.getByText("Invited").waitFor();
  expect(await faultsOf(staff.page, "resellers-invited")).toEqual([]);
  const choose = async (entry: string) => {
    await row.getByRole("button", { name: "Actions for Dale Voice" }).click();
    await staff.page.getByRole("menuitem", { name: entry }).click();
  };
  await choose("Send a link for a password");
  const dialog = staff.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await dialog.getByText("No address is known").waitFor();
  const link = (await dialog.getByText(/set-password#/).textContent()) ?? "";

  const { page, complaints } = await visit(browser, origin, 390);
  await page.goto(link);
  await page.getByRole("textbox", { name: "New password" }).fill(own);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Your password is set" }).waitFor();
  await enter(page, origin, "dalevoice", own);
  await page.locator("main#main h1").waitFor();
  await page.goto(`${origin}/account`);
  await page.getByRole("region", { name: "Second factor" }).getByLabel("Your password").fill(own);
  await page.getByRole("button", { name: "Set up a second factor" }).click();
  await page.getByRole("img", { name: "Picture of the secret" }).waitFor();
  const secret = ((await page.locator("form .code-copy").textContent()) ?? "").trim();
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  await page.getByLabel("Code", { exact: true }).fill(totp.generate());
  await page.getByRole("button", { name: "Switch it on" }).click();
  await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").nth(9).waitFor();
  expect(await faultsOf(page, "reseller-recovery-codes")).toEqual([]);

  await staff.page.reload();
  await choose("Switch the second factor off");
  expect(await faultsOf(staff.page, "factor-off")).toEqual([]);
  await dialog.getByRole("button", { name: "Switch it off" }).click();
  await staff.page.getByText("Dale Voice signs in with the password alone now.").waitFor();
  await enter(page, origin, "dalevoice", own);
  await page.locator("main#main h1").waitFor();
  expect([...staff.complaints, ...complaints]).toEqual([]);
  for (const one of [staff.page, page]) await one.context().close();
});

it("whoever asks too often is told to wait, and an address without a link says so", async () => {
  const { browser, origin } = demo();
  const { page } = await visit(browser, origin, 1280);
  for (let n = 0; n < 4; n++) {
    await page.goto(`${origin}/forgot-password`);
    await page.getByLabel("User name").fill("nobody-here");
    await page.keyboard.press("Enter");
    if (n < 3) await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
  }
  await page.getByText("A link was asked for several times").waitFor();
  expect(await faultsOf(page, "forgot-password-refused")).toEqual([]);
  await page.goto(`${origin}/set-password`);
  await page.getByText("The address has no link in it.").waitFor();
  await page.context().close();
});
