import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { signInAt } from "../../bin/demo/operator-api.ts";
import { roles } from "../../functions/users/role.ts";
import { customerBody } from "../support/customers.ts";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const own = "Xk3!dpqwZt";

/** The codes of the list, which is shown once. */
async function codesShown(page: Page): Promise<string[]> {
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await codes.first().waitFor();
  return await codes.allTextContents();
}

/** A code is taken once: that of the next step is one that was not seen yet, and is within what clocks may differ. */
const nextCode = (totp: TOTP): string => totp.generate({ timestamp: Date.now() + 30_000 });

/** Switches it off on the page of the account, by a password and a code that is right. */
async function switchOff(page: Page, code: string): Promise<void> {
  const factor = page.getByRole("region", { name: "Second factor" });
  await factor.getByLabel("Your password").fill(own);
  await factor.getByLabel("Code, to switch it off").fill("000000");
  await factor.getByRole("button", { name: "Switch it off" }).click();
  await factor.getByText("This code is wrong or was used before.").waitFor();
  await factor.getByLabel("Code, to switch it off").fill(code);
  await factor.getByRole("button", { name: "Switch it off" }).click();
  await page.getByText("The second factor is off.").waitFor();
  await factor.getByRole("button", { name: "Set up a second factor" }).waitFor();
}

it("a second factor is set up from its picture's secret, asked for at sign-in, replaced by a recovery code, and switched off", async () => {
  const { browser, origin } = demo();
  const office = await signInAt(origin, { username: "admin", password });
  const permissions = roles.find(({ name }) => name === "Read only")?.permissions;
  await office.post("/users", { username: "twosteps", password: own, name: "Two Steps", permissions });
  const visitor = await visit(browser, origin, 390);
  const { page, complaints } = visitor;
  const enter = async () => {
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel("User name").fill("twosteps");
    await page.getByLabel("Password", { exact: true }).fill(own);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  const leave = async () => {
    await page.getByRole("button", { name: /^Signed in as/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByLabel("User name").waitFor();
  };
  await enter();
  await page.locator("main#main h1").waitFor();
  await page.goto(`${origin}/account`);
  await page.getByRole("region", { name: "Second factor" }).getByLabel("Your password").fill(own);
  await page.getByRole("button", { name: "Set up a second factor" }).click();
  await page.getByRole("img", { name: "Picture of the secret" }).waitFor();
  expect(await faultsOf(page, "second-factor")).toEqual([]);
  const secret = ((await page.locator("form .code-copy").textContent()) ?? "").trim();
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  await page.getByLabel("Code", { exact: true }).fill(totp.generate());
  await page.getByRole("button", { name: "Switch it on" }).click();
  const [first = "", second = ""] = await codesShown(page);
  expect(await faultsOf(page, "recovery-codes")).toEqual([]);
  await page.getByRole("button", { name: "I have them" }).click();
  await page.getByText("10 recovery codes are left.").waitFor();
  await leave();

  await enter();
  const field = page.getByLabel("Code", { exact: true });
  await field.fill(nextCode(totp));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("main#main h1").waitFor();
  await leave();

  await enter();
  await field.fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This code is wrong or was used before.").waitFor();
  expect(await faultsOf(page, "sign-in-code")).toEqual([]);
  await field.fill(first);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("main#main h1").waitFor();

  await page.goto(`${origin}/account`);
  await switchOff(page, second);
  expect(await faultsOf(page, "second-factor-off")).toEqual([]);
  await leave();
  await enter();
  await page.locator("main#main h1").waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it("a customer sets one up in the portal, signs in by it and by a recovery code, which is then used up, and switches it off", async () => {
  const { browser, origin, known } = demo();
  const office = await signInAt(origin, { username: "admin", password });
  const { currency } = await office.get<{ currency: string }>(`/tariffs/${known.tariff}`);
  await office.post("/customers", { ...customerBody(known.tariff), currency, username: "twostepsport", password: own });
  const visitor = await visit(browser, origin, 390);
  const { page, complaints } = visitor;
  const home = page.getByRole("navigation", { name: "Shortcuts" });
  const enter = async () => {
    await page.goto(`${origin}/portal/sign-in`);
    await page.getByLabel("User name").fill("twostepsport");
    await page.getByLabel("Password", { exact: true }).fill(own);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  const enterWith = async (code: string) => {
    await enter();
    await page.getByLabel("Code", { exact: true }).fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await home.waitFor();
  };
  const leave = async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("User name").waitFor();
  };
  await enter();
  await home.waitFor();
  await page.goto(`${origin}/portal/account`);
  const factor = page.getByRole("region", { name: "Second factor" });
  await factor.getByLabel("Your password").fill(own);
  await factor.getByRole("button", { name: "Set up a second factor" }).click();
  await page.getByRole("img", { name: "Picture of the secret" }).waitFor();
  expect(await faultsOf(page, "portal-second-factor")).toEqual([]);
  const secret = ((await page.locator("form .code-copy").textContent()) ?? "").trim();
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  await page.getByLabel("Code", { exact: true }).fill(totp.generate());
  await page.getByRole("button", { name: "Switch it on" }).click();
  const [first = "", second = ""] = await codesShown(page);
  await page.getByRole("button", { name: "I have them" }).click();
  await page.getByText("10 recovery codes are left.").waitFor();
  await leave();
  await enterWith(nextCode(totp));
  await leave();
  await enterWith(first);
  await page.goto(`${origin}/portal/account`);
  await page.getByText("9 recovery codes are left.").waitFor();
  expect(await faultsOf(page, "portal-second-factor-on")).toEqual([]);
  await switchOff(page, second);
  await leave();
  await enter();
  await home.waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

/** The one who set the stack up signs in as before. */
it("nobody else is asked for a code", async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  await signIn(visitor, password, "/account");
  expect(await faultsOf(visitor.page, "account")).toEqual([]);
  await visitor.page.context().close();
});
