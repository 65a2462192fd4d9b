import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { type ListPage, signInAt } from "../../bin/demo/operator-api.ts";
import { roles } from "../../functions/users/role.ts";
import { aPng } from "../support/picture.ts";
import { settled, signIn, visit } from "../support/visitor.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();
const patience = { timeout: 30_000 };

it("a user is added with a role and signs in, a key shows its secret once and is revoked, settings are kept, and the audit log tells it", async () => {
  const { browser, origin } = demo();
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, password, "/users");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Add user" }).click();
  await dialog.getByRole("textbox", { name: "User name" }).fill("night1");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Night Shift");
  await dialog.getByRole("textbox", { name: "Password" }).fill("Xk3!dpqwZt");
  await dialog.getByLabel("Role").selectOption("NOC");
  await dialog.getByRole("button", { name: "Add user" }).click();
  const row = page.getByRole("row", { name: /Night Shift/ });
  await row.getByText("NOC").waitFor();

  const other = await visit(browser, origin, 1280);
  await signIn(other, "Xk3!dpqwZt", "/sign-in", "night1");
  await other.page.context().close();

  await page.goto(`${origin}/api-keys`);
  await page.getByRole("button", { name: "Add API key" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("fs9");
  await dialog.getByRole("button", { name: "Add API key" }).click();
  await dialog.getByText(/^sbk_/).waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Revoke fs9" }).click();
  await dialog.getByRole("button", { name: "Revoke key" }).click();
  await page.getByRole("row", { name: /fs9/ }).getByText("Revoked").waitFor();

  await page.goto(`${origin}/settings`);
  const name = page.getByRole("textbox", { name: "Name of the operator" });
  await name.fill("");
  await page.getByRole("button", { name: "Save settings" }).click();
  await page.getByText("Required.").waitFor();
  await name.fill("North Sea Voice");
  await page.getByRole("button", { name: "Save settings" }).click();
  await page.getByText("The settings are saved.").waitFor();
  await page.reload();
  await expect.poll(() => name.inputValue(), patience).toBe("North Sea Voice");
  await page.getByRole("link", { name: "North Sea Voice" }).waitFor();
  await page.getByRole("combobox", { name: "Base currency" }).fill("NOK");
  await page.getByRole("option", { name: "NOK" }).click();
  const [logo, buffer] = [page.getByAltText("The logo"), Buffer.from(aPng({ width: 120, height: 48 }))];
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "logo.svg", mimeType: "image/png", buffer: Buffer.from("<svg/>") });
  await page.getByText("Please correct: logo.").waitFor();
  await page.locator("input[type=file]").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer });
  await logo.waitFor();
  // Saving the logo took nothing away from the form.
  await page.getByRole("button", { name: "Save settings" }).click();
  await page.getByText("The settings are saved.").waitFor();
  expect(await faultsOf(page, "settings-logo")).toEqual([]);
  await page.getByRole("textbox", { name: "Daily spend cap of new customers" }).fill("250");
  await page.getByRole("textbox", { name: "Invoice numbers" }).fill("{SEQ");
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("name")), patience)
    .toBe("invoiceNumbers");
  const edgeOf = (selector: string, edge: "top" | "bottom") =>
    page.evaluate(([one, side]) => document.querySelector(one)?.getBoundingClientRect()[side] ?? 0, [
      selector,
      edge,
    ] as const);
  // The bar at the foot of the form does not cover what is wrong.
  expect(await edgeOf("input[name=invoiceNumbers]", "bottom")).toBeLessThan(await edgeOf(".form-bar", "top"));
  expect(await faultsOf(page, "settings-refused")).toEqual([]);
  await page.getByRole("textbox", { name: "Invoice numbers" }).fill("{YYYY}-{SEQ:6}");
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect.poll(() => page.getByText("The settings are saved.").count(), patience).toBeGreaterThan(0);
  await page.goto(`${origin}/customers/new`);
  await expect.poll(() => page.getByRole("combobox", { name: "Currency" }).inputValue(), patience).toContain("NOK");
  const stranger = await visit(browser, origin, 390);
  await stranger.page.goto(`${origin}/sign-in`);
  await stranger.page.getByRole("heading", { name: "North Sea Voice" }).waitFor();
  await stranger.page.getByRole("link", { name: "support@switchbook.example" }).waitFor();
  expect(await faultsOf(stranger.page, "sign-in-branded")).toEqual([]);
  await stranger.page.context().close();

  await page.goto(`${origin}/audit`);
  const told = page.getByRole("row", { name: /settings\.change/ }).filter({ hasText: "North Sea Voice" });
  await told.locator("summary").click();
  await told.getByText("North Sea Voice").waitFor();
  // What was before and after is in sight, without scrolling to the side.
  const cut = await page.getByRole("region", { name: "Changes" }).evaluate((of) => of.scrollWidth - of.clientWidth);
  expect(cut).toBe(0);
  await page
    .getByRole("row", { name: /user\.create.*Night|user\.create/ })
    .first()
    .waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

