import { Secret, TOTP } from "otpauth";
import { expect, it } from "vitest";
import { demoPassword } from "../../bin/demo/customers.ts";
import { signInAt } from "../../bin/demo/operator-api.ts";
import { roles } from "../../functions/users/role.ts";
import { signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const own = "Xk3!dpqwZt";

it("a second factor is set up from its picture's secret, asked for at sign-in, and a recovery code does as well", async () => {
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
  const code = await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").first().textContent();
  expect(await faultsOf(page, "recovery-codes")).toEqual([]);
  await page.getByRole("button", { name: "I have them" }).click();
  await page.getByText("10 recovery codes are left.").waitFor();
  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();

  await enter();
  const field = page.getByLabel("Code", { exact: true });
  await field.fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This code is wrong or was used before.").waitFor();
  expect(await faultsOf(page, "sign-in-code")).toEqual([]);
  await field.fill(code ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("main#main h1").waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it("a customer has it in the portal: on with recovery codes, asked for, new codes, off, and not asked for any more", async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  const enter = async (code?: string) => {
    await page.goto(`${origin}/portal/sign-in`);
    await page.getByLabel("User name").fill("madridcalls");
    await page.getByLabel("Password", { exact: true }).fill(demoPassword);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    if (code === undefined) return;
    await page.getByLabel("Code", { exact: true }).fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  const leave = async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("User name").waitFor();
  };
  const region = page.getByRole("region", { name: "Second factor" });
  const menu = page.getByRole("navigation", { name: "Main" });
  await enter();
  await menu.getByRole("link", { name: "Profile and security" }).click();
  await region.getByLabel("Your password").fill(demoPassword);
  await page.getByRole("button", { name: "Set up a second factor" }).click();
  await page.getByRole("img", { name: "Picture of the secret" }).waitFor();
  const secret = ((await page.locator("form .code-copy").textContent()) ?? "").trim();
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  // A code counts once: each is of a later half minute than the one before, at most one ahead of the clock.
  let used = 0;
  const nextCode = () => {
    used = Math.max(used + 1, Math.floor(Date.now() / 30_000));
    return totp.generate({ timestamp: used * 30_000 });
  };
  await page.getByLabel("Code", { exact: true }).fill(nextCode());
  await page.getByRole("button", { name: "Switch it on" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  const first = (await codes.first().textContent()) ?? "";
  expect(await codes.count()).toBe(10);
  expect(await faultsOf(page, "portal-recovery-codes")).toEqual([]);
  await page.getByRole("button", { name: "I have them" }).click();
  await region.getByText("10 recovery codes are left.").waitFor();
  expect(await faultsOf(page, "portal-second-factor")).toEqual([]);
  await leave();

  await enter(nextCode());
  await menu.getByRole("link", { name: "Profile and security" }).click();
  await region.getByText("10 recovery codes are left.").waitFor();
  await leave();
  await enter(first);
  await menu.getByRole("link", { name: "Profile and security" }).click();
  await region.getByText("9 recovery codes are left.").waitFor();
  await region.getByLabel("Your password").fill(demoPassword);
  await page.getByRole("button", { name: "New recovery codes" }).click();
  const renewed = (await codes.first().textContent()) ?? "";
  expect(renewed).not.toBe(first);
  await page.getByRole("button", { name: "I have them" }).click();
  await region.getByText("10 recovery codes are left.").waitFor();

  await region.getByLabel("Your password").fill(demoPassword);
  await region.getByLabel("Code, to switch it off").fill(renewed);
  await page.getByRole("button", { name: "Switch it off" }).click();
  await page.getByRole("button", { name: "Set up a second factor" }).waitFor();
  await leave();
  await enter();
  await menu.getByRole("link", { name: "Home" }).waitFor();
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
