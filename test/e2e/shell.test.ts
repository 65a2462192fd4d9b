import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInAt } from "../../bin/demo/operator-api.ts";
import { freePort } from "../../local/free-port.ts";
import { axeClean, contextOf, cutOff, launchBrowser, type Scheme, screenshot, type Width } from "../support/browser.ts";
import { start, untilHealthy } from "../support/local-stack.ts";

const password = "Shell-test-4711!";
let origin = "";
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  const stack = start({
    PORT: String(port),
    SWITCHBOOK_DATA: mkdtempSync(join(tmpdir(), "switchbook-shell-")),
    SWITCHBOOK_ADMIN_PASSWORD: password,
  });
  await untilHealthy(port, stack);
  origin = `http://127.0.0.1:${port}`;
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** What the page complained about: uncaught errors and everything that the CSP refused. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 40[14]/.test(message.text())) complaints.push(message.text());
  });
  return complaints;
}

async function signedIn(width: Width, scheme: Scheme) {
  const page = await (await contextOf(browser, width, scheme)).newPage();
  const complaints = complaintsOf(page);
  await page.goto(`${origin}/suspense`);
  await page.getByLabel("User name").fill("admin");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Suspense" }).waitFor();
  return { page, complaints };
}

/** Each width and each scheme once: all four together would take a minute and find the same. */
const looks = [
  { width: 1280, scheme: "light" },
  { width: 390, scheme: "dark" },
] as const;

const pages = ["/", "/customers", "/customers/new", "/tariffs", "/intake", "/suspense"];

describe("the shell", () => {
  it.each(looks)("shows every page at $width px in $scheme: axe clean, nothing cut off, no complaint", async (look) => {
    const { page, complaints } = await signedIn(look.width, look.scheme);
    for (const path of pages) {
      await page.goto(origin + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForLoadState("networkidle");
      await axeClean(page);
      expect(await cutOff(page), path).toEqual([]);
      await screenshot(page, `empty${path === "/" ? "-home" : path.replaceAll("/", "-")}`);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("is worked by keyboard alone: palette, search, add, and back to the sign-in when the session is over", async () => {
    const { page } = await signedIn(1280, "light");
    const field = page.getByRole("dialog").getByRole("combobox");
    await page.keyboard.press("Control+k");
    await field.waitFor();
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
    // Its code is there now: not a letter is lost, and none is taken for a shortcut.
    await page.keyboard.press("Control+k");
    await page.keyboard.type("new");
    expect(await field.inputValue()).toBe("new");
    await field.fill("cust");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/customers");
    await page.getByLabel("Company name").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("zzz");
    await page.waitForURL("**/customers?q=zzz");
    await page.getByText("No customer matches").waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.goto(`${origin}/customers`);
    await page.getByRole("link", { name: "Add customer" }).waitFor();
    await page.keyboard.press("n");
    await page.waitForURL("**/customers/new");
    await page.evaluate(() => fetch("/api/v1/session", { method: "DELETE" }));
    await page.goto(`${origin}/tariffs`);
    await page.waitForURL("**/sign-in?to=*");
    await page.context().close();
  });

  it("asks the server for nothing in vain: not before somebody signed in, and not what the person may not read", async () => {
    const [username, secret] = ["clerk1", "Xk3!dpqwZt"];
    const api = await signInAt(origin, { username: "admin", password });
    await api.post("/users", { username, name: "Carla Clerk", password: secret, permissions: ["money:read"] });
    const page = await (await contextOf(browser, 1280, "light")).newPage();
    const refused = new Set<string>();
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (response.status() >= 400 && pathname.startsWith("/api/")) refused.add(`${response.status()} ${pathname}`);
    });
    await page.goto(origin);
    await page.getByLabel("User name").waitFor();
    await page.waitForLoadState("networkidle");
    // Whether somebody is signed in has to be asked.
    expect([...refused]).toEqual(["401 /api/v1/session"]);
    await page.getByLabel("User name").fill(username);
    await page.getByLabel("Password", { exact: true }).fill(secret);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    await page.waitForLoadState("networkidle");
    refused.clear();
    await page.goto(`${origin}/customers`);
    await page.getByText("There is nothing at this address").waitFor();
    await page.goto(origin);
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    await page.waitForLoadState("networkidle");
    expect([...refused]).toEqual([]);
    await page.context().close();
  });
});
