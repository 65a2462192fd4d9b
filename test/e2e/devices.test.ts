import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { settled, signIn, visit } from "../support/visitor.ts";
import { button, field } from "./controls.ts";
import { demoOfThisFile, password } from "./demo-stack.ts";
import { tabTo } from "./keyboard.ts";
import { faultsOf } from "./look.ts";

const demo = demoOfThisFile();

/** What the API answers at this path. */
const read = (page: Page, path: string) =>
  page.evaluate(async (asked) => (await fetch(`/api/v1${asked}`)).json(), path);

/** Line, result and why of each pasted line. */
const fates = async (scope: Page | Locator) => {
  const rows = await scope.getByRole("table", { name: "Pasted codes" }).locator("tbody tr").all();
  return Promise.all(
    rows.map(async (row) => {
      const [line, , result, why] = await row.getByRole("cell").allInnerTexts();
      return [line, result, why].map((text) => text?.trim());
    }),
  );
};

/** By keyboard alone. */
async function paste(page: Page, text: string): Promise<void> {
  await tabTo(page, "Paste many codes");
  await page.keyboard.press("Enter");
  await tabTo(page, "One per line: code, or source and code");
  await page.keyboard.insertText(text);
  await tabTo(page, "Check the lines");
  await page.keyboard.press("Enter");
  await page.getByRole("table", { name: "Pasted codes" }).waitFor();
}

