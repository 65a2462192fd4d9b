import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { signInAt } from "../../bin/demo/operator-api.ts";
import { roles } from "../../functions/users/role.ts";
import { customerBody } from "../support/customers.ts";
import { visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const own = "Xk3!dpqwZt";

const setUpTitle = (page: Page) => page.getByRole("heading", { name: "Set up a second factor" });

/** Sets it up on the page that one is led to, and goes on. */
async function setUp(page: Page, shot: string): Promise<void> {
  await page.getByLabel("Your password").fill(own);
  await page.getByRole("button", { name: "Set up a second factor" }).click();
  await page.getByRole("img", { name: "Picture of the secret" }).waitFor();
  expect(await faultsOf(page, `${shot}-picture`)).toEqual([]);
  const secret = ((await page.locator("form .code-copy").textContent()) ?? "").trim();
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  await page.getByLabel("Code", { exact: true }).fill(totp.generate());
  await page.getByRole("button", { name: "Switch it on" }).click();
  await page.getByRole("list", { name: "Recovery codes" }).waitFor();
  expect(await faultsOf(page, `${shot}-codes`)).toEqual([]);
  await page.getByRole("button", { name: "I have them" }).click();
}

/** What the browser writes of requests that were under way when the second factor came to be required. */
const unexpected = (complaints: readonly string[]) => complaints.filter((one) => !one.includes("status of 403"));

it("who requires a second factor of the staff is led to setting one up, comes back, and cannot switch it off", async () => {
  const { browser, origin } = demo();
  const office = await signInAt(origin, { username: "admin", password });
  const permissions = roles.find(({ name }) => name === "Administrator")?.permissions;
  await office.post("/users", { username: "keeper", password: own, name: "The Keeper", permissions });
  const { page, complaints } = await visit(browser, origin, 1280);
  await page.goto(`${origin}/settings`);
  await page.getByLabel("User name").fill("keeper");
  await page.getByLabel("Password", { exact: true }).fill(own);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("who has none, yourself included, is led to setting one up").waitFor();
  await page.getByRole("combobox", { name: "Second factor is required of" }).click();
  await page.getByRole("option", { name: "Staff" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Save settings" }).click();
  await setUpTitle(page).waitFor();
  await page.getByText("requires a second factor of you").waitFor();
  expect(await faultsOf(page, "second-factor-required")).toEqual([]);
  await setUp(page, "second-factor-required");
  await page.waitForURL(`${origin}/settings`);
  await page.locator("main#main h1").waitFor();
  const chosen = page.locator("main#main").getByText("Staff", { exact: true });
  await chosen.waitFor();
  await chosen.scrollIntoViewIfNeeded();
  expect(await faultsOf(page, "settings-second-factor")).toEqual([]);

  await page.goto(`${origin}/account`);
  await page.getByText("It is required of you, so it stays on.").waitFor();
  expect(await page.getByRole("button", { name: "Switch it off" }).count()).toBe(0);
  expect(await faultsOf(page, "second-factor-stays")).toEqual([]);
  const answered = await page.evaluate(async () => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ secondFactorRequiredOf: [] });
    return (await fetch("/api/v1/settings", { method: "PATCH", headers, body })).status;
  });
  expect(answered).toBe(200);
  expect(unexpected(complaints)).toEqual([]);
  await page.context().close();
});

it("a customer who is signed in is led to it on a telephone, and again after signing out and in, until it is set up", async () => {
  const { browser, origin, known } = demo();
  const office = await signInAt(origin, { username: "admin", password });
  const { currency } = await office.get<{ currency: string }>(`/tariffs/${known.tariff}`);
  await office.post("/customers", { ...customerBody(known.tariff), currency, username: "mustport", password: own });
  const { page, complaints } = await visit(browser, origin, 390);
  const enter = async () => {
    await page.getByLabel("User name").fill("mustport");
    await page.getByLabel("Password", { exact: true }).fill(own);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  await page.goto(`${origin}/portal/sign-in`);
  await enter();
  await page.getByRole("navigation", { name: "Shortcuts" }).waitFor();
  await office.patch("/settings", { secondFactorRequiredOf: ["CUSTOMERS"] });

  await page.goto(`${origin}/portal/statement`);
  await setUpTitle(page).waitFor();
  expect(await faultsOf(page, "portal-second-factor-required")).toEqual([]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await enter();
  await setUpTitle(page).waitFor();
  await page.goto(`${origin}/portal/payments`);
  await setUp(page, "portal-second-factor-required");
  await page.waitForURL(/\/portal\/payments$/);
  await page.getByRole("heading", { level: 1, name: "Payments" }).waitFor();
  await office.patch("/settings", { secondFactorRequiredOf: [] });
  expect(unexpected(complaints)).toEqual([]);
  await page.context().close();
});