/** What a button is called that changes something, wherever it stands. */
const changing =
  /^(Add|Edit|Delete|Import|Remove|Send|Upload|Apply|Close|Book|Issue|Make|Move|Revoke|Correct|Re-rate|Replay|Paste|Change|Assign|Retry|Write off|Refund|Reopen|Suspend|Block|Activate|Set to|Disable|Switch login)\b/;

it("who may only read is shown every page and offered nothing that changes anything", {
  timeout: 400_000,
}, async () => {
  const { browser, origin, known } = demo();
  const api = await signInAt(origin, { username: "admin", password });
  const permissions = roles.find(({ name }) => name === "Read only")?.permissions;
  const { items: users } = await api.get<ListPage<{ username: string }>>("/users?limit=200");
  if (!users.some(({ username }) => username === "reader1"))
    await api.post("/users", { username: "reader1", name: "Rita Reader", password: "Xk3!dpqwZt", permissions });
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, "Xk3!dpqwZt", "/sign-in", "reader1");
  const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  await links.first().waitFor();
  const menu = await links.evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).pathname));
  expect(menu).toContain("/customers");
  const firstOf = async (path: string) => (await api.get<ListPage<{ id: string }>>(path)).items[0]?.id ?? "";
  const tabs = ["", "details", "ip-devices", "sip-devices", "dialing-routes", "dids", "source-rules", "cli-rules"];
  const offered: string[] = [];
  for (const path of [
    ...menu,
    ...[...tabs, "prices", "statement", "invoices", "payments", "calls"].map(
      (tab) => `/customers/${known.account}/${tab}`,
    ),
    ...[`/tariffs/${known.tariff}`, `/vendors/${await firstOf("/vendors")}`, `/routes/${await firstOf("/routes")}`],
    `/intake/${known.source}`,
  ]) {
    await page.goto(`${origin}${path}`);
    await page.locator("main#main h1").waitFor();
    await settled(page);
    const main = page.locator("main");
    const pressed = main.getByRole("button").or(main.getByRole("link")).or(page.getByRole("menuitem"));
    const words = () =>
      pressed.evaluateAll((all) =>
        all
          .filter((one) => !one.matches(":disabled"))
          .map((one) => one.textContent || one.getAttribute("aria-label") || ""),
      );
    const opener = page.locator("main .row-menu").first();
    if ((await opener.count()) > 0) {
      await opener.click();
      await page.getByRole("menuitem").first().waitFor();
    }
    offered.push(...(await words()).filter((text) => changing.test(text.trim())).map((text) => `${path}: ${text}`));
  }
  expect(offered).toEqual([]);
  await page.goto(`${origin}/customers/${known.account}`);
  await page.getByRole("heading", { name: "Latest calls" }).waitFor();
  const hits = await paletteHits(page);
  expect(hits).toContain("Details");
  expect(hits.filter((hit) => changing.test(hit))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

/** What the palette offers on the page that is open, before anything is typed. */
async function paletteHits(page: Page): Promise<string[]> {
  await page.keyboard.press("Control+k");
  const words = page.getByRole("option").locator("span:first-child");
  await words.first().waitFor();
  const hits = await words.allInnerTexts();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  return hits;
}

it("who may see customers and nothing of theirs finds no other tab, also where its address is typed", async () => {
  const { browser, origin, known } = demo();
  const api = await signInAt(origin, { username: "admin", password });
  const permissions = ["customers:read", "customers:write"];
  const { items: users } = await api.get<ListPage<{ username: string }>>("/users?limit=200");
  if (!users.some(({ username }) => username === "desk1"))
    await api.post("/users", { username: "desk1", name: "Dora Desk", password: "Xk3!dpqwZt", permissions });
  const visitor = await visit(browser, origin, 1280);
  const { page, complaints } = visitor;
  await signIn(visitor, "Xk3!dpqwZt", "/sign-in", "desk1");
  await page.goto(`${origin}/customers/${known.account}`);
  await page.getByRole("heading", { name: "Contact" }).waitFor();
  await settled(page);
  await page.goto(`${origin}/customers/${known.account}/details`);
  await page.getByRole("button", { name: "Save changes" }).waitFor();
  await settled(page);
  const hits = await paletteHits(page);
  expect(hits).toContain("Edit");
  expect(hits.filter((hit) => /devices|Calls|Statement|Try a call/.test(hit))).toEqual([]);
  await page.goto(`${origin}/customers/${known.account}/ip-devices`);
  await page.getByText("There is nothing at this address").waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