describe("a pasted list of a switch's codes", () => {
  it.each([1280, 390] as const)("is told line by line before it is kept, at %i px", async (width) => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, width);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/customers/${known.account}/details`);
    const { items } = await read(page, "/customers?limit=200");
    const other = (items as { account: string; company: string }[]).find(({ account }) => account !== known.account);
    const codes = [1, 2].map((n) => `pbx-${width}-${n}`);
    const lines = [codes[0], `asterisk PBX1, ${codes[0]}`, codes[1], codes[1], "two words", other?.account];
    await page.getByText("Paste many codes").scrollIntoViewIfNeeded();
    await paste(page, lines.join("\n"));
    const told = await fates(page);
    if (width === 1280)
      expect(told).toEqual([
        ["1", "Free", "Free."],
        ["2", "Free", "Free."],
        ["3", "Free", "Free."],
        ["4", "Duplicate", "The same as line 3."],
        ["5", "Bad", "A code is 1 to 64 printable characters without spaces."],
        ["6", "Taken", `Taken by ${other?.company} (${other?.account}).`],
      ]);
    await page.getByRole("table", { name: "Pasted codes" }).scrollIntoViewIfNeeded();
    const faults = await faultsOf(page, "codes-pasted");
    await tabTo(page, "Take 3 free codes");
    await page.keyboard.press("Enter");
    const before = (await read(page, `/customers/${known.account}`)).switchAccounts;
    expect(JSON.stringify(before)).not.toContain(codes[0]);
    await button(page, "Save changes").click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    const { switchAccounts } = await read(page, `/customers/${known.account}`);
    const source = (await read(page, "/cdr-sources")).items.find(
      ({ name }: { name: string }) => name === "Asterisk pbx1",
    );
    expect(switchAccounts).toEqual([...before, codes[0], { source: source.id, code: codes[0] }, codes[1]]);

    // Another field's edit keeps the code that holds for one source.
    await page.goto(`${origin}/customers/${known.account}/details`);
    await field(page, "Address").fill(`${width} Example Street`);
    await button(page, "Save changes").click();
    await page.getByText("Saved.", { exact: true }).waitFor();
    expect((await read(page, `/customers/${known.account}`)).switchAccounts).toEqual(switchAccounts);
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });

  it("is taken by a device too, and not twice by the customer", async () => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, `/customers/${known.account}/ip-devices`);
    await button(page, "Add IP device").first().click();
    const dialog = page.getByRole("dialog");
    await field(dialog, "IP address").fill("203.0.113.200");
    await paste(page, "gate-7\nasterisk pbx1;gate-7");
    expect((await fates(dialog)).map(([, result]) => result)).toEqual(["Free", "Free"]);
    const faults = await faultsOf(page, "device-codes-pasted");
    await button(dialog, "Take 2 free codes").click();
    await button(dialog, "Add IP device").click();
    await page.getByText("203.0.113.200 is added.").waitFor();
    await page.goto(`${origin}/customers/${known.account}/details`);
    await paste(page, "gate-7");
    expect(await fates(page)).toEqual([["1", "Taken", "Another device of this customer has it."]]);
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});

interface Device {
  id: string;
  ip: string;
  dialPrefix: string;
  login: string;
  extension: string;
  status: string;
}

describe("what is typed", () => {
  it("is told to be somebody's already: a user name, an address with its prefix, a SIP login, an extension", async () => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/customers/new");
    const add = page.getByRole("form", { name: "Add customer" });
    await field(add, "Web access user name").fill("AcmeVoice");
    await add.getByText("This user name is taken.").waitFor();
    const faults = await faultsOf(page, "customer-name-taken");
    await field(add, "Web access user name").fill("AcmeVoice9");
    await add.getByText("This user name is taken.").waitFor({ state: "detached" });

    const own = `/customers/${known.account}`;
    const [rival] = (await read(page, `${own}/ip-devices`)).items as Device[];
    const [phone] = (await read(page, `${own}/sip-devices`)).items as Device[];
    if (!rival || !phone) throw new Error("the demo's first customer has no devices");
    const dialog = page.getByRole("dialog");
    page.once("dialog", (question) => void question.accept());
    await page.goto(`${origin}${own}/ip-devices`);
    await button(page, "Add IP device").first().click();
    await field(dialog, "Dial prefix").fill(rival.dialPrefix);
    await field(dialog, "IP address").fill(rival.ip);
    await dialog.getByText(/already belongs to this customer\.$/).waitFor();
    faults.push(...(await faultsOf(page, "ip-device-taken")));
    await field(dialog, "IP address").fill("203.0.113.231");
    await dialog.getByText(/already belongs to/).waitFor({ state: "detached" });

    await page.goto(`${origin}${own}/sip-devices`);
    await button(page, "Add SIP device").first().click();
    await field(dialog, "SIP device login").fill(phone.login);
    await field(dialog, "Extension number").fill(phone.extension);
    await dialog.getByText("This SIP login is taken.").waitFor();
    await dialog.getByText("This extension is another device's of the account.").waitFor();
    faults.push(...(await faultsOf(page, "sip-device-taken")));
    await field(dialog, "SIP device login").fill("nobody-yet");
    await dialog.getByText("This SIP login is taken.").waitFor({ state: "detached" });
    expect([...faults, ...complaints]).toEqual([]);
    await page.context().close();
  });
});

describe("the switch of a device", () => {
  it.each(["ip-devices", "sip-devices"])(
    "of the %s shows at once, is kept, also while the list is read again, and goes back when refused",
    async (kind) => {
      const { browser, origin, known } = demo();
      const visitor = await visit(browser, origin, 1280);
      const { page, complaints } = visitor;
      const path = `/customers/${known.account}/${kind}`;
      await signIn(visitor, password, path);
      const [device] = (await read(page, path)).items as Device[];
      const name = (kind === "ip-devices" ? device?.ip : device?.login) ?? "";
      const kept = async () => ((await read(page, path)).items as Device[]).find(({ id }) => id === device?.id)?.status;
      const its = (word: string) => page.getByRole("switch", { name: `${name}: ${word}`, exact: true });
      const press = (from: string) => its(from).locator("..").click();
      const list = `**/api/v1${path}?*`;
      const held = Promise.withResolvers<void>();
      await its("Active").waitFor();
      await settled(page);
      await page.route(list, async (route) => {
        await held.promise;
        await route.fallback();
      });
      // The second press comes while the list is read again after the first.
      const again = page.waitForRequest(list);
      await press("Active");
      await its("Inactive").waitFor();
      await again;
      expect(await kept()).toBe("INACTIVE");
      await press("Inactive");
      await its("Active").waitFor();
      held.resolve();
      await expect.poll(kept).toBe("ACTIVE");
      await settled(page);
      await its("Active").waitFor();
      await page.unroute(list);
      await press("Active");
      await its("Inactive").waitFor();
      await expect.poll(kept).toBe("INACTIVE");

      const refused = `**/api/v1${path}/*`;
      const error = { code: "conflict", message: "The table is busy. Try again.", requestId: "req-1" };
      await page.route(refused, (route) => route.fulfill({ status: 409, json: { error } }));
      const alert = page.getByRole("alert").getByText("It is still inactive. The table is busy. Try again.").first();
      await press("Inactive");
      await alert.waitFor();
      await its("Inactive").waitFor();
      const faults = await faultsOf(page, `${kind}-switch-refused`);
      await page.unroute(refused);
      await press("Inactive");
      await its("Active").waitFor();
      await expect.poll(kept).toBe("ACTIVE");
      expect([...faults, ...complaints]).toEqual([]);
      await page.context().close();
    },
  );
});

describe("e", () => {
  it("edits the row in use of every list, by whatever edits it there, and the focus comes back", {
    timeout: 400_000,
  }, async () => {
    const { browser, origin, known } = demo();
    const visitor = await visit(browser, origin, 1280);
    const { page, complaints } = visitor;
    await signIn(visitor, password, "/vendors");
    const of = `/customers/${known.account}`;
    for (const path of [
      ...["/vendors", "/routes", "/tariffs", "/users", "/resellers", "/dids", "/intake", `/tariffs/${known.tariff}`],
      ...["ip-devices", "sip-devices", "dialing-routes", "source-rules"].map((tab) => `${of}/${tab}`),
    ]) {
      await page.goto(`${origin}${path}`);
      await page.locator("main tbody tr td[data-main]").first().waitFor();
      await settled(page);
      await page.keyboard.press("j");
      const name = await page.evaluate(() => document.activeElement?.closest("tr") !== null);
      expect(name, path).toBe(true);
      await page.keyboard.press("e");
      await page.getByRole("dialog", { name: /^Edit / }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.waitForFunction(() => document.activeElement?.closest("main tbody tr"));
    }
    // Without a row it is what is open.
    await page.goto(`${origin}/tariffs/${known.tariff}`);
    await button(page, "Edit tariff").waitFor();
    await page.keyboard.press("e");
    await page.getByRole("dialog", { name: /^Edit / }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.goto(`${origin}${of}/calls`);
    await page.getByRole("tab", { name: "Calls", exact: true }).waitFor();
    await page.keyboard.press("e");
    await page.waitForURL(`**${of}/details`);
    await page.goto(`${origin}/customers?sort=company`);
    await page.getByRole("table", { name: "Customers" }).getByRole("link").first().waitFor();
    for (const key of ["j", "e"]) await page.keyboard.press(key);
    await page.waitForURL(/\/customers\/C\d{8}\/details$/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
